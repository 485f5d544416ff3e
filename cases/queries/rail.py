"""The figures in the left rail."""

from dataclasses import dataclass

from sqlalchemy import func, select

from cases.actor import Actor
from cases.database import Transaction
from cases.models.work_item import WorkItem
from cases.office import Office
from cases.policy.visible_cases import workable_items
from cases.queries.intake import may_register


@dataclass(frozen=True, slots=True)
class Rail:
    """Counts and entries of the rail."""

    doable: int
    may_register: bool


def rail(tx: Transaction, office: Office, actor: Actor) -> Rail:
    """Return what the rail shows to the person."""
    count = tx.scalar(select(func.count()).select_from(WorkItem).where(workable_items(actor)))
    return Rail(doable=count or 0, may_register=may_register(tx, office, actor))
