"""The task list: "Việc của tôi"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, func, or_, select

from cases.actor import Actor
from cases.database import Transaction
from cases.folding import fold
from cases.models.case import Case
from cases.models.case_step import CaseStep
from cases.models.party import Party
from cases.models.petition import Petition
from cases.models.run import Run
from cases.models.work_item import WorkItem
from cases.office import Office
from cases.queries.subject_columns import (
    CODE,
    FIELD,
    IS_AUTHOR,
    KIND,
    TITLE_F,
    with_subject_of_item,
    with_subject_of_run,
)
from cases.queries.views import WorkPage, WorkRow
from cases.queries.work_order import SORTS, SORTS_OF_CASES
from cases.queries.work_rows import work_rows
from cases.queries.work_tabs import (
    OPEN_TABS,
    Waiting,
    number_in,
    tab_condition,
    waiting_in_my_units,
)

PAGE_SIZE = 50
BATCH = 500
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
    rows = work_rows(tx, office, actor, _ids(tx, office, actor, shown), is_done=is_done)
    names = {one.element: one.name for one in waiting}
    return WorkPage(
        rows=rows,
        total=total,
        page=shown.page,
        pages=pages,
        counts={**counts, "done": _number_done(tx, office, actor)},
        steps=dict(sorted(names.items(), key=lambda step: step[1])),
    )


def every_work_row(
    tx: Transaction, office: Office, actor: Actor, *, filters: WorkFilter
) -> tuple[int, Iterator[WorkRow]]:
    """Return how many rows the list has and all of them, whatever the page.

    The ids are read at once, the rows batch by batch as they are taken.
    """
    is_done = filters.tab == "done"
    ids = list(tx.scalars(_in_order(office, actor, filters)))
    return len(ids), (
        row
        for start in range(0, len(ids), BATCH)
        for row in work_rows(tx, office, actor, ids[start : start + BATCH], is_done=is_done)
    )


def _in_order(office: Office, actor: Actor, filters: WorkFilter) -> Select[Any]:
    if filters.tab == "done":
        return _done(office, actor, filters).order_by(CaseStep.ended_at.desc(), CaseStep.id)
    return _open_in_order(actor, filters)


def _ids(tx: Transaction, office: Office, actor: Actor, filters: WorkFilter) -> list[int]:
    first = (filters.page - 1) * PAGE_SIZE
    return list(tx.scalars(_in_order(office, actor, filters).limit(PAGE_SIZE).offset(first)))


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
        ids = with_subject_of_item(ids)
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
        statement = statement.where(filters.field == FIELD)
    if filters.text.strip():
        words = fold(filters.text)
        pattern = f"%{words.replace('%', '').replace('_', '')}%"
        author = (
            select(Party.id)
            .where(IS_AUTHOR, Party.name_f.like(pattern))
            .correlate(Case, Petition)
            .exists()
        )
        code = func.lower(CODE).like(pattern)
        statement = statement.where(or_(TITLE_F.like(pattern), code, author))
    return statement


def _open_in_order(actor: Actor, filters: WorkFilter) -> Select[Any]:
    column = SORTS.get(filters.sort.lstrip("-"), SORTS["due"])
    order = column.desc() if filters.sort.startswith("-") else column.asc()
    # Named once, the due date is read in the order of its index, without sorting.
    due_next = [] if column is SORTS["due"] else [WorkItem.due_on]
    return _open_ids(actor, filters).order_by(order.nulls_last(), *due_next, WorkItem.id)


def _done(office: Office, actor: Actor, filters: WorkFilter) -> Select[Any]:
    done = with_subject_of_run(select(CaseStep.id).join(Run, Run.id == CaseStep.run_id)).where(
        CaseStep.account_id == actor.account_id,
        CaseStep.outcome == "done",
        CaseStep.ended_at >= office.clock.now() - DONE_WITHIN,
    )
    return _narrowed(done, filters, CaseStep.element, KIND)


def _number_of_done_rows(tx: Transaction, office: Office, actor: Actor, filters: WorkFilter) -> int:
    done = _done(office, actor, filters)
    return tx.scalar(select(func.count()).select_from(done.subquery())) or 0
