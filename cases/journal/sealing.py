"""Seals journal entries in order and tells the heads to the world outside the database."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, text

from cases.database import Transaction
from cases.models.journal_seal import JournalSeal
from cases.models.journal_unsealed import JournalUnsealed
from cases.office import Office
from cases.rows import insert_rows
from cases.turns import take_turn
from proof.chain import ENTRY_COLUMNS, FIRST_SEAL, instant_text, seal, select_list
from proof.heads import Head, append_head
from proof.keys import current_key

BATCH = 500
"""So many a commit: on SQLite nobody else writes meanwhile."""


def seal_next(office: Office, most: int = BATCH) -> int:
    """Seal the next entries that wait; return how many.

    Whoever is killed has sealed all of them or none. Two workers take turns, so that the chain
    never forks; were they not to, the number is a key.

    Args:
        office: The installation.
        most: So many at once.

    Raises:
        KeysError: The file with the keys is there, but cannot be used.
    """
    with office.database.reading() as tx:
        if tx.scalar(select(JournalUnsealed.entry_id).limit(1)) is None:
            return 0
    key_id, key = current_key(office.settings.journal_keys)
    sealed_at = office.clock.written_at()
    with office.database.writing() as tx:
        take_turn(tx, "seal_journal")
        entries = _waiting(tx, most, is_sqlite=office.database.is_sqlite)
        last = last_seal(tx)
        rows = _sealed(entries, last, (key_id, key), sealed_at)
        if rows:
            insert_rows(tx, JournalSeal, rows)
            done = select(JournalSeal.entry_id).where(JournalSeal.number > last[0])
            tx.execute(delete(JournalUnsealed).where(JournalUnsealed.entry_id.in_(done)))
    return len(rows)


def export_head(office: Office) -> bool:
    """Append the head of the journal to the file outside; return whether it was a new one.

    It comes after the commit: whoever is killed in between leaves a head that the next round
    appends. Never is a head told of what the database might still lose.
    """
    with office.database.reading() as tx:
        number, last = last_seal(tx)
    if not number:
        return False
    at = instant_text(office.clock.written_at())
    return append_head(office.settings.journal_heads, Head(number, last, at))


def last_seal(tx: Transaction) -> tuple[int, str]:
    """Return number and seal of the newest sealed entry."""
    newest = select(JournalSeal.number, JournalSeal.seal).order_by(JournalSeal.number.desc())
    row = tx.execute(newest.limit(1)).first()
    return (row.number, row.seal) if row else (0, FIRST_SEAL)


def _waiting(tx: Transaction, most: int, *, is_sqlite: bool) -> list[Any]:
    """Read entries as the check reads them: as text, past the types of the models."""
    columns = select_list(ENTRY_COLUMNS, "e", is_sqlite=is_sqlite)
    statement = (
        f"SELECT {columns} FROM journal_unsealed w"  # noqa: S608 - names only
        f" JOIN journal_entry e ON e.id = w.entry_id ORDER BY e.id LIMIT {most:d}"
    )
    return list(tx.execute(text(statement)))


def _sealed(
    entries: list[Any], last: tuple[int, str], key: tuple[str, bytes], at: datetime
) -> list[dict[str, object]]:
    number, before = last
    key_id, secret = key
    rows: list[dict[str, object]] = []
    for entry in entries:
        number += 1
        before = seal(secret, before, (number, key_id, instant_text(at), *entry))
        rows.append(
            {
                "number": number,
                "entry_id": entry[0],
                "key_id": key_id,
                "sealed_at": at,
                "seal": before,
            }
        )
    return rows
