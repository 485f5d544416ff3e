"""The SQL twin of HANDOVER_GIVE, for lists of people."""

from sqlalchemy import ColumnElement, exists, or_, true

from cases.actor import Actor
from cases.models.account import Account
from cases.models.role_assignment import RoleAssignment
from cases.policy.permissions import Permission
from cases.policy.permitted_units import may_in_the_city, permitted_units


def handed_people(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on ``account``: the person themselves, or one of a unit they lead.

    Who has left the unit is still one of it: the handover does not end with the role.
    """
    if may_in_the_city(Permission.HANDOVER_GIVE, actor):
        return true()
    units = sorted(permitted_units(Permission.HANDOVER_GIVE, actor))
    works_there = exists().where(
        RoleAssignment.account_id == Account.id, RoleAssignment.unit_id.in_(units)
    )
    return or_(Account.id == actor.account_id, works_there)
