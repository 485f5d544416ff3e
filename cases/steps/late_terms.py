"""Opens terms whose condition has come after their event.

A petition of unknown kind is received, and found to be a complaint days later: the term for
accepting it has run since the receipt all the same.
"""

from collections.abc import Mapping

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from cases.database import Transaction
from cases.deadlines.computation import Computation
from cases.models.deadline import Deadline
from cases.models.event import Event
from cases.runs.locked_run import LockedRun, OpenDeadline
from cases.runs.recorded_events import NewEvent, is_asked_for, open_deadline
from engine.values import Scalar


def open_late(
    tx: Transaction, run: LockedRun, changed: Mapping[str, Scalar]
) -> list[tuple[OpenDeadline, Computation, int]]:
    """Put deadlines that changed facts ask for into ``run.deadlines``; writes nothing.

    Of several runs that go on beside each other each has deadlines of its own, which only its own
    events open.

    Returns:
        Each deadline with the id of the event that opens it.
    """
    info = run.version.info
    running = {one.term for one in run.deadlines}
    asked = [
        term
        for term, facts in info.opens_when.items()
        if facts.keys() & changed.keys() and term not in running and is_asked_for(run, term)
    ]
    if not asked or info.several_at_once:
        return []
    opened = []
    for term in asked:
        event = _opening_event(tx, run, term)
        if event is None or _was_opened(tx, run, term, event):
            continue
        made = open_deadline(run, term, NewEvent(event.code, event.occurred_on))
        if made is not None:
            run.deadlines.append(made[0])
            opened.append((*made, event.id))
    return opened


def _opening_event(tx: Transaction, run: LockedRun, term: str) -> Event | None:
    """Return the newest event that starts the term, as it stands after corrections."""
    newer = aliased(Event)
    found = select(Event).where(
        Event.subject_kind == run.subject_kind,
        Event.subject_id == run.subject_id,
        Event.code.in_({row.starts_on for row in run.rules.terms.rows(term)}),
        ~exists().where(newer.corrects_id == Event.id),
    )
    return tx.scalar(found.order_by(Event.id.desc()).limit(1))


def _was_opened(tx: Transaction, run: LockedRun, term: str, event: Event) -> bool:
    opened = select(Deadline.id).where(
        Deadline.subject_kind == run.subject_kind,
        Deadline.subject_id == run.subject_id,
        Deadline.term == term,
        Deadline.opening_event_id == event.id,
    )
    return tx.scalar(opened.limit(1)) is not None
