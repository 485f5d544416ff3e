"""Which lines a list of pending things has: all of them, or one for each matter.

A petition has several terms at once. Where a list says what is urgent it names each case or
petition once, with its nearest date and how many more there are; a list of steps to be done, and
that of a day, name every one.
"""

import operator
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from sqlalchemy import ColumnElement, Select, column, func, literal, select, union_all

from cases.database import Transaction
from cases.queries.pending_rows import Key

FEW = 500
"""So many first matters are looked for by reading on; more of them are ranked by the database."""
LINES_OF_A_MATTER = 4
"""More than most matters have."""

_KEYS: tuple[ColumnElement[Any], ...] = (column("what"), column("id"), column("due_on"))
"""Columns of every arm. Named only: to look them up in a subquery takes longer than to run it."""
_MATTER: ColumnElement[int] = column("matter")
_OTHERS: ColumnElement[int] = column("others")
_ORDER: tuple[ColumnElement[Any], ...] = (
    column("due_on").asc().nulls_last(),
    column("what").desc(),
    column("id"),
)


@dataclass(frozen=True, slots=True)
class Lines:
    """A list.

    Attributes:
        arms: Statements of ``pending`` that find its steps and deadlines.
        one_per_matter: Whether a matter stands in it once.
    """

    arms: tuple[Select[Any], ...]
    one_per_matter: bool = False


def number_of(tx: Transaction, lines: Lines) -> int:
    """Return how many lines a list has."""
    return numbers_of(tx, [lines])[0]


def numbers_of(tx: Transaction, lists: Sequence[Lines]) -> tuple[int, ...]:
    """Return how many lines each list has, in one statement."""
    return tuple(tx.execute(select(*map(_number, lists))).one())


def _number(lines: Lines) -> ColumnElement[int]:
    if lines.one_per_matter:
        things = union_all(*(select(_MATTER).select_from(arm.subquery()) for arm in lines.arms))
        matters = select(func.count(_MATTER.distinct())).select_from(things.subquery())
        return matters.scalar_subquery()
    counts = (
        select(func.count()).select_from(arm.subquery()).scalar_subquery() for arm in lines.arms
    )
    return reduce(operator.add, counts)


def first_lines(tx: Transaction, lines: Lines, limit: int, offset: int = 0) -> Mapping[Key, int]:
    """Return what and id of the first lines, by date, each with the number of others.

    Without a date they come last.
    """
    if lines.one_per_matter and limit + offset <= FEW:
        return _first_matters(tx, lines, limit, offset)
    rows = _nearest(lines) if lines.one_per_matter else _all(lines, limit + offset)
    found = tx.execute(rows.order_by(*_ORDER).limit(limit).offset(offset))
    return {(row.what, row.id): row.others for row in found}


def _all(lines: Lines, most: int) -> Select[Any]:
    """Return every line. Each arm is cut by itself: an index hands out its first in order."""
    cut = (
        select(*_KEYS, _MATTER).select_from(arm.order_by(*_ORDER).limit(most).subquery())
        for arm in lines.arms
    )
    none = literal(0).label("others")
    return select(*_KEYS, _MATTER, none).select_from(union_all(*cut).subquery())


def _first_matters(tx: Transaction, lines: Lines, limit: int, offset: int) -> Mapping[Key, int]:
    """Return the first line of the first matters, without looking at all there are.

    Lines are read in their order until enough matters are among them.
    """
    wanted = limit + offset
    most = LINES_OF_A_MATTER * wanted
    while True:
        rows = tx.execute(_all(lines, most).order_by(*_ORDER).limit(most)).all()
        number = Counter(row.matter for row in rows)
        is_all = len(rows) < most
        if is_all or len(number) >= wanted:
            break
        most *= LINES_OF_A_MATTER
    nearest = {row.matter: row for row in reversed(rows)}
    shown = [nearest[matter] for matter in list(number)[offset:wanted]]
    if not is_all:
        number = _number_by_matter(tx, lines, [row.matter for row in shown])
    return {(row.what, row.id): number[row.matter] - 1 for row in shown}


def _number_by_matter(tx: Transaction, lines: Lines, matters: Sequence[int]) -> "Counter[int]":
    """Count the lines of some matters."""
    own = (
        select(_MATTER).select_from(arm.subquery()).where(_MATTER.in_(matters))
        for arm in lines.arms
    )
    counted = select(_MATTER, func.count()).select_from(union_all(*own).subquery())
    rows = tx.execute(counted.group_by(_MATTER))
    return Counter({matter: number for matter, number in rows})  # noqa: C416


def _nearest(lines: Lines) -> Select[Any]:
    """Return the first line of every matter, with the number of those that follow it."""
    things = union_all(*(select(*_KEYS, _MATTER).select_from(arm.subquery()) for arm in lines.arms))
    ranked = select(
        *_KEYS,
        func.row_number().over(partition_by=_MATTER, order_by=_ORDER).label("place"),
        (func.count().over(partition_by=_MATTER) - 1).label("others"),
    ).select_from(things.subquery())
    first = column("place") == 1
    return select(*_KEYS, _OTHERS).select_from(ranked.subquery()).where(first)
