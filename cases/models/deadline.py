"""A statutory term at work, with the computation that made its date."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Instant, Table

_OPEN = text("closed_on IS NULL AND ends_on_events <> ''")
"""Open, and somebody is waited for; a threshold just runs out."""
_JUDGED = text("late_by_law IS NOT NULL")


class Deadline(Table):
    """A deadline of one opening event.

    ``late_by_law`` compares the legal date of the closing event with the due date,
    ``late_in_system`` the moment it was recorded (regulation Art 7(2)); both stay empty while
    the deadline is open. ``run_id`` is set where a deadline concerns one run only and not its
    subject: each of several demands for papers has its own.
    """

    __tablename__ = "deadline"
    __table_args__ = (
        Index("ix_deadline_subject", "subject_kind", "subject_id"),
        # Two lists are asked for all day long; each finds all it needs in its index.
        Index(
            "ix_deadline_open",
            "due_on",
            "subject_kind",
            "subject_id",
            "term",
            "pauses",
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index(
            "ix_deadline_judged",
            "due_on",
            "subject_kind",
            "subject_id",
            "late_by_law",
            sqlite_where=_JUDGED,
            postgresql_where=_JUDGED,
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    subject_kind: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[int] = mapped_column(Id)
    run_id: Mapped[int | None] = mapped_column(Id)
    term: Mapped[str] = mapped_column(String(60))
    row_key: Mapped[str] = mapped_column(String(60))
    table_version_id: Mapped[int] = mapped_column(ForeignKey("procedure_version.id"))
    opening_event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    started_on: Mapped[date]
    due_on: Mapped[date]
    ends_on_events: Mapped[str] = mapped_column(String(300))
    pauses: Mapped[bool] = mapped_column(default=False)
    is_provisional: Mapped[bool] = mapped_column(default=False)
    computation: Mapped[str] = mapped_column(Text)
    closing_event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"))
    closed_on: Mapped[date | None]
    recorded_at: Mapped[datetime | None] = mapped_column(Instant)
    late_by_law: Mapped[bool | None]
    late_in_system: Mapped[bool | None]
