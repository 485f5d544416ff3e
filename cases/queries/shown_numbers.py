"""Who may see the numbers of the people on a petition: whose open step there needs them."""

from collections.abc import Iterable, Sequence
from typing import Any

from cases.actor import Actor
from cases.policy.permission_map import allows
from cases.policy.permissions import Permission
from cases.policy.predicates import Target


def may_show_numbers(actor: Actor, units: frozenset[int], items: Iterable[Sequence[Any]]) -> bool:
    """Tell whether the person has to reach these people for one of the waiting steps.

    Args:
        actor: Who asks.
        units: Units related to the case or petition.
        items: Its to-do rows, as ``waiting_items`` returns them.
    """
    return any(
        allows(
            Permission.NUMBERS_SHOW,
            actor,
            Target(units, item.role, item.unit_id, item.assignee_id, item.claimant_id),
        )
        for item, *_ in items
    )
