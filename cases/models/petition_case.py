"""Which petitions a case settles, and since when."""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Table


class PetitionCase(Table):
    """Many to many: one petition may open several cases, several petitions may join one."""

    __tablename__ = "petition_case"

    petition_id: Mapped[int] = mapped_column(ForeignKey("petition.id"), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), primary_key=True, index=True)
    joined_on: Mapped[date]
    left_on: Mapped[date | None]
    left_reason: Mapped[str | None] = mapped_column(String(30))
