"""Routing values: what conditions and tables of a diagram read."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Table


class Fact(Table):
    """A declared fact of a subject, as JSON text: a code, yes or no, a number or an ISO date."""

    __tablename__ = "fact"

    subject_kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    subject_id: Mapped[int] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str] = mapped_column(String(100))
