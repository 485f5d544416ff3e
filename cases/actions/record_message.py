"""Records something that happens to a running case from outside, such as a withdrawal."""

from functools import partial
from uuid import uuid4

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotFoundError, StepAlreadyDoneError
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.runs.locked_run import LockedRun, lock_run
from cases.runs.work_items import FinishedStep, write_steps
from cases.steps.checked_submission import refuse_errors, refuse_impossible_dates
from cases.steps.filed_answers import FiledAnswers, file_answers
from cases.steps.move import Move
from cases.steps.step_done import StepDone
from cases.steps.written_records import Writing, write_answers, write_case, write_documents
from engine import runner
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
        NotFoundError: No such run or message.
        NotAllowedError: The person does not hold the role that records it.
        StepAlreadyDoneError: The case does not wait for it any more.
        SubmissionRefusedError: The answers have errors or impossible dates.
    """
    run = lock_run(tx, office, run_id)
    declared = run.version.info.messages.get(message)
    if declared is None:
        raise NotFoundError
    units = frozenset(run.units.values())
    require(Permission.MESSAGE_RECORD, actor, Target(unit_ids=units, role=declared.role))
    form = run.version.forms[declared.form] if declared.form else None
    filed = FiledAnswers()
    if form is not None and submission is not None:
        refuse_errors(submission)
        filed = file_answers(form, submission)
    refuse_impossible_dates(run, form, filed.events, office.today())

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
    finished = _finished(run, message, declared.role, move, filed)
    step_id = write_steps(tx, run, finished, [], at=move.now, account_id=actor.account_id)
    writing = Writing(tx, office, run, move.now, actor.account_id, step_id)
    document_id = write_documents(writing, filed, "attachment")
    write_answers(writing, filed.answers)
    write_case(writing, filed, move.events)
    move.save(finished, step_id=step_id, document_id=document_id)
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


def _finished(
    run: LockedRun, message: str, role: str, move: Move, filed: FiledAnswers
) -> FinishedStep:
    return FinishedStep(
        task_id=uuid4().hex,
        element=message,
        role=role,
        unit_id=run.units.get("settling"),
        outcome="done",
        summary="; ".join(filed.codes),
        due_on=None,
        opened_at=move.now,
    )
