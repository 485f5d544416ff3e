"""Which rows hold sealed values, and with which keys: found by the models, without opening any."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Table, Text, and_, false, func, not_, or_, select, type_coerce

from cases.database import METADATA, Transaction
from cases.models.search_entry import SearchEntry
from cases.sealed.cipher import SEPARATOR
from cases.sealed.column import Sealed
from cases.sealed.keys import Key, KeyFile
from cases.search.words import number_word

LENGTH_OF_AN_ID = 13
_ID = r"\d{8}-[0-9a-f]{4}"
_SEALED = re.compile(rf"{_ID}\.[\w-]+={{0,2}}", re.ASCII)


def is_sealed(value: str) -> bool:
    """Tell a sealed value from plain text."""
    return _SEALED.fullmatch(value) is not None


def sealed_tables() -> tuple[Table, ...]:
    """Return the tables that have a sealed column."""
    return tuple(
        table for table in METADATA.sorted_tables if next(sealed_columns(table), None) is not None
    )


def sealed_columns(table: Table) -> Iterator[Column[Any]]:
    """Yield the sealed columns of a table."""
    return (column for column in table.columns if isinstance(column.type, Sealed))


def sealing_of(column: Column[Any]) -> Sealed:
    """Return how a sealed column is sealed."""
    if not isinstance(column.type, Sealed):
        raise TypeError(column)
    return column.type


def waits(table: Table, current: Key) -> Any:  # noqa: ANN401
    """Tell the rows of which some value is not sealed, or not indexed, with the current key."""
    columns: list[Any] = []
    for column in sealed_columns(table):
        index = sealing_of(column).index
        columns += [column, table.c[index]] if index else [column]
    start = f"{current.id}{SEPARATOR}"
    return or_(
        *(
            and_(
                column.is_not(None),
                not_(type_coerce(column, Text).startswith(start, autoescape=True)),
            )
            for column in columns
        )
    )


def words_wait(keys: KeyFile) -> Any:  # noqa: ANN401
    """Tell the entries of the search index that hold a number under a key that is not current."""
    known = keys.keys()
    others = (one for one in known.by_id if one != known.current.id)
    return or_(false(), *map(_words_of, others))


def waiting(tx: Transaction, keys: KeyFile) -> int:
    """Return how many rows are not sealed with the current key."""
    current = keys.keys().current
    counts = [
        select(func.count()).select_from(table).where(waits(table, current))
        for table in sealed_tables()
    ]
    counts.append(select(func.count()).select_from(SearchEntry).where(words_wait(keys)))
    return sum(tx.scalar(count) or 0 for count in counts)


def values_by_key(tx: Transaction, keys: KeyFile) -> Counter[str]:
    """Return id of a key -> how many values need it; ``""`` for plain text.

    Keys that are in use are counted even if the file does not hold them.
    """
    found: Counter[str] = Counter()
    for table in sealed_tables():
        for column in sealed_columns(table):
            start = func.substr(type_coerce(column, Text), 1, LENGTH_OF_AN_ID + 1).label("start")
            rows = tx.execute(
                select(start, func.count()).where(column.is_not(None)).group_by(start)
            )
            for text, count in rows:
                found[text[:-1] if is_sealed(f"{text}x") else ""] += count
    for key_id in keys.keys().by_id if keys.is_there else ():
        words = select(func.count()).select_from(SearchEntry).where(_words_of(key_id))
        found[key_id] += tx.scalar(words) or 0
    return +found


def missing_keys(tx: Transaction, keys: KeyFile) -> tuple[str, ...]:
    """Return the ids of keys that the newest value of some column needs and nobody has.

    Looks at one value of each column: quick enough for every start.
    """
    missing: dict[str, None] = {}
    for table in sealed_tables():
        for column in sealed_columns(table):
            newest = (
                select(type_coerce(column, Text))
                .where(column.is_not(None))
                .order_by(*(key.desc() for key in table.primary_key))
                .limit(1)
            )
            value = tx.scalar(newest)
            key_id = value[:LENGTH_OF_AN_ID] if value and is_sealed(value) else None
            if key_id and not (keys.is_there and key_id in keys.keys().by_id):
                missing[key_id] = None
    return tuple(missing)


def _words_of(key_id: str) -> Any:  # noqa: ANN401
    return SearchEntry.words.contains(number_word(f"{key_id}{SEPARATOR}"), autoescape=True)
