"""What a morning's digests are made of: everything nearly due, and the people it may concern."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select

from cases.database import Transaction
from cases.digest_lines import Line
from cases.models.account import Account
from cases.models.case import Case
from cases.models.deadline import Deadline
from cases.models.petition import Petition
from cases.models.role_assignment import RoleAssignment
from cases.models.unit import Unit
from cases.models.work_item import WorkItem
from cases.office import Office
from cases.queries.outlook import Outlook
from cases.queries.pending import HOLDER, Span, pending
from cases.queries.subject_columns import with_subject_of_deadline

LATE, TODAY, SOON = "late", "today", "soon"
_CODE = func.coalesce(Case.code, Petition.code).label("code")


@dataclass(frozen=True, slots=True)
class Thing:
    """A step or deadline that is late, due today or due soon.

    Attributes:
        role: The role that does the step; ``None`` for a deadline.
        holder_id: Who has taken the step, or was named for it.
    """

    urgency: str
    unit_id: int
    role: str | None
    holder_id: int | None
    line: Line


@dataclass(frozen=True, slots=True)
class Person:
    """A person and what they are, in the order of their assignments: role, unit, unit's name."""

    account_id: int
    assignments: tuple[tuple[str, int, str], ...]


def things(tx: Transaction, office: Office, outlook: Outlook) -> tuple[Thing, ...]:
    """Return everything late, due today or due soon in the whole city."""
    steps, deadlines = pending(outlook, None, Span(None, outlook.horizon))
    step_rows = tx.execute(
        steps.add_columns(WorkItem.name, WorkItem.role, HOLDER.label("holder_id"), _CODE)
        .outerjoin(Case, Case.id == WorkItem.case_id)
        .outerjoin(Petition, Petition.id == WorkItem.petition_id)
    )
    found = [_thing(outlook, row, row.name, row.role, row.holder_id) for row in step_rows]
    titles = office.terms(tx).terms
    deadline_rows = tx.execute(
        with_subject_of_deadline(deadlines).add_columns(Deadline.term, _CODE)
    )
    found += [
        _thing(outlook, row, titles.get(row.term, row.term), None, None) for row in deadline_rows
    ]
    return tuple(thing for thing in found if thing is not None)


def people(tx: Transaction, today: date) -> tuple[Person, ...]:
    """Return everybody who may sign in today and has a role."""
    rows = tx.execute(
        select(RoleAssignment.account_id, RoleAssignment.role, Unit.id, Unit.name)
        .join(Account, Account.id == RoleAssignment.account_id)
        .join(Unit, Unit.id == RoleAssignment.unit_id)
        .where(
            RoleAssignment.valid_from <= today,
            or_(RoleAssignment.valid_to.is_(None), RoleAssignment.valid_to >= today),
            or_(Account.locked_from.is_(None), Account.locked_from > today),
        )
        .order_by(RoleAssignment.account_id, RoleAssignment.id)
    )
    found: dict[int, list[tuple[str, int, str]]] = {}
    for account_id, role, unit_id, unit_name in rows:
        found.setdefault(account_id, []).append((role, unit_id, unit_name))
    return tuple(Person(account_id, tuple(roles)) for account_id, roles in found.items())


def _thing(
    outlook: Outlook,
    row: Any,  # noqa: ANN401
    name: str,
    role: str | None,
    holder_id: int | None,
) -> Thing | None:
    urgency = _urgency(outlook, row.due_on, row.unit_id)
    line = Line(row.code, name, row.due_on)
    return Thing(urgency, row.unit_id, role, holder_id, line) if urgency else None


def _urgency(outlook: Outlook, due_on: date, unit_id: int) -> str | None:
    if due_on < outlook.today:
        return LATE
    if due_on == outlook.today:
        return TODAY
    return SOON if due_on < outlook.until(unit_id) else None
