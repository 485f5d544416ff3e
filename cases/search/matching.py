"""Turns a question into a condition on ``search_entry``, in the words of either database."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    cast,
    column,
    literal,
    literal_column,
    select,
    table,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from cases.models.search_entry import SearchEntry
from cases.search.asked import Asked

_ENTRY = SearchEntry.__table__.c
_FTS = table("search_word", column("rowid"))


@dataclass(frozen=True, slots=True)
class _Style:
    """How a database writes "all of" and "one of"."""

    every: str
    either: str
    quote: str


_STYLES = {"sqlite": _Style(" AND ", " OR ", '"'), "postgresql": _Style(" & ", " | ", "'")}


def match_expression(
    dialect: str, asked: Asked, *, records: Iterable[str] = (), units: Iterable[str] | None = None
) -> str | None:
    """Return what the index is asked; ``None`` when nothing narrows the question.

    Every word in it consists of letters and digits, or is one of our own: nothing that was
    typed reaches the database as an operator.

    Args:
        dialect: ``sqlite`` or ``postgresql``.
        asked: The question.
        records: Words of records that answer it by other means, such as a number of a paper.
        units: Words of the units of which one must be there; ``None`` for any unit.
    """
    style = _STYLES[dialect]
    found = [
        *([_all([_quoted(style, word) for word in asked.words], style)] if asked.words else []),
        *(_quoted(style, word) for word in asked.codes),
        *(_quoted(style, word) for word in records),
    ]
    parts = [_one(found, style)] if found else []
    if units is not None:
        parts.append(_one([_quoted(style, word) for word in sorted(units)], style))
    return _all(parts, style) if parts else None


def match_any(
    dialect: str, sought: Iterable[Iterable[str]], *, units: Iterable[str] | None = None
) -> str:
    """Return what the index is asked for records that hold all words of any of some groups."""
    style = _STYLES[dialect]
    groups = [_all([_quoted(style, word) for word in group], style) for group in sought]
    parts = [_one(groups, style)]
    if units is not None:
        parts.append(_one([_quoted(style, word) for word in sorted(units)], style))
    return _all(parts, style)


@dataclass(frozen=True, slots=True)
class Entries:
    """A statement that gives rows of ``search_entry``: key, case id, petition id.

    Attributes:
        key: What pages and days are bounded by.
        order: What to order by, so that rows come out of the index newest first.
    """

    statement: Select[Any]
    key: ColumnElement[int]
    order: ColumnElement[int]


def entries(dialect: str, expression: str | None) -> Entries:
    """Return the matching rows, found by the index of words."""
    found: Any = select(SearchEntry.key, SearchEntry.case_id, SearchEntry.petition_id)
    if expression is None:
        return Entries(found, _ENTRY.key, _ENTRY.key)
    if dialect == "sqlite":
        asked = text("search_word MATCH :asked").bindparams(asked=expression)
        # The index of words leads, whatever is known of other columns.
        joined = found.select_from(_FTS).join(SearchEntry, _ENTRY.key == _FTS.c.rowid)
        return Entries(joined.where(asked), _FTS.c.rowid, _FTS.c.rowid)
    # Ordered by the bare key PostgreSQL would rather read the whole table backwards: it does not
    # know how rare a word is.
    return Entries(found.where(_holds(expression)), _ENTRY.key, _ENTRY.key + 0)


def newest_entries(expression: str) -> Entries:
    """Return the matching rows on PostgreSQL, looking at one after the other, newest first.

    Quick among few rows, and where words are frequent: the index would bring all that match.
    """
    found: Any = select(SearchEntry.key, SearchEntry.case_id, SearchEntry.petition_id)
    looked_at = _holds(expression).is_(true())  # which no index answers
    return Entries(found.where(looked_at), _ENTRY.key, _ENTRY.key)


def _holds(expression: str) -> ColumnElement[bool]:
    lexemes: ColumnElement[Any] = literal_column("search_entry.search_word")
    return lexemes.op("@@", is_comparison=True)(cast(literal(expression), TSQUERY))


def _quoted(style: _Style, word: str) -> str:
    return f"{style.quote}{word}{style.quote}"


def _all(parts: list[str], style: _Style) -> str:
    return style.every.join(parts) if len(parts) == 1 else f"({style.every.join(parts)})"


def _one(parts: list[str], style: _Style) -> str:
    return style.either.join(parts) if len(parts) == 1 else f"({style.either.join(parts)})"
