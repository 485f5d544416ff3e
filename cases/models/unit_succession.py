"""Which units take over from one that ends."""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Table


class UnitSuccession(Table):
    """One successor of a unit, known beforehand or named when the unit was merged.

    A unit that was divided has several. ``from_day`` is the successor's first day in charge.
    """

    __tablename__ = "unit_succession"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    successor_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True, index=True)
    from_day: Mapped[date]
    document: Mapped[str] = mapped_column(String(200))
    is_verified: Mapped[bool]
