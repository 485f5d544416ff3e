"""One unit: what it is, what it was, who takes over, and what goes on in it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotFoundError
from cases.models.account import Account
from cases.models.role_assignment import RoleAssignment
from cases.models.unit import Unit
from cases.models.unit_change import UnitChange
from cases.models.unit_succession import UnitSuccession
from cases.office import Office
from cases.policy.permission_map import allows
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.unit_tree import kind_title
from cases.units.waiting import waiting_in


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another unit that this one has to do with.

    Attributes:
        from_day: First day in charge of a successor.
        document: What says so.
        is_verified: Whether it was read in a text that this one takes over.
    """

    code: str
    name: str
    from_day: date | None = None
    document: str = ""
    is_verified: bool = True


@dataclass(frozen=True, slots=True)
class UnitHistory:
    """One line of the history; ``what`` as in ``unit_change``, days as days."""

    what: str
    before: str | date | None
    after: str | date | None
    from_day: date
    document: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class UnitPage:
    """The page of a unit.

    Attributes:
        article: The item of the regulation that names the kind.
        parts: Units below it that are not over.
        predecessors: Units whose work it has taken over, or will.
        is_over: Its last day has passed.
        is_merged: Its work has moved.
        people: Roles held in it today, (title, how many).
        open_items: Steps that wait in it.
        may_change: The person administers units.
    """

    code: str
    name: str
    kind_title: str
    article: str
    valid_from: date
    valid_to: date | None
    is_verified: bool
    parent: Neighbour | None
    parts: tuple[Neighbour, ...]
    successors: tuple[Neighbour, ...]
    predecessors: tuple[Neighbour, ...]
    is_over: bool
    is_merged: bool
    people: tuple[tuple[str, int], ...]
    open_items: int
    history: tuple[UnitHistory, ...]
    may_change: bool


def unit_page(tx: Transaction, office: Office, actor: Actor, *, code: str) -> UnitPage:
    """Return what the page of a unit shows; the tree is open to whoever signs in.

    Raises:
        NotFoundError: No such unit.
    """
    unit = find_unit(tx, code)
    kind = office.unit_kinds.get(unit.kind)
    parent = tx.get(Unit, unit.parent_id) if unit.parent_id else None
    return UnitPage(
        code=unit.code,
        name=unit.name,
        kind_title=kind_title(office.unit_kinds, unit.kind),
        article=kind.article if kind else "",
        valid_from=unit.valid_from,
        valid_to=unit.valid_to,
        is_verified=unit.is_verified,
        parent=Neighbour(parent.code, parent.name) if parent else None,
        parts=_parts(tx, office, unit.id),
        successors=_neighbours(tx, UnitSuccession.successor_id, UnitSuccession.unit_id, unit.id),
        predecessors=_neighbours(tx, UnitSuccession.unit_id, UnitSuccession.successor_id, unit.id),
        is_over=unit.valid_to is not None and unit.valid_to < office.today(),
        is_merged=unit.successor_id is not None,
        people=_people(tx, office, unit),
        open_items=waiting_in(tx, [unit.id]).get(unit.id, 0),
        history=_history(tx, unit.id),
        may_change=allows(Permission.UNITS_MANAGE, actor, Target()),
    )


def find_unit(tx: Transaction, code: str) -> Unit:
    """Return the unit of a code.

    Raises:
        NotFoundError: No such unit.
    """
    unit = tx.scalars(select(Unit).where(Unit.code == code)).first()
    if unit is None:
        raise NotFoundError
    return unit


def _parts(tx: Transaction, office: Office, unit_id: int) -> tuple[Neighbour, ...]:
    today = office.today()
    rows = tx.execute(
        select(Unit.code, Unit.name)
        .where(Unit.parent_id == unit_id, or_(Unit.valid_to.is_(None), Unit.valid_to >= today))
        .order_by(Unit.name_f, Unit.id)
    )
    return tuple(Neighbour(code, name) for code, name in rows)


def _neighbours(
    tx: Transaction,
    other: InstrumentedAttribute[int],
    own: InstrumentedAttribute[int],
    unit_id: int,
) -> tuple[Neighbour, ...]:
    rows = tx.execute(
        select(
            Unit.code,
            Unit.name,
            UnitSuccession.from_day,
            UnitSuccession.document,
            UnitSuccession.is_verified,
        )
        .join(UnitSuccession, other == Unit.id)
        .where(own == unit_id)
        .order_by(Unit.name_f, Unit.id)
    )
    return tuple(Neighbour(*row) for row in rows)


def _people(tx: Transaction, office: Office, unit: Unit) -> tuple[tuple[str, int], ...]:
    today = office.today()
    rows = tx.execute(
        select(RoleAssignment.role, func.count(RoleAssignment.account_id.distinct()))
        .join(Account, Account.id == RoleAssignment.account_id)
        .where(
            RoleAssignment.unit_id == unit.id,
            RoleAssignment.valid_from <= today,
            or_(RoleAssignment.valid_to.is_(None), RoleAssignment.valid_to >= today),
            or_(Account.locked_from.is_(None), Account.locked_from > today),
        )
        .group_by(RoleAssignment.role)
    )
    counts = {role: count for role, count in rows}  # noqa: C416 - rows are not pairs for mypy
    return tuple(
        (office.role_title(role, unit.kind), counts[role])
        for role in office.roles
        if role in counts
    )


def _history(tx: Transaction, unit_id: int) -> tuple[UnitHistory, ...]:
    rows = tx.execute(
        select(UnitChange, Account.full_name)
        .outerjoin(Account, Account.id == UnitChange.changed_by_id)
        .where(UnitChange.unit_id == unit_id)
        .order_by(UnitChange.id.desc())
    )
    return tuple(
        UnitHistory(
            what=change.what,
            before=_value(change.what, change.before),
            after=_value(change.what, change.after),
            from_day=change.from_day,
            document=change.document,
            by=by or "",
            at=change.changed_at,
        )
        for change, by in rows
    )


def _value(what: str, text: str | None) -> str | date | None:
    is_day = what in {"valid_from", "valid_to"}
    return date.fromisoformat(text) if text and is_day else text
