"""In which units a person may do something that is allowed unit by unit."""

from cases.actor import Actor
from cases.policy.permission_map import allows
from cases.policy.permissions import Permission
from cases.policy.predicates import Target


def may_in_the_city(permission: Permission, actor: Actor) -> bool:
    """Tell whether the permission is given for the whole city."""
    return allows(permission, actor, Target())


def permitted_units(permission: Permission, actor: Actor) -> tuple[int, ...]:
    """Return those of the person's own units, in the order of their assignments."""
    own = dict.fromkeys(one.unit_id for one in actor.assignments)
    return tuple(unit_id for unit_id in own if allows(permission, actor, Target(unit_id=unit_id)))


def may_somewhere(permission: Permission, actor: Actor) -> bool:
    """Tell whether the permission is given in the city or in any unit."""
    return may_in_the_city(permission, actor) or bool(permitted_units(permission, actor))
