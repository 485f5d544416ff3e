"""Counts what still waits in units."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Select, func, select

from cases.database import Transaction
from cases.models.work_item import WorkItem


def waiting_in(tx: Transaction, unit_ids: Iterable[int] | Select[Any]) -> Mapping[int, int]:
    """Return how many steps wait in each of the units; a unit without any is left out."""
    rows = tx.execute(
        select(WorkItem.unit_id, func.count())
        .where(WorkItem.unit_id.in_(unit_ids))
        .group_by(WorkItem.unit_id)
    )
    return {unit_id: count for unit_id, count in rows}  # noqa: C416 - rows are not pairs for mypy
