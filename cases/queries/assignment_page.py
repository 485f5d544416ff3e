"""Phân công: what nobody has yet, who has what, and what people ask to hand back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, not_, select

from cases.actor import Actor
from cases.assigning.locked_items import PROPOSED
from cases.database import Transaction
from cases.models.work_assignment import WorkAssignment
from cases.models.work_item import WorkItem
from cases.office import Office
from cases.policy.assignable_items import assignable_items
from cases.policy.permissions import Permission
from cases.policy.predicates import LEADERS
from cases.queries.assignment_rows import AssignmentRow, assignment_rows
from cases.queries.officers import Officer, officers_of
from cases.queries.outlook import Outlook, read_outlook
from cases.queries.pending import HOLDER, NOBODY_HAS_IT, STANDS_STILL
from cases.queries.unit_choice import UnitChoice, choose_unit

PAGE_SIZE = 50
TABS = ("unassigned", "held", "proposed")
"""Steps that nobody has; that somebody has; whose holder asks to hand them back."""

_STATE = case(
    (WorkAssignment.kind == PROPOSED, literal("proposed")),
    (HOLDER.is_not(None), literal("held")),
    (STANDS_STILL, literal("still")),
    else_=literal("unassigned"),
)
_IN_TAB: Mapping[str, frozenset[str]] = {
    "unassigned": frozenset({"unassigned"}),
    "held": frozenset({"held", "proposed"}),
    "proposed": frozenset({"proposed"}),
}


@dataclass(frozen=True, slots=True)
class AssignmentFilter:
    """Which steps are wanted.

    Attributes:
        unit_id: The unit; ``None`` for the first that the person leads.
        holder_id: Only what this person has.
    """

    tab: str = "unassigned"
    unit_id: int | None = None
    role: str | None = None
    element: str | None = None
    kind: str | None = None
    holder_id: int | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class AssignmentPage:
    """One page of the list, most urgent first, and the people beside it.

    Attributes:
        counts: Tab -> how many steps stand in it, whatever the filter.
        roles: Roles of the steps in the tab.
        steps: Element -> name of the steps in the tab.
        kinds: Kinds of petition in the tab.
    """

    unit: UnitChoice
    outlook: Outlook
    rows: tuple[AssignmentRow, ...]
    total: int
    page: int
    pages: int
    counts: Mapping[str, int]
    roles: tuple[str, ...]
    steps: Mapping[str, str]
    kinds: tuple[str, ...]
    officers: tuple[Officer, ...]


def assignment_page(
    tx: Transaction, office: Office, actor: Actor, *, filters: AssignmentFilter
) -> AssignmentPage:
    """Return the page of the wanted unit.

    Raises:
        NotAllowedError: The person leads nothing there.
    """
    unit = choose_unit(tx, office, actor, Permission.ITEM_ASSIGN, filters.unit_id)
    outlook = read_outlook(tx, office)
    of_unit = and_(WorkItem.unit_id == (unit.unit_id or 0), assignable_items(actor))
    alike = _alike(tx, of_unit)
    in_tab = [one for one in alike if _stands_in(filters.tab, one)]
    ids = _ids(of_unit, filters)
    if filters.holder_id is None:
        total = sum(one.number for one in in_tab if _passes(one, filters))
    else:
        total = tx.scalar(select(func.count()).select_from(ids.subquery())) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    shown = replace(filters, page=min(max(1, filters.page), pages))
    in_order = ids.order_by(WorkItem.due_on.asc().nulls_last(), WorkItem.id)
    wanted = in_order.limit(PAGE_SIZE).offset((shown.page - 1) * PAGE_SIZE)
    return AssignmentPage(
        unit=unit,
        outlook=outlook,
        rows=assignment_rows(tx, office, outlook, list(tx.scalars(wanted))),
        total=total,
        page=shown.page,
        pages=pages,
        counts={tab: _number(one for one in alike if _stands_in(tab, one)) for tab in TABS},
        roles=tuple(dict.fromkeys(sorted(one.role for one in in_tab))),
        steps=dict(sorted(((one.element, one.name) for one in in_tab), key=lambda step: step[1])),
        kinds=tuple(dict.fromkeys(sorted(one.kind for one in in_tab))),
        officers=officers_of(tx, office, outlook, unit.unit_id or 0),
    )


def unassigned_count(tx: Transaction, actor: Actor) -> int:
    """Return how many steps nobody has that the person may give out: the figure in the rail."""
    mine = assignable_items(actor)
    return tx.scalar(select(func.count()).where(mine, NOBODY_HAS_IT, not_(STANDS_STILL))) or 0


def asked_back_count(tx: Transaction, unit_id: int) -> int:
    """Return how many holders of the unit wait for an answer whether they may hand back."""
    asked = (
        select(func.count())
        .select_from(WorkItem)
        .join(WorkAssignment, WorkAssignment.id == WorkItem.last_assignment_id)
        .where(WorkItem.unit_id == unit_id, WorkAssignment.kind == PROPOSED)
    )
    return tx.scalar(asked) or 0


def _alike(tx: Transaction, of_unit: ColumnElement[bool]) -> Sequence[Any]:
    """Count the steps that the person gives out by what tabs and filters ask for, all at once."""
    columns = (WorkItem.role, WorkItem.element, WorkItem.kind)
    state = _STATE.label("state")
    return tx.execute(
        select(*columns, state, func.max(WorkItem.name).label("name"), func.count().label("number"))
        .outerjoin(WorkAssignment, WorkAssignment.id == WorkItem.last_assignment_id)
        .where(of_unit)
        .group_by(*columns, state)
    ).all()


def _stands_in(tab: str, one: Any) -> bool:  # noqa: ANN401
    """Tell the same as ``_tab_condition`` about one row of ``_alike``."""
    is_for_leaders = tab == "unassigned" and one.role in LEADERS
    return one.state in _IN_TAB[tab] and not is_for_leaders


def _passes(one: Any, filters: AssignmentFilter) -> bool:  # noqa: ANN401
    wanted = (
        (filters.role, one.role),
        (filters.element, one.element),
        (filters.kind, one.kind),
    )
    return all(asked in {None, there} for asked, there in wanted)


def _number(rows: Iterable[Any]) -> int:
    return sum(one.number for one in rows)


def _ids(of_unit: ColumnElement[bool], filters: AssignmentFilter) -> Select[Any]:
    ids = select(WorkItem.id).where(of_unit)
    ids = ids.where(_tab_condition(filters.tab))
    if filters.tab == "proposed":
        ids = ids.join(WorkAssignment, WorkAssignment.id == WorkItem.last_assignment_id)
    for column, asked in (
        (WorkItem.role, filters.role),
        (WorkItem.element, filters.element),
        (WorkItem.kind, filters.kind),
        (HOLDER, filters.holder_id),
    ):
        if asked is not None:
            ids = ids.where(column == asked)
    return ids


def _tab_condition(tab: str) -> ColumnElement[bool]:
    if tab == "unassigned":
        return and_(NOBODY_HAS_IT, not_(STANDS_STILL))
    return HOLDER.is_not(None) if tab == "held" else WorkAssignment.kind == PROPOSED
