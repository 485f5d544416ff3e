"""How dates look today: what is late, due today and due soon, unit by unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Date, case, literal

from cases.database import Transaction
from cases.deadlines.calendar import WorkingCalendar
from cases.office import Office
from cases.queries.due_state import DueState, due_state
from cases.reminders import Reminders, read_reminders


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is needed to grade dates.

    Attributes:
        soon_until: From this day on something is no longer due soon, where nothing else is set.
        soon_until_of: The same for the units whose head has set another number of days.
    """

    today: date
    calendar: WorkingCalendar
    reminders: Reminders
    soon_until: date
    soon_until_of: Mapping[int, date]

    @property
    def horizon(self) -> date:
        """The first day that is due soon for no unit."""
        return max(self.soon_until, *self.soon_until_of.values(), self.today)

    @property
    def nearest(self) -> date:
        """The first day that is not due soon for every unit."""
        return min((self.soon_until, *self.soon_until_of.values()))

    def until(self, unit_id: int | None) -> date:
        """Return the first day that is not due soon for a unit, or for the city."""
        return self.soon_until_of.get(unit_id, self.soon_until) if unit_id else self.soon_until

    def until_column(self, unit_id: ColumnElement[int]) -> ColumnElement[date]:
        """Return that day as an SQL value that depends on the unit of the row."""
        usual = literal(self.soon_until, Date)
        units: dict[date, list[int]] = {}
        for one, until in self.soon_until_of.items():
            units.setdefault(until, []).append(one)
        if not units:
            return usual
        whens = ((unit_id.in_(ids), literal(until, Date)) for until, ids in units.items())
        return case(*whens, else_=usual)

    def state(
        self,
        due_on: date | None,
        unit_id: int,
        *,
        is_paused: bool = False,
        is_provisional: bool = False,
    ) -> DueState | None:
        """Grade an open date of a unit."""
        return due_state(
            due_on,
            self.today,
            self.calendar,
            soon_days=self.reminders.days(unit_id),
            is_paused=is_paused,
            is_provisional=is_provisional,
        )


def read_outlook(tx: Transaction, office: Office) -> Outlook:
    """Return how dates look at this moment."""
    today, calendar = office.today(), office.calendar(tx)
    reminders = read_reminders(tx, office)

    def until(days: int) -> date:
        return calendar.add_working(today, days + 1)

    return Outlook(
        today=today,
        calendar=calendar,
        reminders=reminders,
        soon_until=until(reminders.usual),
        soon_until_of={unit_id: until(days) for unit_id, days in reminders.of_units.items()},
    )
