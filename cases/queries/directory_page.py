"""The pages that compare the people of units with the directory."""

from dataclasses import dataclass

from sqlalchemy import or_, select

from cases.actor import Actor
from cases.database import Transaction
from cases.directory_import.comparison import Changes
from cases.directory_import.preview import Asked, changes_of
from cases.errors import NotFoundError
from cases.folding import words_of
from cases.models.unit import Unit
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit and its branch, which is empty when it has none yet."""

    code: str
    name: str
    branch: str


@dataclass(frozen=True, slots=True)
class UnitPeople:
    """The people of a unit.

    Attributes:
        unit: The unit.
        changes: What differs; ``None`` while the unit has no branch.
    """

    unit: UnitLine
    changes: Changes | None


def directory_units(
    tx: Transaction, office: Office, actor: Actor, *, text: str
) -> tuple[UnitLine, ...]:
    """Return the units that work today or later, those with words of ``text`` in their names.

    Raises:
        NotAllowedError: The person does not administer.
    """
    require(Permission.ACCOUNTS_MANAGE, actor, Target())
    rows = tx.execute(
        select(Unit.code, Unit.name, Unit.directory_branch)
        .where(
            or_(Unit.valid_to.is_(None), Unit.valid_to >= office.today()),
            *(Unit.name_f.contains(word, autoescape=True) for word in words_of(text)),
        )
        .order_by(Unit.name_f, Unit.id)
    )
    return tuple(UnitLine(code, name, branch or "") for code, name, branch in rows)


def directory_unit(tx: Transaction, actor: Actor, *, code: str) -> UnitLine:
    """Return one unit.

    Raises:
        NotAllowedError: The person does not administer.
        NotFoundError: There is no such unit.
    """
    require(Permission.ACCOUNTS_MANAGE, actor, Target())
    row = tx.execute(
        select(Unit.code, Unit.name, Unit.directory_branch).where(Unit.code == code)
    ).one_or_none()
    if row is None:
        raise NotFoundError
    return UnitLine(row.code, row.name, row.directory_branch or "")


def unit_people(
    tx: Transaction, office: Office, actor: Actor, *, code: str, asked: Asked | None
) -> UnitPeople:
    """Return what differs between here and what the directory was asked before.

    Raises:
        NotAllowedError: The person does not administer.
        NotFoundError: There is no such unit.
    """
    unit = directory_unit(tx, actor, code=code)
    return UnitPeople(unit, changes_of(tx, office, code, asked) if asked else None)
