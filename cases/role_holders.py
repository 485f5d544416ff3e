"""Who holds a role today: those whose account is open."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select

from cases.database import Transaction
from cases.models.account import Account
from cases.models.role_assignment import RoleAssignment
from cases.models.unit import Unit


@dataclass(frozen=True, slots=True)
class RoleHolder:
    """One person and one role of theirs."""

    account_id: int
    name: str
    role: str
    unit_id: int
    unit_kind: str


def role_holders(
    tx: Transaction, today: date, roles: Collection[str], *, among: ColumnElement[bool]
) -> tuple[RoleHolder, ...]:
    """Return who holds one of the roles today, by account; one row for each role.

    Args:
        tx: A transaction.
        today: Day of the office.
        roles: Codes of roles.
        among: A condition on ``role_assignment`` that narrows it, or ``true()``.
    """
    rows = tx.execute(
        select(Account.id, Account.full_name, RoleAssignment.role, Unit.id, Unit.kind)
        .join(RoleAssignment, RoleAssignment.account_id == Account.id)
        .join(Unit, Unit.id == RoleAssignment.unit_id)
        .where(
            RoleAssignment.role.in_(sorted(roles)),
            RoleAssignment.valid_from <= today,
            or_(RoleAssignment.valid_to.is_(None), RoleAssignment.valid_to >= today),
            or_(Account.locked_from.is_(None), Account.locked_from > today),
            among,
        )
        .order_by(Account.id, RoleAssignment.id)
    )
    return tuple(RoleHolder(*row) for row in rows)
