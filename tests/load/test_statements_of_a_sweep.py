"""A sweep looks at what is due, however much is open."""

import pytest
from sqlalchemy import event

from bench import walk
from bench.mass import copy_case, make_due
from bench.sweep import StatementCount
from cases.sweeps.due_timers import sweep

DUE = 20
FEW, MANY = 200, 2_000


@pytest.fixture
def statements_of_a_sweep(prepared):
    """Open so many runs of which 20 are due, and sweep; returns the number of statements."""
    template = walk.case_before(prepared, "accept")

    def count(open_runs):
        make_due(prepared.office, copy_case(prepared.office, template, open_runs)[:DUE])
        statements = StatementCount()
        event.listen(prepared.office.database.engine, "before_cursor_execute", statements)
        assert sweep(prepared.office) == DUE
        event.remove(prepared.office.database.engine, "before_cursor_execute", statements)
        return statements.number

    return count


class TestSweep:
    def test_takes_as_many_statements_among_2000_open_runs_as_among_200(
        self, statements_of_a_sweep
    ):
        assert statements_of_a_sweep(FEW) == statements_of_a_sweep(MANY)
