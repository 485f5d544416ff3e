"""The deadlines that a calendar change moves."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Table


class CalendarChangeDeadline(Table):
    """One deadline and its dates before and after.

    Before the change is confirmed these are the previewed moves. Confirming puts every deadline
    to look at in their place, without a new date; recomputing gives a date to those that move
    and deletes the others. ``lateness`` is -1 when the move ends being late, 1 when it begins it.
    """

    __tablename__ = "calendar_change_deadline"

    change_id: Mapped[int] = mapped_column(Id, ForeignKey("calendar_change.id"), primary_key=True)
    deadline_id: Mapped[int] = mapped_column(Id, ForeignKey("deadline.id"), primary_key=True)
    old_due_on: Mapped[date]
    new_due_on: Mapped[date | None]
    lateness: Mapped[int] = mapped_column(default=0)
