"""The SQL twins of the permission map, for lists."""

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true

from cases.actor import Actor
from cases.models.case import Case
from cases.models.case_unit import CaseUnit
from cases.models.petition import Petition
from cases.models.petition_case import PetitionCase
from cases.models.work_item import WorkItem
from cases.policy.predicates import CASE_STAFF


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
    if "inspectorate" in actor.roles:
        return true()
    units = {one.unit_id for one in actor.assignments if one.role in CASE_STAFF}
    if not units:
        return false()
    return exists(
        select(CaseUnit.id).where(
            of_subject, CaseUnit.unit_id.in_(units), CaseUnit.valid_to.is_(None)
        )
    )


def items_of_my_roles(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on ``work_item``: a role of mine in my unit, nobody else named."""
    by_unit: dict[int, set[str]] = {}
    for one in actor.assignments:
        by_unit.setdefault(one.unit_id, set()).add(one.role)
    if not by_unit:
        return false()
    mine = or_(
        *(
            and_(WorkItem.unit_id == unit_id, WorkItem.role.in_(sorted(roles)))
            for unit_id, roles in by_unit.items()
        )
    )
    unassigned = or_(WorkItem.assignee_id.is_(None), WorkItem.assignee_id == actor.account_id)
    return and_(mine, unassigned)


def workable_items(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on ``work_item`` under which STEP_COMPLETE is given."""
    unclaimed = or_(WorkItem.claimant_id.is_(None), WorkItem.claimant_id == actor.account_id)
    return and_(items_of_my_roles(actor), unclaimed)
