"""All rows of a list of what is due, for whoever takes the whole list along."""

from collections.abc import Iterator

from cases.actor import Actor
from cases.database import Transaction
from cases.office import Office
from cases.policy.permissions import Permission
from cases.queries.due_list import DueFilter, DueListPage, holder_name, listed
from cases.queries.outlook import read_outlook
from cases.queries.pending_lines import first_lines, number_of
from cases.queries.pending_rows import PendingRow, pending_rows
from cases.queries.unit_choice import choose_unit

BATCH = 500


def every_due_row(
    tx: Transaction, office: Office, actor: Actor, *, filters: DueFilter
) -> tuple[DueListPage, Iterator[PendingRow]]:
    """Return what the list is (its page without rows), and all its rows.

    What stands in it is read at once, the rows batch by batch as they are taken.

    Raises:
        NotAllowedError: The person does not work on cases in this unit.
        NotFoundError: There is no such unit.
    """
    unit = choose_unit(tx, office, actor, Permission.UNIT_PENDING_READ, filters.unit_id)
    outlook = read_outlook(tx, office)
    lines = listed(outlook, unit.unit_id, filters)
    places = list(first_lines(tx, lines, number_of(tx, lines)).items())
    page = DueListPage(
        unit=unit,
        holder_name=holder_name(tx, unit.unit_id, filters.holder_id),
        rows=(),
        total=len(places),
        page=1,
        pages=1,
        outlook=outlook,
    )

    def rows() -> Iterator[PendingRow]:
        for start in range(0, len(places), BATCH):
            some = dict(places[start : start + BATCH])
            (batch,) = pending_rows(tx, office, actor, outlook, some)
            yield from batch

    return page, rows()
