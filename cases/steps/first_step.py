"""Starts a run together with its first step, which a page has already asked for."""

from dataclasses import dataclass
from functools import partial

from cases.actor import Actor
from cases.runs.work_items import FinishedStep, unit_of, write_steps
from cases.steps.filed_answers import FiledAnswers
from cases.steps.move import Move
from cases.steps.written_records import Writing, write_answers, write_documents
from engine import runner


@dataclass(frozen=True, slots=True)
class FirstStep:
    """What the first step left; the move is still to be saved."""

    writing: Writing
    finished: FinishedStep
    document_id: int | None

    def save(self, move: Move) -> None:
        """Write what follows from the step."""
        move.save(self.finished, step_id=self.writing.step_id, document_id=self.document_id)


def take_first_step(
    move: Move, actor: Actor, filed: FiledAnswers, *, usual_document: str
) -> FirstStep:
    """Start the run and complete the step that its procedure begins with.

    Args:
        move: A move on a run without state.
        actor: Who did the step.
        filed: The answers.
        usual_document: Type of the paper where the diagram names none.
    """
    run, procedure = move.run, move.run.version.procedure
    move.record(filed.facts, filed.events)
    move.turn(lambda _state, call: runner.start(procedure, call))
    wanted = run.version.info.first_steps
    step = next(one for one in move.open_steps if one.element in wanted)
    move.turn(partial(runner.complete, procedure, task_id=step.task_id))
    move.assignments.update(filed.assignments)
    finished = FinishedStep(
        task_id=step.task_id,
        element=step.element,
        role=step.notation.role,
        unit_id=unit_of(run, step.notation),
        outcome="done",
        summary="; ".join(filed.codes),
        due_on=None,
        opened_at=move.now,
    )
    step_id = write_steps(
        move.tx,
        run,
        finished,
        [],
        at=move.now,
        account_id=actor.account_id,
        on_behalf_of=actor.on_behalf_of,
    )
    writing = Writing(move.tx, move.office, run, move.now, actor.account_id, step_id)
    document_id = write_documents(writing, filed, step.notation.document or usual_document)
    write_answers(writing, filed.answers)
    return FirstStep(writing, finished, document_id)
