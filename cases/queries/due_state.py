"""How urgent a deadline is today: the only meaning that colour has on our screens."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cases.deadlines.calendar import WorkingCalendar

USUAL_REMINDER_DAYS = 3


class Urgency(StrEnum):
    """Names of the due chips (``due--later`` and so on)."""

    LATER = "later"
    SOON = "soon"
    TODAY = "today"
    LATE = "late"
    GUESS = "guess"
    PAUSE = "pause"
    KEPT = "kept"
    MISSED = "missed"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class DueState:
    """A due date and how far away it is.

    Attributes:
        urgency: Which chip is drawn. ``KEPT`` and ``MISSED`` are closed deadlines,
            ``ENDED`` one that no longer applies.
        due_on: The due date, inclusive; ``None`` when nothing is due.
        days: Calendar days from today to the due date; negative when late.
        working_days: Working days from today to the due date; 0 when not ahead.
        closed_on: Legal date of the event that closed the deadline.
        is_provisional: The date may move when a calendar is announced (tạm tính).
        unconfirmed_year: The year of the date, if its calendar has not been announced.
    """

    urgency: Urgency
    due_on: date | None
    days: int = 0
    working_days: int = 0
    closed_on: date | None = None
    is_provisional: bool = False
    unconfirmed_year: int | None = None


def due_state(
    due_on: date | None,
    today: date,
    calendar: WorkingCalendar,
    *,
    soon_days: int = USUAL_REMINDER_DAYS,
    is_paused: bool = False,
    is_provisional: bool = False,
) -> DueState | None:
    """Grade an open deadline; ``None`` when no date is set.

    Every date of a year without an announced calendar is provisional.

    Args:
        due_on: The due date, inclusive.
        today: The office date.
        calendar: The working days.
        soon_days: So many working days ahead it is due soon, as the unit wants it.
        is_paused: The clock of the case has been stopped.
        is_provisional: The date rests on a calendar that is not confirmed yet.
    """
    if due_on is None:
        return None
    days = (due_on - today).days
    ahead = calendar.working_days_between(today, due_on) if days > 0 else 0
    if is_paused:
        urgency = Urgency.PAUSE
    elif days < 0:
        urgency = Urgency.LATE
    elif days == 0:
        urgency = Urgency.TODAY
    elif ahead <= soon_days:
        urgency = Urgency.SOON
    else:
        urgency = Urgency.LATER
    unconfirmed = None if calendar.is_confirmed(due_on.year) else due_on.year
    return DueState(
        urgency,
        due_on,
        days,
        ahead,
        is_provisional=is_provisional or unconfirmed is not None,
        unconfirmed_year=unconfirmed,
    )


def closed_state(due_on: date, closed_on: date, *, is_late: bool | None) -> DueState:
    """Grade a closed deadline; ``is_late`` is ``None`` when it was neither kept nor missed."""
    graded = {None: Urgency.ENDED, True: Urgency.MISSED, False: Urgency.KEPT}
    urgency = graded[is_late]
    return DueState(urgency, due_on, days=(due_on - closed_on).days, closed_on=closed_on)
