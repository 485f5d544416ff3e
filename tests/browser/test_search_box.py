"""The search box is reached and used without a mouse."""

import pytest

from tests.browser.conftest import COLLEAGUE, HEAD, REGISTRAR

pytestmark = pytest.mark.browser


class TestSlash:
    def test_goes_to_the_box_from_anywhere_on_a_page(self, windows, complaint):
        page = windows.open(HEAD, "/viec-cua-toi")
        page.keyboard.press("/")
        page.keyboard.type(complaint.registered.code)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/ho-so/{complaint.registered.code}")

    def test_is_a_sign_like_any_other_inside_a_field(self, windows):
        page = windows.open(REGISTRAR, "/tra-cuu")
        page.get_by_label("Tìm", exact=True).focus()
        page.keyboard.type("31/TB")
        assert page.get_by_label("Tìm", exact=True).input_value() == "31/TB"

    def test_does_nothing_once_letters_are_switched_off(self, windows):
        page = windows.open(COLLEAGUE, "/tai-khoan")
        page.get_by_role("button", name="Tắt phím tắt").click()
        page.get_by_text("Đã tắt phím tắt").wait_for()
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") != "tra-cuu"
        assert page.locator(".seek kbd").count() == 0
        page.get_by_role("button", name="Bật phím tắt").click()
        page.get_by_text("Đã bật phím tắt").wait_for()


class TestList:
    def test_is_walked_and_opened_with_the_keys_of_the_task_list(self, windows, complaint):
        page = windows.open(HEAD, "/tra-cuu?chu=ly+van+p")
        page.keyboard.press("j")
        row = page.locator("tr.is-focus")
        code = row.locator("a.code").inner_text()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/ho-so/{code}")

    def test_of_duplicates_is_reached_by_tab_and_leaves_the_form_alone(self, windows, complaint):
        page = windows.open(REGISTRAR, "/tiep-nhan-don")
        page.get_by_role("link", name="Khiếu nại").first.click()
        page.get_by_label("Họ và tên").fill("Lý Văn P")
        button = page.get_by_role("button", name="Kiểm tra đơn trùng")
        button.focus()
        page.keyboard.press("Enter")
        page.locator("#co-the-trung a.code").first.wait_for()
        page.keyboard.press("Shift+Tab")
        assert page.evaluate("document.activeElement.closest('#co-the-trung') !== null")
        assert page.get_by_label("Họ và tên").input_value() == "Lý Văn P"
