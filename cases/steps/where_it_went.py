"""Tells where a case or petition stands after a step: what waits there now."""

from sqlalchemy import select

from cases.models.case import Case
from cases.models.petition_case import PetitionCase
from cases.models.work_item import WorkItem
from cases.steps.move import Move
from cases.steps.step_done import StepDone


def where_it_went(move: Move, step_name: str) -> StepDone:
    """Return what waits after ``step_name``; where triage has opened a case, on that case."""
    run = move.run
    names = tuple(step.notation.name for step in move.open_steps)
    if run.petition_id is not None and move.completed:
        rows = move.tx.execute(
            select(Case.id, Case.code, WorkItem.name)
            .join(PetitionCase, PetitionCase.case_id == Case.id)
            .join(WorkItem, WorkItem.case_id == Case.id)
            .where(PetitionCase.petition_id == run.petition_id, Case.opened_at >= move.now)
            .order_by(WorkItem.id)
        ).all()
        if rows:
            waiting = tuple(row.name for row in rows)
            return StepDone(rows[0].id, rows[0].code, step_name, waiting)
    return StepDone(run.case_id, run.case_code, step_name, names)
