"""The SQL twins of the permission map, for lists."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true

from cases.actor import Actor
from cases.models.case import Case
from cases.models.case_unit import CaseUnit
from cases.models.petition import Petition
from cases.models.petition_case import PetitionCase
from cases.models.work_item import WorkItem
from cases.policy.visible_entries import units_of_sight


def visible_cases(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on ``case`` under which CASE_READ is given."""
    return _related_to_my_units(actor, CaseUnit.case_id == Case.id)


def visible_petitions(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on ``petition`` under which CASE_READ is given."""
    return _related_to_my_units(actor, CaseUnit.petition_id == Petition.id)


def readable_petitions(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on ``petition``: it is visible, or a case that settles it is."""
    of_a_case = (
        select(PetitionCase.petition_id)
        .join(Case, Case.id == PetitionCase.case_id)
        .where(visible_cases(actor))
    )
    return or_(visible_petitions(actor), Petition.id.in_(of_a_case))


def _related_to_my_units(actor: Actor, of_subject: ColumnElement[bool]) -> ColumnElement[bool]:
    units = units_of_sight(actor)
    if units is None:
        return true()
    if not units:
        return false()
    return exists(
        select(CaseUnit.id).where(
            of_subject, CaseUnit.unit_id.in_(units), CaseUnit.valid_to.is_(None)
        )
    )


def items_of_my_roles(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on ``work_item``: a role of mine in my unit, nobody else named.

    A role of somebody whom the person stands in for counts likewise, with what that person has.
    """
    return _of_roles(actor, (WorkItem.assignee_id,))


def workable_items(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on ``work_item`` under which STEP_COMPLETE is given."""
    return _of_roles(actor, (WorkItem.assignee_id, WorkItem.claimant_id))


def _of_roles(actor: Actor, holders: tuple[Any, ...]) -> ColumnElement[bool]:
    """Return the condition: the role is mine, and the holders are nobody but me."""
    by_unit: dict[int, set[str]] = {}
    for one in actor.assignments:
        by_unit.setdefault(one.unit_id, set()).add(one.role)
    own = [
        and_(WorkItem.unit_id == unit_id, WorkItem.role.in_(sorted(roles)))
        for unit_id, roles in by_unit.items()
    ]
    if not own:
        return false()
    me = actor.account_id
    stood_in_for = (
        and_(
            WorkItem.unit_id == one.unit_id,
            WorkItem.role.in_(sorted(one.roles)),
            *_nobody_but(holders, (me, one.giver_id)),
        )
        for one in actor.delegations
        if one.roles
    )
    return or_(and_(or_(*own), *_nobody_but(holders, (me,))), *stood_in_for)


def _nobody_but(
    holders: tuple[Any, ...], account_ids: tuple[int, ...]
) -> Iterator[ColumnElement[bool]]:
    for column in holders:
        yield or_(column.is_(None), *(column == one for one in account_ids))
