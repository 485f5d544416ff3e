"""The address of "Tra cứu": what was asked for, and links that change one thing of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from flask import url_for

from cases.queries.search import SearchFilter, SearchPage
from cases.search.hidden_question import is_to_be_hidden
from forms.date_reader import parse_date
from forms.errors import RefusedAnswerError

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

KINDS = ("complaint", "denunciation", "feedback", "mixed", "unclassified")
STATUSES: Mapping[str, tuple[str, str]] = {
    "dang-xu-ly": ("open", "Đang xử lý"),
    "tam-dinh-chi": ("paused", "Tạm đình chỉ"),
    "da-ket-thuc": ("closed", "Đã kết thúc"),
}
"""Name in an address -> status, title."""
DATES: Mapping[str, str] = {"tu": "Nhận từ ngày", "den": "Đến ngày"}
NARROWING = ("loai", "tinh-trang", "don-vi", "linh-vuc", "tu", "den", "tre")
HIDDEN = "kin"
"""Stands in an address for words that must not be read there."""
LONGEST_KEY = 19
LONGEST_DATE = 40


@dataclass(frozen=True, slots=True)
class MistypedDate:
    """A date that could not be read, in the shape of the list of errors."""

    key: str
    message: str

    @property
    def line(self) -> str:
        """The line of the list: which date, and what is wrong."""
        return f"{DATES[self.key]}: {self.message[:1].lower()}{self.message[1:]}"


class SearchLinks:
    """Reads the question from an address and writes addresses from it."""

    def __init__(self, args: "MultiDict[str, str]", hide: Callable[[str], str]) -> None:
        """Read what was asked for; nonsense counts as not asked, but a date must be one.

        Args:
            args: The fields; words have been revealed.
            hide: Writes words that must not be read in an address.
        """
        self._hide = hide
        self.typed = {name: args.get(name, "").strip() for name in ("chu", *NARROWING)}
        self.errors: tuple[MistypedDate, ...] = ()
        self.filters = SearchFilter(
            text=self.typed["chu"],
            kind=self.typed["loai"] if self.typed["loai"] in KINDS else None,
            status=STATUSES.get(self.typed["tinh-trang"], (None,))[0],
            unit_id=_number(self.typed["don-vi"]),
            field=self.typed["linh-vuc"] or None,
            since=self._day("tu"),
            until=self._day("den"),
            is_late=bool(self.typed["tre"]),
            older_than=_number(args.get("truoc", "")),
            newer_than=_number(args.get("sau", "")),
        )

    @property
    def is_plain(self) -> bool:
        """Tell whether nothing but the words was asked, on the first page."""
        wanted = self.filters
        is_first = wanted.older_than is None and wanted.newer_than is None
        return is_first and not wanted.is_narrowed and not self.errors

    def older(self, page: SearchPage) -> str:
        """Return the address of the next page."""
        return self._address({"truoc": page.older_than})

    def newer(self, page: SearchPage) -> str:
        """Return the address of the page before."""
        return self._address({"sau": page.newer_than})

    def unfiltered(self) -> str:
        """Return the address of the same words without a filter."""
        return self._written({"chu": self.typed["chu"]})

    def same(self) -> str:
        """Return the address of the question itself."""
        return self._written(self.typed)

    def _address(self, more: Mapping[str, int | None]) -> str:
        return self._written(self.typed | {name: str(value or "") for name, value in more.items()})

    def _written(self, values: Mapping[str, str]) -> str:
        words = values["chu"]
        if is_to_be_hidden(words):
            values = {HIDDEN: self._hide(words), **values, "chu": ""}
        return url_for("search.show", **{name: value for name, value in values.items() if value})  # type: ignore[arg-type] # names of the query

    def _day(self, name: str) -> date | None:
        typed = self.typed[name]
        if not typed:
            return None
        try:
            return parse_date(typed[:LONGEST_DATE])
        except RefusedAnswerError as error:
            self.errors = (*self.errors, MistypedDate(name, str(error)))
            return None


def _number(typed: str) -> int | None:
    is_number = typed.isascii() and typed.isdigit() and len(typed) < LONGEST_KEY
    return int(typed) if is_number else None
