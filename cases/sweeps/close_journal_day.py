"""Closes the journal of each day, also of an empty one, and tells the inspectorate its head.

Regulation Art 10(2)c: the log is kept daily. What came since the day before is checked first, so
that the entry that closes a day says whether the journal was whole.
"""

from datetime import date, time, timedelta

import structlog

from cases import journal
from cases.actions.verify_journal import JournalNotCheckedError, verify_journal
from cases.database import Transaction
from cases.journal.days import CLOSE, ClosedDay, close, last_closed
from cases.journal.head_mail import queue_head_mails
from cases.journal.sealing import last_seal
from cases.office import Office
from cases.turns import take_turn
from proof.heads import Head

CLOSED_AT = time(0, 5)
"""So that what was done at midnight has its seal."""
MOST_AT_ONCE = 31

_log = structlog.get_logger(__name__)


def sweep(office: Office) -> int:
    """Close the days that are over; return how many."""
    with office.database.reading() as tx:
        last = last_closed(tx)
        days = _open_days(tx, office, last)
    if not days:
        return 0
    since = Head(last.number, last.seal, "") if last and last.number else None
    try:
        faults: int | None = verify_journal(office, since=since).fault_count
    except JournalNotCheckedError as error:
        faults = None
        _log.warning("journal_not_checked", error=type(error).__name__)
    if faults:
        _log.error("journal_not_whole", count=faults)
    with office.database.writing() as tx:
        take_turn(tx, "close_journal_day")
        if last_closed(tx) != last:
            return 0  # another worker was quicker
        closed = [close(tx, day, faults) for day in days]
        entries: list[journal.Entry] = [(None, day.to_detail()) for day in closed]
        journal.write_all(tx, office, None, CLOSE, entries)
        queue_head_mails(tx, office, closed[-1])
    return len(days)


def _open_days(tx: Transaction, office: Office, last: ClosedDay | None) -> list[date]:
    now = office.clock.now()
    yesterday = now.date() - timedelta(days=1)
    if now.time() < CLOSED_AT or (last and last.day >= yesterday):
        return []
    if last is None:
        sealed, _ = last_seal(tx)  # before the first seal there is nothing to check, nor a key
        return [yesterday] if sealed else []
    count = min((yesterday - last.day).days, MOST_AT_ONCE)
    return [last.day + timedelta(days=number) for number in range(1, count + 1)]
