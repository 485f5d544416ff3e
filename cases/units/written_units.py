"""Writes units, and what changes in them, together with their history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cases.actor import Actor
from cases.database import Transaction
from cases.folding import fold
from cases.models.unit import Unit
from cases.models.unit_change import UnitChange
from cases.office import Office
from cases.rows import insert_for_ids, insert_rows


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit to be written; ``document`` is what it exists by."""

    code: str
    name: str
    kind: str
    parent_id: int | None
    valid_from: date
    valid_to: date | None = None
    is_verified: bool = True
    document: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """Something that changes in a unit; the words are those of ``unit_change``."""

    unit_id: int
    what: str
    before: str | None
    after: str | None
    from_day: date
    document: str


def write_units(
    tx: Transaction, office: Office, actor: Actor | None, units: Sequence[NewUnit]
) -> list[int]:
    """Insert units whose parents are there; return their ids, in order."""
    rows = [
        {
            "code": one.code,
            "name": one.name,
            "name_f": fold(one.name),
            "kind": one.kind,
            "parent_id": one.parent_id,
            "valid_from": one.valid_from,
            "valid_to": one.valid_to,
            "is_verified": one.is_verified,
        }
        for one in units
    ]
    ids = insert_for_ids(tx, Unit, rows)
    created = [
        Change(unit_id, "created", None, one.name, one.valid_from, one.document)
        for unit_id, one in zip(ids, units, strict=True)
    ]
    write_changes(tx, office, actor, created)
    return ids


def write_changes(
    tx: Transaction, office: Office, actor: Actor | None, changes: Sequence[Change]
) -> None:
    """Append to the history of units; the rows of the units are the caller's."""
    if not changes:
        return
    rows = [
        {
            "unit_id": one.unit_id,
            "what": one.what,
            "before": one.before,
            "after": one.after,
            "from_day": one.from_day,
            "document": one.document,
            "changed_by_id": actor.account_id if actor else None,
            "changed_at": office.clock.now(),
        }
        for one in changes
    ]
    insert_rows(tx, UnitChange, rows)


def locked_unit(tx: Transaction, code: str) -> Unit | None:
    """Return a unit as it stands, and let nobody else change it before the commit."""
    return tx.scalars(
        select(Unit)
        .where(Unit.code == code)
        .with_for_update(key_share=True)  # petitions being registered refer to it
        .execution_options(populate_existing=True)
    ).first()
