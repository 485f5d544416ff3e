"""Finds the days of the demo: when a term must have begun to be due when we want it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from cases.deadlines.calendar import WorkingCalendar
from cases.deadlines.computation import compute
from cases.deadlines.errors import TermNotInForceError
from cases.deadlines.term_table import TermTables
from engine.values import Scalar

Facts = Mapping[str, Scalar]

NO_FACTS: Facts = MappingProxyType({})
LOOK_BACK_DAYS = 120
"""More than the longest term in use and the longest holiday together."""


@dataclass(frozen=True, slots=True)
class Start:
    """The day on which a term begins, and the facts that give it its length."""

    day: date
    facts: Facts


@dataclass(frozen=True, slots=True)
class Almanac:
    """The office's calendar and terms, seen from one day."""

    terms: TermTables
    calendar: WorkingCalendar
    today: date

    @property
    def last_day(self) -> date:
        """The working day before today: the demo leaves today to whoever tries it."""
        return self.calendar.previous_working(self.today)

    def working(self, count: int) -> date:
        """Return the ``count``-th working day after today, before it if negative.

        0 is today, or the next working day: nothing is ever due on a day off.
        """
        if count == 0 and not self.calendar.is_working(self.today):
            return self.calendar.next_working(self.today)
        return self.calendar.add_working(self.today, count)

    def worked_on(self, day: date) -> date:
        """Return the day on which what happened on ``day`` was entered."""
        return day if self.calendar.is_working(day) else self.calendar.next_working(day)

    def later(self, day: date, count: int) -> date:
        """Return the ``count``-th working day after ``day``, but nothing after the last day."""
        return min(self.calendar.add_working(day, count), max(day, self.last_day))

    def due_on(self, term: str, day: date, facts: Facts = NO_FACTS) -> date | None:
        """Return when a term that begins on ``day`` is due; ``None`` if it was not law then."""
        try:
            row = self.terms.choose(term, day, facts)
        except TermNotInForceError:
            return None
        return compute(row, day, self.calendar).due_on

    def start_of(
        self, term: str, wanted: Sequence[date], variants: Sequence[Facts] = (NO_FACTS,)
    ) -> Start:
        """Return when a term must begin to be due on one of the ``wanted`` days.

        Earlier wishes come first, and working days before days off: a petition may arrive on
        a Saturday, but it looks odd.

        Raises:
            LookupError: No day within reach leads to any of them.
        """
        for is_good in (self._is_ordinary, self._is_possible):
            for facts in variants:
                for due_on in wanted:
                    for day in self._starts(term, due_on, facts):
                        if is_good(day):
                            return Start(day, facts)
        raise LookupError(term, wanted)

    def first_in_time(self, term: str, days: Iterable[date], event: date) -> date:
        """Return the first of ``days`` on which ``term`` may begin so that ``event`` is in time.

        Raises:
            LookupError: With none of them.
        """
        for day in days:
            due_on = self.due_on(term, day)
            if due_on is not None and due_on >= event:
                return day
        raise LookupError(term, event)

    def _starts(self, term: str, due_on: date, facts: Facts) -> Iterator[date]:
        for distance in range(1, LOOK_BACK_DAYS):
            day = due_on - timedelta(days=distance)
            if self.due_on(term, day, facts) == due_on:
                yield day

    def _is_ordinary(self, day: date) -> bool:
        return self.calendar.is_working(day) and day <= self.last_day

    def _is_possible(self, day: date) -> bool:
        return self.worked_on(day) <= self.today
