"""Trouble reports as a list: one's own, and those that one sees to."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select

from cases.actor import Actor
from cases.database import Transaction
from cases.models.account import Account
from cases.models.trouble_report import TroubleReport
from cases.models.unit import Unit
from cases.policy.permissions import Permission
from cases.policy.permitted_units import may_somewhere
from cases.policy.visible_trouble import handled_reports, visible_reports
from cases.trouble.asked import KINDS
from cases.trouble.states import CLOSED, STATE_TITLES

PAGE_SIZE = 50

OPEN, ALL, MINE = "open", "all", "mine"


@dataclass(frozen=True, slots=True)
class TroubleFilter:
    """Which reports: ``open``, ``all`` or ``mine``; and which page of them."""

    which: str = OPEN
    page: int = 1


@dataclass(frozen=True, slots=True)
class TroubleRow:
    """One report; ``is_open`` as long as it is not closed."""

    id: int
    at: datetime
    kind: str
    page: str
    unit: str
    by: str
    state: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class TroubleList:
    """One page of the list; ``handles`` tells that the person sees to reports of others."""

    rows: tuple[TroubleRow, ...]
    total: int
    filters: TroubleFilter
    pages: int
    handles: bool


def trouble_list(tx: Transaction, actor: Actor, filters: TroubleFilter) -> TroubleList:
    """Return the reports that the person may read, the newest first."""
    conditions = _conditions(actor, filters.which)
    counted = select(func.count()).select_from(TroubleReport).where(*conditions)
    total = tx.scalar(counted) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    shown = replace(filters, page=min(max(1, filters.page), pages))
    rows = tx.execute(
        select(
            TroubleReport,
            Account.full_name,
            Unit.name,
        )
        .join(Account, Account.id == TroubleReport.reported_by_id)
        .outerjoin(Unit, Unit.id == TroubleReport.unit_id)
        .where(*conditions)
        .order_by(TroubleReport.id.desc())
        .limit(PAGE_SIZE)
        .offset((shown.page - 1) * PAGE_SIZE)
    )
    handles = may_somewhere(Permission.TROUBLE_HANDLE, actor)
    return TroubleList(tuple(map(_row, rows)), total, shown, pages, handles)


def open_reports(actor: Actor) -> Any:  # noqa: ANN401 - a statement
    """Return the count, as a part of another statement, of open reports the person sees to."""
    counted = select(func.count()).select_from(TroubleReport)
    return counted.where(TroubleReport.state != CLOSED, handled_reports(actor)).scalar_subquery()


def _conditions(actor: Actor, which: str) -> tuple[ColumnElement[bool], ...]:
    if which == MINE:
        return (TroubleReport.reported_by_id == actor.account_id,)
    seen = visible_reports(actor)
    return (seen, TroubleReport.state != CLOSED) if which == OPEN else (seen,)


def _row(row: Any) -> TroubleRow:  # noqa: ANN401
    report, by, unit = row
    return TroubleRow(
        id=report.id,
        at=report.reported_at,
        kind=KINDS[report.kind],
        page=report.page,
        unit=unit or "",
        by=by,
        state=STATE_TITLES[report.state],
        is_open=report.state != CLOSED,
    )
