"""Hôm nay: what a leader looks at once a day."""

from dataclasses import dataclass

from cases.actor import Actor
from cases.database import Transaction
from cases.office import Office
from cases.policy.permissions import Permission
from cases.queries.assignment_page import asked_back_count
from cases.queries.due_list import DueFilter, listed
from cases.queries.outlook import Outlook, read_outlook
from cases.queries.pending_lines import first_lines, numbers_of
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
        late: Cases and petitions; each is counted once, however many of its terms are late. So
            are those due today and soon.
        due: Due today or soon: less than the sum of both, where a matter is in both.
        waiting: Steps that the person may do, in any unit.
        open: Open steps, those of suspended cases included.
        escalated: What stays late for so long that the inspectorate was told; ``None`` for people
            who do not see the whole city.
    """

    late: int
    today: int
    soon: int
    due: int
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
    places = (
        first_lines(tx, listed(outlook, unit.unit_id, DueFilter(name)), ROWS[name])
        for name in selections
    )
    shown = pending_rows(tx, office, actor, outlook, *places)
    rows = dict(zip(selections, shown, strict=True))
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
    names = ("late", "today", "soon", "due", *(("escalated",) if unit.has_city else ()))
    lists = [listed(outlook, unit.unit_id, DueFilter(name)) for name in names]
    numbers = dict(zip(names, numbers_of(tx, lists), strict=True))
    return Tally(
        late=numbers["late"],
        today=numbers["today"],
        soon=numbers["soon"],
        due=numbers["due"],
        waiting=waiting,
        unassigned=loads.unassigned,
        open=loads.open,
        escalated=numbers.get("escalated"),
    )
