"""The deadlines that a confirmed change has to look at, and which of them have moved."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, join, literal, select, update

from cases.calendar_change.drafts import clear_counts, days_of, years_of
from cases.calendar_change.stored_deadlines import Stored, stored_columns
from cases.calendar_change.touched_deadlines import touched_deadlines
from cases.database import Transaction
from cases.models.calendar_change import CalendarChange
from cases.models.calendar_change_deadline import CalendarChangeDeadline
from cases.models.deadline import Deadline

BATCH = 200

_LIST: Any = CalendarChangeDeadline.__table__
_NEXT = (
    stored_columns()
    .select_from(join(_LIST, Deadline, Deadline.id == _LIST.c.deadline_id))
    .where(
        _LIST.c.change_id == bindparam("change_id"),
        _LIST.c.deadline_id > bindparam("reached_id"),
        _LIST.c.new_due_on.is_(None),
    )
    .order_by(_LIST.c.deadline_id)
    .limit(BATCH)
)
_ENTRY = (
    _LIST.c.change_id == bindparam("of_change"),
    _LIST.c.deadline_id == bindparam("of_deadline"),
)
_KEEP = update(_LIST).where(*_ENTRY)
_DROP = delete(_LIST).where(
    _LIST.c.change_id == bindparam("of_change"),
    _LIST.c.deadline_id.in_(bindparam("ids", expanding=True)),
)


def write_worklist(tx: Transaction, change: CalendarChange) -> None:
    """List every deadline that is open now and may move; what was previewed goes."""
    tx.execute(delete(_LIST).where(_LIST.c.change_id == change.id))
    touched = touched_deadlines(days_of(tx, change.id), years_of(tx, change.id))
    columns = ("change_id", "deadline_id", "old_due_on", "lateness")
    found = select(literal(change.id), Deadline.id, Deadline.due_on, literal(0)).where(touched)
    tx.execute(insert(_LIST).from_select(columns, found))
    listed = select(func.count()).select_from(_LIST).where(_LIST.c.change_id == change.id)
    clear_counts(change)
    change.total_count = tx.scalar(listed) or 0


def next_deadlines(tx: Transaction, change: CalendarChange) -> Sequence[Stored]:
    """Return the next deadlines to look at, in the order of their ids."""
    asked = {"change_id": change.id, "reached_id": change.reached_id}
    return tx.connection().execute(_NEXT, asked).all()


def keep_moved(
    tx: Transaction, change: CalendarChange, moved: Iterable[tuple[int, date, int]]
) -> None:
    """Note the new date and the change of lateness of deadlines that have moved."""
    rows = [
        {
            "of_change": change.id,
            "of_deadline": deadline_id,
            "new_due_on": due_on,
            "lateness": lateness,
        }
        for deadline_id, due_on, lateness in moved
    ]
    if rows:
        tx.connection().execute(_KEEP, rows)


def drop_unmoved(tx: Transaction, change: CalendarChange, ids: Sequence[int]) -> None:
    """Take deadlines that stay where they are off the list."""
    if ids:
        tx.connection().execute(_DROP, {"of_change": change.id, "ids": ids})
