"""Counts what a block of code sends to the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event

from cases.database import Database


@dataclass
class Sent:
    """Statements, each executemany once, without BEGIN; and how often there was a commit."""

    statements: list[str] = field(default_factory=list)
    commits: int = 0
    rollbacks: int = 0


@contextmanager
def sent_to(database: Database) -> Iterator[Sent]:
    """Note every statement and every commit of the block."""
    sent = Sent()

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith("BEGIN"):
            sent.statements.append(statement)

    def note_commit(_connection: Any) -> None:
        sent.commits += 1

    def note_rollback(_connection: Any) -> None:
        sent.rollbacks += 1

    listeners = (
        ("before_cursor_execute", note),
        ("commit", note_commit),
        ("rollback", note_rollback),
    )
    for name, listener in listeners:
        event.listen(database.engine, name, listener)
    try:
        yield sent
    finally:
        for name, listener in listeners:
            event.remove(database.engine, name, listener)
