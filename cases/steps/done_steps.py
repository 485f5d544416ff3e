"""Says who ended a step that is no longer open."""

from sqlalchemy import select

from cases.database import Transaction
from cases.errors import NotFoundError, StepAlreadyDoneError
from cases.models.account import Account
from cases.models.case_step import CaseStep
from cases.models.work_item import WorkItem
from cases.runs.locked_run import LockedRun


def already_done(tx: Transaction, run: LockedRun, task_id: str) -> Exception:
    """Return the error for a step that does not wait (any more).

    ``NotFoundError`` when the run never had such a step.
    """
    row = tx.execute(
        select(CaseStep.element, CaseStep.ended_at, Account.full_name)
        .outerjoin(Account, Account.id == CaseStep.account_id)
        .where(CaseStep.run_id == run.id, CaseStep.task_id == task_id)
    ).one_or_none()
    if row is None:
        return NotFoundError()
    waiting = tx.scalars(select(WorkItem.name).where(WorkItem.run_id == run.id))
    return StepAlreadyDoneError(
        case_code=run.case_code,
        step_name=run.version.step_name(row.element),
        done_by=row.full_name,
        done_at=row.ended_at,
        next_steps=tuple(waiting),
    )
