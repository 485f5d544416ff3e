"""Whether a person has set codes up: for their own page, and for administrators."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotAllowedError, NotFoundError
from cases.models.account import Account
from cases.models.second_factor import SecondFactor
from cases.policy.permission_map import allows, require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.second_factor.checked import recovery_codes_left


@dataclass(frozen=True, slots=True)
class OwnCodes:
    """What the page says.

    Attributes:
        set_at: Since when codes are asked for; ``None`` while they are not set up.
        left: Recovery codes not used yet.
    """

    set_at: datetime | None
    left: int


def own_codes(tx: Transaction, actor: Actor) -> OwnCodes:
    """Return the state of one's own codes.

    Raises:
        NotAllowedError: The office asks no codes of this person, and they have none.
    """
    set_at = tx.scalar(
        select(SecondFactor.set_at).where(SecondFactor.account_id == actor.account_id)
    )
    if set_at is None and not allows(Permission.SECOND_FACTOR_SET, actor, Target()):
        raise NotAllowedError(Permission.SECOND_FACTOR_SET)
    return OwnCodes(set_at, recovery_codes_left(tx, actor.account_id) if set_at else 0)


@dataclass(frozen=True, slots=True)
class CodesOf:
    """Codes of somebody else, as an administrator may know of them."""

    account_id: int
    name: str
    email: str
    set_at: datetime


def codes_of(tx: Transaction, actor: Actor, *, account_id: int) -> CodesOf:
    """Return since when somebody has codes.

    Raises:
        NotAllowedError: The person does not administer.
        NotFoundError: No such account, or it has no codes.
    """
    require(Permission.ACCOUNTS_MANAGE, actor, Target())
    row = tx.execute(
        select(Account.full_name, Account.email, SecondFactor.set_at)
        .join(SecondFactor, SecondFactor.account_id == Account.id)
        .where(Account.id == account_id)
    ).one_or_none()
    if row is None:
        raise NotFoundError
    return CodesOf(account_id, row.full_name, row.email, row.set_at)
