"""Sổ theo dõi: the two books, narrowed by days, whole as a file."""

from datetime import date

import pytest

from tests.reports.workbook import table_of
from tests.web.conftest import HEAD
from tests.web.test_calendar_in_browser import find_barriers
from tests.web.test_exports import take
from tests.web.test_scripts import open_as

__all__ = ["open_as"]

RECEIVED, SETTLEMENT = "/so/tiep-nhan-don", "/so/theo-doi-giai-quyet"


@pytest.fixture
def head(signed_in):
    return signed_in(HEAD)


class TestRegister:
    def test_is_in_the_rail(self, head):
        page = head.get("/viec-cua-toi")
        assert head.get(page.link("Sổ theo dõi")).title == "Sổ tiếp nhận đơn"

    def test_lists_what_came_in_this_year(self, head, complaint):
        page = head.get(RECEIVED)
        assert page.field("tu") == "01/01/2026"
        assert complaint.registered.petition_code in page.text
        assert "Điều 29" in page.text

    def test_leads_to_the_other_and_to_the_record(self, head, accepted_case):
        page = head.get(head.get(RECEIVED).link("Sổ theo dõi giải quyết"))
        assert page.title == "Sổ theo dõi giải quyết"
        code = accepted_case.registered.code
        assert head.get(page.link(code)).title == code

    def test_is_narrowed_by_days(self, head, complaint):
        code = complaint.registered.petition_code
        assert code in head.get(f"{RECEIVED}?tu=26/08/2026&den=26/8/2026").text
        assert "Sổ chưa có dòng nào" in head.get(f"{RECEIVED}?tu=27/08/2026").text
        assert code in head.get(f"{RECEIVED}?tu=&den=").text

    @pytest.mark.parametrize(
        ("asked", "words"),
        [
            ("tu=x", "nhập ngày theo dạng ngày/tháng/năm"),
            ("tu=01/09/2026&den=01/08/2026", "ngày sau không sớm hơn ngày trước"),
        ],
    )
    def test_says_which_day_it_cannot_read(self, head, complaint, asked, words):
        page = head.get(f"{RECEIVED}?{asked}")
        assert page.status == 422
        assert words in page.errors[0]
        assert complaint.registered.petition_code not in page.text

    def test_is_taken_along_whole(self, head, register_complaint):
        register_complaint(date(2026, 8, 17))
        register_complaint()
        (line,) = table_of(take(head, f"{RECEIVED}?tu=18/08/2026").content)
        assert line["STT"] == 1
        assert len(line) > 12

    def test_there_is_no_other(self, head):
        assert head.get("/so/x").status == 404

    def test_is_not_for_those_who_do_not_work_on_cases(self, signed_in):
        assert signed_in("Đỗ Văn I").get(RECEIVED).status == 403


@pytest.fixture
def accepted_case(complaint):
    return complaint.go_to("assign_verification")


@pytest.mark.browser
class TestPages:
    @pytest.mark.parametrize("address", [RECEIVED, SETTLEMENT, f"{RECEIVED}?tu=x"])
    def test_are_for_everybody(self, open_as, accepted_case, address):
        window = open_as(HEAD, address)
        assert find_barriers(window) == []
        assert window.evaluate("document.documentElement.scrollWidth") <= 1366

    def test_are_read_with_the_keyboard_alone(self, open_as, accepted_case):
        window = open_as(HEAD, RECEIVED)
        reached = set()
        for _ in range(60):
            window.keyboard.press("Tab")
            reached.add(window.evaluate("(document.activeElement.textContent || '').trim()"))
        assert {"Tải .xlsx", "Xem", accepted_case.registered.petition_code} <= reached
