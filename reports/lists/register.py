"""A register as a file: every column, whatever the page shows of them."""

from collections.abc import Mapping

from cases.actor import Actor
from cases.database import Transaction
from cases.office import Office
from reports.asked import from_asked
from reports.registers.book import BookFilter, open_book
from reports.sheet import Sheet
from reports.spreadsheet import Column


def sheet(tx: Transaction, office: Office, actor: Actor, asked: Mapping[str, str]) -> Sheet:
    """Return the whole register."""
    filters = from_asked(BookFilter, asked)
    book = open_book(tx, office, actor, filters=filters, is_whole=True)
    register = book.register
    return Sheet(
        title=register.title,
        unit=book.unit.name or "Toàn thành phố",
        file_name=f"so-{register.address}",
        columns=[Column(one.title, one.width, wraps=one.wraps) for one in register.columns],
        total=book.total,
        rows=book.lines,
        notes=(register.basis, *_period(filters, register.dated)),
    )


def _period(filters: BookFilter, dated: str) -> tuple[str, ...]:
    since = f" từ {filters.since:%d/%m/%Y}" if filters.since else ""
    until = f" đến hết {filters.until:%d/%m/%Y}" if filters.until else ""
    return (f"{dated}{since}{until}",) if since or until else ()
