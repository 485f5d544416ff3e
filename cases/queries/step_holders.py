"""Who could do a waiting step that is kept apart from others."""

from collections.abc import Mapping
from dataclasses import dataclass

from cases.actor import Actor
from cases.assigning.people import kept_apart, who_did
from cases.database import Transaction
from cases.errors import NotFoundError
from cases.models.work_item import WorkItem
from cases.office import Office
from cases.policy.permission_map import require_sight
from cases.policy.predicates import Target
from cases.queries.people import people_with_role
from cases.runs.locked_run import LockedRun, OpenItem, lock_run
from cases.separation.own_matter import kept_from


@dataclass(frozen=True, slots=True)
class Holders:
    """Everybody who holds the role of a step in its unit today, by account.

    Attributes:
        free: Names of those who have done none of the steps that it is kept apart from.
        apart: Names of the others.
        did: The element that each of the others has done.
    """

    free: Mapping[int, str]
    apart: Mapping[int, str]
    did: Mapping[int, str]


def locked_item(
    tx: Transaction, office: Office, actor: Actor, item_id: int
) -> tuple[LockedRun, OpenItem]:
    """Return a waiting step with its run, locked.

    Raises:
        NotFoundError: The step has ended, or the person may not know of it.
    """
    row = tx.get(WorkItem, item_id)
    if row is None:
        raise NotFoundError
    run = lock_run(tx, office, row.run_id, account_id=actor.account_id)
    require_sight(actor, Target(unit_ids=frozenset(run.units.values())))
    item = run.item(row.task_id)
    if item is None:
        raise NotFoundError
    return run, item


def holders_of(tx: Transaction, office: Office, run: LockedRun, item: OpenItem) -> Holders:
    """Return who could do a waiting step; whom the record is about could not."""
    notation = run.version.procedure.steps[item.element]
    did = kept_apart(notation, run.id, who_did(tx, [run.id], notation.not_actor_of))
    units = frozenset({item.unit_id} if item.unit_id else ())
    own = kept_from(run, item.role)
    people = {
        int(account_id): name
        for account_id, name in people_with_role(tx, office, role=item.role, unit_ids=units)
        if int(account_id) not in own
    }
    return Holders(
        free={one: name for one, name in people.items() if one not in did},
        apart={one: name for one, name in people.items() if one in did},
        did=did,
    )
