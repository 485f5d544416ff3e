"""Corrects a wrong date or field of a finished step (đính chính)."""

from dataclasses import dataclass

from cases import journal
from cases.actor import Actor
from cases.amendments.correction import Correction, plan_correction
from cases.amendments.opened_correction import open_correction
from cases.amendments.written_correction import write_correction
from cases.database import Transaction
from cases.errors import PreviewOutdatedError
from cases.journal.changes import change_of_field
from cases.office import Office
from cases.steps.filed_answers import storable
from forms.submission import Submission


@dataclass(frozen=True, slots=True)
class Corrected:
    """What was corrected; ``moved_count`` is the number of deadlines with another due date."""

    case_code: str
    step_name: str
    moved_count: int


def correct_step(
    tx: Transaction,
    office: Office,
    actor: Actor,
    *,
    step_id: int,
    submission: Submission,
    seen: str | None = None,
) -> Corrected:
    """Write a correction: what was recorded stays, the new values count from now on.

    Args:
        tx: A writing transaction.
        office: The installation.
        actor: Who corrects.
        step_id: The finished step.
        submission: The answers as they should have been, with the reason.
        seen: Fingerprint of the preview that was confirmed, if there was one.

    Raises:
        NotFoundError: No such step, or none the person may know of.
        NotAllowedError: The person neither did the step nor heads its unit, or it is too late.
        NotAmendableError: The step cannot be corrected.
        SubmissionRefusedError: The answers have errors, or may not be corrected this way.
        PreviewOutdatedError: Something else would follow than what was looked at.
    """
    standing, actor = open_correction(tx, office, actor, step_id=step_id)
    correction = plan_correction(tx, office, standing, submission)
    if seen is not None and seen != correction.fingerprint:
        raise PreviewOutdatedError
    write_correction(tx, office, actor, correction)
    _note(tx, office, actor, correction)
    return Corrected(standing.run.case_code, standing.name, len(correction.moved))


def _note(tx: Transaction, office: Office, actor: Actor, correction: Correction) -> None:
    run, step = correction.standing.run, correction.standing.step
    journal.write(
        tx,
        office,
        actor,
        "correct_step",
        subject=(run.subject_kind, run.subject_id),
        detail={
            "run": run.id,
            "step": step.id,
            "fields": [
                change_of_field(change.field, storable(change.old), storable(change.new))
                for change in correction.changes
            ],
            "events": [
                [event.code, event.occurred_on, correction.dates[event.id]]
                for event in correction.standing.events
                if event.id in correction.dates
            ],
            "deadlines": [
                [one.id, one.term, one.old_due_on, one.due_on] for one in correction.moved
            ],
        },
    )
