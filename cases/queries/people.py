"""People: the demo list of the sign-in page, and whom a form may name."""

from dataclasses import dataclass

from sqlalchemy import not_, or_, select

from cases.assigning.leaving import is_leaving
from cases.database import Transaction
from cases.models.account import Account
from cases.models.role_assignment import RoleAssignment
from cases.models.unit import Unit
from cases.office import Office


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """A line of the demo list."""

    account_id: int
    name: str
    email: str
    role_title: str
    unit_name: str


def demo_people(tx: Transaction, office: Office) -> tuple[DemoPerson, ...]:
    """Return everybody who may be tried out; empty in production."""
    if office.settings.is_production:
        return ()
    rows = tx.execute(
        select(
            Account.id,
            Account.full_name,
            Account.email,
            RoleAssignment.role,
            Unit.name,
            Unit.kind,
        )
        .join(RoleAssignment, RoleAssignment.account_id == Account.id)
        .join(Unit, Unit.id == RoleAssignment.unit_id)
        .where(Account.locked_from.is_(None), RoleAssignment.valid_to.is_(None))
        .order_by(Account.id, RoleAssignment.id)
    ).all()
    people: dict[int, DemoPerson] = {}
    for account_id, name, email, role, unit, kind in rows:
        title = office.role_title(role, kind)
        before = people.get(account_id)
        if before is not None:
            title = f"{before.role_title}, {title[:1].lower()}{title[1:]}"
        people[account_id] = DemoPerson(account_id, name, email, title, unit)
    return tuple(people.values())


def people_with_role(
    tx: Transaction, office: Office, *, role: str | None, unit_ids: frozenset[int]
) -> tuple[tuple[str, str], ...]:
    """Return (account id, name) of those who may be named in a person field, by name.

    Who hands over, or will be locked, is named for nothing more.
    """
    today = office.today()
    statement = (
        select(Account.id, Account.full_name)
        .join(RoleAssignment, RoleAssignment.account_id == Account.id)
        .where(
            RoleAssignment.unit_id.in_(unit_ids),
            RoleAssignment.valid_from <= today,
            or_(RoleAssignment.valid_to.is_(None), RoleAssignment.valid_to >= today),
            or_(Account.locked_from.is_(None), Account.locked_from > today),
            not_(is_leaving(today)),
        )
        .distinct()
        .order_by(Account.full_name, Account.id)
    )
    if role:
        statement = statement.where(RoleAssignment.role == role)
    return tuple((str(account_id), name) for account_id, name in tx.execute(statement))
