"""The deadlines of a case, each with its reasons."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select

from cases.database import Transaction
from cases.deadlines.computation import Computation
from cases.deadlines.explanation import explain
from cases.models.deadline import Deadline
from cases.office import Office
from cases.queries.due_state import (
    USUAL_REMINDER_DAYS,
    DueState,
    Urgency,
    closed_state,
    due_state,
)
from cases.queries.views import DeadlineView


def case_deadlines(
    tx: Transaction,
    office: Office,
    *,
    subject: tuple[str, int],
    soon_days: int = USUAL_REMINDER_DAYS,
) -> tuple[DeadlineView, ...]:
    """Return open deadlines first, by date, then closed ones, newest first."""
    rows = tx.scalars(
        select(Deadline)
        .where(Deadline.subject_kind == subject[0], Deadline.subject_id == subject[1])
        .order_by(Deadline.due_on, Deadline.id)
    ).all()
    views = [_view(tx, office, row, soon_days) for row in rows]
    still_open = [view for view, row in zip(views, rows, strict=True) if row.closed_on is None]
    closed = [view for view, row in zip(views, rows, strict=True) if row.closed_on is not None]
    return (*still_open, *reversed(closed))


def _view(tx: Transaction, office: Office, row: Deadline, soon_days: int) -> DeadlineView:
    computation = Computation.from_json(row.computation)
    # Not what is said of the case: a term that was over before the suspension goes on being late.
    is_paused = computation.is_paused
    return DeadlineView(
        id=row.id,
        term=row.term,
        title=computation.row.title,
        due=_state(tx, office, row, is_paused=is_paused, soon_days=soon_days),
        basis=computation.row.basis,
        row_key=row.row_key,
        is_verified=computation.row.is_verified,
        late_by_law=row.late_by_law,
        late_in_system=row.late_in_system,
        explanation=explain(
            computation,
            today=office.today(),
            events={code: event.title for code, event in office.events.items()},
            closed_on=row.closed_on if row.late_by_law is not None else None,
        ),
    )


def _state(
    tx: Transaction, office: Office, row: Deadline, *, is_paused: bool, soon_days: int
) -> DueState:
    state = state_of(tx, office, row, is_paused=is_paused, soon_days=soon_days)
    if row.closed_on is not None or row.ends_on_events:
        return state
    # A threshold just runs out: nobody has anything to do by then, and nobody is late.
    if state.days < 0:
        return closed_state(row.due_on, row.due_on, is_late=None)
    return replace(state, urgency=Urgency.LATER)


def state_of(
    tx: Transaction,
    office: Office,
    row: Any,  # noqa: ANN401 - a Deadline or a row with its columns
    *,
    is_paused: bool,
    soon_days: int = USUAL_REMINDER_DAYS,
) -> DueState:
    """Grade one deadline, open or closed."""
    if row.closed_on is not None:
        return closed_state(row.due_on, row.closed_on, is_late=row.late_by_law)
    state = due_state(
        row.due_on,
        office.today(),
        office.calendar(tx),
        soon_days=soon_days,
        is_paused=is_paused and row.pauses,
        is_provisional=row.is_provisional,
    )
    return state or DueState(Urgency.LATER, row.due_on)
