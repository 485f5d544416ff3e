"""Lets records be found by another unit that has taken them over, without reading them anew."""

from sqlalchemy import ColumnElement, func, literal, update

from cases.database import Transaction
from cases.models.search_entry import SearchEntry
from cases.search.words import unit_word


def move_found_records(
    tx: Transaction, of_records: ColumnElement[bool], *, from_id: int, to_id: int
) -> None:
    """Put one unit in the place of another in the words of these entries.

    The words of a record stand with one blank between them.
    """
    before, after = f" {unit_word(from_id)} ", f" {unit_word(to_id)} "
    apart = literal(" ") + SearchEntry.words + literal(" ")
    tx.execute(
        update(SearchEntry)
        .where(of_records)
        .values(words=func.trim(func.replace(apart, before, after)))
        .execution_options(synchronize_session=False)
    )
