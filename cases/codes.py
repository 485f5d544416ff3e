"""Gives out the human codes: D-2026-000123, KN-2026-000123."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from cases.database import Transaction
from cases.models.code_counter import CodeCounter

PETITION_BOOK = "D"
"""Prefix of the codes of petitions."""


def is_petition_code(code: str) -> bool:
    """Tell the code of a petition from that of a case."""
    return code.startswith(f"{PETITION_BOOK}-")


def next_code(tx: Transaction, prefix: str, year: int) -> str:
    """Return the next code of a book; the number is used up only if the transaction commits."""
    make: Any = sqlite.insert if tx.get_bind().dialect.name == "sqlite" else postgresql.insert
    statement = (
        make(CodeCounter)
        .values(prefix=prefix, year=year, last=1)
        .on_conflict_do_update(
            index_elements=["prefix", "year"], set_={"last": CodeCounter.last + 1}
        )
        .returning(CodeCounter.last)
    )
    return f"{prefix}-{year}-{tx.scalar(statement):06d}"
