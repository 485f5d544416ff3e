"""What a unit has to do with a case or a petition, and since when."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Table


class CaseUnit(Table):
    """A relation of a unit: receiving, settling, verifying, superior or monitoring."""

    __tablename__ = "case_unit"
    __table_args__ = (
        CheckConstraint(
            "relation IN ('receiving', 'settling', 'verifying', 'superior', 'monitoring')",
            name="relation_known",
        ),
        CheckConstraint("(case_id IS NULL) <> (petition_id IS NULL)", name="one_subject"),
        Index("ix_case_unit_unit_id_case_id", "unit_id", "case_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case.id"), index=True)
    petition_id: Mapped[int | None] = mapped_column(ForeignKey("petition.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    relation: Mapped[str] = mapped_column(String(20))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
