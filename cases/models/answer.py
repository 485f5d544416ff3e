"""Form values that belong to no other record: possibly personal, therefore erasable."""

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Table


class Answer(Table):
    """One value of one step, as JSON text."""

    __tablename__ = "answer"

    step_id: Mapped[int] = mapped_column(ForeignKey("case_step.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str] = mapped_column(Text)
