"""Entries of the journal with who acted and their sealed number, the newest first."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased

from cases.database import Transaction
from cases.models.account import Account
from cases.models.journal_entry import JournalEntry
from cases.models.journal_seal import JournalSeal


def journal_rows(
    tx: Transaction, conditions: Sequence[ColumnElement[bool]], most: int
) -> Sequence[Any]:
    """Return what ``journal_lines.to_lines`` takes, at most so many rows."""
    behalf = aliased(Account)
    return tx.execute(
        select(
            *JournalEntry.__table__.c,
            JournalSeal.number,
            JournalSeal.sealed_at,
            Account.full_name.label("name"),
            behalf.full_name.label("on_behalf_of"),
        )
        .outerjoin(JournalSeal, JournalSeal.entry_id == JournalEntry.id)
        .outerjoin(Account, Account.id == JournalEntry.account_id)
        .outerjoin(behalf, behalf.id == JournalEntry.on_behalf_of_id)
        .where(*conditions)
        .order_by(JournalEntry.office_at.desc(), JournalEntry.id.desc())
        .limit(most)
    ).all()
