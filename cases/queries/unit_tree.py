"""The organisation tree as it stands, or stood, on a day."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import or_, select

from cases.database import Transaction
from cases.folding import fold
from cases.models.unit import Unit
from cases.models.unit_change import UnitChange
from cases.models.unit_succession import UnitSuccession
from cases.office import Office
from cases.units.waiting import waiting_in
from config.unit_kinds import UnitKinds

UNVERIFIED, ENDED_WITH_WORK = "unverified", "ended_with_work"
ONLY = (UNVERIFIED, ENDED_WITH_WORK)
"""What the tree may be narrowed down to, beside name and kind."""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit, below its parent.

    Attributes:
        name: What it was called on the day.
        depth: 0 at the top.
        valid_to: Its last day.
        successors: Units that take over, (code, name).
        open_items: Steps that still wait in a unit that has ended; 0 in any other.
        is_asked_for: It answers the question; otherwise it is there for what is below it.
    """

    id: int
    code: str
    name: str
    kind: str
    kind_title: str
    depth: int
    valid_from: date
    valid_to: date | None
    is_verified: bool
    successors: tuple[tuple[str, str], ...] = ()
    open_items: int = 0
    is_asked_for: bool = True


@dataclass(frozen=True, slots=True)
class UnitTree:
    """The tree.

    Attributes:
        rows: Each unit below its parent; of one parent by kind, then by name.
        found: How many answer the question.
        total: How many there are on the day.
        kinds: Kinds that there are on the day, (code, title, how many).
        unverified: How many on the day have a name that nobody has verified.
        ended_with_work: How many have ended and still have open work, whatever the day.
    """

    rows: tuple[UnitRow, ...]
    found: int
    total: int
    kinds: tuple[tuple[str, str, int], ...]
    unverified: int
    ended_with_work: int


def unit_tree(
    tx: Transaction, office: Office, *, day: date, name: str = "", kind: str = "", only: str = ""
) -> UnitTree:
    """Return the units of a day.

    Args:
        tx: A transaction.
        office: The installation.
        day: Any day; renames and moves after it are left out.
        name: Part of a name or code, with or without marks.
        kind: Code of a kind; empty for all.
        only: One of ``ONLY``; empty for all.
    """
    waiting = _waiting_in_ended(tx, office)
    of_day = tx.scalars(
        select(Unit).where(
            or_(
                Unit.id.in_(waiting) if only == ENDED_WITH_WORK else Unit.id.in_([]),
                (Unit.valid_from <= day) & or_(Unit.valid_to.is_(None), Unit.valid_to >= day),
            )
        )
    ).all()
    names, parents = _as_of(tx, of_day, day)
    asked = fold(name)
    rows = {
        unit.id: UnitRow(
            id=unit.id,
            code=unit.code,
            name=names[unit.id],
            kind=unit.kind,
            kind_title=kind_title(office.unit_kinds, unit.kind),
            depth=0,
            valid_from=unit.valid_from,
            valid_to=unit.valid_to,
            is_verified=unit.is_verified,
            successors=(),
            open_items=waiting.get(unit.id, 0),
            is_asked_for=(
                (not asked or asked in fold(names[unit.id]) or name.strip() in unit.code)
                and kind in {"", unit.kind}
                and (only != UNVERIFIED or not unit.is_verified)
                and (only != ENDED_WITH_WORK or unit.id in waiting)
            ),
        )
        for unit in of_day
    }
    counts: dict[str, int] = {}
    for row in rows.values():
        counts[row.kind] = counts.get(row.kind, 0) + 1
    return UnitTree(
        rows=tuple(_with_successors(tx, _in_order(rows, parents, office.unit_kinds))),
        found=sum(row.is_asked_for for row in rows.values()),
        total=len(rows),
        kinds=tuple(
            (code, kind_title(office.unit_kinds, code), counts[code])
            for code in sorted(counts, key=lambda code: _rank(office.unit_kinds, code))
        ),
        unverified=sum(not row.is_verified for row in rows.values()),
        ended_with_work=len(waiting),
    )


def kind_title(kinds: UnitKinds, code: str) -> str:
    """Return what a kind is called; a code that the list does not know stands for itself."""
    return kinds[code].title if code in kinds else code


def _waiting_in_ended(tx: Transaction, office: Office) -> Mapping[int, int]:
    return waiting_in(tx, select(Unit.id).where(Unit.valid_to < office.today()))


def _as_of(
    tx: Transaction, units: Collection[Unit], day: date
) -> tuple[dict[int, str], dict[int, int | None]]:
    """Return names and parents on the day: later changes undone, the newest first."""
    names = {unit.id: unit.name for unit in units}
    parents = {unit.id: unit.parent_id for unit in units}
    later = tx.execute(
        select(UnitChange.unit_id, UnitChange.what, UnitChange.before, Unit.id)
        .outerjoin(Unit, (UnitChange.what == "parent") & (Unit.code == UnitChange.before))
        .where(UnitChange.from_day > day, UnitChange.what.in_(("name", "parent")))
        .order_by(UnitChange.from_day.desc(), UnitChange.id.desc())
    )
    for unit_id, what, before, parent_id in later:
        if what == "name" and unit_id in names:
            names[unit_id] = before or names[unit_id]
        elif what == "parent" and unit_id in parents:
            parents[unit_id] = parent_id
    return names, parents


def _in_order(
    rows: Mapping[int, UnitRow], parents: Mapping[int, int | None], kinds: UnitKinds
) -> list[UnitRow]:
    """Return what was asked for and what is above it, each below its parent."""
    below: dict[int | None, list[UnitRow]] = {}
    for row in rows.values():
        above = parents[row.id]
        below.setdefault(above if above in rows else None, []).append(row)
    for siblings in below.values():
        siblings.sort(key=lambda row: (_rank(kinds, row.kind), fold(row.name), row.id))
    found: list[UnitRow] = []
    for row in below.get(None, ()):
        found += _branch(row, below, 0)
    return found


def _branch(row: UnitRow, below: Mapping[int | None, list[UnitRow]], depth: int) -> list[UnitRow]:
    lower = [one for part in below.get(row.id, ()) for one in _branch(part, below, depth + 1)]
    if not lower and not row.is_asked_for:
        return []
    return [replace(row, depth=depth), *lower]


def _rank(kinds: UnitKinds, code: str) -> int:
    return list(kinds).index(code) if code in kinds else len(kinds)


def _with_successors(tx: Transaction, rows: list[UnitRow]) -> Iterator[UnitRow]:
    successors = successors_of(tx, [row.id for row in rows if row.valid_to])
    for row in rows:
        yield replace(row, successors=successors.get(row.id, ()))


def successors_of(
    tx: Transaction, unit_ids: Collection[int]
) -> Mapping[int, tuple[tuple[str, str], ...]]:
    """Return who takes over from each unit, (code, name) by name."""
    found: dict[int, tuple[tuple[str, str], ...]] = {}
    rows = tx.execute(
        select(UnitSuccession.unit_id, Unit.code, Unit.name)
        .join(Unit, Unit.id == UnitSuccession.successor_id)
        .where(UnitSuccession.unit_id.in_(unit_ids))
        .order_by(Unit.name_f, Unit.id)
    )
    for unit_id, code, name in rows:
        found[unit_id] = (*found.get(unit_id, ()), (code, name))
    return found
