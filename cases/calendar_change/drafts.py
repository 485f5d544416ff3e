"""The one change of the calendar that a person is working on."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete, select

from cases.actor import Actor
from cases.database import Transaction
from cases.models.calendar_change import CalendarChange
from cases.models.calendar_change_day import CalendarChangeDay
from cases.models.calendar_change_deadline import CalendarChangeDeadline
from cases.models.calendar_change_year import CalendarChangeYear
from cases.office import Office
from cases.turns import take_turn

NOT_CONFIRMED = ("draft", "previewing", "previewed")


def own_draft(tx: Transaction, actor: Actor) -> CalendarChange | None:
    """Return the change the person has not confirmed yet."""
    return tx.scalars(
        select(CalendarChange)
        .where(
            CalendarChange.created_by_id == actor.account_id,
            CalendarChange.status.in_(NOT_CONFIRMED),
        )
        .order_by(CalendarChange.id.desc())
    ).first()


def draft_to_edit(tx: Transaction, office: Office, actor: Actor) -> CalendarChange:
    """Return the person's change, begun if there is none; what was previewed no longer holds."""
    take_turn(tx, f"calendar draft {actor.account_id}")
    draft = own_draft(tx, actor)
    if draft is None:
        draft = CalendarChange(created_by_id=actor.account_id, created_at=office.clock.now())
        tx.add(draft)
    else:
        forget_preview(tx, draft)
    tx.flush()
    return draft


def forget_preview(tx: Transaction, draft: CalendarChange) -> None:
    """Make a plain draft of a change again; a preview still under way finds that it is over."""
    draft.status = "draft"
    draft.preview_number += 1
    draft.previewed_at = draft.base_revision_id = None
    clear_counts(draft)
    of_change = CalendarChangeDeadline.change_id == draft.id
    tx.execute(delete(CalendarChangeDeadline).where(of_change))


def leave_out(
    tx: Transaction,
    draft: CalendarChange,
    *,
    days: Sequence[date] = (),
    years: Sequence[int] = (),
) -> None:
    """Take days and years out of a draft, and the draft away with the last of them."""
    day, year = CalendarChangeDay, CalendarChangeYear
    tx.execute(delete(day).where(day.change_id == draft.id, day.day.in_(days)))
    tx.execute(delete(year).where(year.change_id == draft.id, year.year.in_(years)))
    if not days_of(tx, draft.id) and not years_of(tx, draft.id):
        tx.delete(draft)
    tx.flush()


def clear_counts(change: CalendarChange) -> None:
    """Begin to count deadlines anew."""
    change.total_count = change.looked_count = change.reached_id = 0
    change.moved_count = change.relieved_count = change.belated_count = 0
    change.unreadable_count = 0


def days_of(tx: Transaction, change_id: int) -> Sequence[CalendarChangeDay]:
    """Return the days of a change in order."""
    return tx.scalars(
        select(CalendarChangeDay)
        .where(CalendarChangeDay.change_id == change_id)
        .order_by(CalendarChangeDay.day)
    ).all()


def years_of(tx: Transaction, change_id: int) -> Sequence[CalendarChangeYear]:
    """Return the years that a change confirms, in order."""
    return tx.scalars(
        select(CalendarChangeYear)
        .where(CalendarChangeYear.change_id == change_id)
        .order_by(CalendarChangeYear.year)
    ).all()


def any_recomputing(tx: Transaction) -> bool:
    """Tell whether deadlines are still on their way to an earlier change."""
    running = select(CalendarChange.id).where(CalendarChange.status == "recomputing").limit(1)
    return tx.scalar(running) is not None
