"""What stays late for long is told to the inspectorate, once a deadline."""

from dataclasses import replace
from datetime import date, time

import pytest
from sqlalchemy import func, select, update

from cases.models.notice import Notice
from cases.models.run import Run
from cases.queries.case_page import case_page
from cases.sweeps.escalate_overdue import sweep
from tests.cases.fixtures import on_both_databases
from tests.cases.statements import sent_to

DUE_ON = date(2026, 8, 12)  # Wednesday
TOLD_ON = date(2026, 8, 18)  # Thursday, Friday and Monday have passed


@pytest.fixture
def complaint(office, register_complaint):
    """A complaint whose acceptance is due on Wednesday 12/08/2026."""
    office.clock.set(office.clock.now().replace(day=3))
    return register_complaint().go_to("accept")


@pytest.fixture
def sweep_on(office, complaint):
    def sweep_on(day, at=time(0)):
        complaint.set_clock(day, at)
        return sweep(office)

    return sweep_on


@on_both_databases
class TestSweep:
    def test_tells_when_three_full_working_days_have_passed(self, sweep_on, complaint):
        assert complaint.running["kn1_accept"] == DUE_ON
        assert sweep_on(date(2026, 8, 17), time(23, 59)) == 0
        assert sweep_on(TOLD_ON) == 1
        assert complaint.notices[-1] == ("", "escalated", "inspectorate")

    def test_tells_once_a_deadline(self, sweep_on):
        assert [sweep_on(TOLD_ON), sweep_on(TOLD_ON), sweep_on(date(2026, 8, 25))] == [1, 0, 0]

    def test_waits_for_as_many_days_as_the_installation_says(self, office, sweep_on):
        office.settings = replace(office.settings, escalation_days=1)
        assert sweep_on(date(2026, 8, 13), time(23, 59)) == 0
        assert sweep_on(date(2026, 8, 14)) == 1

    def test_leaves_closed_deadlines_alone(self, sweep_on, complaint):
        complaint.go_to("accept").do("accept")
        assert sweep_on(TOLD_ON) == 0

    def test_leaves_alone_what_stands_still(self, office, sweep_on, complaint):
        complaint.go_to("accept").do("accept")
        with office.database.writing() as tx:
            tx.execute(update(Run).values(paused_since=office.clock.now()))
        assert sweep_on(date(2026, 12, 1)) == 0

    def test_tells_of_a_term_that_runs_on_while_the_case_stands_still(self, office, sweep_on):
        with office.database.writing() as tx:
            tx.execute(update(Run).values(paused_since=office.clock.now()))
        assert sweep_on(TOLD_ON) == 1

    def test_tells_many_in_few_transactions(self, office, register_complaint, sweep_on):
        for _ in range(5):
            register_complaint()
        with sent_to(office.database) as sent:
            assert sweep_on(TOLD_ON) == 6
        assert sent.commits == 1

    def test_costs_two_statements_when_there_is_nothing_to_tell(self, office, complaint):
        with sent_to(office.database) as sent:
            assert sweep(office) == 0
        assert (sent.commits, len(sent.statements)) == (0, 2)


class TestNotice:
    def test_stands_on_the_page_of_the_case(self, office, sweep_on, complaint, people):
        sweep_on(TOLD_ON)
        with office.database.reading() as tx:
            page = case_page(tx, office, people["inspectorate"], code=complaint.registered.code)
        notice = page.notices[0]
        assert (notice.message, notice.role_title) == ("escalated", "Thanh tra thành phố")

    def test_cannot_be_written_twice_whoever_tries(self, office, sweep_on, complaint):
        sweep_on(TOLD_ON)
        with office.database.reading() as tx:
            count = select(func.count()).select_from(Notice).where(Notice.message == "escalated")
            assert tx.scalar(count) == 1
