"""The task list: "Việc của tôi"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, cast

from sqlalchemy import Select, and_, func, or_, select

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
from cases.queries.due_state import DueState, due_state
from cases.queries.views import WorkPage, WorkRow
from cases.queries.work_order import SORTS, SORTS_OF_CASES
from cases.queries.work_tabs import (
    OPEN_TABS,
    Waiting,
    number_in,
    tab_condition,
    waiting_in_my_units,
)
from cases.reminders import Reminders, read_reminders

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
    waiting = waiting_in_my_units(tx, actor)
    counts = {tab: number_in(tab, actor, waiting) for tab in OPEN_TABS}
    is_done = filters.tab == "done"
    if is_done:
        total = _number_of_done_rows(tx, office, actor, filters)
    else:
        total = _number_of_rows(tx, actor, filters, waiting)
    pages = max(1, -(-total // PAGE_SIZE))
    shown = replace(filters, page=min(max(1, filters.page), pages))
    rows = (_done_rows if is_done else _open_rows)(tx, office, actor, shown)
    names = {one.element: one.name for one in waiting}
    return WorkPage(
        rows=rows,
        total=total,
        page=shown.page,
        pages=pages,
        counts={**counts, "done": _number_done(tx, office, actor)},
        steps=dict(sorted(names.items(), key=lambda step: step[1])),
    )


def _number_done(tx: Transaction, office: Office, actor: Actor) -> int:
    done = select(func.count()).where(
        CaseStep.account_id == actor.account_id,
        CaseStep.ended_at >= office.clock.now() - DONE_WITHIN,
        CaseStep.outcome == "done",
    )
    return tx.scalar(done) or 0


def _number_of_rows(
    tx: Transaction, actor: Actor, filters: WorkFilter, waiting: Sequence[Waiting]
) -> int:
    if not (filters.kind or filters.field or filters.text.strip()):
        return number_in(filters.tab, actor, waiting, filters.element)
    return tx.scalar(select(func.count()).select_from(_open_ids(actor, filters).subquery())) or 0


def _open_ids(actor: Actor, filters: WorkFilter) -> Select[Any]:
    ids = select(WorkItem.id).where(tab_condition(actor, filters.tab))
    if filters.field or filters.text.strip() or filters.sort.lstrip("-") in SORTS_OF_CASES:
        ids = ids.join(Case, Case.id == WorkItem.case_id)
    return _narrowed(ids, filters, WorkItem.element, WorkItem.kind)


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
) -> tuple[WorkRow, ...]:
    column = SORTS.get(filters.sort.lstrip("-"), SORTS["due"])
    order = column.desc() if filters.sort.startswith("-") else column.asc()
    # Named once, the due date is read in the order of its index, without sorting.
    due_next = [] if column is SORTS["due"] else [WorkItem.due_on]
    wanted = (
        _open_ids(actor, filters)
        .order_by(order.nulls_last(), *due_next, WorkItem.id)
        .limit(PAGE_SIZE)
        .offset((filters.page - 1) * PAGE_SIZE)
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
    return tuple(_open_row(actor, row, more) for row in rows)


@dataclass(frozen=True, slots=True)
class _More:
    """What a page of rows shows beside the item itself, by case."""

    authors: Mapping[int, str]
    due: Mapping[int, date]
    today: date
    calendar: WorkingCalendar
    reminders: Reminders

    def state(
        self, due_on: date | None, unit_id: int, *, is_paused: bool = False
    ) -> DueState | None:
        """Grade a date as the unit wants to be reminded."""
        days = self.reminders.days(unit_id)
        return due_state(due_on, self.today, self.calendar, soon_days=days, is_paused=is_paused)

    def case_due(self, matter: Case) -> DueState | None:
        """Grade the last open deadline of a case."""
        return self.state(self.due.get(matter.id), matter.settling_unit_id)


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
        reminders=read_reminders(tx, office),
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
        due=more.state(item.due_on, item.unit_id, is_paused=paused_since is not None),
        case_due=more.case_due(matter),
        holder=holder,
        is_mine=is_mine,
        can_claim=may and item.claimant_id is None and item.assignee_id is None,
        can_release=item.claimant_id == actor.account_id,
        opened_at=item.opened_at,
    )


def _done(office: Office, actor: Actor, filters: WorkFilter) -> Select[Any]:
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
    return _narrowed(done, filters, CaseStep.element, Case.kind)


def _number_of_done_rows(tx: Transaction, office: Office, actor: Actor, filters: WorkFilter) -> int:
    done = _done(office, actor, filters).with_only_columns(CaseStep.id, maintain_column_froms=True)
    return tx.scalar(select(func.count()).select_from(done.subquery())) or 0


def _done_rows(
    tx: Transaction, office: Office, actor: Actor, filters: WorkFilter
) -> tuple[WorkRow, ...]:
    rows = tx.execute(
        _done(office, actor, filters)
        .order_by(CaseStep.ended_at.desc())
        .limit(PAGE_SIZE)
        .offset((filters.page - 1) * PAGE_SIZE)
    ).all()
    more = _more(tx, office, [row[1].id for row in rows])
    return tuple(_done_row(tx, office, actor, row, more) for row in rows)


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
        case_due=more.case_due(matter),
        holder=actor.name,
        is_mine=True,
        can_claim=False,
        can_release=False,
        opened_at=step.ended_at,
    )
