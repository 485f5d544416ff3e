"""Open deadlines whose date moves: by changed facts, a suspension, an extension."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select, update

from cases.database import Transaction
from cases.deadlines.computation import Computation, compute
from cases.deadlines.period import Extension, Pause, TermRow
from cases.deadlines.term_table import DEFAULTS
from cases.models.deadline import Deadline
from cases.models.suspension import Suspension
from cases.runs.locked_run import LockedRun, OpenDeadline
from cases.term_settings import row_for_unit

Recounted = tuple[OpenDeadline, Computation]

_TABLE: Any = Deadline.__table__
_UPDATE = update(_TABLE).where(_TABLE.c.id == bindparam("of_id"))
_STORED = select(_TABLE.c.id, _TABLE.c.computation).where(
    _TABLE.c.id.in_(bindparam("ids", expanding=True))
)


def recompute(tx: Transaction, run: LockedRun, changed: Mapping[str, object]) -> list[Recounted]:
    """Give open deadlines the row that fits the changed facts.

    Totals keep their start, and what was extended or suspended before stays so.
    """
    if not DEFAULTS.keys() & changed.keys():
        return []  # no term table asks for them
    rows = {one.id: _row(run, one) for one in run.deadlines if one.id}
    moved = [one for one in run.deadlines if one.id and rows[one.id].key != one.row_key]
    return recount(tx, run, moved, rows=rows)


def recount(
    tx: Transaction,
    run: LockedRun,
    deadlines: Sequence[OpenDeadline],
    *,
    rows: Mapping[int, TermRow] | None = None,
    extension: Extension | None = None,
    pauses: Sequence[Pause] | None = None,
) -> list[Recounted]:
    """Compute stored deadlines anew and put them into ``run.deadlines``; writes nothing.

    Args:
        tx: The transaction.
        run: Their run.
        deadlines: Which ones.
        rows: Deadline -> another row of its term.
        extension: What a decision adds to what they were extended by before.
        pauses: The suspensions of the case, if not those that are stored.
    """
    if not deadlines:
        return []
    if pauses is None:
        pauses = pauses_of(tx, run)
    stored = dict(_stored(tx, deadlines))
    recounted = []
    for deadline in deadlines:
        before = stored[deadline.id]
        row = (rows or {}).get(deadline.id, before.row)
        extensions = (*before.extensions, extension) if extension else before.extensions
        computation = compute(
            row, before.start, run.rules.calendar, extra_days=extensions, pauses=pauses
        )
        moved = replace(
            deadline,
            row_key=row.key,
            due_on=computation.due_on,
            ends_on=frozenset(row.ends_on),
            pauses=row.paused_by_suspension,
        )
        recounted.append((moved, computation))
    new = {one.id: one for one, _ in recounted}
    run.deadlines[:] = [new.get(one.id, one) for one in run.deadlines]
    return recounted


def write_recounted(tx: Transaction, run: LockedRun, recounted: Iterable[Recounted]) -> None:
    """Write the new dates, in one statement; to-do rows and timers follow when the move ends."""
    rows = [
        {
            "of_id": deadline.id,
            "row_key": deadline.row_key,
            "due_on": deadline.due_on,
            "ends_on_events": " ".join(sorted(deadline.ends_on)),
            "pauses": deadline.pauses,
            "table_version_id": run.rules.terms_version_id,
            "computation": computation.to_json(),
            "is_provisional": computation.is_provisional,
        }
        for deadline, computation in recounted
    ]
    if rows:
        tx.connection().execute(_UPDATE, rows)
        run.others_follow = True


def pauses_of(tx: Transaction, run: LockedRun, *, until: date | None = None) -> tuple[Pause, ...]:
    """Return every suspension of the case; ``until`` ends one that lasts."""
    if run.case_id is None:
        return ()
    rows = tx.execute(
        select(Suspension.suspended_on, Suspension.resumed_on, Suspension.ended_on)
        .where(Suspension.case_id == run.case_id)
        .order_by(Suspension.suspended_on, Suspension.id)
    )
    return tuple(Pause(row.suspended_on, row.resumed_on or row.ended_on or until) for row in rows)


def _row(run: LockedRun, deadline: OpenDeadline) -> TermRow:
    row = run.rules.terms.choose(deadline.term, deadline.started_on, run.term_facts)
    return row_for_unit(row, run.unit_id, deadline.started_on, run.rules.settings)


def _stored(
    tx: Transaction, deadlines: Sequence[OpenDeadline]
) -> Iterable[tuple[int, Computation]]:
    ids = [one.id for one in deadlines]
    for id_, text in tx.connection().execute(_STORED, {"ids": ids}):
        yield id_, Computation.from_json(text)
