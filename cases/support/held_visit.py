"""The visit that a person makes right now: read with the person, in the same statement."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import and_, bindparam

from cases.actor import Assignment, HeldVisit
from cases.models.account import Account
from cases.models.support_visit import SupportVisit

VISITORS = "unit_it"
"""The role that may visit (khoản 1 Điều 16 Quy chế)."""

_NOW: Any = bindparam("now")


def with_visit(statement: Any) -> Any:  # noqa: ANN401 - a statement of any columns
    """Add the visit that ``account`` makes to a statement, which is asked with ``now``."""
    return statement.add_columns(
        SupportVisit.id.label("visit_id"),
        SupportVisit.unit_id.label("visit_unit_id"),
        SupportVisit.ends_at.label("visit_until"),
    ).outerjoin(
        SupportVisit,
        and_(
            SupportVisit.account_id == Account.id,
            SupportVisit.ended_at.is_(None),
            SupportVisit.ends_at > _NOW,
        ),
    )


def held_visit(row: Any, assignments: Collection[Assignment]) -> HeldVisit | None:  # noqa: ANN401
    """Return the visit in a row with the columns of ``with_visit``.

    It is over, too, when the person no longer looks after the machines of the unit.
    """
    for one in assignments:
        if one.role == VISITORS and one.unit_id == row.visit_unit_id:
            return HeldVisit(row.visit_id, one.unit_id, one.unit_name, row.visit_until)
    return None
