"""The list of deadlines that a calendar change moves, as a workbook."""

from collections.abc import Iterator
from contextlib import ExitStack
from tempfile import TemporaryFile

from flask.typing import ResponseReturnValue

from app.list_files import send_spreadsheet
from app.office_context import actor, office, reading
from app.rendering.calendar_words import LATENESS
from app.rendering.dates import full_instant
from cases.queries.calendar_change import calendar_change, every_moved_deadline
from cases.queries.calendar_views import ChangeView, MovedDeadline
from reports.spreadsheet import Cell, Column, write_spreadsheet

COLUMNS = (
    Column("Mã hồ sơ", 18),
    Column("Thời hạn", 52),
    Column("Hạn cũ", 13),
    Column("Hạn mới", 13),
    Column("Tình trạng", 14),
)


def spreadsheet_of_moves(change_id: int) -> ResponseReturnValue:
    """Return the workbook; it is written to the disk first, so that many rows take no memory."""
    with ExitStack() as until_sent:
        target = until_sent.enter_context(TemporaryFile())
        with reading() as tx:
            change = calendar_change(tx, office(), actor(), change_id=change_id)
            moved = every_moved_deadline(tx, office(), actor(), change_id=change_id)
            write_spreadsheet(
                target,
                title="Thời hạn đổi ngày",
                columns=COLUMNS,
                rows=_rows(moved),
                notes=_notes(change),
            )
        target.seek(0)
        until_sent.pop_all()  # the answer closes the file
    return send_spreadsheet(target, f"thoi-han-doi-ngay-{change_id}.xlsx")


def _rows(moved: Iterator[MovedDeadline]) -> Iterator[tuple[Cell, ...]]:
    for one in moved:
        yield one.code, one.title, one.old_due_on, one.new_due_on, LATENESS[one.lateness]


def _notes(change: ChangeView) -> tuple[str, ...]:
    if change.confirmed_at is not None:
        return (
            f"Thời hạn đã đổi ngày theo thay đổi lịch ghi lúc {full_instant(change.confirmed_at)}",
        )
    at = full_instant(change.previewed_at) if change.previewed_at else ""
    return (f"Xem trước lúc {at}: chưa ghi lịch, chưa thời hạn nào đổi ngày",)
