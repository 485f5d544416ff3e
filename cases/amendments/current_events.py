"""The events of a subject as they stand after corrections.

A correction leaves the old event and adds one that points to it; one that was void is pointed to
by ``event_voided``.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from cases.database import Transaction
from cases.models.event import Event
from cases.runs.locked_run import LockedRun

VOIDED = "event_voided"


@dataclass(frozen=True, slots=True)
class CurrentEvent:
    """An event that holds.

    Attributes:
        id: The row that holds now.
        first_id: The row that was written first; what was recorded later has a greater one.
        recorded_at: When that was.
        step_id: The step that recorded it.
    """

    id: int
    first_id: int
    code: str
    occurred_on: date
    recorded_at: datetime
    step_id: int | None
    document_id: int | None


def current_events(tx: Transaction, run: LockedRun) -> tuple[CurrentEvent, ...]:
    """Return what holds of the run's subject, in the order in which it was first recorded."""
    rows = tx.scalars(
        select(Event)
        .where(Event.subject_kind == run.subject_kind, Event.subject_id == run.subject_id)
        .order_by(Event.id)
    )
    standing: dict[int, Event] = {}
    first: dict[int, Event] = {}
    for row in rows:
        first[row.id] = first[row.corrects_id] if row.corrects_id else row
        standing[first[row.id].id] = row
    return tuple(
        CurrentEvent(
            id=row.id,
            first_id=first[row.id].id,
            code=row.code,
            occurred_on=row.occurred_on,
            recorded_at=first[row.id].recorded_at,
            step_id=row.step_id,
            document_id=row.document_id,
        )
        for row in standing.values()
        if row.code != VOIDED
    )
