"""Notes that the next person has opened a step: from then on the last one cannot be taken back."""

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotFoundError
from cases.models.work_item import WorkItem
from cases.office import Office
from cases.policy.permission_map import require, require_sight
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.related_units import units_of_item


def see_item(tx: Transaction, office: Office, actor: Actor, *, item_id: int) -> None:
    """Note the first look; a second one changes nothing.

    Raises:
        NotFoundError: The step does not wait (any more), or the person may not know of it.
        NotAllowedError: The step is not for the person.
    """
    item = tx.get(WorkItem, item_id, with_for_update=True)
    if item is None:
        raise NotFoundError
    require_sight(actor, Target(units_of_item(tx, item)))
    target = Target(role=item.role, unit_id=item.unit_id, assignee_id=item.assignee_id)
    acting = require(Permission.STEP_COMPLETE, actor, target)
    if item.seen_at is not None:
        return
    item.seen_at = office.clock.now()
    tx.flush()
    journal.write(
        tx, office, acting, "see_item", subject=("run", item.run_id), detail={"step": item.element}
    )
