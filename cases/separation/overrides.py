"""Whom the head has let do a step that is kept apart from their own."""

from sqlalchemy import select

from cases.database import Transaction
from cases.models.separation_override import SeparationOverride


def is_overridden(tx: Transaction, run_id: int, task_id: str, account_id: int) -> bool:
    """Tell whether the head has let the person do the step."""
    found = select(SeparationOverride.id).where(
        SeparationOverride.run_id == run_id,
        SeparationOverride.task_id == task_id,
        SeparationOverride.account_id == account_id,
    )
    return tx.scalar(found) is not None
