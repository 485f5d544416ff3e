"""The arithmetic of terms: from day zero to the last day, nothing stored, nothing worded.

The rules (Điều 145 đến Điều 148 Bộ luật Dân sự, where no other law differs):

- The day of the event is day zero; counting begins on the next day (khoản 3 Điều 147).
- Calendar days: the n-th day after the start. Months: the corresponding day of the
  last month, or its last day (khoản 3 Điều 148). Working days: the n-th day worked.
- Extensions lengthen the last day as it was before it was moved off a holiday.
- A suspension takes out the days after its decision, up to and including the day of
  the decision to continue: either decision is an event, and the day of an event
  belongs to what ran before it. A month is taken as the days up to its corresponding day.
- A last day that is not worked moves on to the next working day where the row says so
  (khoản 5 Điều 148), past suspended days as well.
- "Ngay" (amount 0) is the same day, or the next working day.
- Terms that count backwards end no later than they say: a last day that is not worked
  moves to the working day before it, whatever the row says about rolling.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cases.deadlines.calendar import ONE_DAY, WorkingCalendar
from cases.deadlines.period import Extension, Pause, TermRow, Unit

MONTHS_OF_YEAR = 12


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a term ends.

    Attributes:
        steps: Last day of the term as the row states it, then after each extension;
            none of them moved off a day that is not worked.
        due_on: The last of the steps, moved where the rules say so.
    """

    steps: tuple[date, ...]
    due_on: date


def land(
    row: TermRow,
    start: date,
    calendar: WorkingCalendar,
    extensions: Sequence[Extension] = (),
    pauses: Sequence[Pause] = (),
) -> Landing:
    """Count a term from ``start``; ``pauses`` are ended suspensions of this term."""
    if row.is_backward:
        reached = _backward(start, row.amount, row.unit, calendar)
        due_on = reached
        while not calendar.is_working(due_on):
            due_on -= ONE_DAY
        return Landing((reached,), due_on)
    suspended = _suspended_days(pauses)
    steps = [_forward(start, row.amount, row.unit, calendar, suspended)]
    for extension in extensions:
        steps.append(_forward(steps[-1], extension.amount, extension.unit, calendar, suspended))
    due_on = steps[-1]
    if row.rolls or row.is_at_once:
        while not calendar.is_working(due_on) or _is_in(due_on, suspended):
            due_on += ONE_DAY
    return Landing(tuple(steps), due_on)


def add_months(day: date, count: int) -> date:
    """Return the corresponding day ``count`` months on, or the last of that month."""
    years, month = divmod(day.month - 1 + count, MONTHS_OF_YEAR)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _forward(
    day: date,
    amount: int,
    unit: Unit,
    calendar: WorkingCalendar,
    suspended: Sequence[tuple[date, date]],
) -> date:
    if unit == "working":
        reached = calendar.add_working(day, amount)
    elif unit == "month":
        reached = add_months(day, amount)
    else:
        reached = day + timedelta(days=amount)
    extra = 0
    length = (reached - day).days
    for first, last in suspended:
        begins = max(first, day + ONE_DAY)
        if begins > last or begins > reached:
            continue
        if unit == "working":
            extra += calendar.working_days_between(begins - ONE_DAY, last)
            reached = calendar.add_working(day, amount + extra)
        else:
            extra += (last - begins).days + 1
            reached = day + timedelta(days=length + extra)
    return reached


def _backward(day: date, amount: int, unit: Unit, calendar: WorkingCalendar) -> date:
    if unit == "working":
        return calendar.add_working(day, -amount)
    if unit == "month":
        return add_months(day, -amount)
    return day - timedelta(days=amount)


def _suspended_days(pauses: Sequence[Pause]) -> list[tuple[date, date]]:
    """First and last day taken out by each suspension, in order, overlaps joined."""
    joined: list[tuple[date, date]] = []
    spans = sorted((pause.from_ + ONE_DAY, pause.to) for pause in pauses if pause.to is not None)
    for first, last in spans:
        if joined and first <= joined[-1][1] + ONE_DAY:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        elif first <= last:
            joined.append((first, last))
    return joined


def _is_in(day: date, spans: Sequence[tuple[date, date]]) -> bool:
    return any(first <= day <= last for first, last in spans)
