"""Works out what a change would do, without doing it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from time import perf_counter, sleep

from sqlalchemy import delete, select

from cases.calendar_change.drafts import clear_counts, days_of, years_of
from cases.calendar_change.recount import Recounter
from cases.calendar_change.stored_calendar import (
    calendar_revision,
    proposed_calendar,
    stored_calendar,
)
from cases.calendar_change.stored_deadlines import recounted, stored_deadlines
from cases.calendar_change.touched_deadlines import touched_deadlines
from cases.database import Transaction
from cases.models.calendar_change import CalendarChange
from cases.models.calendar_change_deadline import CalendarChangeDeadline
from cases.models.deadline import Deadline
from cases.office import Office
from cases.rows import insert_rows

BATCH = 2000
SIGN_OF_LIFE = timedelta(seconds=30)
"""A preview that has given no sign for so long was killed."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """What one preview works with; another edit of the change ends it."""

    change_id: int
    number: int
    revision: int
    recounter: Recounter
    today: date
    deadline_ids: Sequence[int]


@dataclass(frozen=True, slots=True)
class _Moved:
    """A deadline that would move."""

    deadline_id: int
    old_due_on: date
    new_due_on: date
    lateness: int


def preview(office: Office, change_id: int) -> None:
    """Compute every touched deadline under the proposed calendar and keep those that move.

    Deadlines are only read. The moves are written in short transactions. An edit of the change
    ends its preview; one that was killed is begun anew by whoever comes along half a minute later.
    """
    plan = _plan(office, change_id)
    if plan is None or not _begin(office, plan):
        return
    for start in range(0, len(plan.deadline_ids), BATCH):
        began = perf_counter()
        ids = plan.deadline_ids[start : start + BATCH]
        if not _keep(office, plan, *_moves(office, plan, ids), looked=len(ids)):
            return
        if office.database.is_sqlite:
            sleep(min(0.05, perf_counter() - began))
    _end(office, plan)


def _plan(office: Office, change_id: int) -> _Plan | None:
    with office.database.reading() as tx:
        change = tx.get(CalendarChange, change_id)
        if change is None or change.status != "previewing":
            return None
        days, years = days_of(tx, change_id), years_of(tx, change_id)
        proposed = proposed_calendar(stored_calendar(tx), days, years)
        touched = select(Deadline.id).where(touched_deadlines(days, years)).order_by(Deadline.id)
        return _Plan(
            change_id=change_id,
            number=change.preview_number + 1,
            revision=calendar_revision(tx),
            recounter=Recounter(proposed.working_calendar()),
            today=office.today(),
            deadline_ids=tx.scalars(touched).all(),
        )


def _begin(office: Office, plan: _Plan) -> bool:
    """Clear what an earlier attempt left, unless that attempt is still alive."""
    now = office.clock.written_at()
    with office.database.writing() as tx:
        change = _still_wanted(tx, plan, number=plan.number - 1)
        if change is None or (change.previewed_at and now - change.previewed_at < SIGN_OF_LIFE):
            return False
        clear_counts(change)
        change.total_count = len(plan.deadline_ids)
        change.base_revision_id = plan.revision
        change.preview_number = plan.number
        change.previewed_at = now
        of_change = CalendarChangeDeadline.change_id == plan.change_id
        tx.execute(delete(CalendarChangeDeadline).where(of_change))
        return True


def _moves(office: Office, plan: _Plan, ids: Sequence[int]) -> tuple[list[_Moved], int]:
    """Return those of the deadlines that move, and how many cannot be read."""
    moves, unreadable = [], 0
    with office.database.reading() as tx:
        for stored, recount in recounted(tx, plan.recounter, stored_deadlines(tx, ids)):
            if recount is None:
                unreadable += 1
            elif (
                stored.closed_on is None and recount.due_on != stored.due_on and recount.is_changed
            ):
                lateness = recount.lateness(stored.due_on, plan.today)
                moves.append(_Moved(stored.id, stored.due_on, recount.due_on, lateness))
    return moves, unreadable


def _keep(
    office: Office, plan: _Plan, moves: list[_Moved], unreadable: int, *, looked: int
) -> bool:
    with office.database.writing() as tx:
        change = _still_wanted(tx, plan)
        if change is None:
            return False
        change.previewed_at = office.clock.written_at()
        change.looked_count += looked
        change.unreadable_count += unreadable
        change.moved_count += len(moves)
        change.relieved_count += sum(one.lateness < 0 for one in moves)
        change.belated_count += sum(one.lateness > 0 for one in moves)
        if moves:
            rows = [
                {
                    "change_id": plan.change_id,
                    "deadline_id": one.deadline_id,
                    "old_due_on": one.old_due_on,
                    "new_due_on": one.new_due_on,
                    "lateness": one.lateness,
                }
                for one in moves
            ]
            insert_rows(tx, CalendarChangeDeadline, rows)
        return True


def _end(office: Office, plan: _Plan) -> None:
    with office.database.writing() as tx:
        change = _still_wanted(tx, plan)
        if change is not None:
            change.status = "previewed"
            change.previewed_at = office.clock.now()


def _still_wanted(
    tx: Transaction, plan: _Plan, *, number: int | None = None
) -> CalendarChange | None:
    """Return the change, unless it was edited or begun by somebody else in the meantime."""
    return tx.scalars(
        select(CalendarChange)
        .where(
            CalendarChange.id == plan.change_id,
            CalendarChange.status == "previewing",
            CalendarChange.preview_number == (plan.number if number is None else number),
        )
        .with_for_update()
    ).first()
