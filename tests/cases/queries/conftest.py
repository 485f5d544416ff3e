"""Complaints that are due on chosen days, as seen on Wednesday 26/08/2026."""

from collections.abc import Mapping
from datetime import date

import pytest
from sqlalchemy import update

from cases.models.run import Run
from cases.models.work_item import WorkItem
from tests.cases.matter import Matter

RECEIVED = {
    "late": date(2026, 8, 3),
    "today": date(2026, 8, 18),
    "soon": date(2026, 8, 21),
    "later": date(2026, 8, 26),
}
"""When a complaint was received whose proposal is late, due today (the 7th working day), ..."""


@pytest.fixture
def complaints(register_complaint) -> Mapping[str, Matter]:
    """One complaint that is late, one due today, one due on 03/09, one due on 09/09."""
    return {name: register_complaint(day) for name, day in RECEIVED.items()}


@pytest.fixture
def hide_step(office):
    """Let the open step of a case stand for no deadline: ``hide_step(complaint)``."""

    def hide(complaint):
        with office.database.writing() as tx:
            tx.execute(
                update(WorkItem)
                .where(WorkItem.run_id == complaint.run_id)
                .values(term=None, due_on=None)
            )

    return hide


@pytest.fixture
def suspend(office):
    """Stop the clock of a case: ``suspend(complaint)``."""

    def suspend(complaint):
        with office.database.writing() as tx:
            tx.execute(
                update(Run)
                .where(Run.id == complaint.run_id)
                .values(paused_since=office.clock.now())
            )

    return suspend
