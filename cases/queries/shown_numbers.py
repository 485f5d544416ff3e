"""Who may see the numbers of the people on a petition: whose open step there needs them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from cases.actor import Actor
from cases.errors import NotAllowedError
from cases.policy.permission_map import allows, require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target


def may_show_numbers(actor: Actor, units: frozenset[int], items: Iterable[Sequence[Any]]) -> bool:
    """Tell whether the person has to reach these people for one of the waiting steps.

    Args:
        actor: Who asks.
        units: Units related to the case or petition.
        items: Its to-do rows, as ``waiting_items`` returns them.
    """
    return any(allows(Permission.NUMBERS_SHOW, actor, one) for one in _targets(units, items))


def sees_numbers(actor: Actor, units: frozenset[int], items: Iterable[Sequence[Any]]) -> Actor:
    """Return the person as they see the numbers: in their own right, or for somebody on leave.

    Raises:
        NotAllowedError: None of the waiting steps is theirs.
    """
    targets = [one for one in _targets(units, items) if allows(Permission.NUMBERS_SHOW, actor, one)]
    if not targets:
        raise NotAllowedError(Permission.NUMBERS_SHOW)
    ways = [require(Permission.NUMBERS_SHOW, actor, one) for one in targets]
    return next((one for one in ways if one.on_behalf_of is None), ways[0])


def _targets(units: frozenset[int], items: Iterable[Sequence[Any]]) -> Iterator[Target]:
    for item, *_ in items:
        yield Target(units, item.role, item.unit_id, item.assignee_id, item.claimant_id)
