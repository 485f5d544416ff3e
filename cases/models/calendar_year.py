"""Which years have an announced calendar."""

from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Table


class CalendarYear(Table):
    """A loaded year; dates in a year that is not confirmed are provisional (tạm tính)."""

    __tablename__ = "calendar_year"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    is_confirmed: Mapped[bool]
