"""Báo cáo đánh giá hệ thống: what the operator hands to the inspectorate every month."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cases.actor import Actor
from cases.database import Transaction
from cases.office import Office
from cases.queries.evaluation import evaluation
from reports.asked import from_asked
from reports.sheet import Sheet
from reports.spreadsheet import Column

COLUMNS = (
    Column("Phần", 32),
    Column("Nội dung", 52, wraps=True),
    Column("Số liệu", 14),
    Column("Ghi chú", 40, wraps=True),
)


@dataclass(frozen=True, slots=True)
class EvaluationFilter:
    """The days that are reported; today where none is given."""

    since: date | None = None
    until: date | None = None


def sheet(tx: Transaction, office: Office, actor: Actor, asked: Mapping[str, str]) -> Sheet:
    """Return the figures of the report."""
    filters = from_asked(EvaluationFilter, asked)
    since, until = filters.since or office.today(), filters.until or office.today()
    report = evaluation(tx, office, actor, since=since, until=until)
    rows = ((one.part, one.title, one.value, one.note) for one in report.figures)
    return Sheet(
        title=f"Báo cáo đánh giá hệ thống: từ {since:%d/%m/%Y} đến {until:%d/%m/%Y}",
        unit=office.settings.city[:1].upper() + office.settings.city[1:],
        file_name=f"danh-gia-he-thong-{since:%Y%m%d}-{until:%Y%m%d}",
        columns=COLUMNS,
        total=len(report.figures),
        rows=rows,
        notes=("Điểm c khoản 2 Điều 10 Quy chế kèm theo Quyết định 2003/QĐ-UBND",),
    )
