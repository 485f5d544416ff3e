"""The staff of a unit with their roles and how much each has to do."""

from dataclasses import dataclass

from sqlalchemy import or_, select

from cases.database import Transaction
from cases.models.account import Account
from cases.models.role_assignment import RoleAssignment
from cases.office import Office
from cases.policy.predicates import CASE_STAFF
from cases.queries.outlook import Outlook
from cases.queries.workload import counted_by_holder


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody to whom steps can be given.

    Attributes:
        roles: Codes of the roles held in the unit today.
        held: Open steps; ``late`` and ``due`` (today or soon) are among them.
    """

    id: int
    name: str
    roles: tuple[str, ...]
    held: int
    late: int
    due: int


def officers_of(
    tx: Transaction, office: Office, outlook: Outlook, unit_id: int
) -> tuple[Officer, ...]:
    """Return everybody who holds a role that steps are for, the least burdened first."""
    today = office.today()
    rows = tx.execute(
        select(Account.id, Account.full_name, RoleAssignment.role)
        .join(RoleAssignment, RoleAssignment.account_id == Account.id)
        .where(
            RoleAssignment.unit_id == unit_id,
            RoleAssignment.role.in_(sorted(CASE_STAFF)),
            RoleAssignment.valid_from <= today,
            or_(RoleAssignment.valid_to.is_(None), RoleAssignment.valid_to >= today),
            or_(Account.locked_from.is_(None), Account.locked_from > today),
        )
        .order_by(RoleAssignment.id)
    )
    names: dict[int, str] = {}
    roles: dict[int, tuple[str, ...]] = {}
    for account_id, name, role in rows:
        names[account_id] = name
        roles[account_id] = (*roles.get(account_id, ()), role)
    counted = {row.owner: row for row in counted_by_holder(tx, outlook, unit_id)}
    found = []
    for account_id, name in names.items():
        row = counted.get(account_id)
        figures = (row.held, row.late, row.today + row.soon) if row else (0, 0, 0)
        found.append(Officer(account_id, name, roles[account_id], *figures))
    return tuple(sorted(found, key=lambda one: (one.held, one.name, one.id)))
