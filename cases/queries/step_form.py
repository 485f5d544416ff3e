"""The form of one step, for reading what was posted."""

from functools import lru_cache
from typing import Any

from sqlalchemy import and_, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotFoundError
from cases.models.case import Case
from cases.models.case_step import CaseStep
from cases.models.petition import Petition
from cases.models.petition_case import PetitionCase
from cases.models.run import Run
from cases.models.work_item import WorkItem
from cases.office import Office
from cases.policy.visible_cases import visible_cases, visible_petitions
from cases.queries.step_page import RECEIVED, offered_choices
from cases.queries.views import StepForm
from cases.secrecy import is_secret

PEOPLE_AT_WORK = 500


def step_form(
    tx: Transaction, office: Office, actor: Actor, *, run_id: int, task_id: str
) -> StepForm:
    """Return the form of a step, open or done, in one statement.

    A form that names people costs one more. The right to complete the step is not looked at:
    ``complete_step`` does that under the lock.

    Raises:
        NotFoundError: No such step, or none the person may know of.
    """
    row = _find(tx, actor, run_id, task_id)
    version = office.version(tx, row.version_id)
    step = version.procedure.steps.get(row.element)
    form_code = step.form if step else None
    form = version.form(form_code, row.secrecy)
    units = frozenset({row.unit_id} if row.unit_id else ())
    return StepForm(
        version_id=version.id,
        form_code=form_code,
        form_content=version.form_content(form_code) if form_code else None,
        choices=offered_choices(tx, office, form, units),
        earliest=row.received_on,
        earliest_label=RECEIVED if row.received_on else "",
        is_status_only=is_secret(row.secrecy),
    )


def _find(tx: Transaction, actor: Actor, run_id: int, task_id: str) -> Any:  # noqa: ANN401
    wanted = {"of_run": run_id, "of_task": task_id}
    row = tx.connection().execute(_statement(actor), wanted).first()
    if row is None or row.element is None:
        raise NotFoundError
    return row


# Kept for the people at work: building the statement takes longer than running it.
@lru_cache(maxsize=PEOPLE_AT_WORK)
def _statement(actor: Actor) -> Any:  # noqa: ANN401
    of_run: Any = bindparam("of_run")
    of_task: Any = bindparam("of_task")
    joined = aliased(Petition)
    first = (
        select(func.min(joined.received_on))
        .join(PetitionCase, PetitionCase.petition_id == joined.id)
        .where(PetitionCase.case_id == Case.id)
        .scalar_subquery()
    )
    received_on = func.coalesce(Petition.received_on, first)
    of_case = and_(Run.subject_kind == "case", Case.id == Run.subject_id)
    of_petition = and_(Run.subject_kind == "petition", Petition.id == Run.subject_id)
    seen_case = and_(Case.id.is_not(None), visible_cases(actor))
    seen_petition = and_(Petition.id.is_not(None), visible_petitions(actor))
    waiting = and_(WorkItem.run_id == Run.id, WorkItem.task_id == of_task)
    done = and_(CaseStep.run_id == Run.id, CaseStep.task_id == of_task)
    return (
        select(
            Run.version_id,
            func.coalesce(WorkItem.element, CaseStep.element).label("element"),
            func.coalesce(WorkItem.unit_id, CaseStep.unit_id).label("unit_id"),
            received_on.label("received_on"),
            func.coalesce(Case.secrecy, Petition.secrecy).label("secrecy"),
        )
        .select_from(Run)
        .outerjoin(Case, of_case)
        .outerjoin(Petition, of_petition)
        .outerjoin(WorkItem, waiting)
        .outerjoin(CaseStep, done)
        .where(Run.id == of_run, or_(seen_case, seen_petition))
    )
