"""Whether the last step of a run can still be taken back by who did it."""

from typing import Any

from sqlalchemy import select

from cases.database import Transaction
from cases.errors import NotAmendableError
from cases.models.account import Account
from cases.models.case_step import CaseStep
from cases.models.decision import Decision
from cases.models.work_item import WorkItem
from cases.runs.locked_run import LockedRun

MESSAGE = "message"
REGISTERED = "registered"
EFFECTS = "effects"
SIGNED = "signed"
MOVED_ON = "moved_on"
SEEN = "seen"
CLOSED = "closed"


def refuse_untakeable(tx: Transaction, run: LockedRun, step: CaseStep) -> None:
    """Pass silently when the step can be taken back; its open steps are locked then.

    Raises:
        NotAmendableError: It entered the petition in the books or records a message, something
            followed from it that cannot be undone, or the next person has it already.
    """
    reason = _of_itself(run, step)
    if reason is None and tx.scalar(select(Decision.id).where(Decision.step_id == step.id)):
        reason = SIGNED
    if reason is None and _newest(tx, run) != step.id:
        reason = MOVED_ON
    if reason is not None:
        raise _refusal(run, step, reason)
    _refuse_seen(tx, run, step)


def _of_itself(run: LockedRun, step: CaseStep) -> str | None:
    if run.status != "running":
        return CLOSED
    if step.outcome != "done":
        return MOVED_ON
    if step.element not in run.version.procedure.steps:
        return MESSAGE
    if step.element in run.version.info.first_steps:
        return REGISTERED
    return EFFECTS if step.effects else None


def _newest(tx: Transaction, run: LockedRun) -> int | None:
    of_run = select(CaseStep.id).where(CaseStep.run_id == run.id)
    return tx.scalar(of_run.order_by(CaseStep.id.desc()).limit(1))


def _refuse_seen(tx: Transaction, run: LockedRun, step: CaseStep) -> None:
    """Lock the open steps first: whoever opens one at this moment waits, or has done so."""
    items = tx.scalars(
        select(WorkItem)
        .where(WorkItem.run_id == run.id)
        .order_by(WorkItem.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    for item in items:
        others = {item.claimant_id} - {None, step.account_id}
        if item.opened_at >= step.ended_at and (item.seen_at is not None or others):
            holder: Any = tx.get(Account, item.claimant_id) if item.claimant_id else None
            detail = holder.full_name if holder else item.name
            raise _refusal(run, step, SEEN, detail)


def _refusal(run: LockedRun, step: CaseStep, reason: str, detail: str = "") -> NotAmendableError:
    name = run.version.step_name(step.element)
    return NotAmendableError(reason, case_code=run.case_code, step_name=name, detail=detail)
