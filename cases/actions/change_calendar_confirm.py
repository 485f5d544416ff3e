"""Puts a previewed change of the calendar into force."""

from sqlalchemy import delete, insert

from cases import journal
from cases.actor import Actor
from cases.calendar_change.drafts import any_recomputing, days_of, years_of
from cases.calendar_change.errors import CalendarBusyError, CalendarMovedError
from cases.calendar_change.recompute import finish
from cases.calendar_change.stored_calendar import (
    CALENDAR,
    StoredCalendar,
    calendar_revision,
    proposed_calendar,
    stored_calendar,
)
from cases.calendar_change.worklist import write_worklist
from cases.database import Transaction
from cases.errors import NotFoundError
from cases.models.calendar_change import CalendarChange
from cases.models.calendar_day import CalendarDay
from cases.models.calendar_year import CalendarYear
from cases.models.rule_revision import RuleRevision
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.standstill import hold_steps
from cases.upsert import upsert_rows


def change_calendar_confirm(
    tx: Transaction, office: Office, actor: Actor, *, change_id: int, preview_number: int
) -> None:
    """Write the days of the person's change and list the deadlines to recompute.

    The worker does the recomputing. Confirming what is confirmed already does nothing.

    Args:
        tx: A writing transaction.
        office: The installation.
        actor: Who previewed the change.
        change_id: Which change.
        preview_number: Which of its previews the person has seen.

    Raises:
        NotAllowedError: The person may not edit the calendar.
        NotFoundError: The person has no such change.
        CalendarBusyError: Another change is being recomputed.
        CalendarMovedError: The preview seen is not that of this change and this calendar.
    """
    require(Permission.CALENDAR_EDIT, actor, Target())
    hold_steps(tx)
    change = tx.get(CalendarChange, change_id, with_for_update=True)
    if change is None or change.created_by_id != actor.account_id:
        raise NotFoundError
    if change.status in {"recomputing", "done"}:
        return
    if any_recomputing(tx):
        raise CalendarBusyError
    seen = (change.status, change.preview_number, change.base_revision_id)
    if seen != ("previewed", preview_number, calendar_revision(tx)):
        raise CalendarMovedError
    _put_into_force(tx, office, actor, change)


def _put_into_force(tx: Transaction, office: Office, actor: Actor, change: CalendarChange) -> None:
    days, years = days_of(tx, change.id), years_of(tx, change.id)
    before = stored_calendar(tx)
    after = proposed_calendar(before, days, years)
    in_force = before.working_calendar()
    for one in days:
        was = in_force.day(one.day)
        one.was_working, one.was_reason = was.is_working, was.reason
    _write_calendar(tx, before, after)
    now = office.clock.now()
    revision = insert(RuleRevision).returning(RuleRevision.id)
    change.revision_id = tx.scalars(revision, [{"what": CALENDAR, "at": now}]).one()
    change.status, change.confirmed_at = "recomputing", now
    write_worklist(tx, change)
    journal.write(
        tx,
        office,
        actor,
        "change_calendar_confirm",
        subject=("calendar_change", change.id),
        detail={
            "days": [
                [one.day, one.was_working, one.is_working, one.document_number, one.document_on]
                for one in days
            ],
            "years": [[one.year, one.document_number, one.document_on] for one in years],
            "revision": change.revision_id,
            "deadlines": change.total_count,
        },
    )
    if not change.total_count:
        finish(tx, office, change)
    tx.flush()


def _write_calendar(tx: Transaction, before: StoredCalendar, after: StoredCalendar) -> None:
    gone = sorted(before.days.keys() - after.days.keys())
    if gone:
        tx.execute(delete(CalendarDay).where(CalendarDay.day.in_(gone)))
    written = [
        {
            "day": day,
            "is_working": entry.is_working,
            "reason": entry.reason,
            "source": entry.source,
        }
        for day, entry in after.days.items()
        if before.days.get(day) != entry
    ]
    if written:
        upsert_rows(tx, CalendarDay, written, key=("day",))
    confirmed = after.confirmed_years - before.confirmed_years
    if confirmed:
        rows = [{"year": year, "is_confirmed": True} for year in sorted(confirmed)]
        upsert_rows(tx, CalendarYear, rows, key=("year",))
