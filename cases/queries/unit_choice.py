"""Which unit a page is about, and which others the person may choose."""

from dataclasses import dataclass

from sqlalchemy import or_, select

from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotAllowedError, NotFoundError
from cases.models.unit import Unit
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.permitted_units import may_in_the_city, permitted_units
from cases.policy.predicates import Target


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """The chosen unit.

    Attributes:
        unit_id: The unit; ``None`` for the whole city.
        name: Its name; empty for the whole city.
        options: Units that may be chosen, (id, name).
        has_city: The whole city may be chosen as well.
    """

    unit_id: int | None
    name: str
    options: tuple[tuple[int, str], ...]
    has_city: bool


def choose_unit(
    tx: Transaction, office: Office, actor: Actor, permission: Permission, wanted: int | None
) -> UnitChoice:
    """Return the wanted unit; else the whole city, or the person's first unit.

    Raises:
        NotAllowedError: The permission is not given there, or nowhere.
        NotFoundError: There is no such unit.
    """
    has_city = may_in_the_city(permission, actor)
    options = _all_units(tx, office) if has_city else _own_units(actor, permission)
    if not options:
        own = next((one.unit_id for one in actor.assignments), None)
        raise NotAllowedError(permission, Target(unit_id=own))
    if wanted is None and not has_city:
        wanted = options[0][0]
    if wanted is None:
        return UnitChoice(None, "", options, has_city)
    require(permission, actor, Target(unit_id=wanted))
    names = dict(options)
    if wanted not in names:
        raise NotFoundError
    return UnitChoice(wanted, names[wanted], options, has_city)


def _own_units(actor: Actor, permission: Permission) -> tuple[tuple[int, str], ...]:
    names = {one.unit_id: one.unit_name for one in actor.assignments}
    return tuple((unit_id, names[unit_id]) for unit_id in permitted_units(permission, actor))


def open_units(tx: Transaction, office: Office) -> tuple[tuple[str, str], ...]:
    """Return (code, name) of the units that work today or later, by name."""
    rows = tx.execute(
        select(Unit.code, Unit.name)
        .where(or_(Unit.valid_to.is_(None), Unit.valid_to >= office.today()))
        .order_by(Unit.name_f, Unit.id)
    )
    return tuple((code, name) for code, name in rows)


def _all_units(tx: Transaction, office: Office) -> tuple[tuple[int, str], ...]:
    rows = tx.execute(
        select(Unit.id, Unit.name)
        .where(or_(Unit.valid_to.is_(None), Unit.valid_to >= office.today()))
        .order_by(Unit.name_f, Unit.id)
    )
    return tuple((unit_id, name) for unit_id, name in rows)
