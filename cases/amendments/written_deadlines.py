"""Writes the deadlines that a correction has recomputed, closed or opened."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, update

from cases.amendments.corrected_deadlines import CorrectedDeadline
from cases.database import Transaction
from cases.models.deadline import Deadline
from cases.rows import insert_rows
from cases.runs.locked_run import LockedRun

_TABLE: Any = Deadline.__table__
_UPDATE = update(_TABLE).where(_TABLE.c.id == bindparam("of_id"))


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
        of_run = {
            "subject_kind": run.subject_kind,
            "subject_id": run.subject_id,
            "run_id": run.id if run.version.info.several_at_once else None,
        }
        insert_rows(tx, Deadline, [{**of_run, **row} for row in new])


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
