"""What events do to deadlines: close those that end with them, open those that start."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy import bindparam, select, update

from cases.database import Transaction
from cases.deadlines.computation import Computation, compute, due_instant
from cases.deadlines.errors import TermNotInForceError
from cases.deadlines.period import TermRow
from cases.models.deadline import Deadline
from cases.models.event import Event
from cases.rows import insert_for_ids, insert_rows
from cases.runs.locked_run import LockedRun, OpenDeadline

_UPDATE_DEADLINE = update(Deadline.__table__).where(  # type: ignore[arg-type]
    Deadline.__table__.c.id == bindparam("of_id")
)


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event about to be written."""

    code: str
    occurred_on: date


@dataclass(slots=True)
class DeadlineChanges:
    """What a call has done to deadlines, before any of it is written.

    Attributes:
        opened: New deadlines with the index of their opening event.
        closed: Deadlines closed, with the index of their closing event.
        recomputed: Deadlines whose date follows changed facts.
    """

    opened: list[tuple[OpenDeadline, Computation, int]] = field(default_factory=list)
    closed: list[tuple[OpenDeadline, int]] = field(default_factory=list)
    recomputed: list[tuple[OpenDeadline, Computation]] = field(default_factory=list)


def apply_events(run: LockedRun, events: Iterable[NewEvent]) -> DeadlineChanges:
    """Work the events into ``run.deadlines``; facts must be up to date.

    Only terms that the run's version lists are opened. An event first closes, then opens, so
    that one event may end a term and start it again.
    """
    changes = DeadlineChanges()
    for index, event in enumerate(events):
        for deadline in [one for one in run.deadlines if event.code in one.ends_on]:
            run.deadlines.remove(deadline)
            changes.closed.append((deadline, index))
        opened = run.rules.terms.opened_by(event.code)
        for term in (term for term in run.version.info.terms if term in opened):
            made = _open(run, term, event)
            if made is not None:
                run.deadlines.append(made[0])
                changes.opened.append((*made, index))
    return changes


def recompute(
    tx: Transaction, run: LockedRun, changed: Mapping[str, object], changes: DeadlineChanges
) -> None:
    """Give open deadlines the row that fits the changed facts.

    Totals keep their start, and what was extended or suspended before stays so.
    """
    if not changed:
        return
    for index, deadline in enumerate(run.deadlines):
        if not deadline.id:
            continue
        row = run.rules.terms.choose(deadline.term, deadline.started_on, run.facts)
        if row.key == deadline.row_key:
            continue
        computation = _recomputed(tx, run, deadline, row)
        moved = replace(deadline, row_key=row.key, due_on=computation.due_on)
        run.deadlines[index] = moved
        changes.recomputed.append((moved, computation))


def write_events(
    tx: Transaction,
    run: LockedRun,
    events: Iterable[NewEvent],
    *,
    at: datetime,
    account_id: int | None,
    step_id: int | None,
    document_id: int | None,
) -> list[int]:
    """Insert the events and return their ids, in order."""
    rows = [
        {
            "subject_kind": run.subject_kind,
            "subject_id": run.subject_id,
            "code": event.code,
            "occurred_on": event.occurred_on,
            "recorded_at": at,
            "step_id": step_id,
            "document_id": document_id,
            "account_id": account_id,
        }
        for event in events
    ]
    if not rows:
        return []
    return insert_for_ids(tx, Event, rows)


def write_deadlines(
    tx: Transaction,
    run: LockedRun,
    changes: DeadlineChanges,
    events: list[NewEvent],
    event_ids: list[int],
    *,
    at: datetime,
) -> None:
    """Write closed, recomputed and opened deadlines, at most one statement each."""
    closed = [
        {
            "of_id": deadline.id,
            "closing_event_id": event_ids[index],
            "closed_on": events[index].occurred_on,
            "recorded_at": at,
            "late_by_law": events[index].occurred_on > deadline.due_on,
            "late_in_system": at >= due_instant(deadline.due_on),
        }
        for deadline, index in changes.closed
        if deadline.id
    ]
    if closed:
        tx.connection().execute(_UPDATE_DEADLINE, closed)
    if changes.recomputed:
        tx.connection().execute(
            _UPDATE_DEADLINE,
            [
                {
                    "of_id": deadline.id,
                    "row_key": deadline.row_key,
                    "due_on": deadline.due_on,
                    "table_version_id": run.rules.terms_version_id,
                    "computation": computation.to_json(),
                    "is_provisional": computation.is_provisional,
                }
                for deadline, computation in changes.recomputed
            ],
        )
    if changes.opened:
        insert_rows(tx, Deadline, _opened_rows(run, changes, events, event_ids, at))


def _recomputed(
    tx: Transaction, run: LockedRun, deadline: OpenDeadline, row: TermRow
) -> Computation:
    stored = tx.scalar(select(Deadline.computation).where(Deadline.id == deadline.id))
    before = Computation.from_json(stored or "")
    return compute(
        row,
        deadline.started_on,
        run.rules.calendar,
        extra_days=before.extensions,
        pauses=before.pauses,
    )


def void_deadlines(tx: Transaction, run: LockedRun, on: date, at: datetime) -> None:
    """Stop what still runs when the procedure has ended: neither kept nor missed.

    A withdrawal before acceptance, for instance, leaves the term for accepting without an end.
    """
    left = [one.id for one in run.deadlines if one.id and one.term in run.version.info.terms]
    if left:
        table = Deadline.__table__
        tx.connection().execute(
            update(table).where(table.c.id.in_(left)).values(closed_on=on, recorded_at=at)  # type: ignore[arg-type]
        )


def _opened_rows(
    run: LockedRun,
    changes: DeadlineChanges,
    events: list[NewEvent],
    event_ids: list[int],
    at: datetime,
) -> list[dict[str, object]]:
    closed_by = {id(deadline): index for deadline, index in changes.closed}
    rows = []
    for deadline, computation, index in changes.opened:
        closing = closed_by.get(id(deadline))
        closed_on = events[closing].occurred_on if closing is not None else None
        rows.append(
            {
                "subject_kind": run.subject_kind,
                "subject_id": run.subject_id,
                "term": deadline.term,
                "row_key": deadline.row_key,
                "table_version_id": run.rules.terms_version_id,
                "opening_event_id": event_ids[index],
                "started_on": deadline.started_on,
                "due_on": deadline.due_on,
                "ends_on_events": " ".join(sorted(deadline.ends_on)),
                "pauses": deadline.pauses,
                "is_provisional": computation.is_provisional,
                "computation": computation.to_json(),
                "closing_event_id": event_ids[closing] if closing is not None else None,
                "closed_on": closed_on,
                "recorded_at": at if closing is not None else None,
                "late_by_law": closed_on > deadline.due_on if closed_on else None,
                "late_in_system": at >= due_instant(deadline.due_on) if closed_on else None,
            }
        )
    return rows


def _open(run: LockedRun, term: str, event: NewEvent) -> tuple[OpenDeadline, Computation] | None:
    try:
        row = run.rules.terms.choose(term, event.occurred_on, run.facts)
    except TermNotInForceError:
        return None  # the law knew no such term on that day
    if row.starts_on != event.code:
        return None
    computation = compute(row, event.occurred_on, run.rules.calendar)
    deadline = OpenDeadline(
        id=0,
        term=term,
        row_key=row.key,
        started_on=event.occurred_on,
        due_on=computation.due_on,
        ends_on=frozenset(row.ends_on),
        pauses=row.paused_by_suspension,
    )
    return deadline, computation
