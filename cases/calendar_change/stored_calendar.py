"""The calendar as it is stored, and as a change would leave it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from cases.calendar_change.source_document import SourceDocument
from cases.database import Transaction
from cases.deadlines.calendar import CalendarDay, WorkingCalendar
from cases.models import calendar_day, calendar_year
from cases.models.calendar_change_day import CalendarChangeDay
from cases.models.calendar_change_year import CalendarChangeYear
from cases.models.rule_revision import RuleRevision
from config.holidays import COMPUTED, is_weekend

CALENDAR = "calendar"
"""What a revision of the calendar is called among the revisions of all rules."""


@dataclass(frozen=True, slots=True)
class StoredCalendar:
    """Exceptional days and announced years, as the tables hold them."""

    days: Mapping[date, CalendarDay]
    confirmed_years: frozenset[int]

    def working_calendar(self) -> WorkingCalendar:
        """Return the calendar to count with."""
        return WorkingCalendar(self.days, self.confirmed_years)


def stored_calendar(tx: Transaction) -> StoredCalendar:
    """Read the calendar in force."""
    table, year = calendar_day.CalendarDay, calendar_year.CalendarYear
    rows = tx.execute(select(table.day, table.is_working, table.reason, table.source))
    return StoredCalendar(
        {row.day: CalendarDay(row.day, row.is_working, row.reason, row.source) for row in rows},
        frozenset(tx.scalars(select(year.year).where(year.is_confirmed))),
    )


def calendar_revision(tx: Transaction) -> int:
    """Return the newest revision of the calendar; 0 before the first one."""
    newest = select(func.max(RuleRevision.id)).where(RuleRevision.what == CALENDAR)
    return tx.scalar(newest) or 0


def proposed_calendar(
    stored: StoredCalendar,
    days: Iterable[CalendarChangeDay],
    years: Iterable[CalendarChangeYear],
) -> StoredCalendar:
    """Return the calendar that a change would leave.

    A day that becomes what its weekday says is no exception any more. In a year that is
    confirmed, days that had only been computed are what the document announced.
    """
    left = dict(stored.days)
    announced = {
        one.year: str(SourceDocument(one.document_number, one.document_on)) for one in years
    }
    for day, entry in left.items():
        if day.year in announced and entry.source == COMPUTED:
            left[day] = CalendarDay(day, entry.is_working, entry.reason, announced[day.year])
    for one in days:
        if one.is_working == is_weekend(one.day):
            source = str(SourceDocument(one.document_number, one.document_on))
            left[one.day] = CalendarDay(one.day, one.is_working, one.reason, source)
        else:
            left.pop(one.day, None)
    return StoredCalendar(left, stored.confirmed_years | announced.keys())
