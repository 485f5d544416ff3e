"""The SQL twin of ITEM_ASSIGN, for the pages of who gives out work."""

from sqlalchemy import ColumnElement, and_, false, or_

from cases.actor import Actor
from cases.models.work_item import WorkItem
from cases.policy.delegated import ASSIGNING
from cases.policy.predicates import LEADERS


def assignable_items(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on ``work_item`` under which the person may give it to somebody."""
    led = {one.unit_id for one in actor.assignments if one.role in LEADERS}
    ways: list[ColumnElement[bool]] = [WorkItem.unit_id.in_(sorted(led))] if led else []
    for one in actor.delegations:
        if ASSIGNING not in one.powers:
            continue
        delegated = and_(WorkItem.unit_id == one.unit_id, *_held_by_others(actor))
        if one.subject_kinds:
            delegated = and_(delegated, WorkItem.kind.in_(sorted(one.subject_kinds)))
        ways.append(delegated)
    return or_(*ways) if ways else false()


def _held_by_others(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    return tuple(
        or_(column.is_(None), column != actor.account_id)
        for column in (WorkItem.assignee_id, WorkItem.claimant_id)
    )
