"""Đến hạn: what stands behind a figure of "Hôm nay" or a day of "Hạn trong tháng"."""

from collections.abc import Iterator, Mapping

from cases.actor import Actor
from cases.database import Transaction
from cases.office import Office
from cases.queries.due_list import SELECTIONS, DueFilter
from cases.queries.every_due import every_due_row
from cases.queries.pending_rows import PendingRow
from reports.asked import from_asked
from reports.due_words import days_left, state_words
from reports.sheet import Sheet
from reports.spreadsheet import Cell, Column

TITLES = {
    "late": "Trễ hạn",
    "today": "Hết hạn hôm nay",
    "soon": "Sắp đến hạn",
    "due": "Hết hạn hôm nay và sắp đến hạn",
    "unassigned": "Chưa phân công",
    "open": "Đang xử lý",
    "escalated": "Trễ kéo dài, đã báo Thanh tra thành phố",
    "day": "Hạn ngày",
}
COLUMNS = (
    Column("Hạn", 12),
    Column("Tình trạng", 18),
    Column("Còn (ngày)", 8),
    Column("Mã hồ sơ", 18),
    Column("Việc", 40, wraps=True),
    Column("Đang ở bước", 32, wraps=True),
    Column("Hạn khác cùng hồ sơ", 10),
    Column("Lĩnh vực", 30),
    Column("Đơn vị", 30),
    Column("Người giữ", 24),
)


def sheet(tx: Transaction, office: Office, actor: Actor, asked: Mapping[str, str]) -> Sheet:
    """Return the whole list."""
    filters = from_asked(DueFilter, asked)
    selection = filters.selection if filters.selection in SELECTIONS else DueFilter().selection
    page, rows = every_due_row(tx, office, actor, filters=filters)
    title = TITLES[selection]
    if selection == "day" and filters.day is not None:
        title = f"{title} {filters.day:%d/%m/%Y}"
    return Sheet(
        title=title,
        unit=page.unit.name or "Toàn thành phố",
        file_name="danh-sach-theo-han",
        columns=COLUMNS,
        total=page.total,
        rows=_rows(office, rows),
        notes=(f"Người giữ: {page.holder_name}",) if page.holder_name else (),
    )


def _rows(office: Office, rows: Iterator[PendingRow]) -> Iterator[tuple[Cell, ...]]:
    fields = {code: one.title for code, one in office.lists.fields.items()}
    for row in rows:
        due = row.due
        yield (
            due.due_on if due else None,
            state_words(due),
            days_left(due),
            row.code,
            row.name,
            ", ".join(row.stands_at),
            row.others or None,
            fields.get(row.field or "", row.field),
            row.unit_name,
            row.holder or ("" if due and due.closed_on else "chưa ai nhận"),
        )
