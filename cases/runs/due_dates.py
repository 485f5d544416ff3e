"""Answers the engine's question "when is this due?" from the deadline rows."""

from collections.abc import Iterable
from datetime import date, datetime, time

from cases.deadlines.calendar import WorkingCalendar
from cases.deadlines.computation import due_instant
from cases.runs.locked_run import LockedRun, OpenDeadline
from config.clock import TIME_ZONE
from engine.values import WaitingTimer


def warning_instant(due_on: date, before: int, calendar: WorkingCalendar) -> datetime:
    """Return the start of the day ``before`` working days ahead of the due day."""
    return datetime.combine(calendar.add_working(due_on, -before), time(), TIME_ZONE)


def due(
    deadlines: Iterable[OpenDeadline], term: str, before: int, calendar: WorkingCalendar
) -> datetime | None:
    """Return when a timer of ``term`` fires; ``None`` while no such deadline runs.

    Several deadlines of one term may run (three demands, three terms): the first one counts.
    """
    due_on = min((one.due_on for one in deadlines if one.term == term), default=None)
    if due_on is None:
        return None
    return warning_instant(due_on, before, calendar) if before else due_instant(due_on)


def next_firing(run: LockedRun, timers: Iterable[WaitingTimer]) -> datetime | None:
    """Return the first instant at which a waiting timer fires; ``None`` while paused."""
    if run.is_paused:
        return None
    instants = (
        due(run.deadlines, timer.term, timer.before, run.rules.calendar) for timer in timers
    )
    return min((instant for instant in instants if instant is not None), default=None)
