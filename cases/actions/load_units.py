"""Loads the units of a city, or of a reform, from a file."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby

from sqlalchemy import bindparam, select, update

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.models.unit import Unit
from cases.models.unit_succession import UnitSuccession
from cases.office import Office
from cases.rows import insert_rows
from cases.turns import take_turn
from cases.units.organisation_plan import OrganisationPlan, PlannedEnd, organisation_plan
from cases.units.written_units import Change, NewUnit, write_changes, write_units
from config.organisations import ListedUnit, Organisation

ONE_DAY = timedelta(days=1)

_TABLE = Unit.__table__
_SET_LAST_DAY = (
    update(_TABLE)  # type: ignore[arg-type]
    .where(_TABLE.c.id == bindparam("of_id"))
    .values(valid_to=bindparam("last_day"))
)


def load_units(
    tx: Transaction, office: Office, actor: Actor | None, *, organisation: Organisation
) -> OrganisationPlan:
    """Create the units that are not there, and end those that the file ends.

    What is there under a code stays as people have made it. Loading a file again does nothing.
    Work, roles and accounts of a unit that ends stay until somebody merges it.

    Returns:
        What was done.
    """
    take_turn(tx, "units")
    plan = organisation_plan(tx, organisation)
    _create(tx, office, actor, plan.new)
    _end(tx, office, actor, plan.ends)
    return plan


def _create(
    tx: Transaction, office: Office, actor: Actor | None, new: Sequence[ListedUnit]
) -> None:
    """Write level by level: a unit names its parent by id."""
    ids = _ids(tx) if new else {}
    depths: dict[str, int] = {}
    for one in new:
        depths[one.code] = depths.get(one.parent, -1) + 1
    in_order = sorted(new, key=lambda one: depths[one.code])
    for _, level in groupby(in_order, key=lambda one: depths[one.code]):
        units = list(level)
        rows = [
            NewUnit(
                code=one.code,
                name=one.name,
                kind=one.kind,
                parent_id=ids[one.parent] if one.parent else None,
                valid_from=one.valid_from,
                valid_to=one.valid_to,
                is_verified=one.is_verified,
                document=one.document,
            )
            for one in units
        ]
        written = write_units(tx, office, actor, rows)
        ids |= {one.code: unit_id for one, unit_id in zip(units, written, strict=True)}
        entries: list[journal.Entry] = [
            (("unit", unit_id), {"code": one.code, "document": one.document})
            for one, unit_id in zip(units, written, strict=True)
        ]
        journal.write_all(tx, office, actor, "load_units", entries)


def _end(tx: Transaction, office: Office, actor: Actor | None, ends: Sequence[PlannedEnd]) -> None:
    if not ends:
        return
    ids = _ids(tx)
    ending = [one for one in ends if one.sets_last_day]
    if ending:
        tx.connection().execute(
            _SET_LAST_DAY,
            [{"of_id": one.unit_id, "last_day": one.listed.last_day} for one in ending],
        )
        write_changes(tx, office, actor, [_change(one) for one in ending])
    rows = [
        {
            "unit_id": one.unit_id,
            "successor_id": ids[code],
            "from_day": one.listed.last_day + ONE_DAY,
            "document": one.listed.document,
            "is_verified": one.listed.is_verified,
        }
        for one in ends
        for code in one.successors
    ]
    if rows:
        insert_rows(tx, UnitSuccession, rows)
    entries: list[journal.Entry] = [
        (
            ("unit", one.unit_id),
            {
                "code": one.listed.code,
                "last_day": one.listed.last_day,
                "successors": one.successors,
                "document": one.listed.document,
            },
        )
        for one in ends
    ]
    journal.write_all(tx, office, actor, "load_units", entries)


def _change(end: PlannedEnd) -> Change:
    last_day = end.listed.last_day
    return Change(
        end.unit_id, "valid_to", None, last_day.isoformat(), last_day + ONE_DAY, end.listed.document
    )


def _ids(tx: Transaction) -> dict[str, int]:
    return {code: unit_id for code, unit_id in tx.execute(select(Unit.code, Unit.id))}  # noqa: C416
