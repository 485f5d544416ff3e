"""Inserts rows past the mapper: an action writes a dozen, and so each takes a third of the time."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Insert, insert

from cases.database import Transaction
from cases.models.declarative import Table

Row = Mapping[str, object]


def insert_rows(tx: Transaction, table: type[Table], rows: Sequence[Row]) -> None:
    """Insert rows that have the same columns, in one statement."""
    tx.connection().execute(_insert(table), [dict(row) for row in rows])


def insert_row(tx: Transaction, table: type[Table], row: Row) -> int:
    """Insert one row and return its id."""
    key = tx.connection().execute(_insert(table), dict(row)).inserted_primary_key
    return int(key[0])  # type: ignore[index]


def insert_for_ids(tx: Transaction, table: type[Table], rows: Sequence[Row]) -> list[int]:
    """Insert rows in one statement and return their ids, in order."""
    if len(rows) == 1:
        return [insert_row(tx, table, rows[0])]
    given = tx.connection().execute(_insert_returning(table), [dict(row) for row in rows])
    return [int(one) for one in given.scalars()]


# Built once each: building a statement takes longer than running it.
@cache
def _insert(table: type[Table]) -> Insert:
    return insert(table.__table__)  # type: ignore[arg-type]


@cache
def _insert_returning(table: type[Table]) -> Any:  # noqa: ANN401
    key = table.__table__.c.id
    return _insert(table).returning(key, sort_by_parameter_order=True)
