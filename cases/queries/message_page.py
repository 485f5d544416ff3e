"""What the page needs that records a message, such as a withdrawal."""

from sqlalchemy import select

from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotFoundError, StepAlreadyDoneError
from cases.models.run import Run
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.case_page import case_page
from cases.queries.related_units import units_of_subject
from cases.queries.step_page import RECEIVED, known_values, offered_choices, stored_draft
from cases.queries.subjects import CODE_OF_RUN
from cases.queries.views import StepPage
from cases.secrecy import is_secret


def message_page(
    tx: Transaction, office: Office, actor: Actor, *, run_id: int, message: str
) -> StepPage:
    """Return the page of a message the run waits for.

    Raises:
        NotFoundError: No such run or message, or none the person may know of.
        StepAlreadyDoneError: The case does not wait for it any more.
        NotAllowedError: The person does not record it.
    """
    row = tx.execute(select(CODE_OF_RUN, Run).where(Run.id == run_id)).first()
    if row is None or row[0] is None:
        raise NotFoundError
    code, run = row
    case = case_page(tx, office, actor, code=code)
    version = office.version(tx, run.version_id)
    declared = version.info.messages.get(message)
    if declared is None:
        raise NotFoundError
    units = units_of_subject(tx, (case.subject_kind, case.id))
    require(Permission.MESSAGE_RECORD, actor, Target(units, declared.role))
    if message not in run.waits_for.split():
        raise StepAlreadyDoneError(
            case_code=code, step_name=declared.title, done_by=None, done_at=None
        )
    form = version.form(declared.form, case.secrecy)
    draft, saved_at = stored_draft(tx, actor, f"message:{run_id}:{message}")
    return StepPage(
        run_id=run_id,
        task_id=message,
        item_id=None,
        version_id=run.version_id,
        element=message,
        name=declared.title,
        role_title=office.roles[declared.role].title,
        case=case,
        form_content=version.form_content(declared.form) if declared.form else None,
        form_code=declared.form,
        choices=offered_choices(tx, office, form, units),
        values=known_values(case, form, office.today()),
        draft=draft,
        draft_saved_at=saved_at,
        due=None,
        deadline=None,
        can_claim=False,
        can_release=False,
        earliest=case.received_on,
        earliest_label=RECEIVED if case.received_on else "",
        is_status_only=is_secret(case.secrecy),
        next_steps=(),
    )
