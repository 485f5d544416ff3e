"""The complainant withdraws: what may happen to a case beside its steps."""

import pytest

from tests.browser.case_on_screen import read_case
from tests.browser.conftest import OFFICER, REGISTRAR
from tests.browser.paper import attach, send, type_in
from tests.cases.answers import usual_answers

pytestmark = pytest.mark.browser


@pytest.fixture
def complaint(complaint):
    """A case that waits to be accepted."""
    return complaint.go_to("accept")


@pytest.fixture
def page(windows, case_address):
    """The page of a running case, as the registrar sees it."""
    return windows.open(REGISTRAR, case_address)


@pytest.fixture
def form(page):
    """The form in which the withdrawal is recorded."""
    page.get_by_text("Thao tác khác").click()
    page.get_by_role("link", name="Rút đơn").click()
    page.get_by_role("heading", name="Rút đơn").wait_for()
    return page


class TestOtherActions:
    def test_are_hidden_until_they_are_asked_for(self, page):
        assert not page.get_by_role("link", name="Rút đơn").is_visible()

    def test_close_again_when_something_else_is_clicked(self, page):
        page.get_by_text("Thao tác khác").click()
        assert page.get_by_role("link", name="Rút đơn").is_visible()
        page.locator("h1").click()
        assert not page.get_by_role("link", name="Rút đơn").is_visible()

    def test_are_not_offered_to_those_who_may_not(self, windows, case_address):
        page = windows.open(OFFICER, case_address)
        assert page.get_by_text("Thao tác khác").count() == 0


class TestWithdrawal:
    def test_turns_the_case_towards_its_end(self, form, site):
        type_in(form, usual_answers("withdraw", site.office.today()))
        attach(form, "đơn rút.pdf")
        send(form)
        form.wait_for_url("**/ho-so/*")
        case = read_case(form)
        assert case.status == "Đang chờ: lưu đơn đã rút"
        assert case.current == ["file_withdrawn"]
        assert case.documents[0].startswith("Đơn rút")

    def test_with_nothing_filled_in_is_refused_at_once(self, form):
        send(form)
        form.locator(".errsum").wait_for()
        assert form.locator(".errsum li").count() == 2
        assert form.locator(".field--bad").count() == 2

    def test_can_be_left_without_a_trace(self, form, case_address):
        form.get_by_role("link", name="Về hồ sơ").click()
        form.wait_for_url(f"**{case_address}")
        assert read_case(form).current == ["accept"]
