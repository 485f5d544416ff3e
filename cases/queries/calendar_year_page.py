"""Lịch làm việc: a year of the office, what is being changed in it and what was."""

from calendar import MONDAY, Calendar
from collections.abc import Iterator
from datetime import date

from sqlalchemy import func, select

from cases.actor import Actor
from cases.calendar_change.drafts import days_of, own_draft, years_of
from cases.calendar_change.source_document import SourceDocument
from cases.calendar_change.stored_calendar import (
    StoredCalendar,
    proposed_calendar,
    stored_calendar,
)
from cases.database import Transaction
from cases.deadlines.calendar import WorkingCalendar
from cases.errors import NotFoundError
from cases.models.calendar_change import CalendarChange
from cases.models.calendar_change_year import CalendarChangeYear
from cases.models.calendar_year import CalendarYear
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.calendar_change import view_of
from cases.queries.calendar_reminder import unannounced_year
from cases.queries.calendar_views import (
    CalendarCell,
    CalendarMonth,
    CalendarYearPage,
    ChangeView,
    ExceptionalDay,
)
from config.holidays import is_weekend

CHANGES_SHOWN = 10
MONTHS = range(1, 13)


def calendar_year_page(
    tx: Transaction, office: Office, actor: Actor, *, year: int
) -> CalendarYearPage:
    """Return the page of a year; what the person is working on is drawn into it.

    Raises:
        NotAllowedError: The person may not edit the calendar.
        NotFoundError: There is no calendar of that year.
    """
    require(Permission.CALENDAR_EDIT, actor, Target())
    stored = stored_calendar(tx)
    in_force = stored.working_calendar()
    known = tx.get(CalendarYear, year)
    if known is None:
        raise NotFoundError
    first, last = tx.execute(select(func.min(CalendarYear.year), func.max(CalendarYear.year))).one()
    draft = own_draft(tx, actor)
    drafted = days_of(tx, draft.id) if draft else ()
    shown = proposed_calendar(stored, drafted, years_of(tx, draft.id)) if draft else stored
    return CalendarYearPage(
        year=year,
        first_year=first,
        last_year=last,
        is_confirmed=known.is_confirmed,
        document=_announcement(tx, year),
        unannounced=unannounced_year(tx, office, actor),
        months=tuple(_months(year, shown, {one.day for one in drafted}, office.today())),
        days=tuple(
            ExceptionalDay(day, entry.is_working, entry.reason, entry.source)
            for day, entry in sorted(stored.days.items())
            if day.year == year
        ),
        draft=view_of(tx, actor, draft, in_force) if draft else None,
        running=next(iter(_newest(tx, actor, "recomputing", in_force)), None),
        history=_newest(tx, actor, "done", in_force),
    )


def _announcement(tx: Transaction, year: int) -> str:
    """Name the document by which the year was confirmed on this page, the newest one."""
    row = tx.execute(
        select(CalendarChangeYear.document_number, CalendarChangeYear.document_on)
        .join(CalendarChange, CalendarChange.id == CalendarChangeYear.change_id)
        .where(CalendarChangeYear.year == year, CalendarChange.confirmed_at.is_not(None))
        .order_by(CalendarChange.revision_id.desc())
    ).first()
    return str(SourceDocument(row[0], row[1])) if row else ""


def _newest(
    tx: Transaction, actor: Actor, status: str, in_force: WorkingCalendar
) -> tuple[ChangeView, ...]:
    changes = tx.scalars(
        select(CalendarChange)
        .where(CalendarChange.status == status)
        .order_by(CalendarChange.revision_id.desc())
        .limit(CHANGES_SHOWN)
    ).all()
    return tuple(view_of(tx, actor, change, in_force) for change in changes)


def _months(
    year: int, calendar: StoredCalendar, drafted: set[date], today: date
) -> Iterator[CalendarMonth]:
    for number in MONTHS:
        weeks = Calendar(MONDAY).monthdatescalendar(year, number)
        yield CalendarMonth(
            number,
            tuple(
                tuple(
                    _cell(day, calendar, today, is_drafted=day in drafted)
                    if day.month == number
                    else CalendarCell(None)
                    for day in week
                )
                for week in weeks
            ),
        )


def _cell(day: date, calendar: StoredCalendar, today: date, *, is_drafted: bool) -> CalendarCell:
    marks, words = [], []
    entry = calendar.days.get(day)
    if entry is not None:
        marks.append("swap" if entry.is_working else "off")
        words.append(entry.reason)
    elif is_weekend(day):
        marks.append("rest")
    if is_drafted:
        marks.append("draft")
        words.append("đang sửa, chưa ghi" if entry else "đang sửa thành ngày thường, chưa ghi")
    if day == today:
        marks.append("now")
        words.append("hôm nay")
    return CalendarCell(day, " ".join(marks), ", ".join(words))
