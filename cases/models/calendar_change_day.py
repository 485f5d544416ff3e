"""The days of a calendar change."""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Table


class CalendarChangeDay(Table):
    """What one day becomes; what it was before is filled in when the change is confirmed."""

    __tablename__ = "calendar_change_day"

    change_id: Mapped[int] = mapped_column(Id, ForeignKey("calendar_change.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    is_working: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(200))
    document_number: Mapped[str] = mapped_column(String(100))
    document_on: Mapped[date]
    was_working: Mapped[bool | None]
    was_reason: Mapped[str | None] = mapped_column(String(200))
