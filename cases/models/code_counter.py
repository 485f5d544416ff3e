"""The last number given out in each book and year."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Table


class CodeCounter(Table):
    """A book (D, KN, TC, PA) in a year. Updated inside the transaction that uses the number."""

    __tablename__ = "code_counter"

    prefix: Mapped[str] = mapped_column(String(10), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(default=0)
