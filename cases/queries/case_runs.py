"""What was started on a case beside its settlement."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from cases.database import Transaction
from cases.models.run import Run
from cases.models.suspension import Suspension
from cases.office import Office
from cases.queries.case_picture import case_picture
from cases.queries.run_views import RunView, SuspensionView
from cases.queries.views import StepView


def run_view(
    tx: Transaction, office: Office, run: Run, steps: Sequence[StepView], items: Sequence[Any]
) -> RunView:
    """Return one run; what has ended is not drawn, nor one of several that look the same."""
    version = office.version(tx, run.version_id)
    is_running = run.status == "running"
    is_drawn = is_running and not version.info.several_at_once
    return RunView(
        id=run.id,
        code=version.info.code,
        title=version.info.title,
        short_title=version.info.short_title,
        is_running=is_running,
        started_at=run.started_at,
        ended_at=run.ended_at,
        picture=case_picture(run, version, steps, items, office.today()) if is_drawn else "",
    )


def case_suspensions(tx: Transaction, office: Office, case_id: int) -> tuple[SuspensionView, ...]:
    """Return when the settlement stood still, the newest first."""
    rows = tx.scalars(
        select(Suspension).where(Suspension.case_id == case_id).order_by(Suspension.id.desc())
    )
    grounds = office.lists.suspension_grounds

    def title_of(ground: str | None) -> str:
        return grounds[ground].title if ground and ground in grounds else ""

    return tuple(
        SuspensionView(
            ground=title_of(row.ground),
            suspended_on=row.suspended_on,
            resumed_on=row.resumed_on,
            ended_on=row.ended_on,
        )
        for row in rows
    )
