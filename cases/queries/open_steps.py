"""The steps of a case that wait, as its page offers them to a person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from cases.actor import Actor
from cases.database import Transaction
from cases.models.account import Account
from cases.models.unit import Unit
from cases.models.work_item import WorkItem
from cases.office import LoadedVersion, Office
from cases.policy.permission_map import allows
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.due_state import due_state
from cases.queries.subjects import Subject, belongs_to
from cases.queries.views import OpenStepView


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides about the open steps of a case.

    Attributes:
        units: Units related to the case.
        run_id: The settlement.
        version: Its version.
        paused_on: Day on which the settlement was suspended, while it is.
        soon_days: How early the unit wants to be reminded.
    """

    units: frozenset[int]
    run_id: int
    version: LoadedVersion | None
    paused_on: date | None
    soon_days: int

    def waits(self, item: WorkItem) -> bool:
        """Tell whether a step waits for the suspension to end."""
        if self.paused_on is None or self.version is None or item.run_id != self.run_id:
            return False
        return not self.version.procedure.steps[item.element].while_paused


def waiting_items(tx: Transaction, subject: Subject) -> list[Any]:
    """Return the to-do rows of a case or petition, with who holds them and the kind of unit."""
    return list(
        tx.execute(
            select(WorkItem, Account.full_name, Unit.kind)
            .join(Unit, Unit.id == WorkItem.unit_id)
            .outerjoin(
                Account, Account.id == func.coalesce(WorkItem.claimant_id, WorkItem.assignee_id)
            )
            .where(belongs_to(WorkItem, [subject]))
            .order_by(WorkItem.id)
        )
    )


def open_steps(
    tx: Transaction,
    office: Office,
    actor: Actor,
    standing: Standing,
    items: Iterable[Sequence[Any]],
) -> tuple[OpenStepView, ...]:
    """Return the steps, in the order in which they opened."""
    return tuple(_open_step(tx, office, actor, standing, *row) for row in items)


def _open_step(
    tx: Transaction,
    office: Office,
    actor: Actor,
    standing: Standing,
    item: WorkItem,
    holder: str | None,
    unit_kind: str,
) -> OpenStepView:
    target = Target(standing.units, item.role, item.unit_id, item.assignee_id, item.claimant_id)
    waits = standing.waits(item)
    can_do = allows(Permission.STEP_COMPLETE, actor, target) and not waits
    stopped = waits and item.due_on and standing.paused_on and item.due_on > standing.paused_on
    return OpenStepView(
        item_id=item.id,
        run_id=item.run_id,
        task_id=item.task_id,
        element=item.element,
        name=item.name,
        role_title=office.role_title(item.role, unit_kind),
        holder=holder,
        due=due_state(
            item.due_on,
            office.today(),
            office.calendar(tx),
            soon_days=standing.soon_days,
            is_paused=bool(stopped),
        ),
        can_do=can_do,
        can_claim=can_do and item.claimant_id is None and item.assignee_id is None,
        can_release=item.claimant_id == actor.account_id,
    )
