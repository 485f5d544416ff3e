"""Two windows, two people, two clicks: each thing happens once, and everybody is told."""

import re

import pytest

from tests.browser.case_on_screen import read_case
from tests.browser.conftest import COLLEAGUE, OFFICER, REGISTRAR
from tests.browser.paper import send, type_in
from tests.cases.answers import usual_answers

pytestmark = pytest.mark.browser

TIME = r"\d\d:\d\d"


@pytest.fixture
def proposal(complaint, step_address):
    """The address of the step in which the officer proposes how to handle the complaint."""
    return step_address("propose_handling")


@pytest.fixture
def answers(site):
    return usual_answers("propose_handling", site.office.today())


def finish(page, answers):
    type_in(page, answers)
    send(page)
    page.wait_for_url("**/ho-so/*")


class TestTwoTabs:
    def test_the_second_one_says_that_the_step_is_done(self, windows, proposal, answers):
        first = windows.open(OFFICER, proposal)
        second = first.context.new_page()
        second.goto(proposal)
        finish(first, answers)
        type_in(second, answers | {"number": "40/ĐX"})
        send(second)
        second.locator(".state").wait_for()
        title = second.locator("h1").inner_text()
        assert re.fullmatch(f"Bạn đã làm xong bước này lúc {TIME}", title)
        assert "40/ĐX" in second.locator(".state table").inner_text()


class TestTwoPeople:
    def test_the_second_one_learns_who_was_first_and_when(
        self, windows, proposal, answers, complaint
    ):
        late = windows.open(COLLEAGUE, proposal)
        finish(windows.open(OFFICER, proposal), answers)
        type_in(late, answers | {"reason": "Ý kiến của tôi"})
        send(late)
        late.locator(".state").wait_for()
        title = late.locator("h1").inner_text()
        assert re.fullmatch(f"Bước này vừa được {OFFICER} xử lý lúc {TIME}", title)
        assert "đã sang bước Duyệt đề xuất" in late.locator(".state").inner_text()
        assert "Ý kiến của tôi" in late.locator(".state table").inner_text()
        late.get_by_role("link", name="Mở hồ sơ hiện tại").click()
        late.wait_for_url("**/ho-so/*")
        assert len(read_case(late).steps) == 2

    def test_the_second_one_to_claim_learns_who_was_first(self, windows, complaint, case_address):
        late = windows.open(COLLEAGUE, case_address)
        first = windows.open(OFFICER, case_address)
        first.get_by_role("button", name="Nhận việc").click()
        first.get_by_text("Đã nhận việc").wait_for()
        late.get_by_role("button", name="Nhận việc").click()
        late.locator(".state").wait_for()
        assert late.locator("h1").inner_text() == f"Việc này đã được {OFFICER} nhận"

    def test_what_one_has_claimed_is_not_offered_to_the_other(
        self, windows, complaint, case_address
    ):
        first = windows.open(OFFICER, case_address)
        first.get_by_role("button", name="Nhận việc").click()
        first.get_by_text("Đã nhận việc").wait_for()
        other = windows.open(COLLEAGUE, case_address)
        assert "Làm bước" not in other.locator(".page-head").inner_text()
        assert f"giữ việc: {OFFICER}" in other.locator(".page-head").inner_text()
        first.get_by_role("button", name="Trả việc").click()
        first.get_by_text("Đã trả việc").wait_for()
        other.reload()
        assert "Làm bước" in other.locator(".page-head").inner_text()


class TestRegistration:
    @pytest.fixture
    def form(self, windows, site):
        """The intake form, filled in."""
        page = windows.open(REGISTRAR, "/tiep-nhan-don/triage")
        type_in(page, usual_answers("register", site.office.today()))
        return page

    def cases(self, page):
        page.goto("/viec-cua-toi?nhom=unit&xep=-opened")
        return page.locator("tr[data-row] .code").all_inner_texts()

    def test_clicked_twice_is_entered_once(self, windows, form):
        before = self.cases(windows.open(REGISTRAR))
        form.get_by_role("button", name="Vào sổ", exact=True).dblclick()
        form.wait_for_url("**/ho-so/*")
        code = form.locator("h1").inner_text()
        assert self.cases(form)[:2] == [code, before[0]]

    def test_sent_again_from_the_same_page_leads_to_the_same_case(self, windows, form):
        request = form.locator("form[data-typed]").evaluate(
            "form => new URLSearchParams(new FormData(form)).toString()"
        )
        sent = [
            form.request.post(
                "/tiep-nhan-don/triage",
                data=request,
                headers={"Content-Type": "application/x-www-form-urlencoded"},
            )
            for _ in range(2)
        ]
        assert sent[0].url == sent[1].url
        assert "Đơn này đã vào sổ" in sent[1].text()


class TestBackButton:
    def test_after_a_finished_step_does_not_offer_it_again(self, windows, proposal, answers):
        page = windows.open(OFFICER, proposal)
        finish(page, answers)
        page.go_back()
        title = page.locator("h1").inner_text()
        assert re.fullmatch(f"Bạn đã làm xong bước này lúc {TIME}", title)
