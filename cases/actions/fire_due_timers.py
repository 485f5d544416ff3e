"""Fires the timers of one run that have come due."""

from functools import partial

from cases import journal
from cases.database import Transaction
from cases.office import Office
from cases.runs.locked_run import lock_run
from cases.steps.move import Move
from engine import runner


def fire_due_timers(tx: Transaction, office: Office, *, run_id: int) -> bool:
    """Tick one run, if it is still due; tell whether it was.

    Raises:
        NotFoundError: No such run.
    """
    run = lock_run(tx, office, run_id)
    move = Move(tx, office, run, None, office.clock.now())
    if run.status != "running" or not move.is_due:
        return False
    move.turn(partial(runner.tick, run.version.procedure))
    move.save()
    journal.write(
        tx,
        office,
        None,
        "fire_due_timers",
        subject=(run.subject_kind, run.subject_id),
        detail={"run": run.id, "path": sorted(move.visited - run.visited)},
    )
    return True
