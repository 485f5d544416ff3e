"""Gives everything that happens in the stories an hour, so that it can be played in order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cases.demo.almanac import Almanac
from cases.demo.story import Story
from config.clock import TIME_ZONE

HOURS = (
    time(7, 45),
    time(8, 50),
    time(9, 40),
    time(10, 35),
    time(13, 40),
    time(14, 30),
    time(15, 20),
    time(16, 10),
)
MINUTES_BETWEEN_CASES = 7
LONGEST_OFFSET = 24
"""Less than the shortest distance between two hours, so that the steps of a case keep order."""


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that somebody does.

    Attributes:
        story: Place of the story among all stories.
        element: Step, message, ``claim`` or ``return_transfer``.
        day: The day that the form is about.
        at: When it is entered.
    """

    story: int
    element: str
    day: date
    at: datetime


def schedule(stories: Sequence[Story], almanac: Almanac, now: datetime) -> tuple[Act, ...]:
    """Return all acts in the order in which they happen: in office hours, and before ``now``."""
    acts = [
        act for number, story in enumerate(stories) for act in _acts_of(number, story, almanac, now)
    ]
    return tuple(sorted(acts, key=lambda act: (act.at, act.story)))


def _acts_of(number: int, story: Story, almanac: Almanac, now: datetime) -> Iterator[Act]:
    offset = timedelta(minutes=number * MINUTES_BETWEEN_CASES % LONGEST_OFFSET)
    before = date.min
    hour = 0
    for place, (element, day) in enumerate(story.days.items()):
        entered_on = max(almanac.worked_on(day), before)
        hour = hour + 1 if entered_on == before else (3 * number + 2 * place) % 4
        before = entered_on
        at = datetime.combine(entered_on, HOURS[hour], TIME_ZONE) + offset
        # On the first working day after Tết something may have to happen this morning.
        latest = now - timedelta(minutes=len(story.days) - place)
        yield Act(number, element, day, min(at, latest))
