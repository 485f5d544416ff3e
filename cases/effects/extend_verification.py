"""Sets a later end of the verification (gia hạn xác minh) inside the term for settling.

The steps that were given time until the former end are given it until the new one.

That the new end lies within the term is checked where the form is read. Parameters: ``until`` the
fact that holds the new end; ``field`` the field that asked for it.
"""

from datetime import date

from sqlalchemy import update

from cases.database import Transaction
from cases.models.case import Case
from cases.models.work_item import WorkItem
from cases.office import Office
from cases.runs.locked_run import LockedRun
from cases.runs.refused_answer import refused_at
from engine.values import Effect


def perform(tx: Transaction, office: Office, run: LockedRun, effect: Effect) -> None:  # noqa: ARG001
    """Write the new end on the case.

    Raises:
        SubmissionRefusedError: There is no end yet, or the new one is not later.
    """
    until = date.fromisoformat(str(run.facts[effect.params["until"]]))
    case = tx.get_one(Case, run.case_id)
    if case.verify_until is None:
        problem = "không nhận: chưa giao xác minh, chưa có hạn xác minh để gia hạn"
        raise refused_at(run, effect.params["field"], problem)
    if until <= case.verify_until:
        problem = f"phải sau {case.verify_until:%d/%m/%Y}, hạn xác minh hiện nay"
        raise refused_at(run, effect.params["field"], problem)
    case.verify_until = until
    tx.flush()
    tx.execute(
        update(WorkItem)
        .where(WorkItem.run_id == run.parent_run_id, WorkItem.until_on.is_not(None))
        .values(until_on=until)
        .execution_options(synchronize_session=False)
    )
    run.others_follow = True
