"""What the page scripts add, in a real browser. Everything else works without them."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.windows import MILLISECONDS
from tests.web.conftest import OFFICER, REGISTRAR

pytestmark = pytest.mark.browser


@pytest.fixture
def open_as(browser: Any, site: str) -> Iterator[Callable[[str, str], Any]]:
    """Open an address in a new window as a person; a complaint of the page is a failure."""
    complaints: list[str] = []
    contexts = []

    def open_page(person: str, address: str) -> Any:
        context = browser.new_context(viewport={"width": 1366, "height": 768}, base_url=site)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(MILLISECONDS)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda said: complaints.append(said.text) if "Security Policy" in said.text else None,
        )
        page.goto("/dang-nhap")
        page.get_by_role("button", name=person).click()
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


class TestForm:
    def test_shows_a_field_when_its_question_is_answered_so(self, open_as, step_address):
        page = open_as(OFFICER, step_address)
        ground = page.get_by_label("Căn cứ không thụ lý")
        assert not ground.is_visible()
        page.get_by_label("Không thụ lý", exact=True).check()
        assert ground.is_visible()

    @pytest.mark.parametrize(
        ("name", "size", "words"),
        [("phieu.docx", 10, "Tệp phải là PDF"), ("phieu.pdf", 21 * 1024 * 1024, "tối đa 20 MB")],
    )
    def test_refuses_a_wrong_file_before_it_is_sent(
        self, open_as, step_address, tmp_path, name, size, words
    ):
        file = tmp_path / name
        file.write_bytes(b"0" * size)
        page = open_as(OFFICER, step_address)
        page.get_by_label("Lý do đề xuất").fill("còn nguyên")
        page.locator("input[type=file]").set_input_files(file)
        assert words in page.locator(".why-bad").inner_text()
        assert page.get_by_label("Lý do đề xuất").input_value() == "còn nguyên"
        assert page.locator("input[type=file]").evaluate("input => input.files.length") == 0

    def test_moves_to_the_list_of_mistakes(self, open_as, step_address):
        page = open_as(OFFICER, step_address)
        page.locator(".actionbar .btn-main").click()
        page.wait_for_selector(".errsum")
        assert page.evaluate("document.activeElement.className") == "errsum"


class TestDraft:
    def test_is_saved_on_leaving_a_field(self, open_as, step_address):
        page = open_as(OFFICER, step_address)
        page.get_by_label("Lý do đề xuất").fill("tự lưu")
        page.get_by_label("Lý do đề xuất").blur()
        page.get_by_text("Đã lưu nháp lúc 10:00").wait_for()
        page.reload()
        assert page.get_by_label("Lý do đề xuất").input_value() == "tự lưu"

    def test_survives_the_end_of_the_session(self, open_as, step_address, office):
        page = open_as(OFFICER, step_address)
        office.clock.set(office.clock.now() + timedelta(minutes=31))
        page.get_by_label("Lý do đề xuất").fill("hết phiên")
        page.get_by_label("Lý do đề xuất").blur()
        page.get_by_text("Phiên làm việc đã hết. Phần nhập còn giữ").wait_for()
        page.get_by_role("button", name="Lưu nháp").click()
        page.get_by_role("link", name="Đổi người dùng").click()
        page.get_by_role("button", name=OFFICER).click()
        assert page.get_by_label("Lý do đề xuất").input_value() == "hết phiên"


class TestTaskList:
    def test_is_worked_with_the_keyboard(self, open_as, complaint):
        page = open_as(OFFICER, "/viec-cua-toi")
        page.keyboard.press("j")
        page.keyboard.press("n")
        page.get_by_text("Đã nhận việc").wait_for()
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Đề xuất hướng xử lý đơn").wait_for()

    def test_leaves_letters_alone_inside_a_field(self, open_as, complaint):
        page = open_as(OFFICER, "/viec-cua-toi")
        page.get_by_label("Có chữ").press_sequentially("nt")
        assert page.get_by_label("Có chữ").input_value() == "nt"
        assert complaint.item("propose_handling").claimant_id is None


class TestAccessibility:
    @pytest.mark.parametrize(
        "address",
        ["/viec-cua-toi", "/tai-khoan", "CASE", "CASE/so-do", "CASE/thoi-han", "STEP", "/khong-co"],
    )
    def test_of_a_page_has_no_finding(self, open_as, case_address, step_address, address):
        places = {"CASE": case_address, "STEP": step_address}
        head, _, rest = address.partition("/")
        page = open_as(OFFICER, places.get(head, "") + ("/" + rest if rest else ""))
        assert findings(page) == []

    def test_of_the_sign_in_page_has_no_finding(self, open_as):
        page = open_as(OFFICER, "/viec-cua-toi")
        page.get_by_role("button", name="Thoát").click()
        assert findings(page) == []

    def test_of_a_form_with_mistakes_has_no_finding(self, open_as, step_address):
        page = open_as(OFFICER, step_address)
        page.locator(".actionbar .btn-main").click()
        page.wait_for_selector(".errsum")
        assert findings(page) == []

    def test_of_the_intake_form_has_no_finding(self, open_as, site):
        assert findings(open_as(REGISTRAR, "/tiep-nhan-don/triage")) == []


def findings(page: Any) -> list[tuple[str, str]]:
    """Return the rules a page breaks, each with the first place."""
    found = Axe().run(page).response["violations"]
    return [(each["id"], each["nodes"][0]["html"]) for each in found]


class TestPicture:
    def test_opens_where_the_case_stands(self, open_as, case_address):
        page = open_as(OFFICER, case_address)
        strip = page.locator(".strip-body").bounding_box()
        now = page.locator(".strip-body .is-now").first.bounding_box()
        assert strip["y"] <= now["y"] < strip["y"] + strip["height"]
