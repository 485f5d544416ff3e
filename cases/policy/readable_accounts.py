"""The SQL twin of ACCOUNTS_READ, for lists."""

from sqlalchemy import ColumnElement, exists, false, true

from cases.actor import Actor
from cases.models.account import Account
from cases.models.role_assignment import RoleAssignment
from cases.policy.permissions import Permission
from cases.policy.permitted_units import may_in_the_city, permitted_units


def account_units(actor: Actor) -> frozenset[int] | None:
    """Return the units whose accounts the person may read; ``None`` for all."""
    if may_in_the_city(Permission.ACCOUNTS_READ, actor):
        return None
    return frozenset(permitted_units(Permission.ACCOUNTS_READ, actor))


def readable_accounts(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on ``account``: it holds, held or will hold a role in such a unit."""
    units = account_units(actor)
    if units is None:
        return true()
    if not units:
        return false()
    return exists().where(
        RoleAssignment.account_id == Account.id, RoleAssignment.unit_id.in_(sorted(units))
    )
