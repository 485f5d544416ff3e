"""What a corrected date, or a corrected fact, does to the deadlines of its subject.

Deadlines that the event opened count from the new date, those that it closed end on it; extensions
and suspensions stay. When the result was entered does not change (khoản 2 Điều 7 Quy chế
2003/QĐ-UBND): ``recorded_at`` of the deadline is kept, and with it whether it was late in the
system.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from cases.amendments.current_events import CurrentEvent
from cases.database import Transaction
from cases.deadlines.computation import Computation, compute, due_instant
from cases.deadlines.errors import TermNotInForceError
from cases.deadlines.period import TermRow
from cases.models.deadline import Deadline
from cases.rows import insert_rows
from cases.runs.locked_run import LockedRun
from cases.runs.recounted_deadlines import pauses_of
from cases.term_settings import row_for_unit

_TABLE: Any = Deadline.__table__
_UPDATE = update(_TABLE).where(_TABLE.c.id == bindparam("of_id"))


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


def write_corrected(
    tx: Transaction,
    run: LockedRun,
    deadlines: Iterable[CorrectedDeadline],
    event_ids: Mapping[int, int],
    *,
    on: date,
    at: datetime,
) -> None:
    """Write the deadlines, in one statement each for those that are there and those that are new.

    Args:
        tx: A writing transaction.
        run: Their run.
        deadlines: What to write.
        event_ids: Corrected event -> the event that replaces it.
        on: The day, for deadlines that end without being kept or missed.
        at: The instant.
    """
    changed, new = [], []
    for one in deadlines:
        columns = _columns(run, one)
        if one.closed_by is not None:
            columns["closing_event_id"] = event_ids[one.closed_by]
        if not one.is_counted:
            columns |= {"closed_on": on, "recorded_at": at, "closing_event_id": None}
        if one.id:
            changed.append({"of_id": one.id, **columns})
        elif one.opened_by is not None:
            new.append({**columns, "opening_event_id": event_ids[one.opened_by]})
    if changed:
        tx.connection().execute(_UPDATE, changed)
        _point_to_openings(tx, deadlines, event_ids)
    if new:
        subject = {"subject_kind": run.subject_kind, "subject_id": run.subject_id}
        insert_rows(tx, Deadline, [{**subject, **row} for row in new])


def _point_to_openings(
    tx: Transaction, deadlines: Iterable[CorrectedDeadline], event_ids: Mapping[int, int]
) -> None:
    rows = [
        {"of_id": one.id, "opening_event_id": event_ids[one.opened_by]}
        for one in deadlines
        if one.id and one.opened_by is not None
    ]
    if rows:
        tx.connection().execute(_UPDATE, rows)


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
    """Yield deadlines of terms that the law knows on the new date only."""
    run, day = work.run, work.day_of(event)
    there = {one.term for one in stored if one.opening_event_id == event.id}
    opened_by = run.rules.terms.opened_by(event.code)
    for term in run.version.info.terms:
        row = work.row_on(term, event.code, day) if term in opened_by else None
        if term in there or row is None:
            continue
        computation = compute(row, day, run.rules.calendar, pauses=pauses_of(work.tx, run))
        deadline = CorrectedDeadline(
            id=0,
            term=term,
            title=row.title,
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
        yield _closed(work, event, row, deadline)


def _closed(
    work: _Work, opening: CurrentEvent, row: TermRow, deadline: CorrectedDeadline
) -> CorrectedDeadline:
    """Close a deadline with the first later event that ends its term, if there was one."""
    later = (
        one for one in work.events if one.first_id > opening.first_id and one.code in row.ends_on
    )
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


def _columns(run: LockedRun, one: CorrectedDeadline) -> dict[str, object]:
    row = one.computation.row
    return {
        "term": one.term,
        "row_key": row.key,
        "table_version_id": run.rules.terms_version_id,
        "started_on": one.started_on,
        "due_on": one.due_on,
        "ends_on_events": " ".join(sorted(row.ends_on)),
        "pauses": row.paused_by_suspension,
        "is_provisional": one.computation.is_provisional,
        "computation": one.computation.to_json(),
        "closing_event_id": one.closing_event_id,
        "closed_on": one.closed_on,
        "recorded_at": one.recorded_at,
        "late_by_law": one.late_by_law,
        "late_in_system": one.late_in_system,
    }
