"""Terms that units have made shorter for themselves, as counting reads them.

Some numbers stand in no text that could be read; the table marks them "chưa kiểm chứng". Until the
text is found the head of a unit may hold the unit to a stricter number, never to a looser one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from cases.database import Transaction
from cases.deadlines.period import TermRow
from cases.deadlines.wording import amount_of
from cases.models.term_setting import TermSetting


@dataclass(frozen=True, slots=True)
class Setting:
    """A stricter amount, by which document, for starting events from when to when."""

    amount: int
    document: str
    valid_from: date
    valid_to: date | None

    def is_in_force(self, on: date) -> bool:
        """Tell whether a starting event on that day counts with it."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


TermSettings = Mapping[tuple[int, str], Sequence[Setting]]
"""Unit and key of the row -> its settings, newest first."""


def read_term_settings(tx: Transaction) -> TermSettings:
    """Read all settings that units have made."""
    found: dict[tuple[int, str], list[Setting]] = {}
    for row in tx.scalars(select(TermSetting).order_by(TermSetting.id.desc())):
        setting = Setting(row.amount, row.document, row.valid_from, row.valid_to)
        found.setdefault((row.unit_id, row.row_key), []).append(setting)
    return found


def row_for_unit(row: TermRow, unit_id: int | None, on: date, settings: TermSettings) -> TermRow:
    """Return the row as the unit counts it for a starting event on that day."""
    chosen = settings.get((unit_id or 0, row.key), ())
    setting = next((one for one in chosen if one.is_in_force(on)), None)
    if setting is None or not is_stricter(row, setting.amount):
        return row  # the law itself has become stricter since
    usual = amount_of(row.amount, row.unit)
    scope = f"Đơn vị rút ngắn từ {usual} theo {setting.document}."
    return replace(row, amount=setting.amount, scope=f"{row.scope} {scope}".strip())


def is_stricter(row: TermRow, amount: int) -> bool:
    """Tell whether an amount binds more than the row; a backward term gives notice earlier."""
    return amount > row.amount if row.is_backward else 1 <= amount < row.amount
