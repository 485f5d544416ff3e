"""Ends a waiting step with its answers and moves the case on."""

from functools import partial
from typing import cast

from cases import journal
from cases.actions.drop_draft import drop_draft
from cases.actor import Actor
from cases.database import Transaction
from cases.errors import PausedCaseError
from cases.office import Office
from cases.policy.permission_map import require_sight
from cases.policy.predicates import Target
from cases.runs.locked_run import OpenItem, lock_run
from cases.runs.work_items import FinishedStep, write_steps
from cases.steps.checked_submission import checked_answers, refuse_unlawful
from cases.steps.done_steps import already_done
from cases.steps.enforcement_records import write_enforcement
from cases.steps.filed_answers import FiledAnswers
from cases.steps.kept_words import keep_words, note_kept_words
from cases.steps.known_answers import refuse_contradictions
from cases.steps.move import Move
from cases.steps.step_done import StepDone
from cases.steps.step_right import require_right
from cases.steps.where_it_went import where_it_went
from cases.steps.written_conclusion import write_conclusion
from cases.steps.written_petition import write_petition
from cases.steps.written_records import (
    Writing,
    write_answers,
    write_case,
    write_decision,
    write_documents,
)
from engine import runner
from engine.errors import PausedError
from engine.values import Notation
from forms.submission import Submission


def complete_step(
    tx: Transaction,
    office: Office,
    actor: Actor,
    *,
    run_id: int,
    task_id: str,
    submission: Submission | None = None,
) -> StepDone:
    """End the step ``task_id`` of a run: one transaction, at most one commit.

    A timer that has come due but was not swept yet fires first: ending a step cancels its
    timers, and a late step must not look timely because the sweep was slow.

    Args:
        tx: A writing transaction.
        office: The installation.
        actor: Who ends the step.
        run_id: The run.
        task_id: The engine's id of the waiting step.
        submission: The answers, read with the form of the run's version.

    Raises:
        NotFoundError: No such run, or none the person may know of.
        StepAlreadyDoneError: Somebody ended the step, or it was overtaken.
        NotAllowedError: The person does not hold the role, or another one was named.
        ItemTakenError: Another person has claimed the step.
        SeparationOfDutiesError: The diagram keeps this step apart from one the person did.
        PausedCaseError: The case is suspended.
        SubmissionRefusedError: The answers have errors or impossible dates.
    """
    place = f"step:{run_id}:{task_id}"
    run = lock_run(tx, office, run_id, account_id=actor.account_id, place=place)
    require_sight(actor, Target(unit_ids=frozenset(run.units.values())))
    item = run.item(task_id)
    if item is None:
        raise already_done(tx, run, task_id)
    notation = run.version.procedure.steps[item.element]
    actor = require_right(tx, office, run, item, actor)
    form, (submission, kept) = run.form(notation.form), keep_words(actor, run.unit_id, submission)
    filed = checked_answers(form, submission)
    refuse_unlawful(run, form, filed.events, submission, office.today())
    refuse_contradictions(run, form, submission)

    move = Move(tx, office, run, actor, office.clock.now())
    if move.is_due:
        move.turn(partial(runner.tick, run.version.procedure))
        if task_id not in {step.task_id for step in move.open_steps}:
            move.save()
            raise already_done(tx, run, task_id)
    move.record(filed.facts, filed.events)
    move.assignments.update(filed.assignments)
    try:
        move.turn(partial(runner.complete, run.version.procedure, task_id=task_id))
    except PausedError as error:
        raise PausedCaseError from error

    _write(move, item, notation, filed)
    note_kept_words(tx, office, actor, (run.subject_kind, run.subject_id), kept)
    if run.has_draft:
        drop_draft(tx, office, actor, place=place)
    journal.write(
        tx,
        office,
        actor,
        "complete_step",
        subject=(run.subject_kind, run.subject_id),
        detail={
            "run": run.id,
            "step": item.element,
            "facts": sorted(move.facts),
            "events": [[event.code, event.occurred_on] for event in move.events],
        },
    )
    return where_it_went(move, notation.name)


def _write(move: Move, item: OpenItem, notation: Notation, filed: FiledAnswers) -> None:
    actor = cast("Actor", move.actor)
    finished = FinishedStep(
        task_id=item.task_id,
        element=item.element,
        role=item.role,
        unit_id=item.unit_id,
        outcome="done",
        summary="; ".join(filed.codes),
        due_on=item.due_on,
        opened_at=item.opened_at,
        effects=move.traces,
    )
    step_id = write_steps(
        move.tx,
        move.run,
        finished,
        [],
        at=move.now,
        account_id=actor.account_id,
        on_behalf_of=actor.on_behalf_of,
    )
    writing = Writing(move.tx, move.office, move.run, move.now, actor.account_id, step_id)
    document_id = write_documents(writing, filed, notation.document or "attachment")
    write_decision(writing, filed)
    write_conclusion(writing, filed, move.events)
    write_answers(writing, filed.answers)
    write_case(writing, filed, move.events)
    write_petition(writing, filed, move.events, actor)
    write_enforcement(writing, filed, document_id)
    move.save(finished, step_id=step_id, document_id=document_id)
