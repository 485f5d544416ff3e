"""One statement for "insert, or update what is there", on both databases."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from cases.database import Transaction
from cases.models.declarative import Table
from cases.rows import Row


def upsert_rows(
    tx: Transaction, table: type[Table], rows: Sequence[Row], *, key: tuple[str, ...]
) -> None:
    """Insert rows that have the same columns; those whose ``key`` is there overwrite it."""
    connection = tx.connection()
    connection.execute(_upsert(connection.dialect.name, table, key), [dict(row) for row in rows])


@cache
def _upsert(dialect: str, table: type[Table], key: tuple[str, ...]) -> Any:  # noqa: ANN401
    make = sqlite.insert if dialect == "sqlite" else postgresql.insert
    statement = make(table.__table__)  # type: ignore[arg-type]
    others = {
        column.name: statement.excluded[column.name]
        for column in table.__table__.columns
        if column.name not in key and not column.primary_key
    }
    return statement.on_conflict_do_update(index_elements=key, set_=others)
