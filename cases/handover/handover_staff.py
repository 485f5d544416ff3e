"""Whose handover a leader may look after: the staff of the units led, with what each has."""

from dataclasses import dataclass

from cases.actor import Actor
from cases.database import Transaction
from cases.office import Office
from cases.policy.permissions import Permission
from cases.policy.permitted_units import permitted_units
from cases.queries.officers import Officer, officers_of
from cases.queries.outlook import read_outlook


@dataclass(frozen=True, slots=True)
class UnitStaff:
    """The people of one unit, those who have the least first."""

    unit_name: str
    people: tuple[Officer, ...]


def handover_staff(tx: Transaction, office: Office, actor: Actor) -> tuple[UnitStaff, ...]:
    """Return the staff of the reader's own units; empty for who leads none."""
    outlook = read_outlook(tx, office)
    names = {one.unit_id: one.unit_name for one in actor.assignments}
    found = (
        UnitStaff(names[unit_id], officers_of(tx, office, outlook, unit_id))
        for unit_id in permitted_units(Permission.HANDOVER_GIVE, actor)
    )
    return tuple(one for one in found if one.people)
