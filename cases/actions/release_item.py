"""Gives a taken step back to everybody of the role (trả việc)."""

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotFoundError
from cases.models.work_item import WorkItem
from cases.office import Office
from cases.policy.permission_map import allows, require, require_sight
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.related_units import units_of_item


def release_item(tx: Transaction, office: Office, actor: Actor, *, item_id: int) -> None:
    """Take one's name off a work item.

    Raises:
        NotFoundError: The step has ended, or the person may not know of its case.
        NotAllowedError: The person has not taken it.
    """
    item = tx.get(WorkItem, item_id, with_for_update=True)
    if item is None:
        raise NotFoundError
    require_sight(actor, Target(units_of_item(tx, item)))
    target = Target(
        role=item.role,
        unit_id=item.unit_id,
        assignee_id=item.assignee_id,
        claimant_id=item.claimant_id,
    )
    require(Permission.ITEM_RELEASE, actor, target)
    if allows(Permission.STEP_COMPLETE, actor, target):
        actor = require(Permission.STEP_COMPLETE, actor, target)  # for whom it had been taken
    item.claimant_id = None
    item.claimed_at = None
    tx.flush()
    journal.write(
        tx,
        office,
        actor,
        "release_item",
        subject=("run", item.run_id),
        detail={"step": item.element},
    )
