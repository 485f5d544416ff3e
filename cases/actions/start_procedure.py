"""Starts a further procedure on a case that is under way, with its first step."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cases import journal
from cases.actions.drop_draft import drop_draft
from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotFoundError, NotOfferedError
from cases.models.case import Case
from cases.models.procedure_version import ProcedureVersion
from cases.models.run import Run
from cases.models.work_item import WorkItem
from cases.office import LoadedVersion, Office
from cases.policy.permission_map import require, require_sight
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.rows import insert_row
from cases.runs.locked_run import LockedRun, lock_run
from cases.runs.work_items import unit_of
from cases.separation.own_matter import refuse_own_matter
from cases.steps.checked_submission import checked_answers, refuse_unlawful
from cases.steps.decision_to_enforce import decision_to_enforce
from cases.steps.enforcement_records import write_enforcement
from cases.steps.filed_answers import FiledAnswers
from cases.steps.first_step import take_first_step
from cases.steps.kept_words import keep_words, note_kept_words
from cases.steps.move import Move
from cases.steps.sent_form import take_turn_of_form
from cases.steps.startable import NOT_IN_FORCE, why_not
from cases.steps.step_done import StepDone
from cases.steps.written_records import write_case, write_decision
from cases.versions import version_on
from forms.fields import Form
from forms.submission import Submission


@dataclass(frozen=True, slots=True)
class _Start:
    """What one start works with."""

    tx: Transaction
    office: Office
    actor: Actor
    parent: LockedRun
    version: LoadedVersion

    @property
    def form(self) -> Form | None:
        """The form of the first step."""
        form = self.version.procedure.steps[self.version.info.intake_step].form
        return self.version.form(form, self.parent.secrecy)


def start_procedure(
    tx: Transaction,
    office: Office,
    actor: Actor,
    *,
    case_code: str,
    procedure: str,
    submission: Submission,
    token: str,
) -> StepDone:
    """Start ``procedure`` on a case and complete its first step, in one transaction.

    The version is the one in force on the day of the act that the form records, not on the day
    on which the case was accepted. Sending the same form twice (``token``) starts once.

    Args:
        tx: A writing transaction.
        office: The installation.
        actor: Who starts it.
        case_code: The case.
        procedure: Code of a procedure with ``on_case``.
        submission: The answers to the form of its first step.
        token: Of the form.

    Raises:
        NotFoundError: No such case, or none the person may know of, or no such procedure.
        NotAllowedError: The person does not hold the role that starts it.
        OwnMatterError: The case is about the person.
        NotOfferedError: The case does not stand where it can be started.
        SubmissionRefusedError: The answers have errors, or the law does not allow them.
    """
    take_turn_of_form(tx, token)
    parent = _main_run(tx, office, case_code)
    units = frozenset(parent.units.values())
    require_sight(actor, Target(unit_ids=units))
    version = _version(tx, office, procedure, submission)
    info = version.info
    if not info.on_case or info.kind != parent.kind:
        raise NotFoundError
    start = _Start(tx, office, actor, parent, version)
    notation = version.procedure.steps[info.intake_step]
    unit_id = unit_of(parent, notation)
    require(Permission.PROCEDURE_START, actor, Target(units, info.action_role, unit_id))
    refuse_own_matter(parent, info.action_role, actor, notation.name)
    started = tx.scalar(select(Run.id).where(Run.start_token == token))
    if started is not None:
        waiting = tx.scalars(select(WorkItem.name).where(WorkItem.run_id == started))
        return StepDone(parent.case_id, parent.case_code, notation.name, tuple(waiting))
    _refuse_where_it_cannot_start(start)
    return _start(start, submission, token)


def _start(start: _Start, submission: Submission, token: str) -> StepDone:
    tx, office, actor = start.tx, start.office, start.actor
    version, info = start.version, start.version.info
    answers, kept = keep_words(actor, start.parent.unit_id, submission)
    filed = checked_answers(start.form, answers)
    run = _open_run(start, token)
    refuse_unlawful(run, start.form, filed.events, submission, office.today())
    move = Move(tx, office, run, actor, office.clock.now())
    _take_first_step(move, actor, filed)
    note_kept_words(tx, office, actor, (run.subject_kind, run.subject_id), kept)
    drop_draft(tx, office, actor, place=f"start:{run.case_code}:{info.code}")
    journal.write(
        tx,
        office,
        actor,
        "start_procedure",
        subject=(run.subject_kind, run.subject_id),
        detail={
            "run": run.id,
            "procedure": info.code,
            "version": version.id,
            "facts": sorted(move.facts),
            "events": [[event.code, event.occurred_on] for event in move.events],
        },
    )
    step = version.procedure.steps[info.intake_step]
    names = tuple(one.notation.name for one in move.open_steps)
    return StepDone(run.case_id, run.case_code, step.name, names)


def _take_first_step(move: Move, actor: Actor, filed: FiledAnswers) -> None:
    first = take_first_step(move, actor, filed, usual_document="attachment")
    write_decision(first.writing, filed)
    write_case(first.writing, filed, move.events)
    write_enforcement(first.writing, filed, first.document_id)
    first.save(move)


def _main_run(tx: Transaction, office: Office, case_code: str) -> LockedRun:
    run_id = tx.scalar(
        select(Run.id)
        .join(Case, (Run.subject_kind == "case") & (Run.subject_id == Case.id))
        .where(Case.code == case_code, Run.parent_run_id.is_(None))
        .order_by(Run.id.desc())
        .limit(1)
    )
    if run_id is None:
        raise NotFoundError
    return lock_run(tx, office, run_id)


def _version(
    tx: Transaction, office: Office, procedure: str, submission: Submission
) -> LoadedVersion:
    """Return the version of the day of the act; the form of today's version was filled in."""
    today = office.version(tx, version_on(tx, procedure, office.today()).id)
    day = next(
        (
            value
            for form in today.forms.values()
            for field in form.fields
            if field.event == today.info.version_event
            and isinstance(value := submission.values.get(field.key), date)
        ),
        office.today(),
    )
    return office.version(tx, version_on(tx, procedure, day).id)


def _refuse_where_it_cannot_start(start: _Start) -> None:
    tx, parent, info = start.tx, start.parent, start.version.info
    if version_on(tx, info.code, start.office.today()).is_before_first:
        raise NotOfferedError(info.action_title, NOT_IN_FORCE, parent.case_code)
    codes = tx.scalars(
        select(ProcedureVersion.code)
        .join(Run, Run.version_id == ProcedureVersion.id)
        .where(
            Run.subject_kind == parent.subject_kind,
            Run.subject_id == parent.subject_id,
            Run.status == "running",
        )
    )
    reason = why_not(
        start.version,
        running_terms={one.term for one in parent.deadlines},
        running_codes=set(codes),
        is_paused=parent.is_paused,
        can_enforce=lambda: decision_to_enforce(tx, parent.case_id) is not None,
    )
    if reason:
        raise NotOfferedError(info.action_title, reason, parent.case_code)


def _open_run(start: _Start, token: str) -> LockedRun:
    row = {
        "version_id": start.version.id,
        "subject_kind": start.parent.subject_kind,
        "subject_id": start.parent.subject_id,
        "parent_run_id": start.parent.id,
        "state": b"",
        "status": "running",
        "timers": "[]",
        "waits_for": "",
        "visited": "",
        "lock_version": 1,
        "started_at": start.office.clock.now(),
        "start_token": token,
    }
    return lock_run(start.tx, start.office, insert_row(start.tx, Run, row))
