"""Hôm nay: what a leader looks at once a day."""

from dataclasses import dataclass

from sqlalchemy import case, func, select

from cases.actor import Actor
from cases.database import Transaction
from cases.office import Office
from cases.policy.permissions import Permission
from cases.queries.assignment_page import asked_back_count
from cases.queries.due_list import DueFilter, first_keys, listed, number_of
from cases.queries.outlook import Outlook, read_outlook
from cases.queries.pending import Span, late, of_day, pending, soon
from cases.queries.pending_rows import PendingRow, pending_rows
from cases.queries.unit_choice import UnitChoice, choose_unit
from cases.queries.waiting import WaitingRow, waiting_for
from cases.queries.workload import Workloads, workloads

ROWS = {"late": 8, "due": 8, "escalated": 6, "unassigned": 4}
"""How many rows of each list the page shows; the rest is behind a link."""
ROWS_WAITING = 6


@dataclass(frozen=True, slots=True)
class Tally:
    """The figures on top; each is the length of a list.

    Attributes:
        waiting: Steps that the person may do, in any unit.
        open: Open steps, those of suspended cases included.
        escalated: What stays late for so long that the inspectorate was told; ``None`` for people
            who do not see the whole city.
    """

    late: int
    today: int
    soon: int
    waiting: int
    unassigned: int
    open: int
    escalated: int | None


@dataclass(frozen=True, slots=True)
class TodayPage:
    """The page of one unit, or of the city; ``rows`` are cut, the tally is not.

    Attributes:
        asked_back: Steps of the unit whose holders ask that somebody else do them.
    """

    unit: UnitChoice
    outlook: Outlook
    tally: Tally
    late: tuple[PendingRow, ...]
    due: tuple[PendingRow, ...]
    escalated: tuple[PendingRow, ...]
    unassigned: tuple[PendingRow, ...]
    asked_back: int
    waiting: tuple[WaitingRow, ...]
    workloads: Workloads


def today_page(
    tx: Transaction, office: Office, actor: Actor, *, unit_id: int | None = None
) -> TodayPage:
    """Return the page of the wanted unit; else of the city or of the person's first unit.

    Raises:
        NotAllowedError: The person leads nothing there.
        NotFoundError: There is no such unit.
    """
    unit = choose_unit(tx, office, actor, Permission.UNIT_OVERSEE, unit_id)
    outlook = read_outlook(tx, office)
    loads = workloads(tx, office, outlook, unit.unit_id)
    waiting, waiting_count = waiting_for(tx, actor, outlook, ROWS_WAITING)
    selections = [name for name in ROWS if name != "escalated" or unit.has_city]
    keys = {
        name: first_keys(tx, listed(outlook, unit.unit_id, DueFilter(name)), ROWS[name])
        for name in selections
    }
    found = pending_rows(
        tx, office, actor, outlook, [key for some in keys.values() for key in some]
    )
    rows = {name: tuple(found[key] for key in some) for name, some in keys.items()}
    return TodayPage(
        unit=unit,
        outlook=outlook,
        tally=_tally(tx, outlook, unit, loads, waiting_count),
        late=rows["late"],
        due=rows["due"],
        escalated=rows.get("escalated", ()),
        unassigned=rows["unassigned"],
        asked_back=asked_back_count(tx, unit.unit_id) if unit.unit_id else 0,
        waiting=waiting,
        workloads=loads,
    )


def _tally(
    tx: Transaction, outlook: Outlook, unit: UnitChoice, loads: Workloads, waiting: int
) -> Tally:
    unit_id = unit.unit_id
    _, deadlines = pending(outlook, unit_id, Span(None, outlook.horizon))
    rows = deadlines.subquery()
    spans = (late(outlook), of_day(outlook.today), soon(outlook, unit_id))
    holds = (span.holds(rows.c.due_on, rows.c.unit_id, outlook) for span in spans)
    counts = tx.execute(select(*(func.sum(case((one, 1), else_=0)) for one in holds))).one()
    escalated = None
    if unit.has_city:
        escalated = number_of(tx, listed(outlook, unit_id, DueFilter("escalated")))
    late_deadlines, due_today, due_soon = (int(count or 0) for count in counts)
    return Tally(
        late=loads.late + late_deadlines,
        today=loads.today + due_today,
        soon=loads.soon + due_soon,
        waiting=waiting,
        unassigned=loads.unassigned,
        open=loads.open,
        escalated=escalated,
    )
