"""The SQL twin of CASE_READ and CASE_LOOK_UP for what search finds.

Who may only look up finds denunciations, what may be one, and secret records by their code and in
plain lists: never by what stands in them, because finding would tell it.
"""

from dataclasses import replace

from sqlalchemy import ColumnElement, and_, exists, not_, or_

from cases.actor import Actor
from cases.models.case import Case
from cases.models.petition import Petition
from cases.models.petition_case import PetitionCase
from cases.models.search_entry import SearchEntry
from cases.policy.predicates import LOOKUP
from cases.policy.visible_entries import of_units, units_of_sight, visible_entries
from cases.search.asked import Asked
from cases.secrecy import NOT_SECRET

OPEN_KINDS = frozenset({"complaint", "feedback"})
"""Kinds of which somebody who looks up learns more than the state."""

_OF_PETITIONS = exists().where(
    PetitionCase.case_id == SearchEntry.case_id,
    Petition.id == PetitionCase.petition_id,
    Petition.secrecy != NOT_SECRET,
)
_STATUS_ONLY = or_(
    *(
        exists().where(
            table.id == of_entry,
            or_(table.kind.not_in(sorted(OPEN_KINDS)), table.secrecy != NOT_SECRET),
        )
        for table, of_entry in (
            (Case, SearchEntry.case_id),
            (Petition, SearchEntry.petition_id),
        )
    ),
    _OF_PETITIONS,
)


def looked_up_units(actor: Actor) -> frozenset[int]:
    """Return the units whose records the person may look up."""
    return frozenset(one.unit_id for one in actor.assignments if one.role == LOOKUP)


def units_of_search(actor: Actor) -> frozenset[int] | None:
    """Return the units whose cases and petitions the person may find; ``None`` for all."""
    sight = units_of_sight(actor)
    return None if sight is None else sight | looked_up_units(actor)


def as_may_be_asked(actor: Actor, asked: Asked) -> Asked:
    """Return the question as the person may ask it.

    What is written like a code is nothing but a code for those who look up: words such as
    "QĐ 2020 31" would else find what stands in a denunciation.
    """
    if asked.is_whole_code and looked_up_units(actor):
        return replace(asked, words=(), papers=())
    return asked


def findable_entries(actor: Actor, asked: Asked, *, has_field: bool) -> ColumnElement[bool]:
    """Return the condition on ``search_entry`` under which its record may be found.

    A number of a person finds nothing for those who look up.

    Args:
        actor: Who searches.
        asked: The words, from ``as_may_be_asked``. All but a whole code could stand in a record.
        has_field: It is asked what the record is about (lĩnh vực), too.
    """
    units = looked_up_units(actor)
    if not units or asked.people:
        return visible_entries(actor)
    looked_up = of_units(units)
    if has_field or (asked.text and not asked.is_whole_code):
        looked_up = and_(looked_up, not_(_STATUS_ONLY))
    return or_(visible_entries(actor), looked_up)
