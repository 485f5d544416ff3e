"""A long journal on SQLite, sealed by the worker's own code, to be tampered with."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from cases.models.journal_entry import JournalEntry
from cases.office import Office
from cases.rows import insert_rows
from cases.sweeps.seal_journal import sweep
from proof.heads import Head, read_heads
from proof.keys import read_keys
from proof.known_heads import KnownHeads
from proof.report import MOST_SHOWN, Report
from proof.stored import OnSqlite
from proof.verify import check

ACTIONS = ("complete_step", "claim_item", "add_note", "register_petition", "sign_in")
ROWS_AT_ONCE = 500


def write_entries(office: Office, count: int, *, account_id: int, seal: bool = False) -> None:
    """Write entries as busy days leave them, five seconds apart; let the worker seal between."""
    at = office.clock.now() - timedelta(seconds=5 * count)
    for start in range(0, count, ROWS_AT_ONCE):
        rows = [
            {
                "office_at": at + timedelta(seconds=5 * number),
                "written_at": at + timedelta(seconds=5 * number),
                "account_id": account_id,
                "on_behalf_of_id": None,
                "address": f"10.0.0.{number % 250}",
                "action": ACTIONS[number % len(ACTIONS)],
                "subject_kind": "case",
                "subject_id": 1 + number % 97,
                "detail": f'{{"run":{number % 50},"step":"verify","facts":["handling"]}}',
            }
            for number in range(start, min(start + ROWS_AT_ONCE, count))
        ]
        with office.database.writing() as tx:
            insert_rows(tx, JournalEntry, rows)
        if seal:
            sweep(office)


@dataclass(frozen=True)
class Copy:
    """A journal in memory whose triggers somebody has removed."""

    connection: sqlite3.Connection
    office: Office

    @classmethod
    def of(cls, office: Office) -> "Copy":
        """Copy the journal of an office as it is."""
        connection = sqlite3.connect(":memory:", isolation_level=None)
        with sqlite3.connect(str(office.database.url.database)) as source:
            source.backup(connection)
        source.close()
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in names.fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        return cls(connection, office)

    def check(self, since: Head | None = None, enough: int = MOST_SHOWN) -> Report:
        """Check it with the program that everybody uses."""
        settings = self.office.settings
        keys = read_keys(settings.journal_keys)
        known = KnownHeads(settings.journal_heads, keys)
        return check(OnSqlite(self.connection), keys, known, since=since, enough=enough)

    def head_before(self, number: int) -> Head | None:
        """Return the newest exported head before a number."""
        heads = read_heads(self.office.settings.journal_heads, sys.maxsize)
        before = [head for head in heads if isinstance(head, Head) and head.number < number]
        return before[-1] if before else None

    @contextmanager
    def tampered(self) -> Iterator[sqlite3.Connection]:
        """Let somebody change what they like; afterwards it is as it was."""
        self.connection.execute("SAVEPOINT before")
        try:
            yield self.connection
        finally:
            self.connection.execute("ROLLBACK TO before")
            self.connection.execute("RELEASE before")


def sealed_journal(office: Office, count: int, *, account_id: int) -> Copy:
    """Write entries, let the worker seal them and export its heads, and copy the outcome."""
    write_entries(office, count, account_id=account_id, seal=True)
    return Copy.of(office)
