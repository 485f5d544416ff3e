"""Seals anew, with the current key, whatever is not sealed with it: in batches, while people work.

Where it stands is not written down anywhere: each batch looks for rows that still wait. So it may
be killed at any moment and started again. Plain text from before there were keys waits as well.
"""

import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Column,
    Select,
    Table,
    Text,
    and_,
    bindparam,
    false,
    func,
    not_,
    or_,
    select,
    tuple_,
    type_coerce,
    update,
)

from cases.database import METADATA, Database, Transaction
from cases.models.search_entry import SearchEntry
from cases.sealed.cipher import SEPARATOR, blind, seal, unseal
from cases.sealed.column import Sealed
from cases.sealed.keys import KeyFile
from cases.search.entries import index_cases, index_petitions
from cases.search.words import number_word
from forms.person_numbers import person_number

BATCH = 500
BATCH_OF_WORDS = 100
PAUSE = 0.01
"""Seconds between two batches, in which those who wait to write have their turn."""

_SEALED = re.compile(r"(?P<key>\d{8}-[0-9a-f]{4})\.[\w-]+={0,2}", re.ASCII)
Said = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Resealed:
    """What was done.

    Attributes:
        rows: Rows that were sealed anew.
        was_plain: Some of them had not been sealed at all.
    """

    rows: int
    was_plain: bool


def reseal(database: Database, keys: KeyFile, said: Said | None = None) -> Resealed:
    """Bring every sealed column, and the blind index beside it, to the current key.

    Args:
        database: The database.
        keys: The keys; the ones in use so far must be among them.
        said: Told after each batch how many rows have been done.

    Raises:
        KeysError: A value cannot be opened; what was done so far stays.
    """
    done, was_plain = 0, False
    for table in sealed_tables():
        last: tuple[Any, ...] | None = None
        while True:
            with database.writing() as tx:
                batch = _batch(tx, keys, table, last)
                was_plain = _write(tx, keys, table, batch) or was_plain
            if not batch:
                break
            last = tuple(batch[-1][key.name] for key in table.primary_key)
            done += len(batch)
            if said:
                said(done)
            time.sleep(PAUSE)
    while count := _index_anew(database, keys):
        done += count
        if said:
            said(done)
        time.sleep(PAUSE)
    return Resealed(done, was_plain)


def waiting(tx: Transaction, keys: KeyFile) -> int:
    """Return how many rows are not sealed with the current key."""
    current = keys.keys().current.id
    counts = (
        tx.scalar(select(func.count()).select_from(table).where(_waits(table, current)))
        for table in sealed_tables()
    )
    others = _words_of_others(keys)
    of_words = select(func.count()).select_from(SearchEntry).where(others)
    return sum(count or 0 for count in counts) + (tx.scalar(of_words) or 0)


def rows_by_key(tx: Transaction) -> dict[str, int]:
    """Return id of a key -> how many values are sealed with it; ``""`` for plain ones."""
    found: dict[str, int] = {}
    for table in sealed_tables():
        for column in sealed_columns(table):
            bare = type_coerce(column, Text)
            prefix = func.substr(bare, 1, LENGTH_OF_AN_ID + 1).label("prefix")
            rows = tx.execute(
                select(prefix, func.count()).where(column.is_not(None)).group_by(prefix)
            )
            for start, count in rows:
                key_id = start[:-1] if _is_id(start) else ""
                found[key_id] = found.get(key_id, 0) + count
    return found


def _index_anew(database: Database, keys: KeyFile) -> int:
    """Write some entries of the search index with the current key; tell how many there were."""
    with database.writing() as tx:
        rows = tx.execute(
            select(SearchEntry.case_id, SearchEntry.petition_id)
            .where(_words_of_others(keys))
            .limit(BATCH_OF_WORDS)
        ).all()
        index_cases(tx, [case_id for case_id, _ in rows if case_id])
        index_petitions(tx, [petition_id for _, petition_id in rows if petition_id])
    return len(rows)


def _words_of_others(keys: KeyFile) -> Any:  # noqa: ANN401
    """Tell the entries of the search index that hold a number under a key that is not current."""
    return or_(
        *(
            SearchEntry.words.contains(number_word(f"{key.id}{SEPARATOR}"), autoescape=True)
            for key in keys.keys().by_id.values()
            if key != keys.keys().current
        ),
        false(),
    )


def sealed_tables() -> tuple[Table, ...]:
    """Return the tables that have a sealed column."""
    return tuple(
        table for table in METADATA.sorted_tables if next(sealed_columns(table), None) is not None
    )


def sealed_columns(table: Table) -> Iterator[Column[Any]]:
    """Yield the sealed columns of a table."""
    return (column for column in table.columns if isinstance(column.type, Sealed))


LENGTH_OF_AN_ID = 13


def _is_id(start: str) -> bool:
    return start.endswith(SEPARATOR) and _SEALED.fullmatch(f"{start}x") is not None


def _waits(table: Table, current: str) -> Any:  # noqa: ANN401
    """Tell the rows of which some value is not sealed, or not indexed, with the current key."""
    start = f"{current}{SEPARATOR}"
    columns: list[Any] = []
    for column in sealed_columns(table):
        columns.append(column)
        index = _sealing(column).index
        if index:
            columns.append(table.c[index])
    return or_(
        *(
            and_(
                column.is_not(None),
                not_(type_coerce(column, Text).startswith(start, autoescape=True)),
            )
            for column in columns
        )
    )


def _batch(
    tx: Transaction, keys: KeyFile, table: Table, last: tuple[Any, ...] | None
) -> list[Mapping[str, Any]]:
    key = list(table.primary_key)
    bare = [type_coerce(column, Text).label(column.name) for column in sealed_columns(table)]
    row = {table.c[name] for column in sealed_columns(table) for name in _sealing(column).row}
    wanted: Select[Any] = (
        select(*key, *(row - set(key)), *bare)
        .where(_waits(table, keys.keys().current.id))
        .order_by(*key)
        .limit(BATCH)
        .with_for_update()
    )
    if last is not None:
        wanted = wanted.where(tuple_(*key) > last)
    return [row._asdict() for row in tx.execute(wanted)]


def _write(tx: Transaction, keys: KeyFile, table: Table, batch: list[Mapping[str, Any]]) -> bool:
    """Seal the values of some rows anew; tell whether one was plain."""
    was_plain = False
    changes: list[dict[str, Any]] = []
    for row in batch:
        changed = {f"of_{key.name}": row[key.name] for key in table.primary_key}
        for column in sealed_columns(table):
            sealing, value = _sealing(column), row[column.name]
            text = None
            if value is not None:
                place = sealing.place(*(row[name] for name in sealing.row))
                is_sealed = _SEALED.fullmatch(value) is not None
                text = unseal(keys, value, place) if is_sealed else value
                was_plain = was_plain or not is_sealed
                value = seal(keys, text, place)
            changed[f"to_{column.name}"] = value
            if sealing.index:
                number = (person_number(text) or text) if text else None
                changed[f"to_{sealing.index}"] = blind(keys, number) if number else None
        changes.append(changed)
    if changes:
        names = [name.removeprefix("to_") for name in changes[0] if name.startswith("to_")]
        tx.connection().execute(
            update(table)
            .where(*(key == bindparam(f"of_{key.name}") for key in table.primary_key))
            .values({name: type_coerce(bindparam(f"to_{name}"), Text) for name in names}),
            changes,
        )
    return was_plain


def _sealing(column: Column[Any]) -> Sealed:
    if not isinstance(column.type, Sealed):
        raise TypeError(column)
    return column.type
