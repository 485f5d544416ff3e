"""How long the engine's part of a step takes, and whether that grows with the history of a case.

One cycle is one transaction: lock and load the run (one statement), let the engine complete the
step, write the run, its to-do rows, its facts and its history, COMMIT with synchronous=FULL. Left
out is what a step has around it: session, policy, form, documents, events, deadlines, journal.
"""

from collections.abc import Iterator
from functools import partial
from statistics import median
from time import perf_counter

from bench import walk
from bench.figure import Figure, middle
from bench.prepared_office import PreparedOffice, prepared_office
from cases.runs.locked_run import lock_run
from cases.runs.work_items import FinishedStep, write_steps
from cases.steps.filed_answers import FiledAnswers, file_answers
from cases.steps.move import Move
from engine import runner

WALKS = 25
RETURNS = 200
REPEATED = 15


def measure() -> Iterator[Figure]:
    """Measure a walk of every step, then the same two steps before and after 200 returns."""
    with prepared_office() as prepared:
        _walk(prepared)  # what is parsed once is parsed now
        times = [time for _ in range(WALKS) for time in _walk(prepared)]
        yield middle("engine_cycle_ms", times)
        yield Figure("engine_cycle_after_200_returns_ratio", _ratio(prepared), "times")


def _walk(prepared: PreparedOffice) -> list[float]:
    petition_id = walk.register(prepared).petition_id
    return [_cycle(prepared, petition_id, step) for step in walk.STEPS]


def _ratio(prepared: PreparedOffice) -> float:
    petition_id = walk.register(prepared).petition_id
    first = [_round(prepared, petition_id) for _ in range(REPEATED)]
    for _ in range(RETURNS - REPEATED):
        _round(prepared, petition_id)
    return round(median(_round(prepared, petition_id) for _ in range(REPEATED)) / median(first), 2)


def _round(prepared: PreparedOffice, petition_id: int) -> float:
    """Propose, and have the proposal sent back."""
    return sum(
        _cycle(prepared, petition_id, step)
        for step in (walk.STEP["propose_handling"], walk.SENT_BACK)
    )


def _cycle(prepared: PreparedOffice, petition_id: int, step: walk.Step) -> float:
    run_id, task_id = walk.waiting_step(prepared, petition_id, step.element)
    version = prepared.version_with(step.element)
    form = version.forms[version.procedure.steps[step.element].form or ""]
    filed = file_answers(form, walk.answers(prepared, step))
    began = perf_counter()
    _complete(prepared, run_id, task_id, step.person, filed)
    return (perf_counter() - began) * 1000


def _complete(
    prepared: PreparedOffice, run_id: int, task_id: str, person: str, filed: FiledAnswers
) -> None:
    office, actor = prepared.office, prepared.people[person]
    with office.database.writing() as tx:
        run = lock_run(tx, office, run_id, account_id=actor.account_id)
        item = next(item for item in run.items if item.task_id == task_id)
        move = Move(tx, office, run, actor, office.clock.now())
        move.record(filed.facts, [])
        move.assignments.update(filed.assignments)
        move.turn(partial(runner.complete, run.version.procedure, task_id=task_id))
        finished = FinishedStep(
            task_id=task_id,
            element=item.element,
            role=item.role,
            unit_id=item.unit_id,
            outcome="done",
            summary="",
            due_on=item.due_on,
            opened_at=item.opened_at,
        )
        write_steps(tx, run, finished, [], at=move.now, account_id=actor.account_id)
        move.save(finished)
