"""Asks the directory for the people of a unit and compares them with those who are here."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, or_, select

from cases.database import Transaction
from cases.directory.person import Branch, Person
from cases.directory_import.comparison import Changes, Known, compare
from cases.errors import NotFoundError
from cases.models.account import Account
from cases.models.role_assignment import RoleAssignment
from cases.models.unit import Unit
from cases.office import Office

ADDRESSES_IN_ONE_QUESTION = 300


@dataclass(frozen=True, slots=True)
class Asked:
    """What the directory said of a unit's people, to be compared in any transaction."""

    branch: str
    people: tuple[Person, ...]
    elsewhere: dict[str, Person]


def branch_of(tx: Transaction, code: str) -> str:
    """Return the branch of a unit; empty when it has none yet.

    Raises:
        NotFoundError: There is no such unit.
    """
    row = tx.execute(select(Unit.directory_branch).where(Unit.code == code)).one_or_none()
    if row is None:
        raise NotFoundError
    return row.directory_branch or ""


def ask(office: Office, code: str) -> Asked:
    """Ask the directory; opens a transaction of its own and holds none while it waits.

    Raises:
        NotFoundError: There is no such unit, it has no branch, or the office has no directory.
        DirectoryUnavailableError: The directory is away.
    """
    if office.directory is None:
        raise NotFoundError
    with office.database.reading() as tx:
        branch = branch_of(tx, code)
        emails = {one.email for one in _of_unit(tx, office, code)}
    if not branch:
        raise NotFoundError
    people = office.directory.people_under(branch)
    there = {email for one in people for email in one.emails}
    return Asked(branch, people, dict(office.directory.find(emails - there)))


def branches_of(office: Office) -> tuple[Branch, ...]:
    """Return the branches that a unit may have.

    Raises:
        NotFoundError: The office has no directory.
        DirectoryUnavailableError: The directory is away.
    """
    if office.directory is None:
        raise NotFoundError
    return office.directory.branches()


def changes_of(tx: Transaction, office: Office, code: str, asked: Asked) -> Changes:
    """Compare what the directory said with what is here now."""
    known = {one.account_id: one for one in _of_unit(tx, office, code)}
    domain = office.settings.email_domain
    emails = sorted({email for one in asked.people for email in one.emails})
    for start in range(0, len(emails), ADDRESSES_IN_ONE_QUESTION):
        some = emails[start : start + ADDRESSES_IN_ONE_QUESTION]
        for row in tx.execute(_ACCOUNTS.where(Account.email.in_(some))):
            known.setdefault(row.id, _known(row, is_of_unit=False))
    return compare(domain, asked.people, asked.elsewhere, known.values())


_ACCOUNTS = select(
    Account.id,
    Account.email,
    Account.full_name,
    Account.directory_id,
    Account.password_hash,
    Account.locked_from,
)


def _of_unit(tx: Transaction, office: Office, code: str) -> list[Known]:
    """Return who holds a role in the unit today or later and is not locked."""
    today = office.today()
    rows = tx.execute(
        _ACCOUNTS.join(RoleAssignment, RoleAssignment.account_id == Account.id)
        .join(Unit, Unit.id == RoleAssignment.unit_id)
        .where(
            and_(
                Unit.code == code,
                or_(RoleAssignment.valid_to.is_(None), RoleAssignment.valid_to >= today),
                or_(Account.locked_from.is_(None), Account.locked_from > today),
            )
        )
        .distinct()
    )
    return [_known(row, is_of_unit=True) for row in rows]


def _known(row: Any, *, is_of_unit: bool) -> Known:  # noqa: ANN401 - a row of the accounts
    return Known(
        account_id=row.id,
        email=row.email,
        name=row.full_name,
        directory_id=row.directory_id,
        is_of_unit=is_of_unit,
        is_kept_here=row.password_hash is not None,
        is_locked=row.locked_from is not None,
    )
