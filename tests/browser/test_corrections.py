"""Đính chính, rút lại, trả lại and chỉ đạo in a browser, with the keyboard alone."""

from datetime import date

import pytest

from tests.browser.case_on_screen import read_case
from tests.browser.conftest import HEAD, OFFICER, REGISTRAR, SECTION_HEAD, VERIFIER
from tests.browser.paper import send, type_in
from tests.cases.answers import usual_answers
from tests.cases.matter import Matter

pytestmark = pytest.mark.browser

REASON = "Bì thư đóng dấu ngày 24/08, ghi sổ nhầm ngày."


def press(page, role, name):
    """Go to a control with the keyboard and press Enter."""
    control = page.get_by_role(role, name=name).first
    control.focus()
    page.keyboard.press("Enter")


class TestWrongReceiptDate:
    @pytest.fixture
    def petition(self, site):
        return Matter.register(
            site.office, site.people, procedure="triage", received_on=date(2026, 8, 19)
        )

    def test_moves_three_deadlines(self, windows, petition):
        page = windows.open(REGISTRAR, f"/ho-so/{petition.registered.code}")
        before = {title: shown[0] for title, shown in read_case(page).deadlines.items()}
        assert len(before) == 3
        press(page, "link", "Đính chính Tiếp nhận")
        page.get_by_role("heading", name="Đính chính:").wait_for()
        type_in(page, {"received_on": "24/08/2026", "correction_reason": REASON})
        press(page, "button", "Xem trước đính chính")
        page.get_by_role("heading", name="3 thời hạn đổi ngày").wait_for()
        page.wait_for_load_state()
        shown = page.locator("#doi-ngay tbody tr").evaluate_all(
            "rows => rows.map(row => [row.cells[1].innerText, row.cells[2].innerText])"
        )
        assert sorted(old for old, _ in shown) == sorted(before.values())
        press(page, "button", "Ghi đính chính")
        page.wait_for_url("**/ho-so/D-*")
        case = read_case(page)
        assert "3 thời hạn đổi ngày" in case.said
        after = {title: shown[0] for title, shown in case.deadlines.items()}
        assert sorted(after.values()) == sorted(new for _, new in shown)
        history = page.locator(".amended").inner_text()
        assert "19/08/2026 → 24/08/2026" in history
        assert REASON in history


class TestTakingBack:
    def test_opens_the_form_again_until_the_next_person_has_looked(
        self, windows, site, complaint, case_address, step_address
    ):
        page = windows.open(OFFICER, step_address("propose_handling"))
        type_in(page, usual_answers("propose_handling", site.clock.today()))
        send(page)
        page.wait_for_url(f"**{case_address}")
        press(page, "button", "Rút lại để sửa")
        page.get_by_role("heading", name="Đề xuất hướng xử lý đơn").wait_for()
        assert page.locator("#reason").input_value() == "Đủ điều kiện thụ lý."
        again = usual_answers("propose_handling", site.clock.today())
        type_in(page, again | {"number": "12/PĐX"})
        send(page)
        page.wait_for_url(f"**{case_address}")
        windows.open(SECTION_HEAD, step_address("approve_proposal"))
        page.reload()
        assert page.get_by_role("button", name="Rút lại để sửa").count() == 0


class TestSendingBack:
    def test_tells_the_verifier_what_is_missing(self, windows, complaint, step_address):
        complaint.go_to("plan_dialogue")
        page = windows.open(HEAD, step_address("plan_dialogue"))
        press(page, "link", "Trả lại bước trước")
        page.get_by_role("heading", name="Trả lại bước trước").wait_for()
        page.get_by_label("Lý do").fill("Chưa có số đo lại của thửa đất.")
        press(page, "button", "Trả lại")
        page.wait_for_url("**/ho-so/*")
        assert "Đã trả hồ sơ về bước Báo cáo kết quả xác minh" in read_case(page).said
        page = windows.open(VERIFIER, step_address("verify_report"))
        told = page.locator("#bi-tra-lai").inner_text()
        assert HEAD in told
        assert "Chưa có số đo lại của thửa đất." in told


class TestDirection:
    def test_is_given_found_answered_and_done(self, windows, complaint, case_address):
        page = windows.open(HEAD, case_address)
        press(page, "link", "Chỉ đạo")
        page.get_by_label("Gửi").wait_for()
        page.get_by_label("Gửi").select_option(
            page.get_by_role("option", name=OFFICER).first.get_attribute("value")
        )
        type_in(page, {"text": "Hỏi lại địa chính phường.", "due_on": "28/08/2026"})
        send(page)
        page.wait_for_url("**#ghi-chu")
        page = windows.open(OFFICER, "/viec-cua-toi")
        row = page.locator("#chi-dao tr", has_text=complaint.registered.code)
        row.get_by_role("link").focus()
        page.keyboard.press("Enter")
        page.get_by_label("Trả lời").fill("Đã hỏi, có biên bản.")
        press(page, "button", "Đã làm xong")
        page.wait_for_url("**#ghi-chu")
        assert f"{OFFICER} đánh dấu đã làm xong" in page.locator("#ghi-chu").inner_text()
