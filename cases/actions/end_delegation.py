"""Ends a delegation: revoked at once, or because its last day or the giver's right is over."""

from sqlalchemy import ColumnElement, not_, select

from cases import journal
from cases.actor import Actor
from cases.assigning.locked_items import lock_items
from cases.database import Transaction
from cases.delegations.ends import EXPIRED, LAPSED, REVOKED
from cases.delegations.held import LEAVE, POWERS
from cases.errors import NotFoundError
from cases.models.delegation import Delegation
from cases.models.work_item import WorkItem
from cases.office import Office
from cases.policy.permission_map import allows, require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.policy.visible_cases import workable_items
from cases.queries.actors import actor_with_account

_PERMISSIONS = {POWERS: Permission.POWERS_DELEGATE, LEAVE: Permission.SUBSTITUTE_APPOINT}


def end_delegation(
    tx: Transaction, office: Office, actor: Actor | None, *, delegation_id: int
) -> int:
    """End it now. What was done stays; what the substitute has taken returns to the giver.

    Args:
        tx: A writing transaction.
        office: The installation.
        actor: The giver, who may decide of such delegations in the unit, or who administers,
            when one of the two hands over; ``None`` for the worker.
        delegation_id: Row of ``delegation``.

    Returns:
        How many open steps returned.

    Raises:
        NotFoundError: There is none such, it has ended, or the person is not of the unit.
        NotAllowedError: The person may not revoke it.
    """
    _lock_taken_steps(tx, office, delegation_id)
    row = tx.get(Delegation, delegation_id, with_for_update=True, populate_existing=True)
    if row is None or row.ended_at is not None:
        raise NotFoundError
    if actor is not None:
        _require_right(actor, row)
        row.ended_because, row.ended_by_id = REVOKED, actor.account_id
    else:
        row.ended_because = EXPIRED if row.valid_to < office.today() else LAPSED
    row.ended_at = office.clock.now()
    tx.flush()
    returned = _return_steps(tx, office, row) if row.kind == LEAVE else 0
    journal.write(
        tx,
        office,
        actor,
        "end_delegation",
        subject=("unit", row.unit_id),
        detail={
            "delegation": row.id,
            "from": row.giver_id,
            "to": row.delegate_id,
            "end": row.ended_because,
            "returned": returned,
        },
    )
    return returned


def _require_right(actor: Actor, row: Delegation) -> None:
    if allows(Permission.ACCOUNTS_MANAGE, actor, Target()):
        return
    if row.unit_id not in actor.unit_ids:
        raise NotFoundError
    if actor.account_id != row.giver_id:
        require(_PERMISSIONS[row.kind], actor, Target(unit_id=row.unit_id))


def _lock_taken_steps(tx: Transaction, office: Office, delegation_id: int) -> None:
    """Lock what the substitute has taken before the delegation, as whoever ends a step does.

    Whoever ends or takes a step for somebody else has locked the step when asking whether the
    delegation stands.
    """
    if office.database.is_sqlite:  # there, beginning to write has locked everything
        return
    row = tx.get(Delegation, delegation_id)
    if row is not None and row.kind == LEAVE:
        taken = select(WorkItem.id).where(*_taken(office, row))
        lock_items(tx, office, list(tx.scalars(taken)))


def _taken(office: Office, row: Delegation) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions on a step that the delegate has taken and the giver could have."""
    return (
        WorkItem.claimant_id == row.delegate_id,
        WorkItem.unit_id == row.unit_id,
        WorkItem.role.in_(sorted(office.delegable.leave_roles)),
    )


def _return_steps(tx: Transaction, office: Office, row: Delegation) -> int:
    """Give back the steps that the delegate has taken and could not take any more.

    They go to the giver, who finds them where they were; to everybody of the role where the giver
    has lost it.
    """
    giver, delegate = (_person(tx, office, one) for one in (row.giver_id, row.delegate_id))
    mine = tx.scalars(
        select(WorkItem.id).where(*_taken(office, row), not_(workable_items(delegate)))
    )
    items = lock_items(tx, office, list(mine)).values()
    entries: list[journal.Entry] = []
    for one in items:
        item = one.row
        item.claimant_id = giver.account_id if giver.holds(item.role, item.unit_id) else None
        item.claimed_at = office.clock.now() if item.claimant_id else None
        detail = {"run": item.run_id, "step": item.element, "from": row.delegate_id}
        entries.append((one.subject, detail | {"to": item.claimant_id, "delegation": row.id}))
    tx.flush()
    if entries:
        journal.write_all(tx, office, None, "return_item", entries)
    return len(entries)


def _person(tx: Transaction, office: Office, account_id: int) -> Actor:
    """Return the person with what they may do today; nothing if the account is locked."""
    try:
        return actor_with_account(tx, office, account_id=account_id)
    except NotFoundError:
        return Actor(account_id, "", "", ())
