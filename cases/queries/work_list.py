"""The task list: "Việc của tôi"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from cases.actor import Actor
from cases.database import Transaction
from cases.deadlines.calendar import WorkingCalendar
from cases.folding import fold
from cases.models.account import Account
from cases.models.case import Case
from cases.models.case_step import CaseStep
from cases.models.deadline import Deadline
from cases.models.party import Party
from cases.models.petition_case import PetitionCase
from cases.models.run import Run
from cases.models.work_item import WorkItem
from cases.office import Office
from cases.policy.visible_cases import items_of_my_roles, workable_items
from cases.queries.due_state import due_state
from cases.queries.views import WorkPage, WorkRow
from cases.queries.work_order import SORTS

PAGE_SIZE = 50
DONE_WITHIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class WorkFilter:
    """What the person asked to see.

    Attributes:
        tab: ``doable``, ``mine``, ``unclaimed``, ``unit`` or ``done`` (last seven days).
        sort: A key of ``work_order.SORTS``; a leading ``-`` turns the order round.
    """

    tab: str = "doable"
    kind: str | None = None
    element: str | None = None
    field: str | None = None
    text: str = ""
    sort: str = "due"
    page: int = 1


def work_list(tx: Transaction, office: Office, actor: Actor, *, filters: WorkFilter) -> WorkPage:
    """Return one page of the list and the figures of all tabs."""
    counts = _counts(tx, office, actor)
    if filters.tab == "done":
        rows, total = _done_rows(tx, office, actor, filters)
    else:
        rows, total = _open_rows(tx, office, actor, filters)
    pages = max(1, -(-total // PAGE_SIZE))
    return WorkPage(
        rows=rows,
        total=total,
        page=min(max(1, filters.page), pages),
        pages=pages,
        counts=counts,
        steps=_steps(tx, actor),
    )


def _of_my_units(actor: Actor) -> ColumnElement[bool]:
    return WorkItem.unit_id.in_(sorted(actor.unit_ids))


def _tab(actor: Actor, tab: str) -> ColumnElement[bool]:
    mine = or_(WorkItem.claimant_id == actor.account_id, WorkItem.assignee_id == actor.account_id)
    conditions = {
        "doable": workable_items(actor),
        "mine": and_(items_of_my_roles(actor), mine),
        "unclaimed": and_(
            items_of_my_roles(actor),
            WorkItem.claimant_id.is_(None),
            WorkItem.assignee_id.is_(None),
        ),
        "unit": _of_my_units(actor),
    }
    return conditions.get(tab, conditions["doable"])


def _counts(tx: Transaction, office: Office, actor: Actor) -> dict[str, int]:
    tabs = ("doable", "mine", "unclaimed", "unit")
    columns = [func.sum(case((_tab(actor, tab), 1), else_=0)) for tab in tabs]
    row = tx.execute(select(*columns).where(_of_my_units(actor))).one()
    counts = {tab: int(count or 0) for tab, count in zip(tabs, row, strict=True)}
    done = select(func.count()).where(
        CaseStep.account_id == actor.account_id,
        CaseStep.ended_at >= office.clock.now() - DONE_WITHIN,
        CaseStep.outcome == "done",
    )
    return {**counts, "done": tx.scalar(done) or 0}


def _steps(tx: Transaction, actor: Actor) -> dict[str, str]:
    rows = tx.execute(
        select(WorkItem.element, func.min(WorkItem.name))
        .where(_of_my_units(actor))
        .group_by(WorkItem.element)
        .order_by(func.min(WorkItem.name))
    )
    return {element: name for element, name in rows}  # noqa: C416


def _narrowed(
    statement: Select[Any],
    filters: WorkFilter,
    element: Any,  # noqa: ANN401
    kind: Any,  # noqa: ANN401
) -> Select[Any]:
    if filters.kind:
        statement = statement.where(kind == filters.kind)
    if filters.element:
        statement = statement.where(element == filters.element)
    if filters.field:
        statement = statement.where(Case.field == filters.field)
    if filters.text.strip():
        words = fold(filters.text)
        pattern = f"%{words.replace('%', '').replace('_', '')}%"
        author = (
            select(Party.id)
            .join(PetitionCase, PetitionCase.petition_id == Party.petition_id)
            .where(PetitionCase.case_id == Case.id, Party.name_f.like(pattern))
            .exists()
        )
        code = func.lower(Case.code).like(pattern)
        statement = statement.where(or_(Case.title_f.like(pattern), code, author))
    return statement


def _open_rows(
    tx: Transaction, office: Office, actor: Actor, filters: WorkFilter
) -> tuple[tuple[WorkRow, ...], int]:
    base = select(WorkItem.id).join(Case, Case.id == WorkItem.case_id)
    base = _narrowed(base.where(_tab(actor, filters.tab)), filters, WorkItem.element, WorkItem.kind)
    total = tx.scalar(select(func.count()).select_from(base.subquery())) or 0
    column = SORTS.get(filters.sort.lstrip("-"), SORTS["due"])
    order = column.desc() if filters.sort.startswith("-") else column.asc()
    wanted = (
        base.order_by(column.is_(None), order, WorkItem.due_on, WorkItem.id)
        .limit(PAGE_SIZE)
        .offset((max(1, filters.page) - 1) * PAGE_SIZE)
    )
    ids = list(tx.scalars(wanted))
    rows = tx.execute(
        select(WorkItem, Case, Account.full_name, Run.paused_since)
        .join(Case, Case.id == WorkItem.case_id)
        .join(Run, Run.id == WorkItem.run_id)
        .outerjoin(Account, Account.id == func.coalesce(WorkItem.claimant_id, WorkItem.assignee_id))
        .where(WorkItem.id.in_(ids))
    ).all()
    place = {item_id: number for number, item_id in enumerate(ids)}
    rows = sorted(rows, key=lambda row: place[row[0].id])
    more = _more(tx, office, [row[1].id for row in rows])
    return tuple(_open_row(actor, row, more) for row in rows), total


@dataclass(frozen=True, slots=True)
class _More:
    """What a page of rows shows beside the item itself, by case."""

    authors: Mapping[int, str]
    due: Mapping[int, date]
    today: date
    calendar: WorkingCalendar


def _more(tx: Transaction, office: Office, case_ids: Sequence[int]) -> _More:
    authors = tx.execute(
        select(PetitionCase.case_id, func.min(Party.full_name))
        .join(Party, Party.petition_id == PetitionCase.petition_id)
        .where(PetitionCase.case_id.in_(case_ids), Party.role == "author")
        .group_by(PetitionCase.case_id)
    )
    deadlines = tx.execute(
        select(Deadline.subject_id, func.max(Deadline.due_on))
        .where(
            Deadline.subject_kind == "case",
            Deadline.subject_id.in_(case_ids),
            Deadline.closed_on.is_(None),
        )
        .group_by(Deadline.subject_id)
    )
    return _More(
        authors={case_id: name for case_id, name in authors},  # noqa: C416
        due={case_id: due_on for case_id, due_on in deadlines},  # noqa: C416
        today=office.today(),
        calendar=office.calendar(tx),
    )


def _open_row(actor: Actor, row: Any, more: _More) -> WorkRow:  # noqa: ANN401
    item, matter, holder, paused_since = row
    is_mine = actor.account_id in {item.claimant_id, item.assignee_id}
    may = actor.holds(item.role, item.unit_id) and item.assignee_id in {None, actor.account_id}
    return WorkRow(
        item_id=item.id,
        run_id=item.run_id,
        task_id=item.task_id,
        case_id=matter.id,
        code=matter.code,
        kind=matter.kind,
        element=item.element,
        step_name=item.name,
        title=matter.title,
        author=more.authors.get(matter.id),
        field=matter.field,
        due=due_state(item.due_on, more.today, more.calendar, is_paused=paused_since is not None),
        case_due=due_state(more.due.get(matter.id), more.today, more.calendar),
        holder=holder,
        is_mine=is_mine,
        can_claim=may and item.claimant_id is None and item.assignee_id is None,
        can_release=item.claimant_id == actor.account_id,
        opened_at=item.opened_at,
    )


def _done_rows(
    tx: Transaction, office: Office, actor: Actor, filters: WorkFilter
) -> tuple[tuple[WorkRow, ...], int]:
    on_case = and_(Run.subject_kind == "case", Case.id == Run.subject_id)
    done: Select[Any] = cast("Select[Any]", select(CaseStep, Case, Run.version_id))
    done = (
        done.join(Run, Run.id == CaseStep.run_id)
        .join(Case, on_case)
        .where(
            CaseStep.account_id == actor.account_id,
            CaseStep.outcome == "done",
            CaseStep.ended_at >= office.clock.now() - DONE_WITHIN,
        )
    )
    base = _narrowed(done, filters, CaseStep.element, Case.kind)
    total = tx.scalar(select(func.count()).select_from(base.subquery())) or 0
    rows = tx.execute(
        base.order_by(CaseStep.ended_at.desc())
        .limit(PAGE_SIZE)
        .offset((max(1, filters.page) - 1) * PAGE_SIZE)
    ).all()
    more = _more(tx, office, [row[1].id for row in rows])
    return tuple(_done_row(tx, office, actor, row, more) for row in rows), total


def _done_row(
    tx: Transaction,
    office: Office,
    actor: Actor,
    row: Any,  # noqa: ANN401
    more: _More,
) -> WorkRow:
    step, matter, version_id = row
    return WorkRow(
        item_id=0,
        run_id=step.run_id,
        task_id=step.task_id,
        case_id=matter.id,
        code=matter.code,
        kind=matter.kind,
        element=step.element,
        step_name=office.version(tx, version_id).step_name(step.element),
        title=matter.title,
        author=more.authors.get(matter.id),
        field=matter.field,
        due=None,
        case_due=due_state(more.due.get(matter.id), more.today, more.calendar),
        holder=actor.name,
        is_mine=True,
        can_claim=False,
        can_release=False,
        opened_at=step.ended_at,
    )
