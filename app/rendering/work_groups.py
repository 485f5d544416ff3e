"""Groups the task list by how urgent a step is, most urgent first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.rendering.dates import short_date
from cases.deadlines.calendar import WorkingCalendar
from cases.queries.due_state import SOON_WORKING_DAYS, Urgency
from cases.queries.views import WorkRow

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
    rows: Iterable[WorkRow], today: date, calendar: WorkingCalendar
) -> tuple[WorkGroup, ...]:
    """Return the groups that have rows; the order of rows stays."""
    placed: dict[int, list[WorkRow]] = {}
    for row in rows:
        place = NO_DATE if row.due is None else PLACE.get(row.due.urgency, LATER)
        placed.setdefault(place, []).append(row)
    titles = {
        LATE: "Trễ hạn",
        TODAY: "Hết hạn hôm nay",
        SOON: f"Trong {SOON_WORKING_DAYS} ngày làm việc: {_next_days(today, calendar)}",
        LATER: "Sau đó",
        NO_DATE: "Không tính hạn",
    }
    return tuple(WorkGroup(titles[place], tuple(placed[place])) for place in sorted(placed))


def _next_days(today: date, calendar: WorkingCalendar) -> str:
    days = (calendar.add_working(today, n) for n in range(1, SOON_WORKING_DAYS + 1))
    return ", ".join(short_date(day) for day in days)
