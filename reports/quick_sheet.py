"""A sheet whose rows are written straight into its file.

XlsxWriter keeps each cell as an object until its row is full: for 50,000 rows of a register that
takes several times as long as it may. It also writes a text that begins with ``<r>`` and ends with
``</r>`` as it stands, without escaping it, so that a text could bring cells and formulas of its
own. Here every text is escaped. Only this module touches what the library keeps private.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from unicodedata import is_normalized, normalize

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from config.clock import TIME_ZONE

Cell = str | int | float | date | None

DAY_ZERO = date(1899, 12, 30)
MIDNIGHT_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - cells have no time zone
SECONDS_OF_A_DAY = 86_400
CELL_LENGTH = 32_767
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\n")
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
"""Control characters, and those that turn the direction of what is read."""
NOT_PLAIN = re.compile(rf"{INVISIBLE.pattern}|[\r&<>]|_x|\A[=+@\-\s]|\s\Z")
"""What makes a text need care; most have nothing of it."""
LOOKS_ESCAPED = re.compile("_(?=x[0-9a-fA-F]{4}_)")
"""What a reader of the file would take for an escaped character."""


@dataclass(frozen=True, slots=True)
class Looks:
    """The formats of a workbook, by what a cell holds; the library is not typed."""

    day: Any
    instant: Any
    number: Any
    text: Any
    wrapped: Any
    quoted: Any
    quoted_wrapped: Any


class QuickSheet(Worksheet):  # type: ignore[misc] # the library is not typed
    """A worksheet that takes the usual calls for its heads, then whole rows."""

    def begin_rows(self, first: int, wraps: Sequence[bool], looks: Looks) -> None:
        """End the heads.

        Args:
            first: Number of the first row that comes, from 0.
            wraps: For each column whether its texts take several lines.
            looks: How cells look.
        """
        self._write_single_row(first)
        self._day, self._instant, self._number = (
            _style(look) for look in (looks.day, looks.instant, looks.number)
        )
        texts = {
            False: (_style(looks.text), _style(looks.quoted)),
            True: (_style(looks.wrapped), _style(looks.quoted_wrapped)),
        }
        self._columns = [
            (f'<c r="{xl_col_to_name(place)}', *texts[wraps_one])
            for place, wraps_one in enumerate(wraps)
        ]

    def add_row(self, number: int, row: Sequence[Cell]) -> None:
        """Write one row; rows come in order."""
        place = number + 1
        written = [f'<row r="{place}">']
        for (start, plain, quoted), value in zip(self._columns, row, strict=True):
            if value is None or value == "":
                continue
            if isinstance(value, str):
                written.append(_text_cell(f"{start}{place}", value, plain, quoted))
            else:
                style, stored = self._stored(value)
                written.append(f"{start}{place}{style}><v>{stored}</v></c>")
        written.append("</row>")
        self.fh.write("".join(written))
        self.dim_rowmax = number

    def _stored(self, value: float | date) -> tuple[str, float]:
        """Return a number, or a date as days since the day that spreadsheets count from."""
        if isinstance(value, datetime):
            local = value.astimezone(TIME_ZONE).replace(tzinfo=None)
            return self._instant, (local - MIDNIGHT_ZERO).total_seconds() / SECONDS_OF_A_DAY
        if isinstance(value, date):
            return self._day, (value - DAY_ZERO).days
        return self._number, value


def shown(text: str) -> str:
    """Return a text as a cell can hold it: composed letters, nothing invisible, not too long."""
    if not is_normalized("NFC", text):
        text = normalize("NFC", text)
    text = INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text[:CELL_LENGTH]


def _style(look: Any) -> str:  # noqa: ANN401 - a format
    return f'" s="{look._get_xf_index()}"'  # noqa: SLF001


def _text_cell(place: str, text: str, plain: str, quoted: str) -> str:
    is_plain = len(text) <= CELL_LENGTH and not NOT_PLAIN.search(text)
    if is_plain and is_normalized("NFC", text):
        return f'{place}{plain} t="inlineStr"><is><t>{text}</t></is></c>'
    text = shown(text)
    style = quoted if text.startswith(FORMULA_STARTS) else plain
    keep = ' xml:space="preserve"' if text != text.strip() else ""
    return f'{place}{style} t="inlineStr"><is><t{keep}>{_escaped(text)}</t></is></c>'


def _escaped(text: str) -> str:
    text = LOOKS_ESCAPED.sub("_x005F_", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
