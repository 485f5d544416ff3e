"""Whose handover is whose business."""

from sqlalchemy import select

from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotFoundError
from cases.handover.duty import Duty, DutyKind
from cases.models.account import Account
from cases.models.role_assignment import RoleAssignment
from cases.policy.handed_people import handed_people
from cases.policy.permission_map import allows, require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target


def visible_person(tx: Transaction, actor: Actor, account_id: int) -> Account:
    """Return the account.

    Raises:
        NotFoundError: No such account, or none whose handover is the business of the reader.
    """
    found = select(Account).where(Account.id == account_id, handed_people(actor))
    account = tx.scalar(found)
    if account is None:
        raise NotFoundError
    return account


def may_give(actor: Actor, duty: Duty) -> bool:
    """Tell whether the reader may say who gets it; a power is ended by who decides of it."""
    here = Target(unit_id=duty.unit_id)
    if duty.kind is not DutyKind.DELEGATION:
        return allows(Permission.HANDOVER_GIVE, actor, here)
    decides = (Permission.ACCOUNTS_MANAGE, Permission.POWERS_DELEGATE)
    return any(allows(one, actor, here) for one in decides)


def may_give_for(tx: Transaction, actor: Actor, account_id: int) -> bool:
    """Tell whether the reader leads a unit in which the person works or worked, or administers."""
    units = select(RoleAssignment.unit_id).where(RoleAssignment.account_id == account_id).distinct()
    return allows(Permission.HANDOVER_GIVE, actor, Target()) or any(
        allows(Permission.HANDOVER_GIVE, actor, Target(unit_id=unit_id))
        for unit_id in tx.scalars(units)
    )


def require_giving(tx: Transaction, actor: Actor, account_id: int) -> None:
    """Pass silently when the person may say who gets at least some of it.

    Raises:
        NotFoundError: No such account, or none of the person's business.
        NotAllowedError: It is their own handover, and they lead nothing.
    """
    visible_person(tx, actor, account_id)
    if not may_give_for(tx, actor, account_id):
        require(Permission.HANDOVER_GIVE, actor, Target())
