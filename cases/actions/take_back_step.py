"""Takes back the step just done, before the next person has opened what follows (rút lại)."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import update

from cases import journal
from cases.actor import Actor
from cases.amendments.current_events import current_events
from cases.amendments.takeable import refuse_untakeable
from cases.amendments.undone_events import Undoing, undo_events
from cases.database import Transaction
from cases.delegations.held import authorised
from cases.errors import NotAmendableError, NotFoundError, PausedCaseError
from cases.models.amendment import Amendment
from cases.models.case_step import CaseStep
from cases.models.document import Document
from cases.models.work_item import WorkItem
from cases.office import Office
from cases.policy.permission_map import require_sight
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.rows import insert_rows
from cases.runs.locked_run import LockedRun, lock_run
from cases.separation.own_matter import refuse_own_matter
from cases.steps.move import Move
from engine import runner
from engine.errors import CannotJumpError

LEVEL = "level"


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The step that waits again, for the person who had done it."""

    case_code: str
    step_name: str
    run_id: int
    task_id: str


def take_back_step(tx: Transaction, office: Office, actor: Actor, *, step_id: int) -> TakenBack:
    """Let the run go on from a step once more, as if it had not been done.

    Its line of history stays; its events are void, its papers are marked so, and its answers come
    back into the form.

    Raises:
        NotFoundError: No such step, or none the person may know of.
        NotAllowedError: Somebody else did it, or the person did it for somebody they no longer
            stand in for.
        OwnMatterError: The record is about the person.
        NotAmendableError: The next person has it already, or something stands in the way.
        PausedCaseError: The case is suspended meanwhile.
    """
    step = tx.get(CaseStep, step_id)
    if step is None:
        raise NotFoundError
    run = lock_run(tx, office, step.run_id)
    units = frozenset(run.units.values())
    require_sight(actor, Target(unit_ids=units))
    done = Target(units, done_by_id=step.account_id, done_for_id=step.on_behalf_of_id)
    actor = authorised(tx, office, Permission.STEP_TAKE_BACK, actor, done)
    refuse_own_matter(run, step.role, actor, run.version.step_name(step.element))
    refuse_untakeable(tx, run, step)
    if run.is_paused and not run.version.procedure.steps[step.element].while_paused:
        raise PausedCaseError

    now = office.clock.now()
    events = [one for one in current_events(tx, run) if one.step_id == step.id]
    undo_events(Undoing(tx, run, actor.account_id, office.today(), now), events)
    move = _jump_back(tx, office, actor, run, step)
    _void_papers(tx, step, move)
    amendment = {
        "step_id": step.id,
        "kind": "taken_back",
        "account_id": actor.account_id,
        "at": now,
        "document_number": None,
        "changes": "[]",
        "reason_id": None,
    }
    insert_rows(tx, Amendment, [amendment])
    journal.write(
        tx,
        office,
        actor,
        "take_back_step",
        subject=(run.subject_kind, run.subject_id),
        detail={
            "run": run.id,
            "step": step.id,
            "element": step.element,
            "events": [[event.code, event.occurred_on] for event in events],
        },
    )
    task_id = next(one.task_id for one in move.open_steps if one.element == step.element)
    return TakenBack(run.case_code, run.version.step_name(step.element), run.id, task_id)


def _jump_back(
    tx: Transaction, office: Office, actor: Actor, run: LockedRun, step: CaseStep
) -> Move:
    move = Move(tx, office, run, actor, office.clock.now())
    try:
        move.turn(partial(runner.jump, run.version.procedure, element=step.element))
    except CannotJumpError as error:
        name = run.version.step_name(step.element)
        raise NotAmendableError(LEVEL, case_code=run.case_code, step_name=name) from error
    move.save(gone_as="cancelled")
    item: Any = WorkItem.__table__
    tx.connection().execute(
        update(item)
        .where(item.c.run_id == run.id, item.c.element == step.element)
        .values(claimant_id=actor.account_id, claimed_at=move.now)
    )
    return move


def _void_papers(tx: Transaction, step: CaseStep, move: Move) -> None:
    paper: Any = Document.__table__
    tx.connection().execute(
        update(paper)
        .where(paper.c.step_id == step.id, paper.c.voided_at.is_(None))
        .values(voided_at=move.now)
    )
