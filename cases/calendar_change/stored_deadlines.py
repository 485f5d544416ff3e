"""Reads deadlines with the suspensions of their cases and computes them anew."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, select

from cases.calendar_change.recount import Recount, Recounter
from cases.database import Transaction
from cases.deadlines.period import Pause
from cases.models.deadline import Deadline
from cases.models.suspension import Suspension

Stored = Any
"""A row of ``deadline`` with the columns named here."""

_AMONG: Any = bindparam("ids", expanding=True)
_DEADLINES = select(
    Deadline.id,
    Deadline.subject_kind,
    Deadline.subject_id,
    Deadline.term,
    Deadline.due_on,
    Deadline.computation,
    Deadline.closed_on,
    Deadline.recorded_at,
    Deadline.late_by_law,
).where(Deadline.id.in_(_AMONG))
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


def recounted(
    tx: Transaction, recounter: Recounter, ids: Sequence[int]
) -> Iterator[tuple[Stored, Recount | None]]:
    """Yield deadlines with their recount; ``None`` where what is stored is unreadable.

    A case is asked for all its suspensions: one that began after the old due date has left no
    mark in the computation and may touch the term now.
    """
    rows = tx.connection().execute(_DEADLINES, {"ids": ids}).all()
    case_ids = sorted({row.subject_id for row in rows if row.subject_kind == "case"})
    pauses = _pauses(tx, case_ids)
    for row in rows:
        own = pauses.get(row.subject_id, ()) if row.subject_kind == "case" else ()
        yield row, recounter.recount(row.computation, tuple(own))


def _pauses(tx: Transaction, case_ids: Sequence[int]) -> Mapping[int, Sequence[Pause]]:
    found = defaultdict(list)
    for row in tx.connection().execute(_SUSPENSIONS, {"ids": case_ids}):
        found[row.case_id].append(Pause(row.suspended_on, row.resumed_on or row.ended_on))
    return found
