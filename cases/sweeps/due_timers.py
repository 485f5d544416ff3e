"""Fires the timers that have come due."""

from time import perf_counter, sleep

import structlog
from sqlalchemy import select

from cases.actions.fire_due_timers import fire_due_timers
from cases.errors import CasesError
from cases.models.run import Run
from cases.office import Office
from engine.errors import EngineError

_log = structlog.get_logger(__name__)


def sweep(office: Office) -> int:
    """Tick every run that is due, one transaction each; return how many were.

    Only runs that are due are loaded, whatever the number of open ones. On SQLite, where one
    writer locks the whole database, the sweep rests after each run as long as the run took, so
    that people are not kept waiting. A run that cannot be moved is logged and left for the
    next sweep; it does not keep the others.
    """
    return sum(_fire(office, run_id) for run_id in _due_runs(office))


def _due_runs(office: Office) -> list[int]:
    with office.database.reading() as tx:
        return list(
            tx.scalars(
                select(Run.id)
                .where(Run.status == "running", Run.next_fires_at <= office.clock.now())
                .order_by(Run.next_fires_at)
            )
        )


def _fire(office: Office, run_id: int) -> bool:
    began = perf_counter()
    try:
        with office.database.writing() as tx:
            fired = fire_due_timers(tx, office, run_id=run_id)
    except (EngineError, CasesError) as error:
        _log.error("run_cannot_be_moved", run_id=run_id, error=type(error).__name__)
        fired = False
    if office.database.is_sqlite:
        sleep(min(0.05, perf_counter() - began))
    return fired
