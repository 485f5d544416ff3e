"""Ends the runs that have no purpose without the run on which they were started."""

from datetime import date, datetime

from sqlalchemy import select, update

from cases.database import Transaction
from cases.models.procedure_version import ProcedureVersion
from cases.models.run import Run
from cases.models.suspension import Suspension
from cases.office import Office
from cases.runs.locked_run import LockedRun, lock_run
from cases.runs.recorded_events import void_deadlines
from cases.runs.work_items import write_items, write_steps
from engine import runner
from engine.values import Call


def end_children(
    tx: Transaction, office: Office, run: LockedRun, *, on: date, at: datetime
) -> None:
    """Cancel what was started on ``run`` and cannot outlive it, such as its suspension.

    What such a run still asked of people goes into the history as no longer to be done.
    """
    children = tx.scalars(
        select(Run.id).where(Run.parent_run_id == run.id, Run.status == "running").order_by(Run.id)
    ).all()
    for child_id in children:
        child = lock_run(tx, office, child_id)
        if child.version.info.ends_with_parent:
            _cancel(tx, office, child, on, at)


def end_suspension(tx: Transaction, run: LockedRun, on: date) -> None:
    """Note that the settlement of the case ended while it was suspended."""
    table = Suspension.__table__
    tx.connection().execute(
        update(table)  # type: ignore[arg-type]
        .where(
            table.c.paused_run_id == run.id,
            table.c.resumed_on.is_(None),
            table.c.ended_on.is_(None),
        )
        .values(ended_on=on)
    )


def terms_of_siblings(tx: Transaction, office: Office, run: LockedRun) -> frozenset[str]:
    """Return the terms that other runs of the subject go on with."""
    if not run.has_siblings:
        return frozenset()
    versions = tx.scalars(
        select(ProcedureVersion.id)
        .join(Run, Run.version_id == ProcedureVersion.id)
        .where(
            Run.subject_kind == run.subject_kind,
            Run.subject_id == run.subject_id,
            Run.id != run.id,
            Run.status == "running",
        )
    ).all()
    return frozenset(term for one in versions for term in office.version(tx, one).info.terms)


def _cancel(tx: Transaction, office: Office, run: LockedRun, on: date, at: datetime) -> None:
    call = Call(run.facts, lambda _term, _before: None, at, run.is_paused)
    state = runner.cancel(run.version.procedure, run.state, call).state
    table = Run.__table__
    tx.connection().execute(
        update(table)  # type: ignore[arg-type]
        .where(table.c.id == run.id)
        .values(
            state=state,
            status="cancelled",
            timers="[]",
            waits_for="",
            next_fires_at=None,
            paused_since=None,
            lock_version=run.lock_version + 1,
            ended_at=at,
        )
    )
    gone = write_items(tx, run, (), {}, at=at)
    write_steps(tx, run, None, gone, at=at, account_id=None, outcome="cancelled")
    void_deadlines(tx, run, on, at, kept=terms_of_siblings(tx, office, run))
