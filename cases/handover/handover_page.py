"""Bàn giao: what one person has, who could have it, and how far the handover is."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cases.actor import Actor
from cases.database import Transaction
from cases.handover.checked_gifts import CAN_END, leaving_people
from cases.handover.duty import Duty, DutyKind
from cases.handover.locked_handover import open_handover_of
from cases.handover.open_duties import open_duties
from cases.handover.past_handovers import HandoverLine, handovers_of, to_line
from cases.handover.sight import may_give, may_give_for, visible_person
from cases.models.role_assignment import RoleAssignment
from cases.models.unit import Unit
from cases.office import Office
from cases.policy.permission_map import allows
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.assignment_rows import assignment_rows
from cases.queries.due_state import DueState
from cases.queries.officers import Officer, officers_of
from cases.queries.outlook import Outlook, read_outlook


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role that the person holds, or will hold."""

    role: str
    title: str
    unit_id: int
    unit_name: str
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One open thing.

    Attributes:
        people: Who could have it, the least burdened first.
        may_give: The reader may say who gets it.
        may_end: It can be thrown away or ended instead.
        may_read: The reader may open the case.
    """

    duty: Duty
    due: DueState | None
    people: tuple[Officer, ...]
    may_give: bool
    may_end: bool
    may_read: bool


@dataclass(frozen=True, slots=True)
class HandoverPage:
    """Everything the page shows.

    Attributes:
        groups: Groups of the roles that the person holds (``config/roles.toml``).
        handover: What is under way.
        rows: Open things that are the reader's business; ``hidden`` counts the others.
        people: Everybody who could have at least one of them.
        needs_paper: A decision must name somebody else for one of the rows.
        may_give: The reader may say who gets something, whether anything is left or not.
        may_manage: The reader may begin, finish and stop it.
        past: Handovers that are over, newest first.
    """

    account_id: int
    name: str
    email: str
    locked_from: date | None
    is_locked: bool
    roles: tuple[HeldRole, ...]
    groups: frozenset[str]
    handover: HandoverLine | None
    rows: tuple[DutyRow, ...]
    hidden: int
    people: tuple[Officer, ...]
    needs_paper: bool
    may_give: bool
    may_manage: bool
    is_own: bool
    past: tuple[HandoverLine, ...]


def handover_page(
    tx: Transaction, office: Office, actor: Actor, *, account_id: int
) -> HandoverPage:
    """Return what the page shows.

    Raises:
        NotFoundError: No such account, or none that the reader may know of.
    """
    account = visible_person(tx, actor, account_id)
    handover = open_handover_of(tx, account_id)
    unit_id = handover.from_unit_id if handover else None
    duties = open_duties(tx, office, account_id, unit_id=unit_id)
    is_own = account_id == actor.account_id
    mine = [one for one in duties if is_own or may_give(actor, one)]
    rows = _rows(tx, office, actor, account_id, mine)
    people = {one.id: one for row in rows for one in row.people}
    roles = _roles(tx, office, account_id)
    return HandoverPage(
        account_id=account_id,
        name=account.full_name,
        email=account.email,
        locked_from=account.locked_from,
        is_locked=account.locked_from is not None and account.locked_from <= office.today(),
        roles=roles,
        groups=frozenset(office.roles[one.role].group for one in roles if one.role in office.roles),
        handover=to_line(tx, office, handover) if handover else None,
        rows=rows,
        hidden=len(duties) - len(mine),
        people=tuple(sorted(people.values(), key=lambda one: (one.held, one.name, one.id))),
        needs_paper=any(row.duty.is_named and row.may_give for row in rows),
        may_give=may_give_for(tx, actor, account_id),
        may_manage=allows(Permission.ACCOUNTS_MANAGE, actor, Target()) and not is_own,
        is_own=is_own,
        past=handovers_of(tx, office, account_id),
    )


def _rows(
    tx: Transaction, office: Office, actor: Actor, account_id: int, duties: Sequence[Duty]
) -> tuple[DutyRow, ...]:
    outlook = read_outlook(tx, office)
    leaving = leaving_people(tx, office) | {account_id}
    staff = {
        unit_id: officers_of(tx, office, outlook, unit_id)
        for unit_id in sorted({one.unit_id for one in duties})
    }
    ids = [int(one.id) for one in duties if one.kind is DutyKind.STEP]
    barred = {row.item_id: row.kept_apart for row in assignment_rows(tx, office, outlook, ids)}
    return tuple(
        _row(actor, outlook, one, _able(one, staff[one.unit_id], leaving, barred)) for one in duties
    )


def _able(
    duty: Duty,
    staff: Sequence[Officer],
    leaving: Collection[int],
    barred: Mapping[int, Collection[int]],
) -> tuple[Officer, ...]:
    if duty.kind is DutyKind.DELEGATION:
        return ()
    apart = barred.get(int(duty.id), ()) if duty.kind is DutyKind.STEP else ()
    return tuple(
        one
        for one in staff
        if (duty.role is None or duty.role in one.roles)
        and one.id not in leaving
        and one.id not in apart
    )


def _row(actor: Actor, outlook: Outlook, duty: Duty, people: tuple[Officer, ...]) -> DutyRow:
    here = Target(unit_id=duty.unit_id, unit_ids=frozenset({duty.unit_id}))
    may_name = not duty.is_named or allows(Permission.NAMED_PERSON_REPLACE, actor, here)
    return DutyRow(
        duty=duty,
        due=outlook.state(duty.due_on, duty.unit_id),
        people=people,
        may_give=may_name and may_give(actor, duty),
        may_end=duty.kind in CAN_END,
        may_read=allows(Permission.CASE_READ, actor, here),
    )


def _roles(tx: Transaction, office: Office, account_id: int) -> tuple[HeldRole, ...]:
    today = office.today()
    rows = tx.execute(
        select(RoleAssignment.role, RoleAssignment.valid_to, Unit.id, Unit.name, Unit.kind)
        .join(Unit, Unit.id == RoleAssignment.unit_id)
        .where(RoleAssignment.account_id == account_id)
        .order_by(RoleAssignment.id)
    )
    return tuple(
        HeldRole(row.role, office.role_title(row.role, row.kind), row.id, row.name, row.valid_to)
        for row in rows
        if row.valid_to is None or row.valid_to >= today
    )
