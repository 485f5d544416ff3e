"""Records something that happens to a running case from outside, such as a withdrawal."""

from functools import partial
from typing import cast
from uuid import uuid4

from cases import journal
from cases.actions.drop_draft import drop_draft
from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotFoundError, StepAlreadyDoneError
from cases.office import Office
from cases.policy.permission_map import require, require_sight
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.runs.locked_run import LockedRun, lock_run
from cases.runs.work_items import FinishedStep, write_steps
from cases.separation.own_matter import refuse_own_matter
from cases.steps.checked_submission import checked_answers, refuse_unlawful
from cases.steps.filed_answers import FiledAnswers
from cases.steps.kept_words import keep_words, note_kept_words
from cases.steps.move import Move
from cases.steps.step_done import StepDone
from cases.steps.written_petition import write_petition
from cases.steps.written_records import Writing, write_answers, write_case, write_documents
from engine import runner
from engine.catalog import MessageDeclaration
from engine.errors import MessageNotAwaitedError
from forms.submission import Submission


def record_message(
    tx: Transaction,
    office: Office,
    actor: Actor,
    *,
    run_id: int,
    message: str,
    submission: Submission | None = None,
) -> StepDone:
    """Let the run catch ``message`` with the answers of the message's form.

    Raises:
        NotFoundError: No such run or message, or none the person may know of.
        NotAllowedError: The person does not hold the role that records it.
        StepAlreadyDoneError: The case does not wait for it any more.
        SubmissionRefusedError: The answers have errors or impossible dates.
    """
    place = f"message:{run_id}:{message}"
    run = lock_run(tx, office, run_id, account_id=actor.account_id, place=place)
    declared = _declared(run, actor, message)
    form = run.form(declared.form)
    submission, kept = keep_words(actor, run.unit_id, submission)
    filed = checked_answers(form, submission)
    refuse_unlawful(run, form, filed.events, submission, office.today())

    move = Move(tx, office, run, actor, office.clock.now())
    if move.is_due:
        move.turn(partial(runner.tick, run.version.procedure))
    move.record(filed.facts, filed.events)
    try:
        move.turn(partial(runner.catch, run.version.procedure, message=message))
    except MessageNotAwaitedError as error:
        raise StepAlreadyDoneError(
            case_code=run.case_code, step_name=declared.title, done_by=None, done_at=None
        ) from error
    _write(move, message, declared.role, filed)
    note_kept_words(tx, office, actor, (run.subject_kind, run.subject_id), kept)
    if run.has_draft:
        drop_draft(tx, office, actor, place=place)
    journal.write(
        tx,
        office,
        actor,
        "record_message",
        subject=(run.subject_kind, run.subject_id),
        detail={"run": run.id, "message": message},
    )
    names = tuple(step.notation.name for step in move.open_steps)
    return StepDone(run.case_id, run.case_code, declared.title, names)


def _declared(run: LockedRun, actor: Actor, message: str) -> MessageDeclaration:
    units = frozenset(run.units.values())
    require_sight(actor, Target(unit_ids=units))
    declared = run.version.info.messages.get(message)
    if declared is None:
        raise NotFoundError
    require(Permission.MESSAGE_RECORD, actor, Target(unit_ids=units, role=declared.role))
    refuse_own_matter(run, declared.role, actor, declared.title)
    return declared


def _write(move: Move, message: str, role: str, filed: FiledAnswers) -> None:
    actor, run = cast("Actor", move.actor), move.run
    finished = FinishedStep(
        task_id=uuid4().hex,
        element=message,
        role=role,
        unit_id=run.unit_id,
        outcome="done",
        summary="; ".join(filed.codes),
        due_on=None,
        opened_at=move.now,
    )
    step_id = write_steps(move.tx, run, finished, [], at=move.now, account_id=actor.account_id)
    writing = Writing(move.tx, move.office, run, move.now, actor.account_id, step_id)
    document_id = write_documents(writing, filed, "attachment")
    write_answers(writing, filed.answers)
    write_case(writing, filed, move.events)
    write_petition(writing, filed, move.events, actor)
    move.save(finished, step_id=step_id, document_id=document_id)
