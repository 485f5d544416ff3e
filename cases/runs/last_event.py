"""The newest event of a kind, for what follows from it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cases.database import Transaction
from cases.models.event import Event
from cases.runs.locked_run import LockedRun


@dataclass(frozen=True, slots=True)
class LastEvent:
    """When it happened in law, and the paper that carries it."""

    occurred_on: date
    document_id: int | None


def last_event(tx: Transaction, run: LockedRun, code: str) -> LastEvent:
    """Return the newest event ``code`` of the subject; a step of the run has just recorded one."""
    row = tx.execute(
        select(Event.occurred_on, Event.document_id)
        .where(
            Event.subject_kind == run.subject_kind,
            Event.subject_id == run.subject_id,
            Event.code == code,
        )
        .order_by(Event.id.desc())
        .limit(1)
    ).one()
    return LastEvent(row.occurred_on, row.document_id)
