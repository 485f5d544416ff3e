"""Thời hạn: every row of the term tables with its article, and what units have set for it."""

from collections.abc import Iterator, Mapping

from cases.actor import Actor
from cases.database import Transaction
from cases.office import Office
from cases.queries.term_list import TermGroup, term_list
from reports.sheet import Sheet
from reports.spreadsheet import Cell, Column

COLUMNS = (
    Column("Nhóm", 26),
    Column("Thời hạn", 40, wraps=True),
    Column("Trường hợp", 30, wraps=True),
    Column("Số", 16),
    Column("Tính từ", 36, wraps=True),
    Column("Căn cứ", 50, wraps=True),
    Column("Áp dụng từ", 12),
    Column("Đến hết", 12),
    Column("Đang áp dụng", 12),
    Column("Kiểm chứng", 16),
    Column("Đơn vị đặt chặt hơn", 40, wraps=True),
    Column("Ghi chú", 40, wraps=True),
)


def sheet(tx: Transaction, office: Office, actor: Actor, asked: Mapping[str, str]) -> Sheet:  # noqa: ARG001
    """Return all rows; everybody may see them."""
    groups = term_list(tx, office)
    return Sheet(
        title="Thời hạn",
        unit="Áp dụng trong toàn hệ thống",
        file_name="thoi-han",
        columns=COLUMNS,
        total=sum(len(group.rows) for group in groups),
        rows=_rows(groups),
    )


def _rows(groups: tuple[TermGroup, ...]) -> Iterator[tuple[Cell, ...]]:
    for group in groups:
        for row in group.rows:
            stricter = [f"{one.unit_name}: {one.amount}" for one in row.settings if not one.is_over]
            yield (
                group.title,
                row.title,
                row.scope,
                row.amount,
                row.starts_on,
                row.basis,
                row.effective_from,
                row.effective_to,
                "x" if row.is_in_force else "",
                "" if row.is_verified else "chưa kiểm chứng",
                "; ".join(stricter),
                row.note,
            )
