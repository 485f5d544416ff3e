"""Hạn trong tháng: how much falls on each day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from cases.actor import Actor
from cases.database import Transaction
from cases.office import Office
from cases.queries.month import MonthDay, month_page
from reports.asked import from_asked
from reports.sheet import Sheet
from reports.spreadsheet import Cell, Column

COLUMNS = (
    Column("Ngày", 12),
    Column("Thứ", 10),
    Column("Ngày nghỉ", 32),
    Column("Trễ hạn", 10),
    Column("Hết hạn hôm nay", 10),
    Column("Sắp đến hạn", 10),
    Column("Đến hạn sau", 10),
    Column("Chưa xong", 10),
    Column("Xong trễ", 10),
    Column("Xong đúng hạn", 10),
)
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")


@dataclass(frozen=True, slots=True)
class MonthFilter:
    """Any day of the wanted month, and the unit."""

    month: date | None = None
    unit_id: int | None = None


def sheet(tx: Transaction, office: Office, actor: Actor, asked: Mapping[str, str]) -> Sheet:
    """Return the days of the month."""
    filters = from_asked(MonthFilter, asked)
    page = month_page(tx, office, actor, month=filters.month, unit_id=filters.unit_id)
    still = f"{page.paused} hạn đang tạm đình chỉ không có trong bảng" if page.paused else ""
    return Sheet(
        title=f"Hạn trong tháng {page.first.month}/{page.first.year}",
        unit=page.unit.name or "Toàn thành phố",
        file_name=f"han-trong-thang-{page.first:%Y-%m}",
        columns=COLUMNS,
        total=len(page.days),
        rows=_rows(page.days),
        notes=tuple(
            note
            for note in (still, "Lịch nghỉ năm này là tạm tính" if page.is_provisional else "")
            if note
        ),
    )


def _rows(days: tuple[MonthDay, ...]) -> Iterator[tuple[Cell, ...]]:
    for day in days:
        rest = day.reason or ("" if day.is_working else "nghỉ hằng tuần")
        numbers = (day.late, day.due_today, day.soon, day.later, day.unfinished, day.missed)
        yield day.day, WEEKDAYS[day.day.weekday()], rest, *numbers, day.kept
