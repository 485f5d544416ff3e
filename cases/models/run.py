"""One execution of a published version."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Instant, Table

_PAUSED = text("paused_since IS NOT NULL")


class Run(Table):
    """The engine's tokens for one subject, and when a timer is next due.

    ``paused_since`` is the beginning of the day on which the settlement was suspended.
    ``start_token`` tells a form that was sent twice from two wishes.
    """

    __tablename__ = "run"
    __table_args__ = (
        CheckConstraint(
            "subject_kind IN ('reception', 'petition', 'case')", name="subject_kind_known"
        ),
        CheckConstraint("status IN ('running', 'completed', 'cancelled')", name="status_known"),
        Index("ix_run_subject", "subject_kind", "subject_id"),
        Index("ix_run_status_next_fires_at", "status", "next_fires_at"),
        Index("ix_run_start_token", "start_token", unique=True),
        Index(
            "ix_run_paused",
            "subject_kind",
            "subject_id",
            sqlite_where=_PAUSED,
            postgresql_where=_PAUSED,
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("procedure_version.id"), index=True)
    subject_kind: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[int] = mapped_column(Id)
    parent_run_id: Mapped[int | None] = mapped_column(ForeignKey("run.id"))
    status: Mapped[str] = mapped_column(String(20), default="running")
    state: Mapped[bytes] = mapped_column(LargeBinary)
    timers: Mapped[str] = mapped_column(String(2000), default="[]")
    waits_for: Mapped[str] = mapped_column(String(500), default="")
    visited: Mapped[str] = mapped_column(Text, default="")
    lock_version: Mapped[int] = mapped_column(default=1)
    next_fires_at: Mapped[datetime | None] = mapped_column(Instant)
    paused_since: Mapped[datetime | None] = mapped_column(Instant)
    started_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    start_token: Mapped[str | None] = mapped_column(String(64))
