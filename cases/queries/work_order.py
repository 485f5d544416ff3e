"""By what the task list can be sorted."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from cases.models.account import Account
from cases.models.case import Case
from cases.models.deadline import Deadline
from cases.models.party import Party
from cases.models.petition_case import PetitionCase
from cases.models.work_item import WorkItem

_author = (
    select(func.min(Party.name_f))
    .join(PetitionCase, PetitionCase.petition_id == Party.petition_id)
    .where(PetitionCase.case_id == Case.id, Party.role == "author")
    .scalar_subquery()
)
_case_due = (
    select(func.max(Deadline.due_on))
    .where(
        Deadline.subject_kind == "case",
        Deadline.subject_id == Case.id,
        Deadline.closed_on.is_(None),
    )
    .scalar_subquery()
)
_holder = (
    select(Account.name_f)
    .where(Account.id == func.coalesce(WorkItem.claimant_id, WorkItem.assignee_id))
    .scalar_subquery()
)

SORTS: Mapping[str, Any] = {
    "due": WorkItem.due_on,
    "code": Case.code,
    "step": WorkItem.name,
    "opened": WorkItem.opened_at,
    "title": Case.title_f,
    "author": _author,
    "case_due": _case_due,
    "holder": _holder,
}
"""Sort key -> SQL value; rows without a value come last."""

SORTS_OF_CASES = frozenset({"code", "title", "author", "case_due"})
"""Those that look at the case beside the step."""
