"""What events do to deadlines: close those that end with them, open those that start."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import bindparam, update

from cases.database import Transaction
from cases.deadlines.computation import Computation, compute, due_instant
from cases.deadlines.errors import TermNotInForceError
from cases.models.deadline import Deadline
from cases.models.event import Event
from cases.rows import insert_for_ids, insert_rows
from cases.runs.locked_run import LockedRun, OpenDeadline
from cases.runs.recounted_deadlines import Recounted, pauses_of, recount, write_recounted
from cases.term_settings import row_for_unit

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
        opened_late: New deadlines with the id of an event that was written before.
        closed: Deadlines closed, with the index of their closing event.
        closed_paused: Those of them that a suspension held up to that day.
        recomputed: Deadlines whose date follows changed facts.
    """

    opened: list[tuple[OpenDeadline, Computation, int]] = field(default_factory=list)
    opened_late: list[tuple[OpenDeadline, Computation, int]] = field(default_factory=list)
    closed: list[tuple[OpenDeadline, int]] = field(default_factory=list)
    closed_paused: list[OpenDeadline] = field(default_factory=list)
    recomputed: list[Recounted] = field(default_factory=list)

    @property
    def are_none(self) -> bool:
        """Tell whether no deadline was touched."""
        return not (self.opened or self.opened_late or self.closed or self.recomputed)


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
            if run.is_paused and deadline.pauses and deadline.id:
                changes.closed_paused.append(deadline)
        opened = run.rules.terms.opened_by(event.code)
        for term in (one for one in run.version.info.terms if one in opened):
            made = open_deadline(run, term, event)
            if made is not None:
                run.deadlines.append(made[0])
                changes.opened.append((*made, index))
    return changes


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
    ended = {one.id: one for one in _end_pauses(tx, run, changes, events)}
    closed = [
        {
            "of_id": deadline.id,
            "closing_event_id": event_ids[index],
            "closed_on": events[index].occurred_on,
            "recorded_at": at,
            "late_by_law": events[index].occurred_on > due_on,
            "late_in_system": at >= due_instant(due_on),
        }
        for deadline, index in changes.closed
        if deadline.id
        for due_on in [ended.get(deadline.id, deadline).due_on]
    ]
    if closed:
        tx.connection().execute(_UPDATE_DEADLINE, closed)
    write_recounted(tx, run, changes.recomputed)
    opened = _opened_rows(run, changes, events, event_ids, at)
    if opened:
        insert_rows(tx, Deadline, opened)


def _end_pauses(
    tx: Transaction, run: LockedRun, changes: DeadlineChanges, events: list[NewEvent]
) -> list[OpenDeadline]:
    """A term that ends while it is suspended has not run since: count so, then it is not late."""
    if not changes.closed_paused:
        return []
    until = max(events[index].occurred_on for _, index in changes.closed)
    pauses = pauses_of(tx, run, until=until)
    recounted = recount(tx, run, changes.closed_paused, pauses=pauses)
    write_recounted(tx, run, recounted)
    return [deadline for deadline, _ in recounted]


def void_deadlines(
    tx: Transaction, run: LockedRun, on: date, at: datetime, *, kept: Collection[str] = ()
) -> None:
    """Stop what still runs when the procedure has ended: neither kept nor missed.

    A withdrawal before acceptance, for instance, leaves the term for accepting without an end.

    Args:
        tx: The transaction.
        run: The run that has ended.
        on: The day.
        at: The instant.
        kept: Terms that other runs of the subject go on with.
    """
    terms = set(run.version.info.terms) - set(kept)
    left = [one.id for one in run.deadlines if one.id and one.term in terms]
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
    is_own = run.version.info.several_at_once
    rows: list[dict[str, object]] = []
    opened = [(made, counted, event_ids[index]) for made, counted, index in changes.opened]
    for deadline, computation, opening_id in (*opened, *changes.opened_late):
        closing = closed_by.get(id(deadline))
        closed_on = events[closing].occurred_on if closing is not None else None
        rows.append(
            {
                "subject_kind": run.subject_kind,
                "subject_id": run.subject_id,
                "run_id": run.id if is_own else None,
                "term": deadline.term,
                "row_key": deadline.row_key,
                "table_version_id": run.rules.terms_version_id,
                "opening_event_id": opening_id,
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


def is_asked_for(run: LockedRun, term: str) -> bool:
    """Tell whether the facts are those on which the procedure opens the term."""
    wanted = run.version.info.opens_when.get(term, {})
    return all(run.facts[name] == value for name, value in wanted.items())


def open_deadline(
    run: LockedRun, term: str, event: NewEvent
) -> tuple[OpenDeadline, Computation] | None:
    """Return the deadline that an event opens, not yet written; ``None`` if it opens none."""
    if not is_asked_for(run, term):
        return None
    try:
        row = run.rules.terms.choose(term, event.occurred_on, run.term_facts)
    except TermNotInForceError:
        return None  # the law knew no such term on that day
    if row.starts_on != event.code:
        return None
    row = row_for_unit(row, run.unit_id, event.occurred_on, run.rules.settings)
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
