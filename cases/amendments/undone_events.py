"""Makes the events of a step void: what they opened is not counted, what they closed runs again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from cases.amendments.current_events import VOIDED, CurrentEvent
from cases.database import Transaction
from cases.models.case import Case
from cases.models.deadline import Deadline
from cases.models.event import Event
from cases.rows import insert_for_ids
from cases.runs.locked_run import LockedRun, OpenDeadline
from cases.runs.recounted_deadlines import recount, write_recounted
from cases.steps.written_records import EVENT_COLUMNS

_TABLE: Any = Deadline.__table__
_UPDATE = update(_TABLE).where(_TABLE.c.id == bindparam("of_id"))


@dataclass(frozen=True, slots=True)
class Undoing:
    """Who makes events void, on which day and at which instant."""

    tx: Transaction
    run: LockedRun
    account_id: int
    on: date
    at: datetime


def undo_events(undoing: Undoing, events: Sequence[CurrentEvent]) -> None:
    """Append a voiding event for each, and bring deadlines and the case in line."""
    if not events:
        return
    void_ids = _write_voids(undoing, events)
    tx, run = undoing.tx, undoing.run
    ids = [event.id for event in events]
    stored = tx.scalars(
        select(Deadline).where(
            Deadline.opening_event_id.in_(ids) | Deadline.closing_event_id.in_(ids)
        )
    ).all()
    opened = {one.id: one for one in stored if one.opening_event_id in void_ids}
    closed = [one for one in stored if one.id not in opened]
    _stop(undoing, opened.values(), void_ids)
    _run_again(undoing, closed)
    run.deadlines[:] = [one for one in run.deadlines if one.id not in opened]
    run.deadlines.extend(map(_open, closed))
    write_recounted(tx, run, recount(tx, run, list(map(_open, closed))))
    _clear_case(undoing, events)


def _write_voids(undoing: Undoing, events: Sequence[CurrentEvent]) -> dict[int, int]:
    run = undoing.run
    rows = [
        {
            "subject_kind": run.subject_kind,
            "subject_id": run.subject_id,
            "code": VOIDED,
            "occurred_on": event.occurred_on,
            "recorded_at": undoing.at,
            "step_id": event.step_id,
            "document_id": event.document_id,
            "account_id": undoing.account_id,
            "corrects_id": event.id,
        }
        for event in events
    ]
    ids = insert_for_ids(undoing.tx, Event, rows)
    return {event.id: id_ for event, id_ in zip(events, ids, strict=True)}


def _stop(undoing: Undoing, opened: Any, void_ids: dict[int, int]) -> None:  # noqa: ANN401
    rows = [
        {
            "of_id": one.id,
            "closing_event_id": void_ids[one.opening_event_id],
            "closed_on": undoing.on,
            "recorded_at": undoing.at,
            "late_by_law": None,
            "late_in_system": None,
        }
        for one in opened
    ]
    if rows:
        undoing.tx.connection().execute(_UPDATE, rows)


def _run_again(undoing: Undoing, closed: Sequence[Deadline]) -> None:
    nothing = ("closing_event_id", "closed_on", "recorded_at", "late_by_law", "late_in_system")
    rows = [{"of_id": one.id, **dict.fromkeys(nothing)} for one in closed]
    if rows:
        undoing.tx.connection().execute(_UPDATE, rows)
        undoing.run.others_follow = True


def _open(stored: Deadline) -> OpenDeadline:
    return OpenDeadline(
        id=stored.id,
        term=stored.term,
        row_key=stored.row_key,
        started_on=stored.started_on,
        due_on=stored.due_on,
        ends_on=frozenset(stored.ends_on_events.split()),
        pauses=stored.pauses,
    )


def _clear_case(undoing: Undoing, events: Sequence[CurrentEvent]) -> None:
    """Take off the case what it showed of the events."""
    columns: dict[str, object] = {}
    for event in events:
        column, closing = EVENT_COLUMNS.get(event.code, (None, None))
        if column:
            columns[column] = None
            columns.update({"closing": None} if closing else {})
        if event.code == "accepted":
            columns["acceptance_number"] = None
    if columns and undoing.run.case_id is not None:
        case: Any = Case.__table__
        undoing.tx.connection().execute(
            update(case).where(case.c.id == undoing.run.case_id).values(**columns)
        )
