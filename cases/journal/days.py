"""What the journal says of a day that is over: how much was written, and how far it was sealed."""

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select

from cases.database import Transaction
from cases.models.journal_entry import JournalEntry
from cases.models.journal_seal import JournalSeal
from config.clock import TIME_ZONE
from proof.chain import FIRST_SEAL

CLOSE = "close_journal_day"


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """A closed day.

    Attributes:
        entries: Entries of the day.
        number: Last number sealed by its end.
        seal: The seal of that number.
        faults: What the check found wrong; ``None`` if it could not be made.
    """

    day: date
    entries: int
    number: int
    seal: str
    faults: int | None

    def to_detail(self) -> dict[str, object]:
        """Return it as the entry that closes the day says it."""
        return {
            "day": self.day,
            "entries": self.entries,
            "number": self.number,
            "seal": self.seal,
            "faults": self.faults,
        }


def from_detail(detail: str) -> ClosedDay:
    """Read it back."""
    plain = json.loads(detail)
    return ClosedDay(**(plain | {"day": date.fromisoformat(plain["day"])}))


def last_closed(tx: Transaction) -> ClosedDay | None:
    """Return the day that was closed last."""
    detail = tx.scalar(
        select(JournalEntry.detail)
        .where(JournalEntry.action == CLOSE)
        .order_by(JournalEntry.office_at.desc(), JournalEntry.id.desc())
        .limit(1)
    )
    return from_detail(detail) if detail else None


def bounds(day: date) -> tuple[datetime, datetime]:
    """Return the instants between which a day of the office lies."""
    start = datetime.combine(day, time(), TIME_ZONE)
    return start, datetime.combine(day + timedelta(days=1), time(), TIME_ZONE)


def close(tx: Transaction, day: date, faults: int | None) -> ClosedDay:
    """Sum up a day that is over."""
    start, end = bounds(day)
    count = select(func.count()).where(
        JournalEntry.office_at >= start, JournalEntry.office_at < end
    )
    newest = (
        select(JournalSeal.number, JournalSeal.seal)
        .join(JournalEntry, JournalEntry.id == JournalSeal.entry_id)
        .where(JournalEntry.office_at < end)
        .order_by(JournalEntry.office_at.desc(), JournalEntry.id.desc())
        .limit(1)
    )
    row = tx.execute(newest).first()
    number, seal = (row.number, row.seal) if row else (0, FIRST_SEAL)
    return ClosedDay(day, tx.scalar(count) or 0, number, seal, faults)
