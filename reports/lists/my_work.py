"""Việc của tôi, with the tab, the filters and the order of the page."""

from collections.abc import Iterator, Mapping

from cases.actor import Actor
from cases.database import Transaction
from cases.office import Office
from cases.queries.views import WorkRow
from cases.queries.work_list import WorkFilter, every_work_row
from reports.asked import from_asked
from reports.due_words import days_left, state_words
from reports.sheet import Sheet
from reports.spreadsheet import Cell, Column

TITLES = {
    "doable": "Tôi làm được",
    "mine": "Của tôi",
    "unclaimed": "Chưa ai nhận",
    "unit": "Cả đơn vị",
    "done": "Xong trong 7 ngày",
}
LAST_COLUMNS = (Column("Lĩnh vực", 26), Column("Hạn vụ việc", 12))
COLUMNS = (
    Column("Hạn của bước", 13),
    Column("Tình trạng", 18),
    Column("Còn (ngày)", 8),
    Column("Mã hồ sơ", 18),
    Column("Việc cần làm", 32),
    Column("Nội dung", 50, wraps=True),
    Column("Người nộp đơn", 26),
    *LAST_COLUMNS,
    Column("Người giữ", 24),
    Column("Chờ từ lúc", 17),
)
DONE_COLUMNS = (
    Column("Xong lúc", 17),
    Column("Mã hồ sơ", 18),
    Column("Việc đã làm", 32),
    Column("Nội dung", 50, wraps=True),
    Column("Người nộp đơn", 26),
    *LAST_COLUMNS,
)
NOT_RECORDED = "không cập nhật"
"""Where a denunciation has no author (khoản 7 Điều 5 Quy chế 2003/QĐ-UBND)."""


def sheet(tx: Transaction, office: Office, actor: Actor, asked: Mapping[str, str]) -> Sheet:
    """Return the whole list."""
    filters = from_asked(WorkFilter, asked)
    tab = filters.tab if filters.tab in TITLES else WorkFilter().tab
    total, rows = every_work_row(tx, office, actor, filters=filters)
    return Sheet(
        title=f"Việc của tôi: {TITLES[tab]}",
        unit=", ".join(dict.fromkeys(one.unit_name for one in actor.assignments)),
        file_name="viec-cua-toi",
        columns=DONE_COLUMNS if tab == "done" else COLUMNS,
        total=total,
        rows=_rows(office, rows, is_done=tab == "done"),
    )


def _rows(office: Office, rows: Iterator[WorkRow], *, is_done: bool) -> Iterator[tuple[Cell, ...]]:
    fields = {code: one.title for code, one in office.lists.fields.items()}
    for row in rows:
        author = row.author or (NOT_RECORDED if row.kind == "denunciation" else "")
        matter: tuple[Cell, ...] = (
            row.code,
            row.step_name,
            row.title,
            author,
            fields.get(row.field or "", row.field),
            row.case_due.due_on if row.case_due else None,
        )
        if is_done:
            yield row.opened_at, *matter
        else:
            due = row.due.due_on if row.due else None
            state = (due, state_words(row.due), days_left(row.due))
            yield *state, *matter, row.holder or "chưa ai nhận", row.opened_at
