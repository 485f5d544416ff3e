"""Whether opening a step is the first look of somebody other than who did the step before."""

from sqlalchemy import func, select

from cases.actor import Actor
from cases.database import Transaction
from cases.models.case_step import CaseStep
from cases.models.work_item import WorkItem


def unseen_item(tx: Transaction, actor: Actor, *, run_id: int, task_id: str) -> int | None:
    """Return the to-do row that this person would be the first to see; ``None`` if not."""
    newest = select(func.max(CaseStep.id)).where(
        CaseStep.run_id == run_id, CaseStep.account_id.is_not(None)
    )
    doer = select(CaseStep.account_id).where(CaseStep.id == newest.scalar_subquery())
    return tx.scalar(
        select(WorkItem.id).where(
            WorkItem.run_id == run_id,
            WorkItem.task_id == task_id,
            WorkItem.seen_at.is_(None),
            doer.scalar_subquery().is_distinct_from(actor.account_id),
        )
    )
