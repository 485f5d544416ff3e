"""The list behind every figure of "Hôm nay" and every day of "Hạn trong tháng"."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Select, not_, select

from cases.actor import Actor
from cases.database import Transaction
from cases.models.account import Account
from cases.models.deadline import Deadline
from cases.models.notice import Notice
from cases.models.role_assignment import RoleAssignment
from cases.office import Office
from cases.policy.permissions import Permission
from cases.queries.outlook import Outlook, read_outlook
from cases.queries.pending import (
    DEADLINE_STANDS_STILL,
    HOLDER,
    NOBODY_HAS_IT,
    STANDS_STILL,
    Span,
    judged_deadlines,
    late,
    of_day,
    open_deadlines,
    open_steps,
    pending,
    soon,
    today_and_soon,
)
from cases.queries.pending_lines import Lines, first_lines, number_of
from cases.queries.pending_rows import PendingRow, pending_rows
from cases.queries.unit_choice import UnitChoice, choose_unit
from cases.runs.notice_messages import ESCALATED

PAGE_SIZE = 50

SELECTIONS = ("late", "today", "soon", "due", "unassigned", "open", "escalated", "day")
"""What can be listed. ``due`` is today and soon; ``open`` every open step; ``day`` one date."""

ONE_PER_MATTER = {"late", "today", "soon", "due", "escalated"}
"""Lists that say what is urgent: a matter stands there once. What is to be done, and what falls on
a day, is listed thing by thing."""


@dataclass(frozen=True, slots=True)
class DueFilter:
    """Which list is wanted.

    Attributes:
        selection: One of ``SELECTIONS``.
        unit_id: The unit; ``None`` for the city, or for the person's first unit.
        holder_id: Only steps of this person.
        day: The date of the selection ``day``.
    """

    selection: str = "late"
    unit_id: int | None = None
    holder_id: int | None = None
    day: date | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class DueListPage:
    """A page of a list, most urgent first."""

    unit: UnitChoice
    holder_name: str | None
    rows: tuple[PendingRow, ...]
    total: int
    page: int
    pages: int
    outlook: Outlook


def due_list(tx: Transaction, office: Office, actor: Actor, *, filters: DueFilter) -> DueListPage:
    """Return one page of a list.

    Raises:
        NotAllowedError: The person does not work on cases in this unit.
        NotFoundError: There is no such unit.
    """
    unit = choose_unit(tx, office, actor, Permission.UNIT_PENDING_READ, filters.unit_id)
    outlook = read_outlook(tx, office)
    lines = listed(outlook, unit.unit_id, filters)
    total = number_of(tx, lines)
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(1, filters.page), pages)
    first = first_lines(tx, lines, PAGE_SIZE, (page - 1) * PAGE_SIZE)
    (rows,) = pending_rows(tx, office, actor, outlook, first)
    return DueListPage(
        unit=unit,
        holder_name=holder_name(tx, unit.unit_id, filters.holder_id),
        rows=rows,
        total=total,
        page=page,
        pages=pages,
        outlook=outlook,
    )


def listed(outlook: Outlook, unit_id: int | None, filters: DueFilter) -> Lines:
    """Return the lines of a selection; of one person these are steps, each by itself."""
    one_per_matter = filters.selection in ONE_PER_MATTER and filters.holder_id is None
    return Lines(_arms(outlook, unit_id, filters), one_per_matter=one_per_matter)


def _arms(outlook: Outlook, unit_id: int | None, filters: DueFilter) -> tuple[Select[Any], ...]:
    held = () if filters.holder_id is None else (HOLDER.in_([filters.holder_id]),)
    match filters.selection:
        case "open":
            return (open_steps(unit_id, *held),)
        case "unassigned":
            return (open_steps(unit_id, NOBODY_HAS_IT, not_(STANDS_STILL)),)
        case "escalated":
            told = Notice.message == ESCALATED, Notice.deadline_id.is_not(None)
            is_told = Deadline.id.in_(select(Notice.deadline_id).where(*told))
            return (open_deadlines(unit_id, is_told, not_(DEADLINE_STANDS_STILL)),)
        case "day" if filters.day is not None:
            return _of_day(outlook, unit_id, filters.day)
    steps, deadlines = pending(outlook, unit_id, _span(outlook, unit_id, filters.selection))
    return (steps.where(*held),) if held else (steps, deadlines)


def _span(outlook: Outlook, unit_id: int | None, selection: str) -> Span:
    match selection:
        case "today":
            return of_day(outlook.today)
        case "soon":
            return soon(outlook, unit_id)
        case "due":
            return today_and_soon(outlook, unit_id)
    return late(outlook)


def _of_day(outlook: Outlook, unit_id: int | None, day: date) -> tuple[Select[Any], ...]:
    """Return what the calendar shows on a day: everything late stands on today."""
    span = of_day(day)
    if day == outlook.today:
        span = replace(span, since=None)
    still_open = pending(outlook, unit_id, span)
    if day >= outlook.today:
        return still_open
    return (*still_open, judged_deadlines(unit_id, Deadline.due_on == day))


def holder_name(tx: Transaction, unit_id: int | None, account_id: int | None) -> str | None:
    """Return the name of somebody who belongs, or belonged, to the unit."""
    if account_id is None:
        return None
    roles = select(RoleAssignment.id).where(RoleAssignment.account_id == Account.id)
    if unit_id is not None:
        roles = roles.where(RoleAssignment.unit_id == unit_id)
    return tx.scalar(select(Account.full_name).where(Account.id == account_id, roles.exists()))
