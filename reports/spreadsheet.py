"""Writes rows into an .xlsx workbook that opens as it is meant, whatever a cell holds.

A text is stored as text. One that a spreadsheet program would take for a formula when somebody
edits the cell or saves the sheet as CSV ("=1+1", "@SUM(A1)") carries the quote prefix as well.
The sheet is ready to be printed: A4 landscape, as wide as the paper, the heads on every page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO, Any

from xlsxwriter import Workbook

from reports.quick_sheet import FORMULA_STARTS, Cell, Looks, QuickSheet, shown

__all__ = ["Cell", "Column", "write_spreadsheet"]

SHEET_NAME_LENGTH = 31
NOT_IN_SHEET_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
A4 = 9
MARGINS_IN_INCHES = {"left": 0.5, "right": 0.4, "top": 0.5, "bottom": 0.6}


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
        looks = _looks(book)
        head_look = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width)
        for number, note in enumerate(notes):
            text = shown(note)
            quoted = text.startswith(FORMULA_STARTS)
            sheet.write_string(number, 0, text, looks.quoted if quoted else looks.text)
        head = len(notes)
        for number, column in enumerate(columns):
            sheet.write_string(head, number, shown(column.title), head_look)
        sheet.freeze_panes(head + 1, 0)
        sheet.begin_rows(head + 1, [column.wraps for column in columns], looks)
        last = head
        for last, row in enumerate(rows, head + 1):
            sheet.add_row(last, row)
        sheet.autofilter(head, 0, last, len(columns) - 1)
        _prepare_for_paper(sheet, head)


def _looks(book: Workbook) -> Looks:
    def look(**values: Any) -> Any:  # noqa: ANN401 - the library is not typed
        return book.add_format({"valign": "top", **values})

    return Looks(
        day=look(num_format="dd/mm/yyyy", align="right"),
        instant=look(num_format="dd/mm/yyyy hh:mm", align="right"),
        number=look(),
        text=look(),
        wrapped=look(text_wrap=True),
        quoted=look(quote_prefix=True),
        quoted_wrapped=look(quote_prefix=True, text_wrap=True),
    )


def _prepare_for_paper(sheet: QuickSheet, head: int) -> None:
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    sheet.set_margins(**MARGINS_IN_INCHES)
    sheet.set_footer("&L&A&RTrang &P/&N")


def _sheet_name(title: str) -> str:
    return " ".join(title.translate(NOT_IN_SHEET_NAMES).split())[:SHEET_NAME_LENGTH] or "Trang 1"
