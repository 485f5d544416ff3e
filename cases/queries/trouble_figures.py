"""What was reported and answered in a period, for the operator's report (regulation Art 10(2)c)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from sqlalchemy import func, select

from cases.database import Transaction
from cases.journal.days import bounds
from cases.models.trouble_move import TroubleMove
from cases.models.trouble_report import TroubleReport
from cases.trouble.states import ANSWERED, CLOSED

HELP, SECURITY = "help", "security"


@dataclass(frozen=True, slots=True)
class TroubleFigures:
    """The figures.

    Attributes:
        asked, asked_done: Requests for help that came in, and that were closed.
        reported, reported_done: Other trouble, likewise; security among it.
        still_open: Reports of either sort that are open now.
        hours_to_answer: Half of what was answered in the period had its first answer sooner.
        incidents: When incidents of security were reported; the inspectorate was told the same
            moment (regulation Art 17(5)).
    """

    asked: int
    asked_done: int
    reported: int
    reported_done: int
    still_open: int
    hours_to_answer: float | None
    incidents: tuple[datetime, ...]


def trouble_figures(tx: Transaction, since: date, until: date) -> TroubleFigures:
    """Return the figures of the days from ``since`` to ``until``."""
    start, end = bounds(since)[0], bounds(until)[1]
    came = tx.execute(
        select(TroubleReport.kind, TroubleReport.reported_at)
        .where(TroubleReport.reported_at >= start, TroubleReport.reported_at < end)
        .order_by(TroubleReport.reported_at)
    ).all()
    done = _first(tx, CLOSED, start, end)
    answered = _first(tx, ANSWERED, start, end)
    still_open = select(func.count()).where(TroubleReport.state != CLOSED)
    took = [(at - reported) / timedelta(hours=1) for _, reported, at in answered]
    asked = sum(1 for kind, _ in came if kind == HELP)
    asked_done = sum(1 for kind, _, _ in done if kind == HELP)
    return TroubleFigures(
        asked=asked,
        asked_done=asked_done,
        reported=len(came) - asked,
        reported_done=len(done) - asked_done,
        still_open=tx.scalar(still_open) or 0,
        hours_to_answer=median(took) if took else None,
        incidents=tuple(at for kind, at in came if kind == SECURITY),
    )


def _first(
    tx: Transaction, state: str, start: datetime, end: datetime
) -> list[tuple[str, datetime, datetime]]:
    """Return kind, report and first coming into a state, of those that came there in time."""
    first = func.min(TroubleMove.moved_at).label("at")
    rows = tx.execute(
        select(TroubleReport.kind, TroubleReport.reported_at, first)
        .join(TroubleMove, TroubleMove.report_id == TroubleReport.id)
        .where(TroubleMove.state == state)
        .group_by(TroubleReport.id, TroubleReport.kind, TroubleReport.reported_at)
        .having(first >= start, first < end)
    )
    return [(kind, reported_at, at) for kind, reported_at, at in rows]
