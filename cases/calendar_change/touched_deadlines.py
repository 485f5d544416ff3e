"""Which open deadlines a change may move: chosen by dates alone, so that it costs next to nothing.

More are chosen than move. Whether one does is decided by computing it anew.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, false, or_

from cases.models.calendar_change_day import CalendarChangeDay
from cases.models.calendar_change_year import CalendarChangeYear
from cases.models.deadline import Deadline

REMINDER_DAYS = timedelta(days=31)
"""A reminder counts working days back from the due day, maybe to before the term began."""

Span = tuple[date, date]


def touched_deadlines(
    days: Iterable[CalendarChangeDay], years: Iterable[CalendarChangeYear]
) -> ColumnElement[bool]:
    """Return the condition on ``deadline``: open, and its days meet those of the change.

    A term that counts backwards starts after it is due, so either date may be the first one.
    """
    spans = [(one.day, one.day) for one in days]
    spans += [(date(one.year, 1, 1), date(one.year, 12, 31)) for one in years]
    met = [
        and_(
            or_(
                Deadline.started_on <= last + REMINDER_DAYS,
                Deadline.due_on <= last + REMINDER_DAYS,
            ),
            or_(Deadline.started_on >= first, Deadline.due_on >= first),
        )
        for first, last in _joined(spans)
    ]
    return and_(Deadline.closed_on.is_(None), or_(*met) if met else false())


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Join spans that would choose the same deadlines anyway."""
    joined: list[Span] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1] + REMINDER_DAYS:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return joined
