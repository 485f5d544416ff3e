"""Whether a finished step can be corrected at all, whatever is to be corrected."""

from sqlalchemy import select

from cases.database import Transaction
from cases.errors import NotAmendableError
from cases.models.amendment import Amendment
from cases.models.case_step import CaseStep
from cases.runs.locked_run import LockedRun
from forms.fields import Form

NO_FORM = "no_form"
NOT_DONE = "not_done"
TAKEN_BACK = "taken_back"
DONE_AGAIN = "done_again"


def refuse_uncorrectable(tx: Transaction, run: LockedRun, step: CaseStep) -> Form:
    """Return the form that was filled in at a step.

    Raises:
        NotAmendableError: The step asks nothing, did not end by being done, was taken back, or
            was done again: what it recorded is no longer what counts.
    """
    form = form_of(run, step)
    if step.outcome != "done":
        raise _refusal(run, step, NOT_DONE)
    if form is None:
        raise _refusal(run, step, NO_FORM)
    if is_taken_back(tx, step):
        raise _refusal(run, step, TAKEN_BACK)
    later = tx.scalar(
        select(CaseStep.id).where(
            CaseStep.run_id == step.run_id,
            CaseStep.element == step.element,
            CaseStep.outcome == "done",
            CaseStep.id > step.id,
        )
    )
    if later is not None:
        raise _refusal(run, step, DONE_AGAIN)
    return form


def form_of(run: LockedRun, step: CaseStep) -> Form | None:
    """Return the form of a step or of the message that it records; ``None`` if it asks nothing."""
    notation = run.version.procedure.steps.get(step.element)
    message = run.version.info.messages.get(step.element)
    code = notation.form if notation else message.form if message else None
    return run.form(code if code in run.version.forms else None)


def is_taken_back(tx: Transaction, step: CaseStep) -> bool:
    """Tell whether a step was taken back."""
    found = tx.scalar(
        select(Amendment.id).where(Amendment.step_id == step.id, Amendment.kind == "taken_back")
    )
    return found is not None


def _refusal(run: LockedRun, step: CaseStep, reason: str) -> NotAmendableError:
    return NotAmendableError(
        reason, case_code=run.case_code, step_name=run.version.step_name(step.element)
    )
