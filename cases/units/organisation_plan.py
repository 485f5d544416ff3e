"""Compares the units of a file with those that there are: what loading the file would do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cases.database import Transaction
from cases.models.unit import Unit
from cases.models.unit_succession import UnitSuccession
from cases.units.waiting import waiting_in
from config.organisations import ListedEnd, ListedUnit, Organisation


@dataclass(frozen=True, slots=True)
class Difference:
    """What a unit is here and in the file; it stays as it is here.

    Attributes:
        what: ``name``, ``kind`` or ``parent``.
        name: What the unit is called here.
    """

    code: str
    name: str
    what: str
    here: str
    listed: str


@dataclass(frozen=True, slots=True)
class PlannedEnd:
    """A unit that ends, or of which it becomes known who takes over.

    Attributes:
        sets_last_day: It has no last day yet.
        successors: Codes of those that take over and are not on record yet.
        open_items: Steps that wait in it, until somebody merges it.
    """

    listed: ListedEnd
    unit_id: int
    name: str
    sets_last_day: bool
    successors: tuple[str, ...]
    open_items: int


@dataclass(frozen=True, slots=True)
class OrganisationPlan:
    """What loading a file does.

    Attributes:
        new: Units that there are not yet.
        present: How many units are here as in the file.
        different: What people have changed here; loading does not touch it.
        ends: Units that end.
        unknown: Codes of units that end and were never here.
    """

    new: tuple[ListedUnit, ...]
    present: int
    different: tuple[Difference, ...]
    ends: tuple[PlannedEnd, ...]
    unknown: tuple[str, ...]

    @property
    def does_nothing(self) -> bool:
        """Everything of the file is here already."""
        return not self.new and not self.ends


@dataclass(frozen=True, slots=True)
class _Here:
    id: int
    code: str
    name: str
    kind: str
    parent: str
    valid_to: date | None


def organisation_plan(tx: Transaction, organisation: Organisation) -> OrganisationPlan:
    """Compare without writing."""
    here = _units(tx)
    known = [one for one in organisation.units if one.code in here]
    different = tuple(found for one in known for found in _differences(one, here[one.code]))
    return OrganisationPlan(
        new=tuple(one for one in organisation.units if one.code not in here),
        present=len(known) - len({one.code for one in different}),
        different=different,
        ends=tuple(_ends(tx, organisation, here)),
        unknown=tuple(one.code for one in organisation.ends if one.code not in here),
    )


def _units(tx: Transaction) -> Mapping[str, _Here]:
    rows = tx.execute(
        select(Unit.id, Unit.code, Unit.name, Unit.kind, Unit.parent_id, Unit.valid_to)
    ).all()
    codes = {row.id: row.code for row in rows}
    return {
        row.code: _Here(
            row.id, row.code, row.name, row.kind, codes.get(row.parent_id, ""), row.valid_to
        )
        for row in rows
    }


def _differences(listed: ListedUnit, here: _Here) -> Iterator[Difference]:
    pairs = {
        "name": (here.name, listed.name),
        "kind": (here.kind, listed.kind),
        "parent": (here.parent, listed.parent),
    }
    for what, (is_here, in_file) in pairs.items():
        if is_here != in_file:
            yield Difference(here.code, here.name, what, is_here, in_file)


def _ends(
    tx: Transaction, organisation: Organisation, here: Mapping[str, _Here]
) -> Iterator[PlannedEnd]:
    ending = {here[one.code].id: one for one in organisation.ends if one.code in here}
    if not ending:
        return
    codes = {one.id: one.code for one in here.values()}
    recorded = {
        (codes[unit_id], codes[successor_id])
        for unit_id, successor_id in tx.execute(
            select(UnitSuccession.unit_id, UnitSuccession.successor_id)
        )
    }
    waiting = waiting_in(tx, ending)
    for unit_id, listed in ending.items():
        unit = here[listed.code]
        new = tuple(one for one in listed.successors if (listed.code, one) not in recorded)
        if unit.valid_to is None or new:
            yield PlannedEnd(
                listed, unit_id, unit.name, unit.valid_to is None, new, waiting.get(unit_id, 0)
            )
