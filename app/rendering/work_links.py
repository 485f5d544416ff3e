"""The address of the task list: what was asked for, and links that change one thing of it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from flask import url_for

from cases.queries.work_list import WorkFilter

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

TABS = {
    "doable": "Tôi làm được",
    "mine": "Của tôi",
    "unclaimed": "Chưa ai nhận",
    "unit": "Cả đơn vị",
    "done": "Xong trong 7 ngày",
}
NAMES: Mapping[str, str] = {
    "tab": "nhom",
    "kind": "loai",
    "element": "buoc",
    "field": "linh-vuc",
    "text": "chu",
    "sort": "xep",
    "page": "trang",
}
DEFAULT = WorkFilter()


class WorkLinks:
    """Reads the filter from an address and writes addresses from it."""

    def __init__(self, args: "MultiDict[str, str]") -> None:
        """Read what was asked for; nonsense counts as not asked."""
        tab = args.get(NAMES["tab"], "")
        self.filters = WorkFilter(
            tab=tab if tab in TABS else DEFAULT.tab,
            kind=args.get(NAMES["kind"]) or None,
            element=args.get(NAMES["element"]) or None,
            field=args.get(NAMES["field"]) or None,
            text=args.get(NAMES["text"], "").strip()[:100],
            sort=args.get(NAMES["sort"], DEFAULT.sort),
            page=max(1, args.get(NAMES["page"], 1, type=int)),
        )

    @property
    def is_grouped(self) -> bool:
        """Tell whether rows come in the order of their due date, so that groups make sense."""
        return self.filters.sort == DEFAULT.sort and self.filters.tab != "done"

    @property
    def is_narrowed(self) -> bool:
        """Tell whether a filter hides rows of the tab."""
        wanted = self.filters
        return bool(wanted.kind or wanted.element or wanted.field or wanted.text)

    @property
    def here(self) -> str:
        """The address of this very page."""
        return self._address(self._values())

    def tab(self, tab: str) -> str:
        """Return the address of another tab with the same filter."""
        return self._address(self._values() | {"tab": tab, "page": 1, "element": None})

    def page(self, number: int) -> str:
        """Return the address of another page."""
        return self._address(self._values() | {"page": number})

    def sort(self, column: str) -> str:
        """Return the address of the list sorted by a column; a second click turns it round."""
        sort = f"-{column}" if self.filters.sort == column else column
        return self._address(self._values() | {"sort": sort, "page": 1})

    def unfiltered(self) -> str:
        """Return the address of the tab without a filter."""
        return self._address({"tab": self.filters.tab, "sort": self.filters.sort})

    def direction(self, column: str) -> str:
        """Return the value of ``aria-sort`` for a column."""
        directions = {column: "ascending", f"-{column}": "descending"}
        return directions.get(self.filters.sort, "none")

    def _values(self) -> dict[str, str | int | None]:
        return {name: getattr(self.filters, name) for name in NAMES}

    @staticmethod
    def _address(values: Mapping[str, str | int | None]) -> str:
        asked = {
            NAMES[name]: value
            for name, value in values.items()
            if value and value != getattr(DEFAULT, name)
        }
        return url_for("my_work.show", **asked)  # type: ignore[arg-type] # names of the query
