"""Creates a unit of the organisation tree."""

from datetime import date

from sqlalchemy import select

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.models.unit import Unit
from cases.office import Office
from cases.units.written_units import NewUnit, write_units


def create_unit(
    tx: Transaction,
    office: Office,
    actor: Actor | None,
    *,
    code: str,
    name: str,
    kind: str,
    parent_code: str | None = None,
    valid_from: date | None = None,
) -> int:
    """Create a unit and return its id; a unit that exists under ``code`` is returned as it is."""
    present = tx.scalar(select(Unit.id).where(Unit.code == code))
    if present is not None:
        return present
    parent = tx.scalar(select(Unit.id).where(Unit.code == parent_code)) if parent_code else None
    new = NewUnit(code, name, kind, parent, valid_from or office.today())
    (unit_id,) = write_units(tx, office, actor, [new])
    journal.write(
        tx, office, actor, "create_unit", subject=("unit", unit_id), detail={"code": code}
    )
    return unit_id
