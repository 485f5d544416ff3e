"""By what the task list can be sorted."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import and_, func, or_, select

from cases.models.account import Account
from cases.models.case import Case
from cases.models.deadline import Deadline
from cases.models.party import Party
from cases.models.petition import Petition
from cases.models.work_item import WorkItem
from cases.queries.subject_columns import CODE, IS_AUTHOR, TITLE_F

_author = (
    select(func.min(Party.name_f)).where(IS_AUTHOR).correlate(Case, Petition).scalar_subquery()
)
_case_due = (
    select(func.max(Deadline.due_on))
    .where(
        or_(
            and_(Deadline.subject_kind == "case", Deadline.subject_id == Case.id),
            and_(Deadline.subject_kind == "petition", Deadline.subject_id == Petition.id),
        ),
        Deadline.closed_on.is_(None),
    )
    .correlate(Case, Petition)
    .scalar_subquery()
)
_holder = (
    select(Account.name_f)
    .where(Account.id == func.coalesce(WorkItem.claimant_id, WorkItem.assignee_id))
    .scalar_subquery()
)

SORTS: Mapping[str, Any] = {
    "due": WorkItem.due_on,
    "code": CODE,
    "step": WorkItem.name,
    "opened": WorkItem.opened_at,
    "title": TITLE_F,
    "author": _author,
    "case_due": _case_due,
    "holder": _holder,
}
"""Sort key -> SQL value; rows without a value come last."""

SORTS_OF_CASES = frozenset({"code", "title", "author", "case_due"})
"""Those that look at the case beside the step."""
