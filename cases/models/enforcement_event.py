"""One thing done to enforce a decision: something recovered, or given back."""

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from cases.models.amount import Amount
from cases.models.declarative import Id, Table


class EnforcementEvent(Table):
    """Append-only: a progress report adds what was done since the one before.

    A corrected report is followed by a row with the difference, which may be negative.

    Attributes:
        what: ``recover_money``, ``recover_land``, ``return_money``, ``return_land``,
            ``returned_beneficiaries``.
        recipient: ``organisation`` or ``individual``; empty for what the State recovers.
        amount: Million VND, square metres, or how many got their rights back.
        is_over_owed: It went beyond what the decision says; the report gives the reason.
    """

    __tablename__ = "enforcement_event"
    __table_args__ = (
        CheckConstraint(
            "what IN ('recover_money', 'recover_land', 'return_money', 'return_land',"
            " 'returned_beneficiaries')",
            name="what_known",
        ),
        CheckConstraint(
            "(what IN ('recover_money', 'recover_land') AND recipient IS NULL)"
            " OR recipient IN ('organisation', 'individual')",
            name="recipient_known",
        ),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    enforcement_id: Mapped[int] = mapped_column(ForeignKey("enforcement.id"), index=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("case_step.id"))
    occurred_on: Mapped[date]
    what: Mapped[str] = mapped_column(String(30))
    recipient: Mapped[str | None] = mapped_column(String(20))
    amount: Mapped[Decimal] = mapped_column(Amount)
    is_over_owed: Mapped[bool] = mapped_column(default=False)
