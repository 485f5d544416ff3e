"""Somebody must be left who can give accounts and roles."""

from datetime import date

from sqlalchemy import or_, select

from cases.database import Transaction
from cases.models.account import Account
from cases.models.role_assignment import RoleAssignment

ADMINISTRATOR = "administrator"


def another_administers(tx: Transaction, *, besides: int, day: date) -> bool:
    """Tell whether somebody besides one assignment of the role administers then and goes on.

    Whoever is to be locked, or loses the role with that day, does not: the day after, nobody would
    be left.

    Args:
        tx: A transaction.
        besides: Row of ``role_assignment`` that is not counted.
        day: The day that is asked about.
    """
    found = tx.scalar(
        select(RoleAssignment.id)
        .join(Account, Account.id == RoleAssignment.account_id)
        .where(
            RoleAssignment.role == ADMINISTRATOR,
            RoleAssignment.id != besides,
            RoleAssignment.valid_from <= day,
            or_(RoleAssignment.valid_to.is_(None), RoleAssignment.valid_to > day),
            Account.locked_from.is_(None),
        )
        .limit(1)
    )
    return found is not None
