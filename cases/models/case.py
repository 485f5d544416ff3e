"""One matter at one instance, settled by one unit (vụ việc)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Instant, Table


class Case(Table):
    """A case. It has many runs, so no state of its own; the second instance is another case."""

    __tablename__ = "case"
    __table_args__ = (
        CheckConstraint("kind IN ('complaint', 'denunciation', 'feedback')", name="kind_known"),
        CheckConstraint("secrecy IN ('none', 'mat', 'toi_mat', 'tuyet_mat')", name="secrecy_known"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    code: Mapped[str] = mapped_column(String(30), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    instance: Mapped[str] = mapped_column(String(20), default="first")
    title: Mapped[str] = mapped_column(String(300))
    title_f: Mapped[str] = mapped_column(String(300))
    field: Mapped[str | None] = mapped_column(String(40))
    settling_unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    previous_case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"))
    previous_body: Mapped[str | None] = mapped_column(String(200))
    previous_number: Mapped[str | None] = mapped_column(String(60))
    previous_on: Mapped[date | None]
    is_discipline: Mapped[bool] = mapped_column(default=False)
    remote: Mapped[bool] = mapped_column(default=False)
    complex: Mapped[bool] = mapped_column(default=False)
    complexity_criteria: Mapped[str | None] = mapped_column(String(200))
    complexity_document: Mapped[str | None] = mapped_column(String(200))
    accepted_on: Mapped[date | None]
    acceptance_number: Mapped[str | None] = mapped_column(String(60))
    not_accepted_ground: Mapped[str | None] = mapped_column(String(20))
    withdrawal_after_persuasion: Mapped[bool | None]
    verify_until: Mapped[date | None]
    dialogue_on: Mapped[date | None]
    withdrawn_count: Mapped[int] = mapped_column(default=0, server_default="0")
    closing: Mapped[str | None] = mapped_column(String(30))
    closed_on: Mapped[date | None]
    secrecy: Mapped[str] = mapped_column(String(10), default="none")
    source_system: Mapped[str | None] = mapped_column(String(40))
    old_number: Mapped[str | None] = mapped_column(String(60))
    is_legacy: Mapped[bool] = mapped_column(default=False)
    paper_file_ref: Mapped[str | None] = mapped_column(String(100))
    opened_at: Mapped[datetime] = mapped_column(Instant, index=True)
