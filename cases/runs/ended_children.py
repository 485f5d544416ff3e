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
    tx: Transaction,
    office: Office,
    run: LockedRun,
    *,
    on: date,
    at: datetime,
    terms_only: bool = False,
) -> None:
    """Cancel what was started on ``run`` and cannot outlive it, such as its suspension.

    What such a run still asked of people goes into the history as no longer to be done.

    Args:
        tx: The transaction.
        office: The installation.
        run: The run on which they were started.
        on: The day.
        at: The instant.
        terms_only: The run goes on; only what rests on terms that have ended is cancelled.
    """
    children = tx.execute(
        select(Run.id, Run.version_id)
        .where(Run.parent_run_id == run.id, Run.status == "running")
        .order_by(Run.id)
    ).all()
    running_terms = {one.term for one in run.deadlines}
    for child_id, version_id in children:
        info = office.version(tx, version_id).info
        rests_on_nothing = info.ends_with_terms and not running_terms & set(info.while_terms)
        if rests_on_nothing or (info.ends_with_parent and not terms_only):
            cancel_run(tx, office, lock_run(tx, office, child_id), on, at)


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
    """Return the terms that other runs of the subject go on with, each for the whole subject."""
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
    infos = (office.version(tx, one).info for one in versions)
    return frozenset(term for one in infos if not one.several_at_once for term in one.terms)


def cancel_run(tx: Transaction, office: Office, run: LockedRun, on: date, at: datetime) -> None:
    """End a run before its time; what it still asked of people is cancelled with it."""
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
