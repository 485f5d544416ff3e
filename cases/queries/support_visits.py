"""Support visits: who looked at the screens of a unit, when and why."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select

from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotAllowedError
from cases.models.account import Account
from cases.models.support_visit import SupportVisit
from cases.models.unit import Unit
from cases.office import Office
from cases.policy.permissions import Permission
from cases.policy.permitted_units import may_in_the_city, permitted_units

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class SupportVisitRow:
    """One visit; ``ends_at`` is when it ended or will end."""

    id: int
    by: str
    unit: str
    reason: str
    began_at: datetime
    ends_at: datetime
    is_running: bool


@dataclass(frozen=True, slots=True)
class SupportVisitPage:
    """The visits that the person may read, the newest first.

    Attributes:
        units: Those that the person may visit: id and name.
        reads_others: Visits of other people are among the rows.
        hours: How long a visit lasts at most.
    """

    units: tuple[tuple[int, str], ...]
    rows: tuple[SupportVisitRow, ...]
    total: int
    page: int
    pages: int
    reads_others: bool
    hours: int


def support_visits(
    tx: Transaction, office: Office, actor: Actor, *, page: int = 1
) -> SupportVisitPage:
    """Return one page of the visits.

    Raises:
        NotAllowedError: The person neither visits nor reads of visits.
    """
    visited = permitted_units(Permission.SUPPORT_VISIT, actor)
    watched = permitted_units(Permission.SUPPORT_VISITS_READ, actor)
    reads_all = may_in_the_city(Permission.SUPPORT_VISITS_READ, actor)
    if not (visited or watched or reads_all):
        raise NotAllowedError(Permission.SUPPORT_VISITS_READ)
    seen = or_(SupportVisit.account_id == actor.account_id, SupportVisit.unit_id.in_(watched))
    conditions = () if reads_all else (seen,)
    total = tx.scalar(select(func.count()).select_from(SupportVisit).where(*conditions)) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    shown = min(max(1, page), pages)
    rows = tx.execute(
        select(SupportVisit, Account.full_name, Unit.name)
        .join(Account, Account.id == SupportVisit.account_id)
        .join(Unit, Unit.id == SupportVisit.unit_id)
        .where(*conditions)
        .order_by(SupportVisit.id.desc())
        .limit(PAGE_SIZE)
        .offset((shown - 1) * PAGE_SIZE)
    )
    now = office.clock.now()
    names = {one.unit_id: one.unit_name for one in actor.assignments}
    return SupportVisitPage(
        units=tuple((unit_id, names[unit_id]) for unit_id in visited),
        rows=tuple(_row(row, now) for row in rows),
        total=total,
        page=shown,
        pages=pages,
        reads_others=reads_all or bool(watched),
        hours=office.settings.support_visit_hours,
    )


def _row(row: Any, now: datetime) -> SupportVisitRow:  # noqa: ANN401
    visit, by, unit = row
    ends_at = visit.ended_at or visit.ends_at
    return SupportVisitRow(
        id=visit.id,
        by=by,
        unit=unit,
        reason=visit.reason,
        began_at=visit.began_at,
        ends_at=ends_at,
        is_running=ends_at > now,
    )
