"""Lets transactions that must not overlap wait for each other."""

from hashlib import blake2b

from sqlalchemy import Connection, func, select

from cases.database import Transaction

CHANGE_OF_RULES = "change of rules"
"""Versions, term tables, calendar: their revisions must be seen in the order of their numbers."""
END_OF_ROLES = "end of roles"
"""Locks, ended roles, merged units: somebody must be left who administers."""


def take_turn(tx: Transaction, what: str) -> None:
    """Wait until no other transaction has the turn for ``what``; keep it until the commit.

    On SQLite a writing transaction is alone anyway.
    """
    take_turn_on(tx.connection(), what)


def take_turn_on(connection: Connection, what: str) -> None:
    """Do the same on a bare connection."""
    if connection.dialect.name == "postgresql":
        key = int.from_bytes(blake2b(what.encode(), digest_size=8).digest(), signed=True)
        connection.execute(select(func.pg_advisory_xact_lock(key)))
