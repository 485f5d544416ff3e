"""A line of notice for the people of a role: something is due or late."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Instant, Table


class Notice(Table):
    """A notice that a timer of the diagram asked for, or that a deadline is late for long.

    Only the second kind names its ``deadline_id``, and tells of each deadline once.
    """

    __tablename__ = "notice"
    __table_args__ = (
        Index("ix_notice_unit_id_role_at", "unit_id", "role", "at"),
        Index("uq_notice_deadline_id_message", "deadline_id", "message", unique=True),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    deadline_id: Mapped[int | None] = mapped_column(ForeignKey("deadline.id"))
    role: Mapped[str] = mapped_column(String(40))
    message: Mapped[str] = mapped_column(String(40))
    term: Mapped[str | None] = mapped_column(String(60))
    element: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(Instant)
