"""What a finished step told about the enforcement of a decision, as it stands on record."""

from dataclasses import dataclass, field
from decimal import Decimal

from sqlalchemy import select

from cases.database import Transaction
from cases.models.enforcement import Enforcement
from cases.models.enforcement_event import EnforcementEvent
from cases.models.follow_up import FollowUp
from cases.steps.enforcement_records import COUNTED, OWED

EVENT, FOLLOW_UP, OVER = "enforcement_event", "follow_up", "is_over_owed"

Numbers = dict[str, Decimal]


@dataclass(slots=True)
class Reported:
    """What one report says was done, by column of its form.

    Attributes:
        enforcement: The enforcement that it reports on.
        done: Column of ``enforcement_event`` -> amount.
        counted: Column of ``follow_up`` -> number.
        is_over_owed: It goes beyond what is owed and says why.
    """

    enforcement: Enforcement | None = None
    done: Numbers = field(default_factory=dict)
    counted: Numbers = field(default_factory=dict)
    is_over_owed: bool = False

    def value(self, record: str, column: str) -> object:
        """Return what stands on record, ``None`` where nothing does."""
        if column == OVER:
            return self.is_over_owed
        numbers = self.done if record == EVENT else self.counted
        return numbers.get(column) or None


def reported_at(tx: Transaction, run_id: int, step_id: int) -> Reported:
    """Return what the report at a step says, with its corrections so far."""
    enforcement = tx.scalars(select(Enforcement).where(Enforcement.run_id == run_id)).one_or_none()
    reported = Reported(enforcement)
    if enforcement is None:
        return reported
    column_of = {place: column for column, place in OWED.items()}
    for row in tx.scalars(select(EnforcementEvent).where(EnforcementEvent.step_id == step_id)):
        column = column_of[row.what, row.recipient]
        reported.done[column] = reported.done.get(column, Decimal()) + row.amount
        reported.is_over_owed |= row.is_over_owed
    for told in tx.scalars(select(FollowUp).where(FollowUp.step_id == step_id)):
        for name in COUNTED:
            column = f"{told.kind}_{name}"
            before = reported.counted.get(column, Decimal())
            reported.counted[column] = before + getattr(told, name)
    return reported
