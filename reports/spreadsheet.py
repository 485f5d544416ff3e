"""Writes rows into an .xlsx workbook that opens as it is meant, whatever a cell holds.

A text is stored as text. One that a spreadsheet program would take for a formula when somebody
edits the cell or saves the sheet as CSV ("=1+1", "@SUM(A1)") carries the quote prefix as well.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import IO, Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | date | None

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
SHEET_NAME_LENGTH = 31
CELL_LENGTH = 32_767
NOT_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head and its width in characters."""

    title: str
    width: int


def write_spreadsheet(
    target: IO[bytes],
    *,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    notes: Sequence[str] = (),
) -> None:
    """Write one sheet. Rows are written as they come, so that many take little memory.

    Args:
        target: A file open for writing bytes.
        title: Name of the sheet.
        columns: Heads, above the frozen line.
        rows: Cells in the order of the columns.
        notes: Lines above the heads: what the list is, when it was made.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(target, options) as book:
        sheet = book.add_worksheet(_sheet_name(title))
        formats = _Formats(book)
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width)
        for number, note in enumerate(notes):
            sheet.write_string(number, 0, note, formats.text(note))
        head = len(notes)
        for number, column in enumerate(columns):
            sheet.write_string(head, number, column.title, formats.head)
        sheet.freeze_panes(head + 1, 0)
        for number, row in enumerate(rows, head + 1):
            _write_row(sheet, number, row, formats)


class _Formats:
    """The few looks of cells."""

    def __init__(self, book: Workbook) -> None:
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        self.day = book.add_format({"num_format": "dd/mm/yyyy", "align": "right"})
        self._quoted = book.add_format({"quote_prefix": True})

    def text(self, content: str) -> Any:  # noqa: ANN401 - the library is not typed
        """Return the look of a text: plain, or marked as no formula."""
        return self._quoted if content.startswith(FORMULA_STARTS) else None


def _write_row(sheet: Worksheet, number: int, row: Sequence[Cell], formats: _Formats) -> None:
    for place, cell in enumerate(row):
        if isinstance(cell, str):
            sheet.write_string(number, place, cell[:CELL_LENGTH], formats.text(cell))
        elif isinstance(cell, date):
            sheet.write_datetime(number, place, cell, formats.day)
        elif cell is not None:
            sheet.write_number(number, place, cell)


def _sheet_name(title: str) -> str:
    return " ".join(title.translate(NOT_IN_SHEET_NAMES).split())[:SHEET_NAME_LENGTH] or "Trang 1"
