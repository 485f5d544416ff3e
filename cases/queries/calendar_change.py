"""One change of the calendar: its days, its figures, the deadlines it moves."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, case, func, select

from cases.actor import Actor
from cases.calendar_change.drafts import days_of, years_of
from cases.calendar_change.source_document import SourceDocument
from cases.calendar_change.stored_calendar import calendar_revision, stored_calendar
from cases.database import Transaction
from cases.deadlines.calendar import WorkingCalendar
from cases.errors import NotFoundError
from cases.models.account import Account
from cases.models.calendar_change import CalendarChange
from cases.models.calendar_change_day import CalendarChangeDay
from cases.models.calendar_change_deadline import CalendarChangeDeadline
from cases.models.case import Case
from cases.models.deadline import Deadline
from cases.models.petition import Petition
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.calendar_views import (
    ChangeView,
    MovedDeadline,
    MovedPage,
    ProposedDay,
    ProposedYear,
)

PAGE_SIZE = 100
PARTS = {"all": None, "relieved": -1, "belated": 1}
"""What of the moved deadlines can be asked for: all, no longer late, newly late."""


_LATENESS = CalendarChangeDeadline.lateness
_ORDER = (
    case((_LATENESS > 0, 0), (_LATENESS < 0, 1), else_=2),
    CalendarChangeDeadline.new_due_on,
    CalendarChangeDeadline.deadline_id,
)
"""Newly late ones first, then those no longer late."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the worker is."""

    status: str
    looked: int
    total: int


def calendar_change(
    tx: Transaction,
    office: Office,  # noqa: ARG001 - every query takes it
    actor: Actor,
    *,
    change_id: int,
) -> ChangeView:
    """Return a change.

    Raises:
        NotAllowedError: The person may not edit the calendar.
        NotFoundError: No such change, or the draft of somebody else.
    """
    require(Permission.CALENDAR_EDIT, actor, Target())
    change = _found(tx, actor, change_id)
    return view_of(tx, actor, change, stored_calendar(tx).working_calendar())


def calendar_progress(
    tx: Transaction,
    office: Office,  # noqa: ARG001 - every query takes it
    actor: Actor,
    *,
    change_id: int,
) -> Progress:
    """Return how far the worker is with a change.

    Raises:
        NotAllowedError: The person may not edit the calendar.
        NotFoundError: No such change, or the draft of somebody else.
    """
    require(Permission.CALENDAR_EDIT, actor, Target())
    change = _found(tx, actor, change_id)
    return Progress(change.status, change.looked_count, change.total_count)


def moved_deadlines(
    tx: Transaction,
    office: Office,
    actor: Actor,
    *,
    change_id: int,
    part: str = "all",
    page: int = 1,
) -> MovedPage:
    """Return a page of the deadlines that a change moves, newly late ones first.

    Raises:
        NotAllowedError: The person may not edit the calendar.
        NotFoundError: No such change, or the draft of somebody else.
    """
    require(Permission.CALENDAR_EDIT, actor, Target())
    change = _found(tx, actor, change_id)
    counts = {"relieved": change.relieved_count, "belated": change.belated_count}
    total = counts.get(part, change.moved_count)
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(1, page), pages)
    ids = tx.scalars(_listed(change_id, part).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE))
    wanted = _moved(change_id).where(CalendarChangeDeadline.deadline_id.in_(ids.all()))
    titles = office.terms(tx).terms
    rows = tuple(_deadline(row, titles) for row in tx.execute(wanted))
    return MovedPage(rows, total, page, pages)


def every_moved_deadline(
    tx: Transaction, office: Office, actor: Actor, *, change_id: int
) -> Iterator[MovedDeadline]:
    """Yield all deadlines that a change moves, for a file; the transaction must stay open.

    Raises:
        NotAllowedError: The person may not edit the calendar.
        NotFoundError: No such change, or the draft of somebody else.
    """
    require(Permission.CALENDAR_EDIT, actor, Target())
    _found(tx, actor, change_id)
    titles = office.terms(tx).terms
    rows = tx.execute(_moved(change_id).execution_options(yield_per=1000))
    return (_deadline(row, titles) for row in rows)


def view_of(
    tx: Transaction, actor: Actor, change: CalendarChange, in_force: WorkingCalendar
) -> ChangeView:
    """Return a change as pages show it, beside the calendar in force."""
    days = days_of(tx, change.id)
    outdated = change.base_revision_id not in {None, calendar_revision(tx)}
    return ChangeView(
        id=change.id,
        status=change.status,
        author=tx.get_one(Account, change.created_by_id).full_name,
        is_mine=change.created_by_id == actor.account_id,
        is_outdated=change.status == "previewed" and outdated,
        created_at=change.created_at,
        previewed_at=change.previewed_at,
        confirmed_at=change.confirmed_at,
        finished_at=change.finished_at,
        preview_number=change.preview_number,
        days=tuple(_day(one, in_force.day(one.day)) for one in days),
        years=tuple(
            ProposedYear(one.year, SourceDocument(one.document_number, one.document_on))
            for one in years_of(tx, change.id)
        ),
        total=change.total_count,
        looked=change.looked_count,
        moved=change.moved_count,
        relieved=change.relieved_count,
        belated=change.belated_count,
        unreadable=change.unreadable_count,
    )


def _found(tx: Transaction, actor: Actor, change_id: int) -> CalendarChange:
    change = tx.get(CalendarChange, change_id)
    if change is None or (change.confirmed_at is None and change.created_by_id != actor.account_id):
        raise NotFoundError
    return change


def _day(one: CalendarChangeDay, in_force: Any) -> ProposedDay:  # noqa: ANN401
    is_confirmed = one.was_working is not None
    return ProposedDay(
        day=one.day,
        is_working=one.is_working,
        reason=one.reason,
        document=SourceDocument(one.document_number, one.document_on),
        was_working=bool(one.was_working) if is_confirmed else in_force.is_working,
        was_reason=(one.was_reason or "") if is_confirmed else in_force.reason,
    )


def _listed(change_id: int, part: str) -> Select[int]:
    """Select the ids alone: sorting them is quick, whatever there is to say about each."""
    ids = select(CalendarChangeDeadline.deadline_id).where(*_is_moved(change_id))
    lateness = PARTS.get(part)
    if lateness is not None:
        ids = ids.where(CalendarChangeDeadline.lateness == lateness)
    return ids.order_by(*_ORDER)


def _moved(change_id: int) -> Select[Any]:
    code = func.coalesce(Case.code, Petition.code, "")
    listed = CalendarChangeDeadline
    columns = (listed.old_due_on, listed.new_due_on, listed.lateness)
    subject = (code.label("code"), Deadline.subject_kind, Deadline.term)
    moved = cast("Select[Any]", select(*subject, *columns))
    return (
        moved.join(Deadline, Deadline.id == listed.deadline_id)
        .outerjoin(Case, (Deadline.subject_kind == "case") & (Case.id == Deadline.subject_id))
        .outerjoin(
            Petition,
            (Deadline.subject_kind == "petition") & (Petition.id == Deadline.subject_id),
        )
        .where(*_is_moved(change_id))
        .order_by(*_ORDER)
    )


def _is_moved(change_id: int) -> tuple[ColumnElement[bool], ...]:
    listed = CalendarChangeDeadline
    return listed.change_id == change_id, listed.new_due_on.is_not(None)


def _deadline(row: Any, titles: Any) -> MovedDeadline:  # noqa: ANN401
    return MovedDeadline(
        code=row.code,
        is_case=row.subject_kind == "case",
        title=titles.get(row.term, row.term),
        old_due_on=row.old_due_on,
        new_due_on=row.new_due_on,
        lateness=row.lateness,
    )
