"""The actor of an account, for the command line, the worker, the demo office and tests."""

from sqlalchemy import or_, select

from cases.actor import Actor, Assignment
from cases.database import Transaction
from cases.delegations.held import held, with_delegations
from cases.errors import NotFoundError
from cases.models.account import Account
from cases.models.role_assignment import RoleAssignment
from cases.models.unit import Unit
from cases.office import Office


def actor_of(tx: Transaction, office: Office, *, email: str) -> Actor:
    """Return the person with this address, with the roles in force today.

    Raises:
        NotFoundError: No such account.
    """
    account = tx.scalar(select(Account).where(Account.email == email))
    if account is None:
        raise NotFoundError
    return _actor(tx, office, account)


def actor_with_account(tx: Transaction, office: Office, *, account_id: int) -> Actor:
    """Return the person of an account that may be used today, for work that the worker does.

    Raises:
        NotFoundError: No such account, or a locked one.
    """
    account = tx.get(Account, account_id)
    today = office.today()
    if account is None or (account.locked_from is not None and account.locked_from <= today):
        raise NotFoundError
    return _actor(tx, office, account)


def _actor(tx: Transaction, office: Office, account: Account) -> Actor:
    today = office.today()
    statement = (
        select(RoleAssignment.role, Unit.id, Unit.name, Unit.kind)
        .join(Account, Account.id == RoleAssignment.account_id)
        .join(Unit, Unit.id == RoleAssignment.unit_id)
        .where(
            RoleAssignment.account_id == account.id,
            RoleAssignment.valid_from <= today,
            or_(RoleAssignment.valid_to.is_(None), RoleAssignment.valid_to >= today),
        )
        .order_by(RoleAssignment.id)
    )
    rows = tx.execute(with_delegations(statement), {"today": today}).all()
    # Each role comes in as many rows as there are delegations beside it.
    assignments = tuple(dict.fromkeys(Assignment(*row[:4]) for row in rows))
    return Actor(
        account.id,
        account.full_name,
        account.email,
        assignments,
        delegations=held(rows, assignments, office.delegable.leave_roles),
    )
