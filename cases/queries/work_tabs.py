"""The tabs of the task list: which open steps stand in them, and how many those are."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, and_, func, or_, select

from cases.actor import Actor
from cases.database import Transaction
from cases.models.work_item import WorkItem
from cases.policy.permission_map import allows
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.policy.visible_cases import items_of_my_roles, workable_items
from cases.policy.visible_entries import units_of_sight

OPEN_TABS = ("doable", "mine", "unclaimed", "unit")


@dataclass(frozen=True, slots=True)
class Waiting:
    """Open steps of one kind that are alike for whoever asks who may do them."""

    target: Target
    element: str
    name: str
    number: int


def of_my_units(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on ``work_item``: a unit of the person, whose records they read.

    Who only looks up records of a unit, or looks after its machines, has no list of its work.
    """
    sight = units_of_sight(actor)
    return WorkItem.unit_id.in_(sorted(actor.unit_ids if sight is None else sight))


def tab_condition(actor: Actor, tab: str) -> ColumnElement[bool]:
    """Return the condition on ``work_item`` under which it stands in a tab."""
    if tab == "unit":
        return of_my_units(actor)
    if tab == "mine":
        me = actor.account_id
        mine = or_(WorkItem.claimant_id == me, WorkItem.assignee_id == me)
        return and_(items_of_my_roles(actor), mine)
    if tab == "unclaimed":
        free = and_(WorkItem.claimant_id.is_(None), WorkItem.assignee_id.is_(None))
        return and_(items_of_my_roles(actor), free)
    return workable_items(actor)


def stands_in(tab: str, actor: Actor, target: Target) -> bool:
    """Tell the same as ``tab_condition`` about one step."""
    if tab == "unit":
        return True
    if tab == "doable":
        return allows(Permission.STEP_COMPLETE, actor, target)
    if not allows(Permission.STEP_COMPLETE, actor, replace(target, claimant_id=None)):
        return False
    if tab == "unclaimed":
        return target.claimant_id is None and target.assignee_id is None
    return actor.account_id in {target.claimant_id, target.assignee_id}


def waiting_in_my_units(tx: Transaction, actor: Actor) -> tuple[Waiting, ...]:
    """Count the open steps of the person's units by all that decides who may do them.

    One statement, answered from one index (``ix_work_item_who_may``) however many steps wait.
    """
    alike = (
        WorkItem.unit_id,
        WorkItem.role,
        WorkItem.element,
        WorkItem.assignee_id,
        WorkItem.claimant_id,
    )
    heap = (
        select(*alike, func.count().label("number"), func.min(WorkItem.id).label("one_id"))
        .where(of_my_units(actor))
        .group_by(*alike)
        .subquery()
    )
    rows = tx.execute(select(heap, WorkItem.name).join(WorkItem, WorkItem.id == heap.c.one_id))
    return tuple(
        Waiting(
            target=Target(
                role=row.role,
                unit_id=row.unit_id,
                assignee_id=row.assignee_id,
                claimant_id=row.claimant_id,
            ),
            element=row.element,
            name=row.name,
            number=row.number,
        )
        for row in rows
    )


def number_in(
    tab: str, actor: Actor, waiting: Iterable[Waiting], element: str | None = None
) -> int:
    """Return how many steps stand in a tab; only those of one ``element``, if given."""
    return sum(
        one.number
        for one in waiting
        if stands_in(tab, actor, one.target) and element in {None, one.element}
    )
