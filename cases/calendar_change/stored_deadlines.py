"""Reads deadlines with the suspensions of their cases and computes them anew."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Select, bindparam, select

from cases.calendar_change.recount import Recount, Recounter
from cases.database import Transaction
from cases.deadlines.period import Pause
from cases.models.deadline import Deadline
from cases.models.suspension import Suspension

Stored = Any
"""A row of ``deadline`` with the columns named here."""

_AMONG: Any = bindparam("ids", expanding=True)


def stored_columns() -> Select[Any]:
    """Select what recomputing needs to know of a deadline."""
    return cast(
        "Select[Any]",
        select(
            Deadline.id,
            Deadline.subject_kind,
            Deadline.subject_id,
            Deadline.term,
            Deadline.due_on,
            Deadline.computation,
            Deadline.closed_on,
            Deadline.recorded_at,
            Deadline.late_by_law,
        ),
    )


_DEADLINES = stored_columns().where(Deadline.id.in_(_AMONG))
_SUSPENSIONS = (
    select(
        Suspension.case_id,
        Suspension.suspended_on,
        Suspension.resumed_on,
        Suspension.ended_on,
    )
    .where(Suspension.case_id.in_(_AMONG))
    .order_by(Suspension.suspended_on, Suspension.id)
)


def stored_deadlines(tx: Transaction, ids: Sequence[int]) -> Sequence[Stored]:
    """Read deadlines by their ids."""
    return tx.connection().execute(_DEADLINES, {"ids": ids}).all()


def recounted(
    tx: Transaction, recounter: Recounter, rows: Sequence[Stored]
) -> Iterator[tuple[Stored, Recount | None]]:
    """Yield deadlines with their recount; ``None`` where what is stored is unreadable.

    A case is asked for all its suspensions: one that began after the old due date has left no
    mark in the computation and may touch the term now.
    """
    pauses = _pauses(tx, sorted({row.subject_id for row in rows if row.subject_kind == "case"}))
    for row in rows:
        own = pauses.get(row.subject_id, ()) if row.subject_kind == "case" else ()
        yield row, recounter.recount(row.computation, tuple(own))


def _pauses(tx: Transaction, case_ids: Sequence[int]) -> Mapping[int, Sequence[Pause]]:
    found = defaultdict(list)
    for row in tx.connection().execute(_SUSPENSIONS, {"ids": case_ids}).all():
        found[row.case_id].append(Pause(row.suspended_on, row.resumed_on or row.ended_on))
    return found
