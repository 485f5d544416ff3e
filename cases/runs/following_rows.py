"""Brings what is derived from deadlines in line with them: to-do dates and next firings.

Only rows are read and written. A run's state holds no date: its waiting timers are named in
``run.timers`` and fire by the deadlines of its subject.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, case, func, or_, select, update

from cases.database import Transaction
from cases.deadlines.calendar import WorkingCalendar
from cases.deadlines.computation import due_instant
from cases.models.deadline import Deadline
from cases.models.run import Run
from cases.models.work_item import WorkItem
from cases.runs.due_dates import warning_instant

Subject = tuple[str, int]
FirstDue = Mapping[tuple[int, str, int | None], date]
"""Subject id, term and run -> the earliest date of its open deadlines: the one that counts.

The run is empty for deadlines that concern every run of the subject.
"""

_RUN: Any = Run.__table__
_ITEM: Any = WorkItem.__table__
_OF_SUBJECTS = (
    _RUN.c.subject_kind == bindparam("of_kind"),
    _RUN.c.subject_id.in_(bindparam("of_ids", expanding=True)),
    _RUN.c.status == "running",
)
_LOCK = select(_RUN.c.id).where(*_OF_SUBJECTS).order_by(_RUN.c.id).with_for_update()
_OPEN = select(Deadline.subject_id, Deadline.term, Deadline.run_id, Deadline.due_on).where(
    Deadline.subject_kind == bindparam("of_kind"),
    Deadline.subject_id.in_(bindparam("of_ids", expanding=True)),
    Deadline.closed_on.is_(None),
)
_RUNS = select(
    _RUN.c.id, _RUN.c.subject_id, _RUN.c.timers, _RUN.c.next_fires_at, _RUN.c.paused_since
).where(*_OF_SUBJECTS)
_FIRST_DUE = (
    select(func.min(Deadline.due_on))
    .join(
        _RUN,
        (_RUN.c.subject_kind == Deadline.subject_kind) & (_RUN.c.subject_id == Deadline.subject_id),
    )
    .where(
        _RUN.c.id == _ITEM.c.run_id,
        Deadline.term == _ITEM.c.term,
        Deadline.closed_on.is_(None),
        or_(Deadline.run_id.is_(None), Deadline.run_id == _RUN.c.id),
    )
    .correlate(_ITEM)
    .scalar_subquery()
)
_ITEM_DUE = case(
    (_ITEM.c.until_on < func.coalesce(_FIRST_DUE, date.max), _ITEM.c.until_on), else_=_FIRST_DUE
)
"""A step is due with its term, or before it where a person has given less time."""
_UPDATE_ITEMS = (
    update(_ITEM)
    .where(
        _ITEM.c.run_id.in_(select(_RUN.c.id).where(*_OF_SUBJECTS)),
        _ITEM.c.term.is_not(None),
        _ITEM.c.due_on.is_distinct_from(_ITEM_DUE),
    )
    .values(due_on=_ITEM_DUE)
)
_UPDATE_RUN = update(_RUN).where(_RUN.c.id == bindparam("of_id"))


def lock_runs(tx: Transaction, subjects: Iterable[Subject]) -> None:
    """Make whoever works on these subjects wait; on SQLite everybody who writes does anyway."""
    if tx.get_bind().dialect.name != "sqlite":
        for kind, ids in _by_kind(subjects).items():
            tx.connection().execute(_LOCK, {"of_kind": kind, "of_ids": ids})


def follow_deadlines(
    tx: Transaction, subjects: Iterable[Subject], calendar: WorkingCalendar
) -> None:
    """Derive to-do dates and next firings of these subjects; write those that differ."""
    for kind, ids in _by_kind(subjects).items():
        asked = {"of_kind": kind, "of_ids": ids}
        first_due: dict[tuple[int, str, int | None], date] = {}
        for subject_id, term, run_id, due_on in tx.connection().execute(_OPEN, asked).all():
            key = (subject_id, term, run_id)
            first_due[key] = min(due_on, first_due.get(key, due_on))
        tx.connection().execute(_UPDATE_ITEMS, asked)
        _follow_with_runs(tx, asked, first_due, calendar)


def _by_kind(subjects: Iterable[Subject]) -> Mapping[str, list[int]]:
    grouped = defaultdict(list)
    for kind, subject_id in sorted(subjects):
        grouped[kind].append(subject_id)
    return grouped


def _follow_with_runs(
    tx: Transaction,
    asked: Mapping[str, object],
    first_due: FirstDue,
    calendar: WorkingCalendar,
) -> None:
    rows = []
    runs = tx.connection().execute(_RUNS, asked).all()
    for run_id, subject_id, timers, fires_at, paused_since in runs:
        if paused_since is not None:
            continue
        derived = _next_firing(subject_id, run_id, timers, first_due, calendar)
        if derived != fires_at:
            rows.append({"of_id": run_id, "next_fires_at": derived})
    if rows:
        tx.connection().execute(_UPDATE_RUN, rows)


def _next_firing(
    subject_id: int,
    run_id: int,
    timers: str,
    first_due: FirstDue,
    calendar: WorkingCalendar,
) -> datetime | None:
    instants = []
    for term, before in _waiting(timers):
        running = (first_due.get((subject_id, term, of_run)) for of_run in (None, run_id))
        due_on = min((one for one in running if one is not None), default=None)
        if due_on is not None:
            warned_at = warning_instant(due_on, before, calendar) if before else None
            instants.append(warned_at or due_instant(due_on))
    return min(instants, default=None)


@lru_cache(maxsize=1024)
def _waiting(timers: str) -> tuple[tuple[str, int], ...]:
    """Term and days of warning of each waiting timer; the same for most runs of a version."""
    return tuple((term, before) for _element, term, before in json.loads(timers))
