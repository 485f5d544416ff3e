"""The address of "Phân công": what was asked for, and links that change one thing of it."""

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import url_for

from cases.queries.assignment_page import AssignmentFilter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug.datastructures import MultiDict

TABS = {
    "unassigned": "Chưa phân công",
    "held": "Đã có người giữ",
    "proposed": "Đề xuất giao lại",
}
CODES = {"unassigned": "", "held": "dang-giu", "proposed": "de-xuat"}
"""Tab -> its name in an address."""
_TABS = {code: tab for tab, code in CODES.items()}


class AssignmentLinks:
    """Reads the filter from an address and writes addresses from it."""

    def __init__(self, args: "MultiDict[str, str]") -> None:
        """Read what was asked for; nonsense counts as not asked."""
        self.filters = AssignmentFilter(
            tab=_TABS.get(args.get("nhom", ""), "unassigned"),
            unit_id=args.get("don-vi", type=int),
            role=args.get("vai-tro") or None,
            element=args.get("buoc") or None,
            kind=args.get("loai") or None,
            holder_id=args.get("nguoi", type=int),
            page=max(1, args.get("trang", 1, type=int)),
        )

    @property
    def is_narrowed(self) -> bool:
        """Tell whether a filter hides rows of the tab."""
        wanted = self.filters
        return bool(wanted.role or wanted.element or wanted.kind or wanted.holder_id)

    @property
    def here(self) -> str:
        """The address of this very page."""
        return assignment_address(self.filters)

    def tab(self, tab: str) -> str:
        """Return the address of another tab of the same unit."""
        return assignment_address(AssignmentFilter(tab=tab, unit_id=self.filters.unit_id))

    def unfiltered(self) -> str:
        """Return the address of the tab without a filter."""
        return self.tab(self.filters.tab)

    def page(self, number: int) -> str:
        """Return the address of another page."""
        return assignment_address(replace(self.filters, page=number))

    def held_by(self, account_id: int) -> str:
        """Return the address of what one person has."""
        held = AssignmentFilter(tab="held", unit_id=self.filters.unit_id, holder_id=account_id)
        return assignment_address(held)


def assignment_address(filters: AssignmentFilter) -> str:
    """Return the address of a list."""
    asked: Mapping[str, str | int | None] = {
        "nhom": CODES[filters.tab],
        "don-vi": filters.unit_id,
        "vai-tro": filters.role,
        "buoc": filters.element,
        "loai": filters.kind,
        "nguoi": filters.holder_id,
        "trang": filters.page if filters.page > 1 else None,
    }
    known = {name: value for name, value in asked.items() if value}
    return url_for("assignment.show", **known)  # type: ignore[arg-type] # names of the query
