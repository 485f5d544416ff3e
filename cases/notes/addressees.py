"""Whom a direction about a case may go to: a person, or everybody of a role."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import or_, select

from cases.database import Transaction
from cases.models.account import Account
from cases.models.role_assignment import RoleAssignment
from cases.models.unit import Unit
from cases.office import Office
from cases.policy.predicates import CASE_STAFF


@dataclass(frozen=True, slots=True)
class Addressee:
    """A person, or a role in a unit; ``value`` names it in a form."""

    value: str
    label: str
    account_id: int | None = None
    role: str | None = None
    unit_id: int | None = None


def addressees(tx: Transaction, office: Office, unit_ids: Iterable[int]) -> tuple[Addressee, ...]:
    """Return the people who work on cases in these units by name, then their roles."""
    today = office.today()
    rows = tx.execute(
        select(Account.id, Account.full_name, RoleAssignment.role, Unit.id, Unit.name, Unit.kind)
        .join(RoleAssignment, RoleAssignment.account_id == Account.id)
        .join(Unit, Unit.id == RoleAssignment.unit_id)
        .where(
            Unit.id.in_(sorted(unit_ids)),
            RoleAssignment.role.in_(sorted(CASE_STAFF)),
            RoleAssignment.valid_from <= today,
            or_(RoleAssignment.valid_to.is_(None), RoleAssignment.valid_to >= today),
            or_(Account.locked_from.is_(None), Account.locked_from > today),
        )
        .order_by(Account.full_name, Account.id, RoleAssignment.id)
    ).all()
    several = len({row[3] for row in rows}) > 1
    people: dict[int, Addressee] = {}
    roles: dict[tuple[str, int], Addressee] = {}
    for account_id, name, role, unit_id, unit, kind in rows:
        title = office.role_title(role, kind)
        people.setdefault(account_id, Addressee(f"p{account_id}", f"{name}, {title}", account_id))
        label = f"Mọi người giữ vai trò: {title}" + (f", {unit}" if several else "")
        value = f"r{unit_id}-{role}"
        roles.setdefault((role, unit_id), Addressee(value, label, role=role, unit_id=unit_id))
    return (*people.values(), *roles.values())
