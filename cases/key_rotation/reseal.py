"""Seals anew, with the current key, whatever is not sealed with it: in batches, while people work.

Where it stands is not written down anywhere: each batch looks for rows that still wait. So it may
be killed at any moment and started again. Plain text from before there were keys waits as well.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, Table, Text, bindparam, select, tuple_, type_coerce, update

from cases.database import Database, Transaction
from cases.key_rotation.sealed_rows import (
    is_sealed,
    sealed_columns,
    sealed_tables,
    sealing_of,
    waits,
    words_wait,
)
from cases.models.search_entry import SearchEntry
from cases.sealed.cipher import blind, seal, unseal
from cases.sealed.keys import KeyFile
from cases.search.entries import index_cases, index_petitions
from forms.person_numbers import person_number

BATCH = 500
BATCH_OF_WORDS = 100
PAUSE = 0.01
"""Seconds between two batches, in which those who wait to write have their turn."""

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


def _index_anew(database: Database, keys: KeyFile) -> int:
    """Write some entries of the search index with the current key; tell how many there were."""
    with database.writing() as tx:
        rows = tx.execute(
            select(SearchEntry.case_id, SearchEntry.petition_id)
            .where(words_wait(keys))
            .limit(BATCH_OF_WORDS)
        ).all()
        if rows:
            index_cases(tx, [case_id for case_id, _ in rows if case_id])
            index_petitions(tx, [petition_id for _, petition_id in rows if petition_id])
    return len(rows)


def _batch(
    tx: Transaction, keys: KeyFile, table: Table, last: tuple[Any, ...] | None
) -> list[Mapping[str, Any]]:
    key = list(table.primary_key)
    bare = [type_coerce(column, Text).label(column.name) for column in sealed_columns(table)]
    row = {table.c[name] for column in sealed_columns(table) for name in sealing_of(column).row}
    wanted: Select[Any] = (
        select(*key, *(row - set(key)), *bare)
        .where(waits(table, keys.keys().current))
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
            sealing, value = sealing_of(column), row[column.name]
            text = None
            if value is not None:
                place = sealing.place(*(row[name] for name in sealing.row))
                text = unseal(keys, value, place) if is_sealed(value) else value
                was_plain = was_plain or not is_sealed(value)
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
