"""What has been done in a case."""

from collections.abc import Mapping, Sequence

from sqlalchemy import or_, select

from cases.database import Transaction
from cases.models.account import Account
from cases.models.case_step import CaseStep
from cases.models.document import Document
from cases.models.run import Run
from cases.office import Office
from cases.queries.due_state import DueState, Urgency
from cases.queries.step_answers import step_answers
from cases.queries.subjects import Subject, about, belongs_to
from cases.queries.views import StepView


def case_steps(
    tx: Transaction, office: Office, subjects: Sequence[Subject]
) -> tuple[StepView, ...]:
    """Return the finished steps of all runs of the subjects, newest first.

    The first subject is the one the page is about: steps of the others, and of what was started
    beside its main procedure, say which procedure they belong to.
    """
    on_behalf = Account.__table__.alias("principal")
    rows = tx.execute(
        select(
            CaseStep,
            Account.full_name,
            on_behalf.c.full_name.label("principal"),
            Run.version_id,
            or_(Run.parent_run_id.is_not(None), Run.subject_kind != subjects[0][0]),
        )
        .join(Run, Run.id == CaseStep.run_id)
        .outerjoin(Account, Account.id == CaseStep.account_id)
        .outerjoin(on_behalf, on_behalf.c.id == CaseStep.on_behalf_of_id)
        .where(about(Run, subjects))
        .order_by(CaseStep.id.desc())
    ).all()
    papers = _papers_by_step(tx, subjects)
    answers = step_answers(tx, office, subjects)
    versions = {row.version_id: office.version(tx, row.version_id) for row in rows}
    return tuple(
        StepView(
            ended_at=step.ended_at,
            element=step.element,
            name=versions[version_id].step_name(step.element),
            outcome=step.outcome,
            summary=step.summary,
            actor=actor_name,
            on_behalf_of=principal,
            documents=papers.get(step.id, ()),
            due=_step_due(step),
            answers=answers.get(step.id, ()),
            run_id=step.run_id,
            id=step.id,
            procedure=versions[version_id].info.short_title if is_beside else "",
        )
        for step, actor_name, principal, version_id, is_beside in rows
    )


def _step_due(step: CaseStep) -> DueState | None:
    if step.due_on is None:
        return None
    ended_on = step.ended_at.date()
    urgency = Urgency.KEPT if ended_on <= step.due_on else Urgency.MISSED
    return DueState(urgency, step.due_on, days=(step.due_on - ended_on).days, closed_on=ended_on)


def _papers_by_step(tx: Transaction, subjects: Sequence[Subject]) -> Mapping[int, tuple[str, ...]]:
    papers: dict[int, tuple[str, ...]] = {}
    rows = tx.execute(
        select(Document.step_id, Document.number)
        .where(belongs_to(Document, subjects), Document.number.is_not(None))
        .order_by(Document.id)
    )
    for step_id, number in rows:
        papers[step_id or 0] = (*papers.get(step_id or 0, ()), number or "")
    return papers
