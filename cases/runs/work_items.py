"""Turns the engine's open steps into to-do rows, and finished ones into history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, delete, update

from cases.database import Transaction
from cases.models.case_step import CaseStep
from cases.models.work_item import WorkItem
from cases.rows import insert_for_ids, insert_rows
from cases.runs.locked_run import LockedRun, OpenItem
from engine.values import Notation, OpenStep

DEFAULT_UNIT = "settling"

_TABLE = WorkItem.__table__
_UPDATE_ITEM = update(_TABLE).where(_TABLE.c.id == bindparam("of_id"))  # type: ignore[arg-type]
_DELETE_ITEM = delete(_TABLE).where(_TABLE.c.id == bindparam("of_id"))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class FinishedStep:
    """How the step that a person worked on ended."""

    task_id: str
    element: str
    role: str
    unit_id: int | None
    outcome: str
    summary: str
    due_on: date | None
    opened_at: datetime
    effects: str = ""


def due_of(run: LockedRun, notation: Notation) -> date | None:
    """Return the due date shown for a step: that of the term it names.

    Where a person has given less time for the step than the law does, that day is shown.
    """
    dates = [one.due_on for one in run.deadlines if notation.term and one.term == notation.term]
    until_on = until_of(run, notation)
    return min(dates if until_on is None else [*dates, until_on], default=None)


def until_of(run: LockedRun, notation: Notation) -> date | None:
    """Return the day until which a person has given time for a step, if any has."""
    until = run.facts.get(notation.until) if notation.until else None
    return date.fromisoformat(str(until)) if until else None


def unit_of(run: LockedRun, notation: Notation) -> int:
    """Return the unit whose people do the step.

    A relation that does not exist yet falls back to the unit that settles the case or received
    the petition: a step must never wait for nobody.
    """
    unit_id = run.units.get(notation.unit or DEFAULT_UNIT) or run.unit_id
    if unit_id is None:
        msg = f"{run.subject_kind} {run.subject_id} belongs to no unit"
        raise ValueError(msg)
    return unit_id


def write_items(
    tx: Transaction,
    run: LockedRun,
    open_steps: tuple[OpenStep, ...],
    assignees: Mapping[str, int],
    *,
    at: datetime,
) -> list[OpenItem]:
    """Bring ``work_item`` in line with the open steps; return the rows that went away."""
    wanted = {step.task_id: step for step in open_steps}
    present = {item.task_id: item for item in run.items}
    gone = [item for item in run.items if item.task_id not in wanted]
    if gone:
        tx.connection().execute(_DELETE_ITEM, [{"of_id": item.id} for item in gone])
    new = [step for step in open_steps if step.task_id not in present]
    if new:
        assignees = {**run.assignees, **assignees}
        insert_rows(tx, WorkItem, [_row(run, step, assignees, at) for step in new])
    _move_dates(tx, run, [(present[id_], step) for id_, step in wanted.items() if id_ in present])
    return gone


def write_steps(
    tx: Transaction,
    run: LockedRun,
    finished: FinishedStep | None,
    overtaken: list[OpenItem],
    *,
    at: datetime,
    account_id: int | None,
    on_behalf_of: int | None = None,
    outcome: str = "overtaken",
) -> int | None:
    """Append the history rows in one statement; return the id of the finished step's row."""
    rows = [_finished_row(run, finished, at, account_id, on_behalf_of)] if finished else []
    rows += [
        {
            "run_id": run.id,
            "task_id": item.task_id,
            "element": item.element,
            "role": item.role,
            "unit_id": item.unit_id,
            "outcome": outcome,
            "summary": "",
            "account_id": None,
            "on_behalf_of_id": None,
            "due_on": item.due_on,
            "opened_at": item.opened_at,
            "ended_at": at,
            "effects": "",
        }
        for item in overtaken
    ]
    if not rows:
        return None
    ids = insert_for_ids(tx, CaseStep, rows)
    return ids[0] if finished else None


def _finished_row(
    run: LockedRun,
    finished: FinishedStep,
    at: datetime,
    account_id: int | None,
    on_behalf_of: int | None,
) -> dict[str, object]:
    return {
        "run_id": run.id,
        "task_id": finished.task_id,
        "element": finished.element,
        "role": finished.role,
        "unit_id": finished.unit_id,
        "outcome": finished.outcome,
        "summary": finished.summary[:500],
        "account_id": account_id,
        "on_behalf_of_id": on_behalf_of,
        "due_on": finished.due_on,
        "opened_at": finished.opened_at,
        "ended_at": at,
        "effects": finished.effects,
    }


def _row(
    run: LockedRun, step: OpenStep, assignees: Mapping[str, int], at: datetime
) -> dict[str, object]:
    notation = step.notation
    return {
        "run_id": run.id,
        "task_id": step.task_id,
        "element": step.element,
        "name": notation.name,
        "role": notation.role,
        "unit_id": unit_of(run, notation),
        "term": notation.term,
        "case_id": run.case_id,
        "petition_id": run.petition_id,
        "kind": run.kind,
        "assignee_id": assignees.get(notation.assign) if notation.assign else None,
        "due_on": due_of(run, notation),
        "until_on": until_of(run, notation),
        "opened_at": at,
    }


def _move_dates(tx: Transaction, run: LockedRun, kept: list[tuple[OpenItem, OpenStep]]) -> None:
    moved = [
        {"of_id": item.id, "due_on": due_of(run, step.notation)}
        for item, step in kept
        if due_of(run, step.notation) != item.due_on
    ]
    if moved:
        tx.connection().execute(_UPDATE_ITEM, moved)
