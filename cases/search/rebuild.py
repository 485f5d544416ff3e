"""Writes the whole index anew, in batches, while people work."""

from collections.abc import Callable, Iterator, Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import InstrumentedAttribute

from cases.database import Database, Transaction
from cases.folding import joined_words
from cases.models.case import Case
from cases.models.document import Document
from cases.models.petition import Petition
from cases.models.search_entry import SearchEntry
from cases.search.entries import forget_erased_words, index_cases, index_petitions

BATCH = 500

Said = Callable[[int], None]


def fill_if_empty(database: Database) -> int:
    """Index what was recorded before there was an index; return how many records were written."""
    with database.reading() as tx:
        is_empty = tx.scalar(select(SearchEntry.key).limit(1)) is None
    return rebuild(database) if is_empty else 0


def rebuild(database: Database, said: Said | None = None) -> int:
    """Index every case, and every petition without one. Safe to run again, and at any time.

    Each batch is a transaction of its own, so that nobody waits long.

    Args:
        database: The database.
        said: Told from time to time how many records have been written.

    Returns:
        How many records can be found.
    """
    written = 0
    for column, write in ((Case.id, index_cases), (Petition.id, index_petitions)):
        for ids in _batches(database, column):
            with database.writing() as tx:
                written += write(tx, ids)
            if said:
                said(written)
    for ids in _batches(database, Document.id):
        with database.writing() as tx:
            _fold_numbers(tx, ids)
    with database.writing() as tx:
        forget_erased_words(tx)
    return written


def _batches(database: Database, column: InstrumentedAttribute[int]) -> Iterator[Sequence[int]]:
    last = 0
    while True:
        with database.reading() as tx:
            ids = list(
                tx.scalars(select(column).where(column > last).order_by(column).limit(BATCH))
            )
        if not ids:
            return
        yield ids
        last = ids[-1]


def _fold_numbers(tx: Transaction, ids: Sequence[int]) -> None:
    numbers = tx.execute(
        select(Document.id, Document.number).where(
            Document.id.in_(ids), Document.number.is_not(None), Document.number_f.is_(None)
        )
    )
    rows = [{"id": one, "number_f": joined_words(number or "")} for one, number in numbers]
    if rows:
        tx.execute(update(Document), rows)
