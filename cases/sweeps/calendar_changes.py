"""Previews large calendar changes and recomputes deadlines after confirmed ones."""

from time import perf_counter, sleep

from sqlalchemy import select

from cases.calendar_change.preview import preview
from cases.calendar_change.recompute import look_ahead, recompute_some
from cases.calendar_change.recount import Recounter
from cases.models.calendar_change import CalendarChange
from cases.office import Office

LONGEST_REST = 0.03
"""SQLite's waiting writers look again every 25 milliseconds, or sooner, at first."""


def sweep(office: Office) -> int:
    """Go on where the last process stopped; return how many changes were worked on."""
    waiting = _waiting(office)
    for change_id, status in waiting:
        if status == "previewing":
            preview(office, change_id)
        else:
            _recompute(office, change_id)
    return len(waiting)


def _waiting(office: Office) -> list[tuple[int, str]]:
    with office.database.reading() as tx:
        rows = tx.execute(
            select(CalendarChange.id, CalendarChange.status)
            .where(CalendarChange.status.in_(("previewing", "recomputing")))
            .order_by(CalendarChange.id)
        )
        return [(change_id, status) for change_id, status in rows]


def _recompute(office: Office, change_id: int) -> None:
    """Write batch after batch.

    On SQLite one writer locks the whole database. So the sweep gives others as much time as it
    took, and uses that time to compute what it will write next.
    """
    with office.database.reading() as tx:
        recounter = Recounter(office.calendar(tx))
    is_more, rest_until = True, 0.0
    while is_more:
        with office.database.reading() as tx:
            look_ahead(tx, change_id=change_id, recounter=recounter)
        sleep(max(0.0, rest_until - perf_counter()))
        began = perf_counter()
        with office.database.writing() as tx:
            is_more = recompute_some(tx, office, change_id=change_id, recounter=recounter)
        if office.database.is_sqlite:
            ended = perf_counter()
            rest_until = ended + min(LONGEST_REST, ended - began)
