"""The statutory clock as a clerk keeps it with a wall calendar and a pencil: one day at a time.

Written from the rules alone and apart from the code it judges, of which it imports nothing. Slow
and plain on purpose:

1. The day of the event is not counted; counting begins on the next day.
2. Calendar days count every day. A last day that is off moves on to the next working day, where
   the term says so.
3. Working days count working days only.
4. "Ngay" is the same day, or the next working day.
5. Months end on the corresponding day of the last month, or on the last day of that month.
6. A term that counts back from an appointed day moves earlier when it lands on a day off.
7. An extension is added to the last day as it was before it moved.
8. A suspended day is not counted: the day after the suspension decision is the first of them,
   the day of the decision to continue the last. A last day does not move onto one either.
"""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

ONE_DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6

Length = tuple[int, str]
Suspension = tuple[date, date]


@dataclass(frozen=True)
class WallCalendar:
    """Which days are struck out, and which weekend days have "làm bù" written on them."""

    off: frozenset[date]
    made_up: frozenset[date]

    def is_worked(self, day: date) -> bool:
        if day in self.off:
            return False
        return day in self.made_up or day.weekday() not in (SATURDAY, SUNDAY)


def read_wall_calendar(folder: Path, other_days: Iterable[tuple[date, bool]]) -> WallCalendar:
    """Read the calendar files; ``other_days`` are those of the years that have no file."""
    days = [
        (entry["date"], entry["working"])
        for path in folder.glob("*.toml")
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["days"]
    ]
    days += other_days
    return WallCalendar(
        frozenset(day for day, is_worked in days if not is_worked),
        frozenset(day for day, is_worked in days if is_worked),
    )


def working_days_after(wall: WallCalendar, start: date) -> Iterator[date]:
    """Walk: the first working day after the start, the second, and so on."""
    day = start
    while True:
        day += ONE_DAY
        if wall.is_worked(day):
            yield day


def working_days_before(wall: WallCalendar, start: date) -> Iterator[date]:
    day = start
    while True:
        day -= ONE_DAY
        if wall.is_worked(day):
            yield day


def days_after(start: date) -> Iterator[date]:
    day = start
    while True:
        day += ONE_DAY
        yield day


def days_before(start: date) -> Iterator[date]:
    day = start
    while True:
        day -= ONE_DAY
        yield day


def months_after(start: date) -> Iterator[date]:
    year, month = start.year, start.month
    while True:
        month += 1
        if month == 13:
            year, month = year + 1, 1
        yield corresponding_day(year, month, start.day)


def months_before(start: date) -> Iterator[date]:
    year, month = start.year, start.month
    while True:
        month -= 1
        if month == 0:
            year, month = year - 1, 12
        yield corresponding_day(year, month, start.day)


def corresponding_day(year: int, month: int, number: int) -> date:
    """Take the day of that number, or the last one there is."""
    try:
        return date(year, month, number)
    except ValueError:
        return corresponding_day(year, month, number - 1)


def moved_on(wall: WallCalendar, day: date, suspensions: Sequence[Suspension] = ()) -> date:
    while not wall.is_worked(day) or is_suspended(day, suspensions):
        day += ONE_DAY
    return day


def moved_back(wall: WallCalendar, day: date) -> date:
    while not wall.is_worked(day):
        day -= ONE_DAY
    return day


def is_suspended(day: date, suspensions: Sequence[Suspension]) -> bool:
    return any(decided < day <= continued for decided, continued in suspensions)


def count_on(
    wall: WallCalendar, start: date, length: Length, suspensions: Sequence[Suspension]
) -> date:
    """Return the last day of one length, not yet moved."""
    amount, unit = length
    if unit == "month" and amount:
        last = nth(months_after(start), amount)
        # With a suspension in between, the days of these months are what remains to be counted.
        amount, unit = (last - start).days, "calendar"
    day = start
    while amount:
        day += ONE_DAY
        if is_suspended(day, suspensions):
            continue
        if unit == "working" and not wall.is_worked(day):
            continue
        amount -= 1
    return day


def due(
    wall: WallCalendar,
    start: date,
    lengths: Sequence[Length],
    *,
    rolls: bool,
    suspensions: Sequence[Suspension] = (),
) -> date:
    """Return the due date of a term (the first length) with its extensions (the others)."""
    last = start
    for length in lengths:
        last = count_on(wall, last, length, suspensions)
    is_at_once = lengths[0] == (0, "working")
    return moved_on(wall, last, suspensions) if rolls or is_at_once else last


def due_before(wall: WallCalendar, appointed: date, length: Length) -> date:
    """Return the latest day that is so long before an appointed day."""
    amount, unit = length
    walks = {"month": months_before, "calendar": days_before}
    if unit == "working":
        return nth(working_days_before(wall, appointed), amount)
    return moved_back(wall, nth(walks[unit](appointed), amount))


def days_remaining(start: date, amount: int, suspensions: Sequence[Suspension], on: date) -> int:
    """Return how many of ``amount`` calendar days are not counted yet at the end of a day."""
    day = start
    while day < on and amount:
        day += ONE_DAY
        if not is_suspended(day, suspensions):
            amount -= 1
    return amount


def nth(days: Iterator[date], number: int) -> date:
    day = next(days)
    for _ in range(number - 1):
        day = next(days)
    return day
