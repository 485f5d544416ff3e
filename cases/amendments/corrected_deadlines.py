"""What a corrected date, or a corrected fact, does to the deadlines of its subject.

Deadlines that the event opened count from the new date, those that it closed end on it; extensions
and suspensions stay. When the result was entered does not change (khoản 2 Điều 7 Quy chế
2003/QĐ-UBND): ``recorded_at`` of the deadline is kept, and with it whether it was late in the
system.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select

from cases.amendments.current_events import CurrentEvent
from cases.database import Transaction
from cases.deadlines.computation import Computation, compute, due_instant
from cases.deadlines.errors import TermNotInForceError
from cases.deadlines.period import TermRow
from cases.models.deadline import Deadline
from cases.runs.locked_run import LockedRun
from cases.runs.recorded_events import NewEvent, open_deadline
from cases.runs.recounted_deadlines import pauses_of
from cases.term_settings import row_for_unit


@dataclass(frozen=True, slots=True)
class CorrectedDeadline:
    """One deadline before and after.

    Attributes:
        id: Row of ``deadline``; 0 for one that the correction opens.
        is_counted: The term applies on the new date; if not, the deadline ends without being
            kept or missed.
        opened_by: Event whose correction opens it, if one does.
        closed_by: Event whose correction closes it, if one does.
    """

    id: int
    term: str
    title: str
    started_on: date
    old_due_on: date | None
    computation: Computation
    closing_event_id: int | None
    closed_on: date | None
    recorded_at: datetime | None
    is_counted: bool
    opened_by: int | None
    closed_by: int | None

    @property
    def due_on(self) -> date:
        """The due date now."""
        return self.computation.due_on

    @property
    def is_moved(self) -> bool:
        """Tell whether the due date is another one."""
        return not self.is_counted or self.due_on != self.old_due_on

    @property
    def late_by_law(self) -> bool | None:
        """Whether the closing event lies after the due date; ``None`` while open."""
        if self.closed_on is None or not self.is_counted:
            return None
        return self.closed_on > self.due_on

    @property
    def late_in_system(self) -> bool | None:
        """Whether it was entered after the due date; ``None`` while open."""
        if self.closed_on is None or self.recorded_at is None or not self.is_counted:
            return None
        return self.recorded_at >= due_instant(self.due_on)


@dataclass(frozen=True, slots=True)
class _Work:
    """What one recomputation works with."""

    tx: Transaction
    run: LockedRun
    events: tuple[CurrentEvent, ...]
    dates: Mapping[int, date]

    def day_of(self, event: CurrentEvent) -> date:
        """Return when an event happened, as corrected."""
        return self.dates.get(event.id, event.occurred_on)

    def row_on(self, term: str, event_code: str | None, day: date) -> TermRow | None:
        """Return the row of a term for an opening event on that day, if the law knows one."""
        try:
            row = self.run.rules.terms.choose(term, day, self.run.term_facts)
        except TermNotInForceError:
            return None
        if event_code is not None and row.starts_on != event_code:
            return None
        return row_for_unit(row, self.run.unit_id, day, self.run.rules.settings)


def corrected_deadlines(
    tx: Transaction,
    run: LockedRun,
    events: tuple[CurrentEvent, ...],
    dates: Mapping[int, date],
    *,
    facts_changed: bool,
) -> tuple[CorrectedDeadline, ...]:
    """Recompute what the corrected events opened or closed; nothing is written.

    Args:
        tx: A transaction.
        run: The run, with the corrected facts.
        events: What holds of the subject before the correction.
        dates: Event -> its corrected date.
        facts_changed: Facts that choose the row of a term have changed.
    """
    work = _Work(tx, run, events, dates)
    stored = tx.scalars(
        select(Deadline)
        .where(Deadline.subject_kind == run.subject_kind, Deadline.subject_id == run.subject_id)
        .order_by(Deadline.id)
    ).all()
    found = [
        _corrected(work, one)
        for one in stored
        if not _is_void(one) and (_is_touched(one, dates) or facts_changed)
    ]
    opened = (one for event in events if event.id in dates for one in _opened(work, event, stored))
    changed = (one for one in (*found, *opened) if one is not None)
    return tuple(changed)


def _is_void(stored: Deadline) -> bool:
    return stored.closed_on is not None and stored.late_by_law is None


def _is_touched(stored: Deadline, dates: Collection[int]) -> bool:
    return stored.opening_event_id in dates or stored.closing_event_id in dates


def _corrected(work: _Work, stored: Deadline) -> CorrectedDeadline | None:
    before = Computation.from_json(stored.computation)
    dates = work.dates
    is_reopened = stored.opening_event_id in dates
    started_on = dates.get(stored.opening_event_id, stored.started_on)
    closed_on = dates.get(stored.closing_event_id or 0, stored.closed_on)
    code = before.row.starts_on if is_reopened else None
    row = work.row_on(stored.term, code, started_on)
    if not is_reopened and (row is None or row.key == stored.row_key):
        row = before.row  # only its end has moved, or nothing: it stays as it was counted
        if not _is_touched(stored, dates):
            return None
    pauses = pauses_of(work.tx, work.run, until=closed_on)
    computation = before
    if row is not None:
        computation = compute(
            row,
            started_on,
            work.run.rules.calendar,
            extra_days=before.extensions,
            pauses=pauses,
        )
    return CorrectedDeadline(
        id=stored.id,
        term=stored.term,
        title=computation.row.title,
        started_on=started_on,
        old_due_on=stored.due_on,
        computation=computation,
        closing_event_id=stored.closing_event_id,
        closed_on=closed_on,
        recorded_at=stored.recorded_at,
        is_counted=row is not None,
        opened_by=stored.opening_event_id if is_reopened else None,
        closed_by=stored.closing_event_id if stored.closing_event_id in dates else None,
    )


def _opened(
    work: _Work, event: CurrentEvent, stored: Iterable[Deadline]
) -> Iterable[CorrectedDeadline]:
    """Yield deadlines of terms that the law knows on the new date only.

    A term that is opened on a condition is left alone: its facts may be those of a later run.
    """
    run, day = work.run, work.day_of(event)
    there = {one.term for one in stored if one.opening_event_id == event.id}
    opened_by = run.rules.terms.opened_by(event.code)
    new = set(opened_by) - there - run.version.info.opens_when.keys()
    for term in (one for one in run.version.info.terms if one in new):
        made = open_deadline(run, term, NewEvent(event.code, day))
        if made is None:
            continue
        computation = made[1]
        deadline = CorrectedDeadline(
            id=0,
            term=term,
            title=computation.row.title,
            started_on=day,
            old_due_on=None,
            computation=computation,
            closing_event_id=None,
            closed_on=None,
            recorded_at=None,
            is_counted=True,
            opened_by=event.id,
            closed_by=None,
        )
        yield _closed(work, event, deadline)


def _closed(work: _Work, opening: CurrentEvent, deadline: CorrectedDeadline) -> CorrectedDeadline:
    """Close a deadline with the first later event that ends its term, if there was one."""
    ends = deadline.computation.row.ends_on
    later = (one for one in work.events if one.first_id > opening.first_id and one.code in ends)
    closing = next(later, None)
    if closing is None:
        return deadline
    return replace(
        deadline,
        closing_event_id=closing.id,
        closed_on=work.day_of(closing),
        recorded_at=closing.recorded_at,
        closed_by=closing.id if closing.id in work.dates else None,
    )
