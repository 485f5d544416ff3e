"""A proposed, running or finished change of the working-day calendar."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Instant, Table


class CalendarChange(Table):
    """Edits of the calendar that are previewed, confirmed and recomputed together.

    A change is a ``draft`` of one person until its effects have been computed (``previewing``,
    then ``previewed``). Confirming writes the days and leaves a list of deadlines to recompute
    (``recomputing``, then ``done``); ``reached_id`` says how far the list was worked off, so that
    whoever comes after a kill goes on there.

    ``previewed_at`` is when the preview was ready and, while one is made, its last sign of life.
    ``base_revision_id`` is the revision of the calendar that the preview stands on,
    ``revision_id`` the one that the change made. The figures count deadlines: to look at, looked
    at, moved, moved and no longer late, moved and late by it, left alone because unreadable.
    """

    __tablename__ = "calendar_change"
    __table_args__ = (
        CheckConstraint(
            "status IN ('draft', 'previewing', 'previewed', 'recomputing', 'done')",
            name="status_known",
        ),
        Index("ix_calendar_change_status", "status"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    status: Mapped[str] = mapped_column(String(20), default="draft")
    created_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Instant)
    base_revision_id: Mapped[int | None] = mapped_column(ForeignKey("rule_revision.id"))
    preview_number: Mapped[int] = mapped_column(default=0)
    previewed_at: Mapped[datetime | None] = mapped_column(Instant)
    confirmed_at: Mapped[datetime | None] = mapped_column(Instant)
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("rule_revision.id"))
    reached_id: Mapped[int] = mapped_column(Id, default=0)
    total_count: Mapped[int] = mapped_column(default=0)
    looked_count: Mapped[int] = mapped_column(default=0)
    moved_count: Mapped[int] = mapped_column(default=0)
    relieved_count: Mapped[int] = mapped_column(default=0)
    belated_count: Mapped[int] = mapped_column(default=0)
    unreadable_count: Mapped[int] = mapped_column(default=0)
    finished_at: Mapped[datetime | None] = mapped_column(Instant)
