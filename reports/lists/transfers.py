"""Đơn chuyển đến: what other units passed on, and what was passed on to others."""

from collections.abc import Iterator, Mapping

from cases.actor import Actor
from cases.database import Transaction
from cases.office import Office
from cases.queries.transfers import LINES, TransferRow, transfer_page
from reports.sheet import Sheet
from reports.spreadsheet import Cell, Column

COLUMNS = (
    Column("Tình trạng", 16),
    Column("Ngày chuyển", 12),
    Column("Nơi chuyển", 30),
    Column("Nơi nhận", 30),
    Column("Đơn", 18),
    Column("Loại", 18),
    Column("Nội dung", 50, wraps=True),
    Column("Văn bản chuyển", 20),
    Column("Ngày trả lời", 12),
    Column("Đã nhận thành đơn", 18),
    Column("Lý do trả lại", 40, wraps=True),
)
STATUSES = {"sent": "chờ trả lời", "received": "đã nhận", "returned": "đã trả lại"}


def sheet(tx: Transaction, office: Office, actor: Actor, asked: Mapping[str, str]) -> Sheet:  # noqa: ARG001
    """Return what the page shows: waiting, answered, sent."""
    page = transfer_page(tx, office, actor)
    rows = (*page.waiting, *page.answered, *page.sent)
    return Sheet(
        title="Đơn chuyển đến, đơn chuyển đi",
        unit=", ".join(dict.fromkeys(one.unit_name for one in actor.assignments)),
        file_name="don-chuyen",
        columns=COLUMNS,
        total=len(rows),
        rows=_rows(office, rows),
        notes=(f"Mỗi nhóm {LINES} dòng mới nhất, như trên trang",),
    )


def _rows(office: Office, rows: tuple[TransferRow, ...]) -> Iterator[tuple[Cell, ...]]:
    for row in rows:
        yield (
            STATUSES.get(row.status, row.status),
            row.sent_on,
            row.from_unit,
            row.to_name,
            row.code,
            office.lists.kinds.get(row.kind, row.kind),
            row.title,
            row.document_number,
            row.answered_on,
            row.answered_as,
            row.return_reason,
        )
