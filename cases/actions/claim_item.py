"""Takes an open step for oneself (nhận việc)."""

from dataclasses import replace

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.delegations.held import authorised
from cases.errors import ItemTakenError, NotFoundError
from cases.models.account import Account
from cases.models.work_item import WorkItem
from cases.office import Office
from cases.policy.permission_map import allows, require, require_sight
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.related_units import units_of_item


def claim_item(tx: Transaction, office: Office, actor: Actor, *, item_id: int) -> None:
    """Put the person's name on a work item; taking it twice is harmless.

    Raises:
        NotFoundError: The step has ended, or the person may not know of its case.
        ItemTakenError: Another person was faster.
        NotAllowedError: The step is not for the person's role.
    """
    item = tx.get(WorkItem, item_id, with_for_update=True)
    if item is None:
        raise NotFoundError
    free = Target(role=item.role, unit_id=item.unit_id, assignee_id=item.assignee_id)
    require_sight(actor, Target(units_of_item(tx, item)))
    authorised(tx, office, Permission.ITEM_CLAIM, actor, free)
    taken = replace(free, claimant_id=item.claimant_id)
    if not allows(Permission.ITEM_CLAIM, actor, taken):
        holder = tx.get(Account, item.claimant_id)
        raise ItemTakenError(item_id=item_id, taken_by=holder.full_name if holder else None)
    acting = require(Permission.ITEM_CLAIM, actor, taken)
    item.claimant_id = actor.account_id
    item.claimed_at = office.clock.now()
    tx.flush()
    journal.write(
        tx,
        office,
        acting,
        "claim_item",
        subject=("run", item.run_id),
        detail={"step": item.element},
    )
