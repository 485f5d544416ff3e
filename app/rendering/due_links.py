"""Addresses of the lists behind the figures of "Hôm nay" and "Hạn trong tháng"."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from flask import url_for

from app.rendering.dates import full_date, weekday_date
from app.rendering.words import lower_first
from cases.queries.due_list import DueFilter, DueListPage

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

CODES: Mapping[str, str] = {
    "late": "tre-han",
    "today": "hom-nay",
    "soon": "sap-den-han",
    "due": "den-han",
    "unassigned": "chua-phan-cong",
    "open": "dang-xu-ly",
    "escalated": "tre-keo-dai",
    "day": "ngay",
}
"""Selection -> its name in an address."""
YEARS = range(2000, 2100)
_SELECTIONS = {code: selection for selection, code in CODES.items()}


def due_list_address(
    selection: str,
    unit_id: int | None = None,
    holder_id: int | None = None,
    day: date | None = None,
    page: int = 1,
) -> str:
    """Return the address of a list."""
    asked = {
        "loc": CODES[selection],
        "don-vi": unit_id,
        "nguoi": holder_id,
        "ngay": day.isoformat() if day else None,
        "trang": page if page > 1 else None,
    }
    return url_for("due_list.show", **{name: value for name, value in asked.items() if value})  # type: ignore[arg-type] # names of the query


def month_address(month: date, unit_id: int | None = None) -> str:
    """Return the address of a month."""
    asked: dict[str, str | int] = {"thang": f"{month:%Y-%m}"}
    if unit_id:
        asked["don-vi"] = unit_id
    return url_for("month.show", **asked)  # type: ignore[arg-type] # names of the query


def read_due_filter(args: "MultiDict[str, str]") -> DueFilter:
    """Read which list was asked for; nonsense counts as not asked."""
    day = _day(args.get("ngay", ""))
    selection = _SELECTIONS.get(args.get("loc", ""), "late")
    return DueFilter(
        selection="late" if selection == "day" and day is None else selection,
        unit_id=args.get("don-vi", type=int),
        holder_id=args.get("nguoi", type=int),
        day=day,
        page=max(1, args.get("trang", 1, type=int)),
    )


def read_month(args: "MultiDict[str, str]") -> date | None:
    """Read which month was asked for: ``2026-08``."""
    month = _day(f"{args.get('thang', '')}-01")
    return month if month and month.year in YEARS else None


def list_title(filters: DueFilter, page: DueListPage) -> str:
    """Name a list: "Trễ hạn", "Hạn ngày Thứ Sáu, 28/08/2026"."""
    days = page.outlook.reminders.days(page.unit.unit_id)
    titles = {
        "late": "Trễ hạn",
        "today": "Hết hạn hôm nay",
        "soon": f"Hết hạn trong {days} ngày làm việc tới",
        "due": f"Hết hạn hôm nay và trong {days} ngày làm việc tới",
        "unassigned": "Chưa phân công",
        "open": "Đang xử lý",
        "escalated": "Trễ kéo dài, đã báo Thanh tra thành phố",
    }
    if filters.day is not None and filters.selection == "day":
        if filters.day == page.outlook.today:
            return f"Trễ hạn và hết hạn hôm nay, {full_date(filters.day)}"
        return f"Hạn {lower_first(weekday_date(filters.day))}"
    return titles[filters.selection]


def _day(text: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(text)
    return None
