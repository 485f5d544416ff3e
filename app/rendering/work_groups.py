"""Groups the task list by how urgent a step is, most urgent first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.rendering.dates import short_date
from cases.deadlines.calendar import WorkingCalendar
from cases.queries.due_state import Urgency
from cases.queries.views import WorkRow

MOST_DAYS_NAMED = 4
LATE, TODAY, SOON, LATER, NO_DATE = range(5)
PLACE = {
    Urgency.LATE: LATE,
    Urgency.MISSED: LATE,
    Urgency.TODAY: TODAY,
    Urgency.SOON: SOON,
}


@dataclass(frozen=True, slots=True)
class WorkGroup:
    """Rows under one heading."""

    title: str
    rows: tuple[WorkRow, ...]


def group_rows(
    rows: Iterable[WorkRow], today: date, calendar: WorkingCalendar, soon_days: int | None
) -> tuple[WorkGroup, ...]:
    """Return the groups that have rows; the order of rows stays.

    ``soon_days`` is how many working days ahead count as soon, if that is one number.
    """
    placed: dict[int, list[WorkRow]] = {}
    for row in rows:
        place = NO_DATE if row.due is None else PLACE.get(row.due.urgency, LATER)
        placed.setdefault(place, []).append(row)
    titles = {
        LATE: "Trễ hạn",
        TODAY: "Hết hạn hôm nay",
        SOON: soon_title(today, calendar, soon_days),
        LATER: "Sau đó",
        NO_DATE: "Không tính hạn",
    }
    return tuple(WorkGroup(titles[place], tuple(placed[place])) for place in sorted(placed))


def soon_title(today: date, calendar: WorkingCalendar, soon_days: int | None) -> str:
    """Name what is due soon: "Trong 3 ngày làm việc: 27/08, 28/08, 03/09"."""
    if soon_days is None:
        return "Sắp đến hạn"
    days = soon_days_named(today, calendar, soon_days)
    return f"Trong {soon_days} ngày làm việc: {days}"


def soon_days_named(today: date, calendar: WorkingCalendar, soon_days: int) -> str:
    """Name the next working days: "27/08, 28/08, 03/09"; of many, the first and the last."""
    days = [calendar.add_working(today, number) for number in range(1, soon_days + 1)]
    named = [short_date(day) for day in days]
    if len(named) > MOST_DAYS_NAMED:
        return f"{named[0]} đến {named[-1]}"
    return ", ".join(named)
