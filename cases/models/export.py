"""A list that somebody asked for as a file, and how far the worker is with it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Instant, Table
from cases.sealed.column import Sealed


class Export(Table):
    """One file of one person; row and file are deleted some days after.

    ``asked`` holds the filters as JSON text, sealed: what was typed may name somebody, therefore
    the row is erasable. ``beat_at`` is the last sign of life of whoever writes the file;
    ``attempts`` counts how often somebody began. The file lies outside the web root under
    ``token``.
    """

    __tablename__ = "export"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'writing', 'done', 'failed')", name="state_known"),
        Index("ix_export_state", "state"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    list_code: Mapped[str] = mapped_column(String(40))
    asked: Mapped[str] = mapped_column(Sealed("export.asked", row=("account_id", "token")))
    title: Mapped[str] = mapped_column(String(200))
    unit_name: Mapped[str] = mapped_column(String(200))
    file_name: Mapped[str] = mapped_column(String(120))
    token: Mapped[str] = mapped_column(String(32), unique=True)
    state: Mapped[str] = mapped_column(String(20), default="waiting")
    problem: Mapped[str | None] = mapped_column(String(20))
    requested_at: Mapped[datetime] = mapped_column(Instant)
    total_count: Mapped[int]
    written_count: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    beat_at: Mapped[datetime | None] = mapped_column(Instant)
    finished_at: Mapped[datetime | None] = mapped_column(Instant)
    size: Mapped[int | None]
