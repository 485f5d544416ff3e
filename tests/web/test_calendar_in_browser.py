"""Lịch làm việc in a real browser: for everybody, and following the worker."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe

from cases.sweeps.calendar_changes import sweep
from tests.web.test_calendar import A_DAY_OFF, CALENDAR, INSPECTOR
from tests.web.test_scripts import open_as

__all__ = ["open_as"]

pytestmark = pytest.mark.browser


@pytest.fixture
def window(open_as, register_complaint):
    """The page of the year, and a complaint whose three terms may move."""
    register_complaint(date(2026, 8, 24))
    return open_as(INSPECTOR, CALENDAR)


def edit(window, **typed):
    for key, value in (A_DAY_OFF | typed).items():
        if key != "becomes":
            window.fill(f"#{key}", value)
    window.get_by_label("Nghỉ", exact=True).check()
    window.get_by_role("button", name="Đưa vào thay đổi").click()
    window.wait_for_load_state()


def preview(window):
    edit(window)
    window.get_by_role("button", name="Xem trước ảnh hưởng").click()
    window.wait_for_load_state()


def confirm(window):
    window.get_by_role("button", name="Ghi lịch và tính lại thời hạn").click()
    window.wait_for_load_state()


def find_barriers(window):
    found = Axe().run(window).response["violations"]
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]


class TestPages:
    def test_are_for_everybody(self, window):
        assert find_barriers(window) == []
        edit(window, first="x")
        assert window.locator(".errsum").is_visible()
        assert find_barriers(window) == []
        preview(window)
        assert find_barriers(window) == []
        confirm(window)
        assert find_barriers(window) == []

    def test_fit_the_screen(self, window):
        for step in (lambda: None, lambda: edit(window), lambda: preview(window)):
            step()
            assert window.evaluate("document.documentElement.scrollWidth") <= 1366

    def test_begin_the_form_with_the_day_that_is_clicked(self, window):
        window.locator("table.month", has_text="Tháng 9").get_by_text("4", exact=True).click()
        assert window.input_value("#first") == "04/09/2026"
        assert window.get_by_label("Nghỉ", exact=True).is_checked()


class TestProgress:
    def test_is_followed_until_the_summary_is_there(self, office, window):
        preview(window)
        confirm(window)
        assert "Đang tính lại thời hạn" in window.inner_text("h1")
        sweep(office)
        window.get_by_role("heading", name="Đã sửa lịch và tính lại thời hạn").wait_for()
        assert "3 thời hạn đang mở đổi ngày" in window.inner_text("main")
