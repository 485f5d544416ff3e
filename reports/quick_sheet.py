"""A sheet whose rows are written straight into its file.

XlsxWriter keeps each cell as an object until its row is full: for 50,000 rows of a register that
takes three times as long as it may. It also writes a text that begins with ``<r>`` and ends with
``</r>`` as it stands, without escaping it, so that a text could bring cells and formulas of its
own. Here every text is escaped. Only this module touches what the library keeps private.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

DAY_ZERO = date(1899, 12, 30)
MIDNIGHT_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - cells have no time zone
SECONDS_OF_A_DAY = 86_400
LOOKS_ESCAPED = re.compile("_(?=x[0-9a-fA-F]{4}_)")
"""What a reader of the file would take for an escaped character."""

Look = Any
"""A format of the workbook; the library is not typed."""


class QuickSheet(Worksheet):  # type: ignore[misc] # the library is not typed
    """A worksheet that takes the usual calls for its heads, then whole rows."""

    def begin_rows(self, first: int, columns: int) -> None:
        """End the heads.

        Args:
            first: Number of the first row that comes, from 0.
            columns: How many columns the rows have.
        """
        self._write_single_row(first)
        self._names = [xl_col_to_name(number) for number in range(columns)]

    def add_row(self, number: int, cells: Sequence[tuple[str | float | date, Look] | None]) -> None:
        """Write one row of values with their looks; rows come in order."""
        place = number + 1
        written = "".join(
            _cell(f"{name}{place}", *cell)
            for name, cell in zip(self._names, cells, strict=True)
            if cell is not None
        )
        self.fh.write(f'<row r="{place}">{written}</row>')
        self.dim_rowmax = number


def _cell(place: str, value: str | float | date, look: Look) -> str:
    style = look._get_xf_index()  # noqa: SLF001
    if isinstance(value, str):
        keep = ' xml:space="preserve"' if value[:1].isspace() or value[-1:].isspace() else ""
        text = f"<is><t{keep}>{_escaped(value)}</t></is>"
        return f'<c r="{place}" s="{style}" t="inlineStr">{text}</c>'
    return f'<c r="{place}" s="{style}"><v>{_number(value)}</v></c>'


def _escaped(text: str) -> str:
    if "_x" in text:
        text = LOOKS_ESCAPED.sub("_x005F_", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _number(value: float | date) -> float:
    """Return a number, or a date as days since the day that spreadsheets count from."""
    if isinstance(value, datetime):
        return (value - MIDNIGHT_ZERO).total_seconds() / SECONDS_OF_A_DAY
    if isinstance(value, date):
        return (value - DAY_ZERO).days
    return value
