"""Sends a case back from a waiting step to an earlier one, with the reason (trả lại)."""

from functools import partial

from cases import journal
from cases.actions.drop_draft import drop_draft
from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotAmendableError, NotFoundError, PausedCaseError
from cases.notes.note_text import accepted_text
from cases.office import Office
from cases.policy.permission_map import require_sight
from cases.policy.predicates import Target
from cases.runs.locked_run import LockedRun, OpenItem, lock_run
from cases.runs.work_items import FinishedStep, write_steps
from cases.secrecy import refuse_content
from cases.steps.done_steps import already_done
from cases.steps.move import Move
from cases.steps.return_reason import RETURN_REASON, RETURNED_TO
from cases.steps.step_done import StepDone
from cases.steps.step_right import require_right
from cases.steps.written_records import Writing, write_answers
from engine import runner
from engine.errors import CannotJumpError


def send_back(
    tx: Transaction,
    office: Office,
    actor: Actor,
    *,
    run_id: int,
    task_id: str,
    to: str,
    reason: str,
) -> StepDone:
    """End a waiting step by sending the case back to one that its diagram names.

    Args:
        tx: A writing transaction.
        office: The installation.
        actor: Who may do the waiting step.
        run_id: The run.
        task_id: The engine's id of the waiting step.
        to: The earlier step.
        reason: Why; whoever does that step reads it. Nothing where the record is secret.

    Raises:
        NotFoundError: No such run, or none the person may know of; or no such way back.
        StepAlreadyDoneError: Somebody ended the step, or it was overtaken.
        CasesError: The person may not work on the step.
        SecretRecordError: A reason was given, and the record is secret.
        NoteRefusedError: The reason cannot be kept.
        PausedCaseError: The case is suspended.
        NotAmendableError: Several branches are under way.
    """
    place = f"step:{run_id}:{task_id}"
    run = lock_run(tx, office, run_id, account_id=actor.account_id, place=place)
    require_sight(actor, Target(unit_ids=frozenset(run.units.values())))
    item = run.item(task_id)
    if item is None:
        raise already_done(tx, run, task_id)
    notation = run.version.procedure.steps[item.element]
    actor = require_right(tx, office, run, item, actor)
    if to not in notation.send_back_to:
        raise NotFoundError
    if run.is_paused and not notation.while_paused:
        raise PausedCaseError
    refuse_content(run.secrecy, reason)
    text = "" if run.is_secret else accepted_text(run.kind, reason)
    move = _turn(tx, office, actor, run, to)
    step_id = write_steps(
        tx,
        run,
        _finished(run, item, to),
        [],
        at=move.now,
        account_id=actor.account_id,
        on_behalf_of=actor.on_behalf_of,
    )
    writing = Writing(tx, office, run, move.now, actor.account_id, step_id)
    if not run.is_secret:
        write_answers(writing, {RETURN_REASON: text, RETURNED_TO: to})
    move.save(_finished(run, item, to), step_id=step_id)
    if run.has_draft:
        drop_draft(tx, office, actor, place=place)
    journal.write(
        tx,
        office,
        actor,
        "send_back",
        subject=(run.subject_kind, run.subject_id),
        detail={"run": run.id, "step": item.element, "to": to},
    )
    names = tuple(step.notation.name for step in move.open_steps)
    return StepDone(run.case_id, run.case_code, notation.name, names)


def _turn(tx: Transaction, office: Office, actor: Actor, run: LockedRun, to: str) -> Move:
    move = Move(tx, office, run, actor, office.clock.now())
    try:
        move.turn(partial(runner.jump, run.version.procedure, element=to))
    except CannotJumpError as error:
        name = run.version.step_name(to)
        raise NotAmendableError("parallel", case_code=run.case_code, step_name=name) from error
    return move


def _finished(run: LockedRun, item: OpenItem, to: str) -> FinishedStep:
    return FinishedStep(
        task_id=item.task_id,
        element=item.element,
        role=item.role,
        unit_id=item.unit_id,
        outcome="sent_back",
        summary=f"về bước {run.version.step_name(to)}",
        due_on=item.due_on,
        opened_at=item.opened_at,
    )
