"""Previews large calendar changes and recomputes deadlines after confirmed ones."""

from time import perf_counter, sleep

from sqlalchemy import select

from cases.calendar_change.preview import preview
from cases.calendar_change.recompute import recompute_some
from cases.calendar_change.recount import Recounter
from cases.models.calendar_change import CalendarChange
from cases.office import Office


def sweep(office: Office) -> int:
    """Go on where the last process stopped; return how many changes were worked on.

    On SQLite, where one writer locks the whole database, the sweep rests after each commit as
    long as it took, so that people are not kept waiting.
    """
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
    with office.database.reading() as tx:
        recounter = Recounter(office.calendar(tx))
    is_more = True
    while is_more:
        began = perf_counter()
        with office.database.writing() as tx:
            is_more = recompute_some(tx, office, change_id=change_id, recounter=recounter)
        if office.database.is_sqlite:
            sleep(min(0.05, perf_counter() - began))
