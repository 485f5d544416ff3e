"""Corrects a wrong date or field of a finished step (đính chính)."""

from dataclasses import dataclass

from cases import journal
from cases.actor import Actor
from cases.amendments.correction import Correction, plan_correction
from cases.amendments.standing_step import Standing, standing_step
from cases.amendments.written_correction import write_correction
from cases.database import Transaction
from cases.errors import NotFoundError, PreviewOutdatedError
from cases.models.case_step import CaseStep
from cases.office import Office
from cases.policy.permission_map import require, require_sight
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.runs.locked_run import LockedRun, lock_run
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
    standing = open_correction(tx, office, actor, step_id=step_id)
    correction = plan_correction(tx, office, standing, submission)
    if seen is not None and seen != correction.fingerprint:
        raise PreviewOutdatedError
    write_correction(tx, office, actor, correction)
    _note(tx, office, actor, correction)
    return Corrected(standing.run.case_code, standing.name, len(correction.moved))


def open_correction(tx: Transaction, office: Office, actor: Actor, *, step_id: int) -> Standing:
    """Return a step that the person may correct, as it stands; its run is locked.

    Raises:
        NotFoundError: No such step, or none the person may know of.
        NotAllowedError: The person may not correct it.
        NotAmendableError: Nobody can.
    """
    step = tx.get(CaseStep, step_id)
    if step is None:
        raise NotFoundError
    run = lock_run(tx, office, step.run_id)
    require_sight(actor, Target(unit_ids=frozenset(run.units.values())))
    require(Permission.STEP_CORRECT, actor, correcting(run, step))
    return standing_step(tx, run, step)


def correcting(run: LockedRun, step: CaseStep) -> Target:
    """Return what the permission to correct a step is asked for."""
    return Target(
        unit_ids=frozenset(run.units.values()),
        unit_id=step.unit_id or run.unit_id,
        done_by_id=step.account_id,
        is_closed=run.status != "running" and not run.has_siblings,
    )


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
            "fields": [change.field.key for change in correction.changes],
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
