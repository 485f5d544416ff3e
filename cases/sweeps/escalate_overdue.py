"""Tells the inspectorate of deadlines that stay open long after they became late."""

from typing import Any

from sqlalchemy import func, not_, select

from cases.database import Transaction
from cases.models.case import Case
from cases.models.deadline import Deadline
from cases.models.notice import Notice
from cases.models.run import Run
from cases.office import Office
from cases.queries.pending import DEADLINE_STANDS_STILL, open_deadlines
from cases.queries.subject_columns import with_subject_of_deadline
from cases.rows import insert_rows
from cases.runs.notice_messages import ESCALATED
from cases.turns import take_turn

BATCH = 200
TOLD = "inspectorate"

_NEWEST_RUN = (
    select(func.max(Run.id))
    .where(
        Run.subject_kind == Deadline.subject_kind,
        Run.subject_id == Deadline.subject_id,
        Run.status == "running",
    )
    .correlate(Deadline)
    .scalar_subquery()
)


def sweep(office: Office) -> int:
    """Write one notice per deadline that is due for it; return how many it wrote.

    The head has been told by the diagram when the deadline became late. The inspectorate is told
    when so many full working days have passed since as the installation says.
    """
    told = 0
    while True:
        with office.database.reading() as tx:
            ids = _due(tx, office)
        if not ids:
            return told
        with office.database.writing() as tx:
            told += _tell(tx, office, ids)


def _due(tx: Transaction, office: Office) -> list[int]:
    first = _untold(tx, office).order_by(Deadline.due_on).limit(BATCH)
    return [row.id for row in tx.execute(first)]


def _tell(tx: Transaction, office: Office, ids: list[int]) -> int:
    """Tell of those that still need it: another worker may have been faster."""
    take_turn(tx, "escalate_overdue")
    found = tx.execute(
        with_subject_of_deadline(_untold(tx, office))
        .add_columns(Deadline.term, Case.id.label("case_id"), _NEWEST_RUN.label("run_id"))
        .where(Deadline.id.in_(ids))
    ).all()
    if found:
        insert_rows(tx, Notice, [_notice(office, row) for row in found])
    return len(found)


def _untold(tx: Transaction, office: Office) -> Any:  # noqa: ANN401 - a statement
    limit = office.calendar(tx).add_working(office.today(), -office.settings.escalation_days)
    notice = select(Notice.id).where(Notice.deadline_id == Deadline.id, Notice.message == ESCALATED)
    return open_deadlines(
        None,
        Deadline.due_on < limit,
        not_(DEADLINE_STANDS_STILL),
        not_(notice.exists()),
        _NEWEST_RUN.is_not(None),
    )


def _notice(office: Office, row: Any) -> dict[str, object]:  # noqa: ANN401
    return {
        "run_id": row.run_id,
        "case_id": row.case_id,
        "unit_id": row.unit_id,
        "deadline_id": row.id,
        "role": TOLD,
        "message": ESCALATED,
        "term": row.term,
        "element": "",
        "at": office.clock.now(),
    }
