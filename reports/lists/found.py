"""Tra cứu: what was found, with the words and filters of the page."""

from collections.abc import Iterator, Mapping

from cases.actor import Actor
from cases.database import Transaction
from cases.office import Office
from cases.queries.every_found import every_found_row
from cases.queries.highlights import Pieces
from cases.queries.masking import masked_numbers
from cases.queries.search import SearchFilter
from cases.queries.search_rows import SearchRow
from reports.asked import from_asked
from reports.due_words import days_left, state_words
from reports.lists.my_work import NOT_RECORDED
from reports.sheet import Sheet
from reports.spreadsheet import Cell, Column

COLUMNS = (
    Column("Nhận ngày", 12),
    Column("Mã hồ sơ", 18),
    Column("Đơn", 18, wraps=True),
    Column("Loại", 18),
    Column("Nội dung", 50, wraps=True),
    Column("Người nộp đơn", 28, wraps=True),
    Column("Lĩnh vực", 28),
    Column("Đơn vị", 28),
    Column("Đang ở bước", 32, wraps=True),
    Column("Hạn gần nhất", 12),
    Column("Tình trạng", 18),
    Column("Còn (ngày)", 8),
    Column("Độ mật", 10),
)
SECRECY = {"none": "thường", "mat": "mật", "toi_mat": "tối mật", "tuyet_mat": "tuyệt mật"}


def sheet(tx: Transaction, office: Office, actor: Actor, asked: Mapping[str, str]) -> Sheet:
    """Return everything that is found."""
    filters = from_asked(SearchFilter, asked)
    total, rows = every_found_row(tx, office, actor, filters=filters)
    return Sheet(
        title="Tra cứu",
        unit=", ".join(dict.fromkeys(one.unit_name for one in actor.assignments)),
        file_name="tra-cuu",
        columns=COLUMNS,
        total=total,
        rows=_rows(office, rows),
        notes=(f"Tìm: {masked_numbers(filters.text)}",) if filters.text else (),
    )


def _rows(office: Office, rows: Iterator[SearchRow]) -> Iterator[tuple[Cell, ...]]:
    fields = {code: one.title for code, one in office.lists.fields.items()}
    for row in rows:
        authors = [_text(one.name) for one in row.parties if one.role == "author"]
        yield (
            None if row.is_secret else row.received_on,
            row.code,
            None if row.is_secret else "; ".join(row.petition_codes),
            None if row.is_secret else office.lists.kinds.get(row.kind, row.kind),
            _text(row.title),
            "; ".join(authors) or (NOT_RECORDED if row.kind == "denunciation" else ""),
            None if row.is_secret else fields.get(row.field or "", row.field),
            row.unit,
            "Tạm đình chỉ" if row.is_paused else "; ".join(row.steps) or "Đã kết thúc",
            row.due.due_on if row.due else None,
            state_words(row.due),
            days_left(row.due),
            SECRECY.get(row.secrecy, row.secrecy),
        )


def _text(pieces: Pieces) -> str:
    return "".join(one.text for one in pieces)
