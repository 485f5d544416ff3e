"""Writes rows into an .xlsx workbook that opens as it is meant, whatever a cell holds.

A text is stored as text. One that a spreadsheet program would take for a formula when somebody
edits the cell or saves the sheet as CSV ("=1+1", "@SUM(A1)") carries the quote prefix as well.
The sheet is ready to be printed: A4 landscape, as wide as the paper, the heads on every page.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO
from unicodedata import is_normalized, normalize

from xlsxwriter import Workbook

from config.clock import TIME_ZONE
from reports.quick_sheet import Look, QuickSheet

Cell = str | int | float | date | None

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\n")
SHEET_NAME_LENGTH = 31
CELL_LENGTH = 32_767
NOT_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
A4 = 9
MARGINS_IN_INCHES = {"left": 0.5, "right": 0.4, "top": 0.5, "bottom": 0.6}
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
"""Control characters, and those that turn the direction of what is read."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its width in characters, and whether long texts take several lines."""

    title: str
    width: int
    wraps: bool = False


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
        rows: Cells in the order of the columns. An instant is written as office time.
        notes: Lines above the heads: what the list is, when it was made.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(target, options) as book:
        sheet = book.add_worksheet(_sheet_name(title), QuickSheet)
        formats = _Formats(book)
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width)
        for number, note in enumerate(notes):
            text = _shown(note)
            sheet.write_string(number, 0, text, formats.text(text, wraps=False))
        head = len(notes)
        for number, column in enumerate(columns):
            sheet.write_string(head, number, _shown(column.title), formats.head)
        sheet.freeze_panes(head + 1, 0)
        sheet.begin_rows(head + 1, len(columns))
        last = head
        for last, row in enumerate(rows, head + 1):
            sheet.add_row(last, [formats.cell(*one) for one in zip(row, columns, strict=True)])
        sheet.autofilter(head, 0, last, len(columns) - 1)
        _prepare_for_paper(sheet, head)


class _Formats:
    """The few looks of cells."""

    def __init__(self, book: Workbook) -> None:
        top = {"valign": "top"}
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True} | top)
        self.day = book.add_format({"num_format": "dd/mm/yyyy", "align": "right"} | top)
        self.instant = book.add_format({"num_format": "dd/mm/yyyy hh:mm", "align": "right"} | top)
        self.number = book.add_format(top)
        self._texts = {
            (is_quoted, wraps): book.add_format(
                {"quote_prefix": is_quoted, "text_wrap": wraps} | top
            )
            for is_quoted in (False, True)
            for wraps in (False, True)
        }

    def text(self, content: str, *, wraps: bool) -> Look:
        """Return the look of a text: plain, or marked as no formula."""
        return self._texts[content.startswith(FORMULA_STARTS), wraps]

    def cell(self, value: Cell, column: Column) -> tuple[str | float | date, Look] | None:
        """Return a value as it is stored, and its look; ``None`` leaves the cell empty."""
        if value is None or value == "":
            return None
        if isinstance(value, str):
            text = _shown(value)
            return text, self.text(text, wraps=column.wraps)
        if isinstance(value, datetime):
            return value.astimezone(TIME_ZONE).replace(tzinfo=None), self.instant
        return value, self.day if isinstance(value, date) else self.number


def _shown(text: str) -> str:
    """Return a text as a cell can hold it: composed letters, nothing invisible, not too long."""
    if not is_normalized("NFC", text):
        text = normalize("NFC", text)
    text = INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text[:CELL_LENGTH]


def _prepare_for_paper(sheet: QuickSheet, head: int) -> None:
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    sheet.set_margins(**MARGINS_IN_INCHES)
    sheet.set_footer("&L&A&RTrang &P/&N")


def _sheet_name(title: str) -> str:
    return " ".join(title.translate(NOT_IN_SHEET_NAMES).split())[:SHEET_NAME_LENGTH] or "Trang 1"
