"""Suspends the run on which this one was started (tạm đình chỉ giải quyết).

From the day of the decision its terms stand still, its timers do not fire, and only steps marked
``whilePaused`` can be done. Parameters: ``event`` the event that is the decision; ``ground`` the
fact that names its ground.
"""

from datetime import datetime, time

from sqlalchemy import update

from cases.database import Transaction
from cases.models.run import Run
from cases.models.suspension import Suspension
from cases.office import Office
from cases.rows import insert_rows
from cases.runs.last_event import last_event
from cases.runs.locked_run import LockedRun
from cases.runs.recounted_deadlines import recount, write_recounted
from config.clock import TIME_ZONE
from engine.values import Effect


def perform(tx: Transaction, office: Office, run: LockedRun, effect: Effect) -> None:  # noqa: ARG001
    """Stop the settlement and its clock."""
    decided = last_event(tx, run, effect.params["event"])
    since = datetime.combine(decided.occurred_on, time(), TIME_ZONE)
    tx.execute(
        update(Run)
        .where(Run.id == run.parent_run_id)
        .values(paused_since=since, next_fires_at=None, lock_version=Run.lock_version + 1)
        .execution_options(synchronize_session=False)
    )
    suspension = {
        "case_id": run.case_id,
        "run_id": run.id,
        "paused_run_id": run.parent_run_id,
        "ground": run.facts[effect.params["ground"]],
        "suspended_on": decided.occurred_on,
        "suspension_document_id": decided.document_id,
    }
    insert_rows(tx, Suspension, [suspension])
    pausing = [one for one in run.deadlines if one.pauses and one.id]
    write_recounted(tx, run, recount(tx, run, pausing))
