"""How many working days ahead something is due soon: for the installation, and for a unit.

It decides about the chips and the morning digest. The timers of a diagram keep the days that the
diagram says.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from cases.database import Transaction
from cases.models.unit_setting import UnitSetting
from cases.office import Office


@dataclass(frozen=True, slots=True)
class Reminders:
    """The numbers in force.

    Attributes:
        usual: Where the head of the unit has set nothing else, and for the city as a whole.
        of_units: Unit -> what its head has set.
    """

    usual: int
    of_units: Mapping[int, int]

    def days(self, unit_id: int | None) -> int:
        """Return the working days for a unit."""
        return self.usual if unit_id is None else self.of_units.get(unit_id, self.usual)

    def common(self, unit_ids: Iterable[int]) -> int | None:
        """Return the working days that all of these units share; ``None`` when they differ."""
        numbers = {self.days(unit_id) for unit_id in unit_ids} or {self.usual}
        return numbers.pop() if len(numbers) == 1 else None


def read_reminders(tx: Transaction, office: Office) -> Reminders:
    """Return the numbers of all units."""
    rows = tx.execute(select(UnitSetting.unit_id, UnitSetting.reminder_days)).all()
    return Reminders(office.settings.reminder_days, {row.unit_id: row[1] for row in rows})
