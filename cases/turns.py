"""Lets transactions that must not overlap wait for each other."""

from hashlib import blake2b

from sqlalchemy import func, select

from cases.database import Transaction


def take_turn(tx: Transaction, what: str) -> None:
    """Wait until no other transaction has the turn for ``what``; keep it until the commit.

    On SQLite a writing transaction is alone anyway.
    """
    if tx.get_bind().dialect.name == "postgresql":
        key = int.from_bytes(blake2b(what.encode(), digest_size=8).digest(), signed=True)
        tx.execute(select(func.pg_advisory_xact_lock(key)))
