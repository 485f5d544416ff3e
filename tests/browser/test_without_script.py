"""Everything works in a browser that runs no scripts."""

import pytest

from tests.browser.case_on_screen import read_case
from tests.browser.conftest import OFFICER, PASSWORD, REGISTRAR
from tests.browser.paper import attach, send, type_in, typed_in
from tests.browser.windows import become
from tests.cases.answers import usual_answers

pytestmark = pytest.mark.browser


@pytest.fixture
def page(windows):
    return windows.new(java_script_enabled=False)


@pytest.fixture
def proposal(complaint, step_address):
    """The address of the step in which the officer proposes how to handle the complaint."""
    return step_address("propose_handling")


@pytest.fixture
def step(page, proposal):
    """That step, open."""
    become(page, OFFICER, proposal)
    return page


class TestWithoutScript:
    def test_one_signs_in_with_a_password(self, page):
        page.goto("/dang-nhap")
        page.get_by_label("Thư điện tử công vụ").fill("nguyenvana@danang.gov.vn")
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.get_by_role("button", name="Đăng nhập", exact=True).click()
        page.get_by_role("heading", name="Việc của tôi").wait_for()

    def test_one_finds_takes_and_gives_back_a_step(self, page, complaint):
        become(page, OFFICER)
        code = complaint.registered.code
        page.get_by_label("Có chữ").fill(code)
        page.get_by_role("button", name="Lọc").click()
        page.get_by_role("button", name=f"Nhận việc {code}").click()
        page.get_by_text("Đã nhận việc").wait_for()
        page.get_by_role("button", name=f"Trả việc {code}").click()
        page.get_by_text("Đã trả việc").wait_for()
        assert page.locator("tr[data-row]").count() == 1  # the filter is still there

    def test_one_does_a_step(self, step, site):
        type_in(step, usual_answers("propose_handling", site.office.today()))
        attach(step, "phiếu.pdf")
        send(step)
        step.get_by_text("Đã chuyển sang bước Duyệt đề xuất").wait_for()
        assert read_case(step).current == ["approve_proposal"]

    def test_every_field_is_there_and_says_when_it_is_asked(self, step):
        ground = step.locator('[data-field="proposed_ground"]')
        assert ground.is_visible()
        assert 'Chỉ ghi khi "Hướng xử lý" là "Không thụ lý"' in ground.inner_text()

    def test_a_field_that_is_left_alone_is_not_missed(self, step):
        send(step)
        step.locator(".errsum").wait_for()
        assert "Căn cứ không thụ lý" not in step.locator(".errsum").inner_text()

    def test_mistakes_are_shown_and_what_was_typed_stays(self, step):
        type_in(step, {"reason": "Đủ điều kiện."})
        send(step)
        step.locator(".errsum").wait_for()
        assert step.locator(".errsum li").count() == step.locator(".field--bad").count() > 1
        assert typed_in(step, "reason") == "Đủ điều kiện."

    def test_a_draft_is_kept_with_the_button(self, step, proposal):
        type_in(step, {"reason": "Để sau."})
        step.get_by_role("button", name="Lưu nháp").click()
        step.get_by_text("Đây là bản nháp của bạn").wait_for()
        step.goto(proposal)
        assert typed_in(step, "reason") == "Để sau."

    def test_a_petition_is_registered(self, page, site):
        become(page, REGISTRAR, "/tiep-nhan-don/triage")
        type_in(page, usual_answers("register", site.office.today()))
        send(page)
        page.get_by_text("Đã vào sổ").wait_for()

    def test_no_control_is_shown_that_would_do_nothing(self, step, complaint):
        assert step.locator(".with-script:visible").count() == 0
        step.goto(f"/ho-so/{complaint.registered.code}/thoi-han")
        assert step.locator(".with-script:visible").count() == 0

    def test_the_reasons_of_a_date_and_other_actions_unfold(self, page, case_address):
        become(page, REGISTRAR, case_address)
        page.get_by_text("Vì sao ngày này?").first.click()
        assert page.locator(".reasons .result").first.is_visible()
        page.get_by_text("Thao tác khác").click()
        assert page.get_by_role("link", name="Rút đơn").is_visible()
