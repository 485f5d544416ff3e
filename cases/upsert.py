"""One statement for "insert, or update what is there", on both databases."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from cases.database import Transaction


def upserting(tx: Transaction, table: Any, key: list[str]) -> Any:  # noqa: ANN401
    """Return an INSERT for ``table`` that overwrites the row with the same ``key``."""
    dialect = tx.get_bind().dialect.name
    make = sqlite.insert if dialect == "sqlite" else postgresql.insert
    statement = make(table)
    others = {
        column.name: statement.excluded[column.name]
        for column in table.columns
        if column.name not in key and not column.primary_key
    }
    return statement.on_conflict_do_update(index_elements=key, set_=others)
