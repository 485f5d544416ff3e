"""Time passes: the clock of a trial office is moved, the worker does what has become due."""

from datetime import datetime

import pytest

from config.clock import TIME_ZONE
from tests.browser.case_on_screen import read_case
from tests.browser.conftest import OFFICER
from tests.browser.windows import Windows
from tests.cases.matter import Complaint

pytestmark = pytest.mark.browser

ACCEPTANCE = "Thụ lý hoặc không thụ lý"
NOTICES = "#nhac-viec li"


@pytest.fixture(scope="module")
def page(browser, own_site):
    """A complaint registered on 26/08/2026, to be accepted by 09/09, as its officer sees it."""
    complaint = Complaint.register(own_site.office, own_site.people)
    windows = Windows(browser, own_site)
    yield windows.open(OFFICER, f"/ho-so/{complaint.registered.code}")
    windows.close()
    assert windows.complaints == []


@pytest.fixture(scope="module")
def said_by_tick(page, own_site):
    """Move the clock to the third working day before the due date with the command."""
    return own_site.donthu("tick", "--now", "2026-09-04T07:30")


@pytest.fixture(scope="module")
def soon(page, said_by_tick):
    """The case then."""
    page.reload()
    return read_case(page), page.locator(NOTICES).all_inner_texts()


@pytest.fixture(scope="module")
def overdue(page, own_site, soon):
    """The case on the day after the due date, each time before the worker comes by."""
    own_site.clock.move_to(datetime(2026, 9, 10, 8, tzinfo=TIME_ZONE))
    seen = []
    for _ in range(3):
        page.reload()
        seen.append((read_case(page), page.locator(NOTICES).all_inner_texts()))
        own_site.donthu("worker", "--once")
    page.goto("/viec-cua-toi")
    return seen


class TestTick:
    def test_says_what_time_it_is_now_and_what_was_done(self, said_by_tick):
        assert "Giờ của hệ thống: 04/09/2026 07:30" in said_by_tick
        assert "due_timers: " in said_by_tick

    def test_moves_the_clock_of_the_pages(self, page, soon):
        assert page.locator(".demo-strip--clock").inner_text().startswith("Giờ thử nghiệm")

    def test_reminds_of_what_is_due_soon(self, soon):
        case, notices = soon
        assert case.deadlines[ACCEPTANCE] == ("09/09/2026", "còn 5 ngày · 3 ngày làm việc")
        assert [text.splitlines()[0] for text in notices] == [
            "Sắp đến hạn: thụ lý hoặc không thụ lý"
        ]


class TestWorker:
    def test_is_not_needed_for_the_page_to_know_that_a_step_is_late(self, overdue):
        case, notices = overdue[0]
        assert case.deadlines[ACCEPTANCE] == ("09/09/2026", "trễ 1 ngày")
        assert case.late == ["propose_handling"]
        assert len(notices) == 1

    def test_fires_the_timer_of_the_overdue_step_once(self, overdue):
        _, notices = overdue[1]
        assert [text.partition(":")[0] for text in notices] == ["Quá hạn", "Sắp đến hạn"]
        assert "10/09/2026 08:00" in notices[0]
        assert overdue[2] == overdue[1]

    def test_leaves_the_step_waiting_at_the_top_of_the_list(self, page, overdue):
        group = page.locator("tbody").filter(has_text="Trễ hạn")
        assert "trễ 1 ngày" in group.inner_text()
