"""Days that are not what their weekday says: holidays, substitutes, make-up Saturdays."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Table


class CalendarDay(Table):
    """One exceptional day, with the document that made it so."""

    __tablename__ = "calendar_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    is_working: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(String(200))
