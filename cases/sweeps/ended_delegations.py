"""Ends delegations whose last day is over, and those whose giver has lost the right."""

from sqlalchemy import and_, exists, or_, select

from cases.actions.end_delegation import end_delegation
from cases.database import Transaction
from cases.delegations.held import GIVES_POWERS, LEAVE
from cases.errors import NotFoundError
from cases.models.account import Account
from cases.models.delegation import Delegation
from cases.models.role_assignment import RoleAssignment
from cases.office import Office


def sweep(office: Office) -> int:
    """End what is over; return how many there were.

    Nobody acts by a delegation that is over, whether this has run or not: it gives back the steps
    that the substitute had taken.
    """
    with office.database.reading() as tx:
        over = _over(tx, office)
    ended = 0
    for delegation_id in over:
        with office.database.writing() as tx:
            try:
                end_delegation(tx, office, None, delegation_id=delegation_id)
            except NotFoundError:  # somebody revoked it meanwhile
                continue
        ended += 1
    return ended


def _over(tx: Transaction, office: Office) -> list[int]:
    today = office.today()
    role = RoleAssignment
    gives = or_(
        and_(Delegation.kind == LEAVE, role.role.in_(sorted(office.delegable.leave_roles))),
        and_(Delegation.kind != LEAVE, role.role == GIVES_POWERS),
    )
    has_right = exists(role.id).where(
        role.account_id == Delegation.giver_id,
        role.unit_id == Delegation.unit_id,
        role.valid_from <= today,
        or_(role.valid_to.is_(None), role.valid_to >= today),
        gives,
    )
    is_there = exists(Account.id).where(
        Account.id == Delegation.giver_id,
        or_(Account.locked_from.is_(None), Account.locked_from > today),
    )
    lapsed = and_(Delegation.valid_from <= today, ~and_(has_right, is_there))
    running = select(Delegation.id).where(Delegation.ended_at.is_(None))
    return list(tx.scalars(running.where(or_(Delegation.valid_to < today, lapsed))))
