"""The decision that settles a complaint."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.declarative import Id, Table


class Decision(Table):
    """Number, date and outcome of a decision. Its wording is an answer, because it names people."""

    __tablename__ = "decision"
    __table_args__ = (
        CheckConstraint(
            "outcome IN ('justified', 'partly_justified', 'unjustified')", name="outcome_known"
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id"), index=True)
    step_id: Mapped[int | None] = mapped_column(ForeignKey("case_step.id"))
    number: Mapped[str | None] = mapped_column(String(60))
    signed_on: Mapped[date | None]
    signer_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    outcome: Mapped[str | None] = mapped_column(String(20))
    enforcement_required: Mapped[bool | None]
