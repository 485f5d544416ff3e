"""One trouble report with what became of it, and what reporting needs to show."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotFoundError
from cases.models.account import Account
from cases.models.trouble_move import TroubleMove
from cases.models.trouble_report import TroubleReport
from cases.models.unit import Unit
from cases.office import Office
from cases.policy.permission_map import allows
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.trouble.asked import KINDS, UNIT
from cases.trouble.states import STATE_TITLES, WITH_WORDS, next_states
from cases.trouble.told import OF_THE_CITY, OF_THE_UNIT, SUPPORTS, told_people

NO_SUPPORT = "đơn vị chưa có người phụ trách công nghệ thông tin"


@dataclass(frozen=True, slots=True)
class TroubleMoveView:
    """The report came into a state."""

    title: str
    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TroublePage:
    """A report.

    Attributes:
        state: Code of the state, for the form that moves it on.
        moves: What became of it, the newest first.
        next: States the person may bring it into: code and whether words are asked.
        told: Names of who is told, by what they are.
    """

    id: int
    kind: str
    state: str
    state_title: str
    unit: str
    by: str
    at: datetime
    page: str
    endpoint: str
    reference: str
    version: str
    browser: str
    text: str
    moves: tuple[TroubleMoveView, ...]
    next: tuple[tuple[str, bool], ...]
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportingPage:
    """What the form of a report needs: the person's units, and who will be told in which."""

    units: tuple[tuple[int, str], ...]
    told: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def choices(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """The units that may be chosen, by field."""
        several = self.units if len(self.units) > 1 else ()
        return {UNIT: tuple((str(unit_id), name) for unit_id, name in several)}


def trouble_page(tx: Transaction, office: Office, actor: Actor, *, report_id: int) -> TroublePage:
    """Return a report.

    Raises:
        NotFoundError: No such report, or none that the person may know of.
    """
    row = tx.execute(
        select(TroubleReport, Account.full_name, Unit.name)
        .join(Account, Account.id == TroubleReport.reported_by_id)
        .outerjoin(Unit, Unit.id == TroubleReport.unit_id)
        .where(TroubleReport.id == report_id)
    ).one_or_none()
    if row is None:
        raise NotFoundError
    report, by, unit = row
    target = Target(unit_id=report.unit_id, reported_by_id=report.reported_by_id)
    if not allows(Permission.TROUBLE_READ, actor, target):
        raise NotFoundError
    further = next_states(
        report.state,
        handles=allows(Permission.TROUBLE_HANDLE, actor, target),
        reported=report.reported_by_id == actor.account_id,
    )
    return TroublePage(
        id=report.id,
        kind=KINDS[report.kind],
        state=report.state,
        state_title=STATE_TITLES[report.state],
        unit=unit or "",
        by=by,
        at=report.reported_at,
        page=report.page,
        endpoint=report.endpoint,
        reference=report.reference,
        version=report.version,
        browser=report.browser,
        text=report.text,
        moves=_moves(tx, report_id),
        next=tuple((state, state in WITH_WORDS) for state in further),
        told=_told(tx, office, report.unit_id),
    )


def reporting_page(tx: Transaction, office: Office, actor: Actor) -> ReportingPage:
    """Return what the person needs to see before reporting."""
    units = tuple(sorted({one.unit_id: one.unit_name for one in actor.assignments}.items()))
    places = units or ((None, ""),)
    told = tuple((name, _told(tx, office, unit_id)) for unit_id, name in places)
    return ReportingPage(units, told)


def _told(tx: Transaction, office: Office, unit_id: int | None) -> tuple[str, ...]:
    """Name the people of the unit, then the inspectorate as one."""
    own = [one for one in told_people(tx, office, unit_id) if one.role in OF_THE_UNIT]
    names = [f"{one.name} ({office.role_title(one.role, one.unit_kind)})" for one in own]
    if unit_id is not None and not any(one.role == SUPPORTS for one in own):
        names.insert(0, NO_SUPPORT)
    return (*names, office.role_title(OF_THE_CITY))


def _moves(tx: Transaction, report_id: int) -> tuple[TroubleMoveView, ...]:
    rows = tx.execute(
        select(TroubleMove, Account.full_name)
        .join(Account, Account.id == TroubleMove.moved_by_id)
        .where(TroubleMove.report_id == report_id)
        .order_by(TroubleMove.id.desc())
    )
    return tuple(
        TroubleMoveView(STATE_TITLES[move.state], move.text, by, move.moved_at) for move, by in rows
    )
