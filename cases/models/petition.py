"""One submission as it came in (đơn)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Instant, Table


class Petition(Table):
    """A petition at the unit that received it. Its text and its people live in erasable tables."""

    __tablename__ = "petition"
    __table_args__ = (
        UniqueConstraint("id", "kind"),
        CheckConstraint(
            "kind IN ('unclassified', 'complaint', 'denunciation', 'feedback', 'mixed')",
            name="kind_known",
        ),
        CheckConstraint("secrecy IN ('none', 'mat', 'toi_mat', 'tuyet_mat')", name="secrecy_known"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    code: Mapped[str] = mapped_column(String(30), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    receiving_unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    received_on: Mapped[date] = mapped_column(index=True)
    written_on: Mapped[date | None]
    source: Mapped[str] = mapped_column(String(20))
    forwarder_kind: Mapped[str | None] = mapped_column(String(20))
    forwarded_document: Mapped[str | None] = mapped_column(String(200))
    forwarded_from_id: Mapped[int | None] = mapped_column(ForeignKey("petition.id"), index=True)
    field: Mapped[str | None] = mapped_column(String(40))
    signatory_count: Mapped[int | None]
    eligible: Mapped[bool | None]
    ineligible_ground: Mapped[str | None] = mapped_column(String(30))
    competence: Mapped[str | None] = mapped_column(String(20))
    authority: Mapped[str | None] = mapped_column(String(30))
    prior_resolution: Mapped[str | None] = mapped_column(String(30))
    handling: Mapped[str | None] = mapped_column(String(30))
    triaged_on: Mapped[date | None]
    joins_case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"))
    duplicate_of_id: Mapped[int | None] = mapped_column(ForeignKey("petition.id"), index=True)
    secrecy: Mapped[str] = mapped_column(String(10), default="none")
    source_system: Mapped[str | None] = mapped_column(String(40))
    old_number: Mapped[str | None] = mapped_column(String(60))
    is_legacy: Mapped[bool] = mapped_column(default=False)
    paper_file_ref: Mapped[str | None] = mapped_column(String(100))
    registration_token: Mapped[str | None] = mapped_column(String(64), unique=True)
    registered_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    registered_at: Mapped[datetime] = mapped_column(Instant)
