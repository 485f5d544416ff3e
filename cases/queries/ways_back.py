"""Where a step may be sent back to, and what a step that was sent back is told."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from cases.actor import Actor
from cases.database import Transaction
from cases.models.account import Account
from cases.models.answer import Answer
from cases.models.case_step import CaseStep
from cases.office import Office
from cases.queries.step_page import step_page
from cases.queries.views import CaseView
from cases.steps.return_reason import RETURN_REASON, RETURNED_TO


@dataclass(frozen=True, slots=True)
class WayBack:
    """An earlier step of the same procedure."""

    element: str
    name: str


@dataclass(frozen=True, slots=True)
class Returned:
    """Who sent a step back, when, from where and why; ``reason`` is empty once erased."""

    actor: str
    at: datetime
    from_step: str
    reason: str


@dataclass(frozen=True, slots=True)
class WaysBackPage:
    """The page that asks where to and why."""

    run_id: int
    task_id: str
    name: str
    case: CaseView
    ways: tuple[WayBack, ...]


def ways_back(
    tx: Transaction, office: Office, version_id: int, element: str
) -> tuple[WayBack, ...]:
    """Return the steps to which the diagram lets a step be sent back."""
    steps = office.version(tx, version_id).procedure.steps
    return tuple(WayBack(one, steps[one].name) for one in steps[element].send_back_to)


def ways_back_page(
    tx: Transaction, office: Office, actor: Actor, *, run_id: int, task_id: str
) -> WaysBackPage:
    """Return what the page of sending back needs.

    Raises:
        CasesError: As for the page of the step itself.
    """
    page = step_page(tx, office, actor, run_id=run_id, task_id=task_id)
    ways = ways_back(tx, office, page.version_id, page.element)
    return WaysBackPage(run_id, task_id, page.name, page.case, ways)


def returned(
    tx: Transaction, office: Office, version_id: int, *, run_id: int, element: str
) -> Returned | None:
    """Return why a waiting step was sent back; ``None`` once it was done again, or never was."""
    to, why = aliased(Answer), aliased(Answer)
    done = select(func.max(CaseStep.id)).where(
        CaseStep.run_id == run_id, CaseStep.element == element, CaseStep.outcome == "done"
    )
    row = tx.execute(
        select(CaseStep.element, CaseStep.ended_at, Account.full_name, why.value)
        .join(to, (to.step_id == CaseStep.id) & (to.key == RETURNED_TO))
        .join(Account, Account.id == CaseStep.account_id)
        .outerjoin(why, (why.step_id == CaseStep.id) & (why.key == RETURN_REASON))
        .where(
            CaseStep.run_id == run_id,
            CaseStep.outcome == "sent_back",
            to.value == json.dumps(element),
            CaseStep.id > func.coalesce(done.scalar_subquery(), 0),
        )
        .order_by(CaseStep.id.desc())
    ).first()
    if row is None:
        return None
    name = office.version(tx, version_id).step_name(row.element)
    return Returned(row.full_name, row.ended_at, name, json.loads(row.value) if row.value else "")
