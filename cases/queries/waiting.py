"""What waits for one person, most urgent first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from cases.actor import Actor
from cases.database import Transaction
from cases.models.account import Account
from cases.models.case import Case
from cases.models.case_step import CaseStep
from cases.models.petition import Petition
from cases.models.run import Run
from cases.models.work_item import WorkItem
from cases.policy.visible_cases import workable_items
from cases.queries.due_state import DueState
from cases.queries.outlook import Outlook
from cases.queries.subject_columns import CODE


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A step that waits for the person.

    Attributes:
        sent_by: Who did the step before.
    """

    code: str
    name: str
    run_id: int
    task_id: str
    due: DueState | None
    sent_by: str | None
    opened_at: datetime


def waiting_for(
    tx: Transaction, actor: Actor, outlook: Outlook, limit: int
) -> tuple[tuple[WaitingRow, ...], int]:
    """Return the first steps that the person may do, and how many there are."""
    total = tx.scalar(select(func.count()).select_from(WorkItem).where(workable_items(actor)))
    if not total:
        return (), 0
    rows = tx.execute(
        select(
            WorkItem,
            CODE.label("code"),
            Run.paused_since,
        )
        .join(Run, Run.id == WorkItem.run_id)
        .outerjoin(Case, Case.id == WorkItem.case_id)
        .outerjoin(Petition, Petition.id == WorkItem.petition_id)
        .where(workable_items(actor))
        .order_by(WorkItem.due_on.asc().nulls_last(), WorkItem.id)
        .limit(limit)
    ).all()
    senders = _senders(tx, [row.WorkItem.run_id for row in rows])
    return tuple(_row(outlook, row, senders) for row in rows), total


def _row(outlook: Outlook, row: Any, senders: dict[int, str]) -> WaitingRow:  # noqa: ANN401
    item = row.WorkItem
    return WaitingRow(
        code=row.code or "",
        name=item.name,
        run_id=item.run_id,
        task_id=item.task_id,
        due=outlook.state(item.due_on, item.unit_id, is_paused=row.paused_since is not None),
        sent_by=senders.get(item.run_id),
        opened_at=item.opened_at,
    )


def _senders(tx: Transaction, run_ids: list[int]) -> dict[int, str]:
    newest = (
        select(func.max(CaseStep.id))
        .where(CaseStep.run_id.in_(run_ids), CaseStep.account_id.is_not(None))
        .group_by(CaseStep.run_id)
    )
    rows = tx.execute(
        select(CaseStep.run_id, Account.full_name)
        .join(Account, Account.id == CaseStep.account_id)
        .where(CaseStep.id.in_(newest))
    )
    return {run_id: name for run_id, name in rows}  # noqa: C416
