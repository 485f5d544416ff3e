"""People keep working while the worker fires thousands of timers on the same SQLite file."""

import pytest
from sqlalchemy import func, select

from bench import walk
from bench.mass import copy_case, make_due
from bench.steps_during_sweep import MEASURED, beside_a_sweep
from cases.models.case_step import CaseStep
from cases.models.notice import Notice

DUE = 2_000
STEPS = 200

pytestmark = pytest.mark.slow


class TestStepsDuringASweep:
    def test_every_step_is_done_once_and_no_lock_is_waited_for_in_vain(self, prepared):
        template = walk.case_before(prepared, MEASURED.element)
        make_due(prepared.office, copy_case(prepared.office, template, DUE))
        cases = copy_case(prepared.office, template, STEPS)
        measured = beside_a_sweep(prepared, cases)
        assert len(measured.milliseconds) == STEPS
        assert {one.commits for one in measured.requests} == {1}
        with prepared.office.database.reading() as tx:
            done = select(func.count()).where(CaseStep.element == MEASURED.element)
            assert tx.scalar(done) == STEPS
            assert tx.scalar(select(func.count(Notice.id))) > 0  # the sweep was at work
