"""The years that a calendar change confirms."""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Table


class CalendarChangeYear(Table):
    """A year whose calendar has been announced, with the document that did it."""

    __tablename__ = "calendar_change_year"

    change_id: Mapped[int] = mapped_column(Id, ForeignKey("calendar_change.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    document_number: Mapped[str] = mapped_column(String(100))
    document_on: Mapped[date]
