"""The address of a register: what was asked for, and what could not be read."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from flask import url_for

from app.rendering.dates import count, full_date, full_instant
from forms.date_reader import parse_date
from forms.errors import RefusedAnswerError
from forms.submission import FieldError
from reports.registers.book import BookFilter
from reports.registers.definition import Register, find_registers
from reports.spreadsheet import Cell

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

SINCE, UNTIL, KIND, UNIT, PAGE = "tu", "den", "loai", "don-vi", "trang"
LABELS = {SINCE: "từ ngày", UNTIL: "đến ngày"}
KINDS = ("complaint", "denunciation", "feedback", "mixed", "unclassified")


class RegisterLinks:
    """Reads the filter from an address and writes addresses from it.

    Attributes:
        errors: What is wrong with what was typed.
        typed: Name of a field -> what stands in it.
    """

    def __init__(self, register: Register, args: "MultiDict[str, str]", today: date) -> None:
        """Read what was asked for. Without any days the book of this year is shown."""
        self.register = register
        self.errors: list[FieldError] = []
        first = f"01/01/{today.year}" if SINCE not in args else args[SINCE].strip()
        self.typed = {SINCE: first, UNTIL: args.get(UNTIL, "").strip()}
        kind = args.get(KIND, "")
        self.filters = BookFilter(
            register=register.code,
            unit_id=args.get(UNIT, type=int),
            kind=kind if kind in KINDS else None,
            since=self._day(SINCE),
            until=self._day(UNTIL),
            page=max(1, args.get(PAGE, 1, type=int)),
        )
        since, until = self.filters.since, self.filters.until
        if since and until and since > until:
            self._refuse(UNTIL, "Ngày sau không sớm hơn ngày trước")

    def page(self, number: int) -> str:
        """Return the address of another page."""
        asked = {
            SINCE: self.typed[SINCE],
            UNTIL: self.typed[UNTIL] or None,
            KIND: self.filters.kind,
            UNIT: self.filters.unit_id,
            PAGE: number if number > 1 else None,
        }
        return url_for("registers.show", address=self.register.address, **asked)  # type: ignore[arg-type] # names of the query

    def _day(self, name: str) -> date | None:
        typed = self.typed[name]
        if not typed:
            return None
        try:
            return parse_date(typed)
        except RefusedAnswerError as error:
            self._refuse(name, error.message)
        return None

    def _refuse(self, name: str, message: str) -> None:
        self.errors.append(FieldError(name, LABELS[name], message))


def cell_text(cell: Cell) -> str:
    """Write a cell of a register as pages write such values."""
    if isinstance(cell, datetime):
        return full_instant(cell)
    if isinstance(cell, date):
        return full_date(cell)
    if isinstance(cell, int):
        return count(cell)
    return "" if cell is None else str(cell)


def register_at(address: str) -> Register | None:
    """Return the register with this address."""
    return next((one for one in find_registers().values() if one.address == address), None)
