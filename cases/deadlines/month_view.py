"""The small month calendars beside an explained date: which days counted, which did not."""

from calendar import MONDAY, Calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from cases.deadlines.calendar import ONE_DAY
from cases.deadlines.computation import Computation
from cases.deadlines.counting import add_months
from cases.deadlines.wording import weekday

MOST_MONTHS = 6
ONE_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Day:
    """One cell.

    Attributes:
        number: Day of the month; None for a cell outside the month.
        mark: Class names: ``start``, ``in``, ``off``, ``end``, ``swap`` (a weekend day
            worked) and ``now`` (today), separated by spaces; empty for a plain day.
        title: The same in words, or empty.
    """

    number: int | None
    mark: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """One month; every week has seven cells and begins on Monday."""

    year: int
    month: int
    weeks: tuple[tuple[Day, ...], ...]


def months_of(computation: Computation, today: date) -> tuple[Month, ...]:
    """Return the months from the start to the due date, the first and last of many.

    The last month ends with the week after the last day that matters.
    """
    first, last = sorted((computation.start, computation.due_on))
    marks = _marks(computation)
    months = list(_months(first, last))
    if len(months) > MOST_MONTHS:
        months = [months[0], months[-1]]
    return tuple(_month(begins, last, marks, today) for begins in months)


def _months(first: date, last: date) -> Iterator[date]:
    begins = first.replace(day=1)
    while begins <= last:
        yield begins
        begins = add_months(begins, 1)


def _month(begins: date, last: date, marks: dict[date, tuple[str, str]], today: date) -> Month:
    weeks = _weeks(begins.year, begins.month)
    return Month(
        begins.year,
        begins.month,
        tuple(
            tuple(_cell(day, plain, marks, today) for day, plain in week)
            for week in weeks
            if week[0][0] <= last + ONE_WEEK
        ),
    )


@lru_cache(maxsize=512)
def _weeks(year: int, month: int) -> tuple[tuple[tuple[date, Day], ...], ...]:
    """The weeks of a month as dates with the cell that a plain day has."""
    return tuple(
        tuple((day, Day(day.day if day.month == month else None)) for day in week)
        for week in Calendar(MONDAY).monthdatescalendar(year, month)
    )


def _cell(day: date, plain: Day, marks: dict[date, tuple[str, str]], today: date) -> Day:
    found = marks.get(day)
    if plain.number is None or (found is None and day != today):
        return plain
    mark, title = found or ("", "")
    if day == today:
        return Day(day.day, f"{mark} now".strip(), f"{title}, hôm nay".removeprefix(", "))
    return Day(day.day, mark, title)


def _marks(computation: Computation) -> dict[date, tuple[str, str]]:
    """Later lines win: a day passed over is not counted, start and end are neither."""
    first, last = sorted((computation.start, computation.due_on))
    marks = dict.fromkeys(_days(first, last), ("in", ""))
    for entry in computation.made_up:
        marks[entry.day] = ("in swap", f"{weekday(entry.day)}, {entry.reason}")
    for pause in computation.pauses:
        for day in _days(pause.from_ + ONE_DAY, min(pause.to or last, last)):
            marks[day] = ("off", "tạm đình chỉ, không tính")
    for entry in computation.skipped:
        marks[entry.day] = ("off", f"{weekday(entry.day)}, {entry.reason}")
    marks[computation.start] = ("start", "ngày bắt đầu, không tính")
    marks[computation.due_on] = ("end", "ngày hết hạn")
    return marks


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=offset) for offset in range((last - first).days + 1))
