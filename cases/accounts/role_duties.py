"""What somebody who no longer holds a role leaves behind: steps that only its holders may do."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from cases import journal
from cases.actor import Actor
from cases.assigning.locked_items import RECALLED, LockedItem, lock_items
from cases.assigning.written_acts import Act, write_acts
from cases.database import Transaction
from cases.models.assignment import Assignment
from cases.models.role_assignment import RoleAssignment
from cases.models.work_item import WorkItem
from cases.office import Office
from cases.secrecy import is_secret

RECALL = "recall_item"
"""What the journal calls it when a step is taken back from its holder."""
RELEASE = "release_item"
STEPS_AT_ONCE = 200

_HOLDER = func.coalesce(WorkItem.claimant_id, WorkItem.assignee_id)
_IS_NAMED = exists().where(
    Assignment.run_id == WorkItem.run_id, Assignment.account_id == WorkItem.assignee_id
)


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role of somebody in a unit."""

    account_id: int
    unit_id: int
    role: str


def held_steps(tx: Transaction, held: HeldRole) -> int:
    """Count the open steps of the role that the person has taken, or was given."""
    counted = select(func.count()).select_from(WorkItem).where(_steps_of(held))
    return tx.scalar(counted) or 0


def give_back(
    tx: Transaction, office: Office, actor: Actor, held: HeldRole, *, reason: str
) -> tuple[int, int]:
    """Take the steps of a role from somebody who does not hold it today.

    They are free again for everybody who holds the role. A step for which a decision named the
    person keeps the name until a leader names another: that needs a decision, too.

    Args:
        tx: A writing transaction.
        office: The installation.
        actor: Who is named in the history.
        held: The role; nothing happens while the person holds it by another assignment.
        reason: Why, as the history of the case tells it; of a secret record nothing is kept.

    Returns:
        How many steps were given back, and how many keep the name.
    """
    if _is_held(tx, office, held):
        return 0, 0
    ids = list(tx.scalars(select(WorkItem.id).where(_steps_of(held)).order_by(WorkItem.id)))
    given = named = 0
    for start in range(0, len(ids), STEPS_AT_ONCE):
        items = lock_items(tx, office, ids[start : start + STEPS_AT_ONCE]).values()
        mine = [one for one in items if one.holder_id == held.account_id]
        acts = [
            Act(one, RECALLED, None, "" if is_secret(one.secrecy) else reason)
            for one in mine
            if not one.is_named
        ]
        if acts:
            write_acts(tx, office, actor, RECALL, acts)
        kept = [one for one in mine if one.is_named]
        _release(tx, office, actor, kept)
        given, named = given + len(acts), named + len(kept)
    return given, named


def ended_holders(tx: Transaction, office: Office) -> tuple[HeldRole, ...]:
    """Return the roles that ended before today and whose steps are not free yet."""
    ended = (
        select(RoleAssignment.account_id, RoleAssignment.unit_id, RoleAssignment.role)
        .join(
            WorkItem,
            and_(
                WorkItem.unit_id == RoleAssignment.unit_id,
                WorkItem.role == RoleAssignment.role,
                RoleAssignment.account_id == _HOLDER,
            ),
        )
        .where(
            RoleAssignment.valid_to < office.today(),
            or_(WorkItem.claimant_id.is_not(None), ~_IS_NAMED),
        )
        .distinct()
        .order_by(RoleAssignment.account_id, RoleAssignment.unit_id, RoleAssignment.role)
    )
    found = [HeldRole(*row) for row in tx.execute(ended)]
    return tuple(held for held in found if not _is_held(tx, office, held))


def _release(tx: Transaction, office: Office, actor: Actor, items: Sequence[LockedItem]) -> None:
    """Take the claim of the person whom a decision names; the name stays."""
    claimed = [one for one in items if one.row.claimant_id is not None]
    for one in claimed:
        one.row.claimant_id, one.row.claimed_at = None, None
    tx.flush()
    if claimed:
        entries: list[journal.Entry] = [
            (one.subject, {"run": one.row.run_id, "step": one.row.element}) for one in claimed
        ]
        journal.write_all(tx, office, actor, RELEASE, entries)


def _is_held(tx: Transaction, office: Office, held: HeldRole) -> bool:
    today = office.today()
    in_force = exists().where(
        RoleAssignment.account_id == held.account_id,
        RoleAssignment.unit_id == held.unit_id,
        RoleAssignment.role == held.role,
        RoleAssignment.valid_from <= today,
        or_(RoleAssignment.valid_to.is_(None), RoleAssignment.valid_to >= today),
    )
    return bool(tx.scalar(select(in_force)))


def _steps_of(held: HeldRole) -> ColumnElement[bool]:
    return and_(
        WorkItem.unit_id == held.unit_id,
        WorkItem.role == held.role,
        _HOLDER.in_([held.account_id]),
    )
