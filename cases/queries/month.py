"""Hạn trong tháng: how much is due on each day, for a unit or the city."""

from calendar import MONDAY, Calendar
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select, union_all

from cases.actor import Actor
from cases.database import Transaction
from cases.deadlines.calendar import WEEKLY_REST
from cases.deadlines.counting import add_months
from cases.models.deadline import Deadline
from cases.office import Office
from cases.policy.permissions import Permission
from cases.queries.outlook import Outlook, read_outlook
from cases.queries.pending import (
    ONE_DAY,
    Span,
    judged_deadlines,
    late,
    pending,
    soon,
    standing_still,
)
from cases.queries.pending_lines import Lines, number_of
from cases.queries.unit_choice import UnitChoice, choose_unit


@dataclass(frozen=True, slots=True)
class MonthDay:
    """One day and the number of steps and deadlines that fall on it.

    Attributes:
        reason: Why the office rests on a weekday, or works on a weekend; empty otherwise.
        late: Everything that is late now; stands on today only.
        unfinished: Was due on this past day and is still open; counted in ``late`` as well.
        kept: Deadlines of a past day that were kept.
        missed: Deadlines of a past day that were missed.
    """

    day: date
    is_working: bool
    reason: str
    late: int = 0
    due_today: int = 0
    soon: int = 0
    later: int = 0
    unfinished: int = 0
    kept: int = 0
    missed: int = 0

    @property
    def total(self) -> int:
        """How many rows the list of the day has."""
        ahead = self.late + self.due_today + self.soon + self.later
        return ahead + self.unfinished + self.kept + self.missed


@dataclass(frozen=True, slots=True)
class MonthPage:
    """One month.

    Attributes:
        weeks: Rows of seven, Monday first; ``None`` outside the month.
        paused: Steps and deadlines of the month that stand still and are on no day.
        is_provisional: The working calendar of the year is not confirmed yet.
    """

    unit: UnitChoice
    outlook: Outlook
    first: date
    previous: date
    following: date
    weeks: tuple[tuple[MonthDay | None, ...], ...]
    paused: int
    is_provisional: bool

    @property
    def days(self) -> tuple[MonthDay, ...]:
        """The days of the month in order."""
        return tuple(day for week in self.weeks for day in week if day)


def month_page(
    tx: Transaction,
    office: Office,
    actor: Actor,
    *,
    month: date | None = None,
    unit_id: int | None = None,
) -> MonthPage:
    """Return the month that the date lies in, by default the present one.

    Raises:
        NotAllowedError: The person does not work on cases in this unit.
        NotFoundError: There is no such unit.
    """
    unit = choose_unit(tx, office, actor, Permission.UNIT_PENDING_READ, unit_id)
    outlook = read_outlook(tx, office)
    first = (month or outlook.today).replace(day=1)
    following = add_months(first, 1)
    days = {day: _plain(outlook, day) for day in _days(first)}
    _add_open(tx, outlook, unit.unit_id, days)
    _add_judged(tx, outlook, unit.unit_id, days)
    _add_late(tx, outlook, unit.unit_id, days)
    weeks = Calendar(MONDAY).monthdatescalendar(first.year, first.month)
    return MonthPage(
        unit=unit,
        outlook=outlook,
        first=first,
        previous=add_months(first, -1),
        following=following,
        weeks=tuple(tuple(days.get(day) for day in week) for week in weeks),
        paused=number_of(tx, Lines(standing_still(outlook, unit.unit_id, _whole(days)))),
        is_provisional=not outlook.calendar.is_confirmed(first.year),
    )


def _days(first: date) -> list[date]:
    weeks = Calendar(MONDAY).monthdatescalendar(first.year, first.month)
    return [day for week in weeks for day in week if day.month == first.month]


def _plain(outlook: Outlook, day: date) -> MonthDay:
    known = outlook.calendar.day(day)
    return MonthDay(day, known.is_working, "" if known.reason == WEEKLY_REST else known.reason)


def _add_open(
    tx: Transaction, outlook: Outlook, unit_id: int | None, days: dict[date, MonthDay]
) -> None:
    rows = union_all(*pending(outlook, unit_id, _whole(days))).subquery()
    is_soon = soon(outlook, unit_id).holds(rows.c.due_on, rows.c.unit_id, outlook)
    counted = tx.execute(
        select(rows.c.due_on, is_soon.label("is_soon"), func.count().label("number")).group_by(
            rows.c.due_on, is_soon
        )
    )
    for row in counted:
        what = _place(row.due_on, outlook.today, is_soon=row.is_soon)
        day = days[row.due_on]
        days[row.due_on] = replace(day, **{what: getattr(day, what) + row.number})


def _place(day: date, today: date, *, is_soon: bool) -> str:
    if day < today:
        return "unfinished"
    if day == today:
        return "due_today"
    return "soon" if is_soon else "later"


def _add_judged(
    tx: Transaction, outlook: Outlook, unit_id: int | None, days: dict[date, MonthDay]
) -> None:
    past = [day for day in days if day < outlook.today]
    if not past:
        return
    in_the_past = Deadline.due_on.between(past[0], past[-1])
    rows = (
        judged_deadlines(unit_id, in_the_past)
        .add_columns(Deadline.late_by_law.label("is_missed"))
        .subquery()
    )
    group = (rows.c.due_on, rows.c.is_missed)
    for due_on, is_missed, number in tx.execute(select(*group, func.count()).group_by(*group)):
        change = {"missed": number} if is_missed else {"kept": number}
        days[due_on] = replace(days[due_on], **change)


def _add_late(
    tx: Transaction, outlook: Outlook, unit_id: int | None, days: dict[date, MonthDay]
) -> None:
    if outlook.today in days:
        number = number_of(tx, Lines(pending(outlook, unit_id, late(outlook))))
        days[outlook.today] = replace(days[outlook.today], late=number)


def _whole(days: Iterable[date]) -> Span:
    """Return all days of the month."""
    return Span(min(days), max(days) + ONE_DAY)
