"""Lets the suspended run go on (tiếp tục giải quyết): the days that were left count on.

Parameters: ``event`` the event that is the decision to continue; ``field`` the field that asked for
its day.
"""

from typing import Any

from sqlalchemy import select, update

from cases.database import Transaction
from cases.models.run import Run
from cases.models.suspension import Suspension
from cases.office import Office
from cases.runs.last_event import last_event
from cases.runs.locked_run import LockedRun
from cases.runs.recounted_deadlines import recount, write_recounted
from cases.runs.refused_answer import refused_at
from engine.values import Effect

_TABLE: Any = Suspension.__table__


def perform(tx: Transaction, office: Office, run: LockedRun, effect: Effect) -> None:  # noqa: ARG001
    """Start the settlement and its clock again.

    Raises:
        SubmissionRefusedError: The decision to continue is older than the suspension.
    """
    decided = last_event(tx, run, effect.params["event"])
    of_run = (_TABLE.c.run_id == run.id, _TABLE.c.resumed_on.is_(None))
    begun = tx.execute(select(_TABLE.c.suspended_on).where(*of_run)).scalar_one()
    if decided.occurred_on < begun:
        problem = f"không sớm hơn {begun:%d/%m/%Y}, ngày tạm đình chỉ"
        raise refused_at(run, effect.params["field"], problem)
    tx.connection().execute(
        update(_TABLE)
        .where(*of_run)
        .values(resumed_on=decided.occurred_on, resumption_document_id=decided.document_id)
    )
    tx.execute(
        update(Run)
        .where(Run.id == run.parent_run_id)
        .values(paused_since=None, lock_version=Run.lock_version + 1)
        .execution_options(synchronize_session=False)
    )
    pausing = [one for one in run.deadlines if one.pauses and one.id]
    write_recounted(tx, run, recount(tx, run, pausing))
    run.others_follow = True
