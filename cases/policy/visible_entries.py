"""The SQL twin of CASE_READ for what search finds: cases, and petitions without one."""

from sqlalchemy import ColumnElement, exists, false, or_, true

from cases.actor import Actor
from cases.models.case_unit import CaseUnit
from cases.models.search_entry import SearchEntry
from cases.policy.predicates import CASE_STAFF


def units_of_sight(actor: Actor) -> frozenset[int] | None:
    """Return the units whose cases and petitions the person may read; ``None`` for all."""
    if "inspectorate" in actor.roles:
        return None
    own = frozenset(one.unit_id for one in actor.assignments if one.role in CASE_STAFF)
    return own | {actor.visit.unit_id} if actor.visit else own


def visible_entries(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on ``search_entry`` under which its record may be read."""
    units = units_of_sight(actor)
    if units is None:
        return true()
    return of_units(units) if units else false()


def of_units(units: frozenset[int]) -> ColumnElement[bool]:
    """Return the condition under which one of the units has to do with the record now."""
    return exists().where(
        or_(
            CaseUnit.case_id == SearchEntry.case_id,
            CaseUnit.petition_id == SearchEntry.petition_id,
        ),
        CaseUnit.unit_id.in_(sorted(units)),
        CaseUnit.valid_to.is_(None),
    )
