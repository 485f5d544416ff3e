"""The denunciation in a petition of several matters, until the worker enters it in the books."""

from datetime import date

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Table


class SplitPart(Table):
    """What is to be entered, and nothing of where it comes from.

    No petition, no person, no hour, and no number in a sequence: whoever reads the row, or what is
    made of it, finds no way to the other part, which names its author (regulation Art 5(7)).

    Attributes:
        id: Random, so that the rows have no order.
        enter_on: The day after, on which the worker enters all that wait.
    """

    __tablename__ = "split_part"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    procedure: Mapped[str] = mapped_column(String(60))
    received_on: Mapped[date]
    source: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(300))
    summary: Mapped[str] = mapped_column(Text)
    enter_on: Mapped[date]
