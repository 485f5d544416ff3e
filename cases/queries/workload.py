"""Who has how much to do: the people of a unit, or the units of the city."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, case, func, not_, or_, select

from cases.database import Transaction
from cases.models.account import Account
from cases.models.role_assignment import RoleAssignment
from cases.models.unit import Unit
from cases.models.work_item import WorkItem
from cases.office import Office
from cases.policy.predicates import CASE_STAFF, LEADERS
from cases.queries.outlook import Outlook
from cases.queries.pending import HOLDER, NOBODY_HAS_IT, STANDS_STILL, late, of_day, soon

MOST_ROWS = 12


@dataclass(frozen=True, slots=True)
class Workload:
    """The open steps of one person, or of one unit.

    Attributes:
        id: Account or unit.
        due: Due today or soon.
    """

    id: int
    name: str
    held: int
    late: int
    due: int


@dataclass(frozen=True, slots=True)
class Workloads:
    """Most burdened first, cut to what a page shows.

    Attributes:
        left_out: People or units that have something and are not in ``rows``.
        open: All open steps.
        unassigned: Open steps that nobody has, without those that stand still.
    """

    rows: tuple[Workload, ...]
    left_out: int
    open: int
    unassigned: int


def workloads(tx: Transaction, office: Office, outlook: Outlook, unit_id: int | None) -> Workloads:
    """Return the people of a unit, those without work included; or all units of the city."""
    counted = counted_by_holder(tx, outlook, unit_id)
    figures = {row.owner: (row.held, row.late, row.today + row.soon) for row in counted}
    names = _units(tx, set(figures)) if unit_id is None else _people(tx, office, unit_id, figures)
    loads = sorted(
        (Workload(one, name, *(figures.get(one) or (0, 0, 0))) for one, name in names.items()),
        key=lambda load: (-load.late, -load.held, load.name),
    )
    return Workloads(
        rows=tuple(loads[:MOST_ROWS]),
        left_out=sum(1 for load in loads[MOST_ROWS:] if load.held),
        open=sum(row.held for row in counted),
        unassigned=sum(row.free for row in counted),
    )


def counted_by_holder(tx: Transaction, outlook: Outlook, unit_id: int | None) -> Any:  # noqa: ANN401
    """Count open steps by who has them; of the whole city by unit."""
    owner = WorkItem.unit_id if unit_id is None else HOLDER
    runs_on = not_(STANDS_STILL)
    spans = {
        "late": late(outlook),
        "today": of_day(outlook.today),
        "soon": soon(outlook, unit_id),
    }
    holds = {
        name: and_(span.holds(WorkItem.due_on, WorkItem.unit_id, outlook), runs_on)
        for name, span in spans.items()
    }
    statement = select(
        owner.label("owner"),
        func.count().label("held"),
        *(_number(condition).label(name) for name, condition in holds.items()),
        _number(and_(NOBODY_HAS_IT, runs_on)).label("free"),
    ).group_by(owner)
    if unit_id is not None:
        statement = statement.where(WorkItem.unit_id == unit_id)
    return tx.execute(statement).all()


def _number(condition: Any) -> Any:  # noqa: ANN401
    return func.sum(case((condition, 1), else_=0))


def _units(tx: Transaction, ids: set[int]) -> dict[int, str]:
    rows = tx.execute(select(Unit.id, Unit.name).where(Unit.id.in_(sorted(ids))))
    return {unit_id: name for unit_id, name in rows}  # noqa: C416


def _people(tx: Transaction, office: Office, unit_id: int, figures: Any) -> dict[int, str]:  # noqa: ANN401
    """Return those who have something, and the staff to whom something could be given."""
    today = office.today()
    staff = select(RoleAssignment.account_id).where(
        RoleAssignment.unit_id == unit_id,
        RoleAssignment.role.in_(sorted(CASE_STAFF - LEADERS)),
        RoleAssignment.valid_from <= today,
        or_(RoleAssignment.valid_to.is_(None), RoleAssignment.valid_to >= today),
    )
    holders = [account_id for account_id in figures if account_id is not None]
    not_locked = or_(Account.locked_from.is_(None), Account.locked_from > today)
    rows = tx.execute(
        select(Account.id, Account.full_name).where(
            or_(Account.id.in_(holders), Account.id.in_(staff) & not_locked)
        )
    )
    return {account_id: name for account_id, name in rows}  # noqa: C416
