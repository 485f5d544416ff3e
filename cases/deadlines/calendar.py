"""Which days the office works, and counting over them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from config.holidays import CalendarDay, CalendarYear, is_weekend

__all__ = ["CalendarDay", "WorkingCalendar"]

WEEKLY_REST = "nghỉ hằng tuần"
ONE_DAY = timedelta(days=1)


class _Days:
    """Days in order, found by bisection."""

    __slots__ = ("_days", "_ordinals")

    def __init__(self, days: Iterable[CalendarDay]) -> None:
        self._days = tuple(days)
        self._ordinals = tuple(entry.day.toordinal() for entry in self._days)

    def within(self, first: date, last: date) -> tuple[CalendarDay, ...]:
        """Return those from ``first`` to ``last``, both inclusive."""
        begins = bisect_left(self._ordinals, first.toordinal())
        return self._days[begins : bisect_right(self._ordinals, last.toordinal(), begins)]


@dataclass(frozen=True, slots=True)
class _Year:
    """One year, ready for counting; working days as ordinals."""

    working: tuple[int, ...]
    off: _Days
    make_up: _Days


class WorkingCalendar:
    """Working days: Monday to Friday, corrected by the exceptional days it is given.

    A year is laid out when it is first asked for; counting then takes a bisection,
    not a walk. Safe to share between threads: laying out a year twice is harmless.
    """

    __slots__ = ("_confirmed", "_days", "_years", "years")

    def __init__(
        self, days: Mapping[date, CalendarDay], confirmed_years: frozenset[int] = frozenset()
    ) -> None:
        self._days = dict(days)
        self._confirmed = confirmed_years
        self._years: dict[int, _Year] = {}
        self.years = _years_of(self._days)
        """The years of which it knows the holidays; outside them it knows weekends only."""

    @classmethod
    def from_years(cls, years: Iterable[CalendarYear]) -> Self:
        """Build the calendar from calendar files."""
        years = tuple(years)
        return cls(
            {entry.day: entry for year in years for entry in year.days},
            frozenset(year.year for year in years if year.confirmed),
        )

    def is_working(self, day: date) -> bool:
        """Tell whether the office works on that day."""
        exception = self._days.get(day)
        return not is_weekend(day) if exception is None else exception.is_working

    def is_confirmed(self, year: int) -> bool:
        """Tell whether the calendar of that year has been announced."""
        return year in self._confirmed

    def day(self, day: date) -> CalendarDay:
        """Return what is known about a day; an ordinary working day has no reason."""
        if known := self._days.get(day):
            return known
        rest = is_weekend(day)
        return CalendarDay(day, is_working=not rest, reason=WEEKLY_REST if rest else "", source="")

    def next_working(self, day: date) -> date:
        """Return the first working day after ``day``."""
        return self.add_working(day, 1)

    def previous_working(self, day: date) -> date:
        """Return the last working day before ``day``."""
        return self.add_working(day, -1)

    def add_working(self, day: date, count: int) -> date:
        """Return the ``count``-th working day after ``day``; before it if negative.

        ``day`` itself is never counted; ``count`` 0 returns it, worked or not.
        """
        if count == 0:
            return day
        year, ordinal = day.year, day.toordinal()
        working = self._year(year).working
        if count > 0:
            place = bisect_right(working, ordinal) + count - 1
        else:
            place = bisect_left(working, ordinal) + count
        while place >= len(working):
            place -= len(working)
            year += 1
            working = self._year(year).working
        while place < 0:
            year -= 1
            working = self._year(year).working
            place += len(working)
        return date.fromordinal(working[place])

    def working_days_between(self, start: date, end: date) -> int:
        """Count the working days after ``start`` up to and including ``end``.

        The inverse of :meth:`add_working`: with ``end`` before ``start`` the result is
        negative and counts from ``end``, inclusive, up to the day before ``start``.
        """
        if end < start:
            return -self._count(end, start - ONE_DAY)
        return self._count(start + ONE_DAY, end)

    def off_days(self, first: date, last: date) -> tuple[CalendarDay, ...]:
        """Return the days not worked from ``first`` to ``last``, both inclusive."""
        if first.year == last.year:
            return self._year(first.year).off.within(first, last)
        years = range(first.year, last.year + 1)
        return tuple(day for year in years for day in self._year(year).off.within(first, last))

    def make_up_days(self, first: date, last: date) -> tuple[CalendarDay, ...]:
        """Return the weekend days worked from ``first`` to ``last``, both inclusive."""
        if first.year == last.year:
            return self._year(first.year).make_up.within(first, last)
        years = range(first.year, last.year + 1)
        return tuple(day for year in years for day in self._year(year).make_up.within(first, last))

    def _count(self, first: date, last: date) -> int:
        low, high = first.toordinal(), last.toordinal()
        years = (self._year(year).working for year in range(first.year, last.year + 1))
        return sum(bisect_right(working, high) - bisect_left(working, low) for working in years)

    def _year(self, year: int) -> _Year:
        if year not in self._years:
            self._years[year] = self._lay_out(year)
        return self._years[year]

    def _lay_out(self, year: int) -> _Year:
        first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
        working, off, make_up = [], [], []
        for ordinal in range(first, last + 1):
            day = date.fromordinal(ordinal)
            if not self.is_working(day):
                off.append(self.day(day))
                continue
            working.append(ordinal)
            if is_weekend(day):
                make_up.append(self.day(day))
        return _Year(tuple(working), _Days(off), _Days(make_up))


def _years_of(days: Mapping[date, CalendarDay]) -> range:
    return range(min(days).year, max(days).year + 1) if days else range(0)
