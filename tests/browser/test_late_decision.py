"""A decision is signed after its term: late by law, late in the system, and everybody sees it."""

from datetime import datetime

import pytest

from config.clock import TIME_ZONE
from tests.browser.case_on_screen import read_case
from tests.browser.conftest import HEAD, INSPECTOR
from tests.browser.paper import send, type_in
from tests.browser.windows import Windows
from tests.cases.answers import usual_answers
from tests.cases.matter import Complaint

pytestmark = pytest.mark.browser

RESOLUTION = "Giải quyết khiếu nại lần đầu"
SIGNED_AT = datetime(2026, 10, 5, 9, tzinfo=TIME_ZONE)


@pytest.fixture(scope="module")
def windows(browser, own_site):
    opened = Windows(browser, own_site)
    yield opened
    opened.close()
    assert opened.complaints == []


@pytest.fixture(scope="module")
def decided(windows, own_site):
    """Accepted on 26/08/2026, to be settled by 25/09, decided by the head on 05/10."""
    matter = Complaint.register(own_site.office, own_site.people).go_to("decide")
    code = matter.registered.code
    own_site.clock.move_to(SIGNED_AT)
    page = windows.open(HEAD, f"/ho-so/{code}")
    before = read_case(page)
    page.get_by_role("link", name="Làm bước: Ra quyết định giải quyết").click()
    type_in(page, usual_answers("decide", SIGNED_AT.date()))
    send(page)
    page.wait_for_url("**/ho-so/*")
    return code, before, read_case(page)


def test_was_late_before_it_was_signed(decided):
    _, before, _ = decided
    assert before.deadlines[RESOLUTION] == ("25/09/2026", "trễ 10 ngày")
    assert before.late == ["decide"]


def test_stays_late_when_it_is_signed(decided):
    _, _, after = decided
    assert after.deadlines[RESOLUTION] == ("25/09/2026", "trễ 10 ngày, 05/10")


def test_is_explained_with_the_day_on_which_it_ended(windows, decided):
    code, *_ = decided
    page = windows.open(INSPECTOR, f"/ho-so/{code}/thoi-han")
    words = page.locator("main").inner_text()
    assert "25/09/2026" in words
    assert "05/10/2026" in words


def test_begins_the_term_for_sending(decided):
    _, _, after = decided
    assert after.status == "Đang chờ: gửi quyết định"
    assert "Gửi quyết định giải quyết lần đầu" in after.deadlines
