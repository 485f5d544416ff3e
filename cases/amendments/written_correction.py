"""Writes a planned correction: records, events, deadlines, facts, and the line of history."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import bindparam, delete

from cases.actor import Actor
from cases.amendments.corrected_records import write_records
from cases.amendments.correction import Correction
from cases.amendments.current_events import CurrentEvent
from cases.amendments.field_changes import FieldChange
from cases.amendments.recorded_values import WORDING
from cases.amendments.written_deadlines import write_corrected
from cases.database import Transaction
from cases.models.amendment import Amendment
from cases.models.answer import Answer
from cases.models.event import Event
from cases.models.fact import Fact
from cases.notes.written_note import write_note
from cases.office import Office, to_json
from cases.rows import insert_for_ids, insert_rows
from cases.runs.following_rows import follow_deadlines
from cases.runs.locked_run import LockedRun
from cases.steps.filed_answers import storable
from cases.upsert import upsert_rows

_ANSWER: Any = Answer.__table__
_FORGET = delete(_ANSWER).where(
    _ANSWER.c.step_id == bindparam("of_step"), _ANSWER.c.key == bindparam("of_key")
)


def write_correction(tx: Transaction, office: Office, actor: Actor, correction: Correction) -> None:
    """Write everything that follows, and keep what was: events and history are only added to."""
    run, step = correction.standing.run, correction.standing.step
    now = office.clock.now()
    events = correction.standing.events
    event_ids = _write_events(tx, office, actor, run, events, correction.dates)
    write_records(tx, office, actor, correction)
    _write_answers(tx, correction)
    _write_facts(tx, correction)
    write_corrected(tx, run, correction.deadlines, event_ids, on=office.today(), at=now)
    reason_id = _write_reason(tx, office, actor, correction)
    amendment = {
        "step_id": step.id,
        "kind": "corrected",
        "account_id": actor.account_id,
        "at": now,
        "document_number": correction.document,
        "changes": to_json([_told(change) for change in correction.changes]),
        "reason_id": reason_id,
    }
    insert_rows(tx, Amendment, [amendment])
    subjects = [(run.subject_kind, run.subject_id)]
    for case in correction.following:
        ids = _write_events(tx, office, actor, case.run, case.events, case.dates)
        write_corrected(tx, case.run, case.deadlines, ids, on=office.today(), at=now)
        subjects.append((case.run.subject_kind, case.run.subject_id))
    if correction.moved:
        follow_deadlines(tx, subjects, run.rules.calendar)


def _write_reason(
    tx: Transaction, office: Office, actor: Actor, correction: Correction
) -> int | None:
    """Write why as a note; of a secret record the paper says it."""
    run = correction.standing.run
    if run.is_secret:
        return None
    return write_note(
        tx,
        office,
        subject=(run.subject_kind, run.subject_id),
        of_kind=run.kind,
        kind="reason",
        text=correction.reason,
        account_id=actor.account_id,
    )


def _told(change: FieldChange) -> list[object]:
    """Return what the history may keep of a change."""
    if not change.is_open:
        return [change.field.key]
    return [change.field.key, storable(change.old), storable(change.new)]


def _write_events(
    tx: Transaction,
    office: Office,
    actor: Actor,
    run: LockedRun,
    events: Sequence[CurrentEvent],
    dates: Mapping[int, date],
) -> dict[int, int]:
    """Append a correcting event for each corrected date; return which replaces which."""
    replaced = [event for event in events if event.id in dates]
    rows = [
        {
            "subject_kind": run.subject_kind,
            "subject_id": run.subject_id,
            "code": event.code,
            "occurred_on": dates[event.id],
            "recorded_at": office.clock.now(),
            "step_id": event.step_id,
            "document_id": event.document_id,
            "account_id": actor.account_id,
            "corrects_id": event.id,
        }
        for event in replaced
    ]
    if not rows:
        return {}
    ids = insert_for_ids(tx, Event, rows)
    return {event.id: id_ for event, id_ in zip(replaced, ids, strict=True)}


def _write_answers(tx: Transaction, correction: Correction) -> None:
    step_id, answers = correction.standing.step.id, correction.filed.answers
    own = [
        change.field.key
        for change in correction.changes
        if not change.field.event
        and not change.field.fact
        and (not change.field.record or change.field.record in WORDING)
    ]
    kept = [
        {"step_id": step_id, "key": key, "value": to_json(answers[key])}
        for key in own
        if key in answers
    ]
    if kept:
        upsert_rows(tx, Answer, kept, key=("step_id", "key"))
    gone = [{"of_step": step_id, "of_key": key} for key in own if key not in answers]
    if gone:
        tx.connection().execute(_FORGET, gone)


def _write_facts(tx: Transaction, correction: Correction) -> None:
    run = correction.standing.run
    rows = [
        {
            "subject_kind": run.subject_kind,
            "subject_id": run.subject_id,
            "name": name,
            "value": json.dumps(value),
        }
        for name, value in correction.facts.items()
    ]
    if rows:
        upsert_rows(tx, Fact, rows, key=("subject_kind", "subject_id", "name"))
