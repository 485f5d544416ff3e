"""Everything that a search finds, for whoever takes the whole list along."""

from collections.abc import Iterator

from cases.actor import Actor
from cases.database import Transaction
from cases.office import Office
from cases.queries.found_rows import found_rows
from cases.queries.search import SearchFilter, found_records
from cases.queries.search_rows import Hit, SearchRow
from cases.search.asked import read_asked

BATCH = 500


def every_found_row(
    tx: Transaction, office: Office, actor: Actor, *, filters: SearchFilter
) -> tuple[int, Iterator[SearchRow]]:
    """Return how much is found and all of it, newest first, whatever the page.

    What is found is read at once, the rows batch by batch as they are taken.
    """
    asked = read_asked(filters.text)
    found = found_records(tx, office, actor, filters, asked)
    hits: list[Hit] = []
    if found is not None:
        statement, key = found
        hits = [Hit(*row) for row in tx.execute(statement.order_by(key.desc()))]
    return len(hits), (
        row
        for start in range(0, len(hits), BATCH)
        for row in found_rows(tx, office, actor, hits[start : start + BATCH], asked)
    )
