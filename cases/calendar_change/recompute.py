"""Gives open deadlines the dates of the calendar in force, two hundred a commit.

What is done is taken off the worklist in the same commit, so that after a kill nothing is done
twice and nothing is left out. No state of the engine is loaded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import structlog
from sqlalchemy import bindparam, update

from cases import journal
from cases.calendar_change.recount import Recount, Recounter
from cases.calendar_change.stored_deadlines import Stored, recounted
from cases.calendar_change.worklist import drop_unmoved, keep_moved, next_deadlines
from cases.database import Transaction
from cases.deadlines.computation import due_instant
from cases.models.calendar_change import CalendarChange
from cases.models.deadline import Deadline
from cases.models.journal_entry import JournalEntry
from cases.office import Office, to_json
from cases.rows import insert_rows
from cases.runs.following_rows import follow_deadlines, lock_runs

_log = structlog.get_logger(__name__)

_TABLE: Any = Deadline.__table__
_UPDATE = update(_TABLE).where(_TABLE.c.id == bindparam("of_id"))


@dataclass(frozen=True, slots=True)
class _Redone:
    """A deadline that is computed anew, and what was stored of it."""

    stored: Stored
    recount: Recount
    lateness: int

    @property
    def is_moved(self) -> bool:
        return bool(self.recount.due_on != self.stored.due_on)


def look_ahead(tx: Transaction, *, change_id: int, recounter: Recounter) -> None:
    """Let the recounter see the next deadlines, while others may still write."""
    change = tx.get_one(CalendarChange, change_id)
    for _ in recounted(tx, recounter, next_deadlines(tx, change)):
        pass


def recompute_some(
    tx: Transaction, office: Office, *, change_id: int, recounter: Recounter
) -> bool:
    """Recompute the next deadlines of a confirmed change; tell whether it was not done yet.

    Args:
        tx: A writing transaction.
        office: The installation.
        change_id: Which change.
        recounter: Counts with the calendar in force.
    """
    change = tx.get_one(CalendarChange, change_id, with_for_update=True, populate_existing=True)
    if change.status != "recomputing":
        return False
    rows = next_deadlines(tx, change)
    if not rows:
        finish(tx, office, change)
        return False
    subjects = {(row.subject_kind, row.subject_id) for row in rows}
    if not office.database.is_sqlite:  # there, beginning to write has locked everything
        lock_runs(tx, subjects)
        rows = next_deadlines(tx, change)  # as whoever was waited for has left them
    _recompute(tx, office, change, rows, recounter)
    follow_deadlines(tx, subjects, office.calendar(tx))
    return True


def finish(tx: Transaction, office: Office, change: CalendarChange) -> None:
    """Note that everything of the worklist is done."""
    change.status = "done"
    change.finished_at = office.clock.now()
    journal.write(
        tx,
        office,
        None,
        "recompute_deadlines",
        subject=("calendar_change", change.id),
        detail={
            "looked_at": change.looked_count,
            "moved": change.moved_count,
            "no_longer_late": change.relieved_count,
            "newly_late": change.belated_count,
            "unreadable": change.unreadable_count,
        },
    )


def _recompute(
    tx: Transaction,
    office: Office,
    change: CalendarChange,
    rows: Sequence[Stored],
    recounter: Recounter,
) -> None:
    redone, unreadable, today = [], 0, office.today()
    for stored, recount in recounted(tx, recounter, rows):
        if recount is None:
            unreadable += 1
            _log.error("stored_computation_unreadable", deadline_id=stored.id)
        elif recount.is_changed and _counts_still(stored):
            redone.append(_Redone(stored, recount, _lateness(stored, recount, today)))
    _write_deadlines(tx, redone)
    _write_history(tx, office, change, redone)
    moved = [one for one in redone if one.is_moved]
    moved_ids = {one.stored.id for one in moved}
    keep_moved(tx, change, ((one.stored.id, one.recount.due_on, one.lateness) for one in moved))
    drop_unmoved(tx, change, [row.id for row in rows if row.id not in moved_ids])
    change.reached_id = rows[-1].id
    change.looked_count += len(rows)
    change.moved_count += len(moved)
    change.relieved_count += sum(one.lateness < 0 for one in moved)
    change.belated_count += sum(one.lateness > 0 for one in moved)
    change.unreadable_count += unreadable


def _counts_still(stored: Stored) -> bool:
    """Leave alone what ended without being kept or missed after the change was confirmed."""
    return stored.closed_on is None or stored.late_by_law is not None


def _lateness(stored: Stored, recount: Recount, today: date) -> int:
    """Tell how being late changes; on a deadline closed meanwhile, by its legal date."""
    if stored.closed_on is None:
        return recount.lateness(stored.due_on, today)
    return int(stored.closed_on > recount.due_on) - int(stored.late_by_law)


def _write_deadlines(tx: Transaction, redone: Sequence[_Redone]) -> None:
    rows = [
        {
            "of_id": one.stored.id,
            "due_on": one.recount.due_on,
            "computation": one.recount.text,
            "is_provisional": one.recount.is_provisional,
            **_late(one),
        }
        for one in redone
    ]
    if rows:
        tx.connection().execute(_UPDATE, rows)


def _late(one: _Redone) -> dict[str, bool | None]:
    """Judge a deadline that was open when the change was confirmed and has been closed since."""
    stored, due_on = one.stored, one.recount.due_on
    if stored.closed_on is None:
        return {"late_by_law": None, "late_in_system": None}
    return {
        "late_by_law": stored.closed_on > due_on,
        "late_in_system": stored.recorded_at >= due_instant(due_on),
    }


def _write_history(
    tx: Transaction, office: Office, change: CalendarChange, redone: Sequence[_Redone]
) -> None:
    """Append one entry for each deadline, under the name of who confirmed the change."""
    shared = {
        "office_at": office.clock.now(),
        "written_at": office.clock.written_at(),
        "account_id": change.created_by_id,
        "address": "",
        "action": "recompute_deadline",
    }
    rows = [
        {
            **shared,
            "subject_kind": one.stored.subject_kind,
            "subject_id": one.stored.subject_id,
            "detail": to_json(
                {
                    "change": change.id,
                    "deadline": one.stored.id,
                    "term": one.stored.term,
                    "from": one.stored.due_on,
                    "to": one.recount.due_on,
                }
            ),
        }
        for one in redone
    ]
    if rows:
        insert_rows(tx, JournalEntry, rows)
