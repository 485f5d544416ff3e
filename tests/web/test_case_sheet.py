"""Phiếu hồ sơ: a case on paper, as the one who prints it may see it."""

import io

import pikepdf
import pytest

from app.rendering.pictures import is_wide
from tests.cases.secret_matter import make_everything_secret
from tests.web.conftest import HEAD, OFFICER, STRANGER
from tests.web.test_calendar_in_browser import find_barriers
from tests.web.test_scripts import open_as

__all__ = ["open_as"]


@pytest.fixture
def sheet_address(case_address):
    return f"{case_address}/phieu"


def tables(page):
    """Return the tables under their headings, row by row."""
    found = {}
    for section in page.all("sheet", "//section"):
        rows = [
            [" ".join(cell.text_content().split()) for cell in row.xpath("td")]
            for row in section.xpath(".//tbody/tr")
        ]
        found[section.xpath("h3")[0].text_content()] = rows
    return found


class TestPicture:
    @pytest.mark.parametrize(
        ("size", "across"), [("1000 400", True), ("400 1000", False), ("500 500", False)]
    )
    def test_lies_across_when_it_is_wide(self, size, across):
        assert is_wide(f'<svg viewBox="0 -12.5 {size}">') == across


class TestSheet:
    def test_is_reached_from_the_case(self, officer, opened_complaint):
        code = opened_complaint.registered.code
        page = officer.get(officer.get(f"/ho-so/{code}").link("Phiếu in"))
        assert page.title == "Phiếu hồ sơ vụ việc"
        assert code in page.text

    def test_says_who_printed_it_when(self, officer, sheet_address):
        head = officer.get(sheet_address).all("sheet-head")[0]
        assert "Nguyễn Văn A in lúc 10:00 ngày 26/08/2026" in head.text_content()

    def test_says_where_the_case_stands_and_what_was_done(self, officer, sheet_address):
        found = tables(officer.get(sheet_address))
        (open_step,) = found["Đang ở đâu"]
        assert open_step[0] == "Đề xuất hướng xử lý đơn"
        assert found["Các bước đã làm"][0][1].startswith("Tiếp nhận, vào sổ")

    def test_has_both_timelinesses_of_each_deadline(self, signed_in, complaint):
        complaint.go_to("send_decision")
        address = f"/ho-so/{complaint.registered.code}/phieu"
        rows = tables(signed_in(HEAD).get(address))["Thời hạn"]
        assert ["đúng hạn, 26/08/2026", "đúng hạn"] in [row[2:4] for row in rows]
        assert all(row[3] for row in rows)

    def test_masks_what_the_case_masks(self, officer, sheet_address):
        text = officer.get(sheet_address).text
        assert "048000000123" not in text
        assert "•" in text

    def test_is_not_for_people_outside(self, signed_in, strangers, sheet_address):
        assert signed_in(STRANGER).get(sheet_address).status == 404

    def test_of_a_secret_case_has_code_and_status_only(self, officer, office, sheet_address):
        page = officer.get(sheet_address)
        author = page.all("sheet", "//dd/strong")[0].text_content()
        make_everything_secret(office)
        page = officer.get(sheet_address)
        assert "MẬT" in page.text
        assert author not in page.text
        assert tables(page) == {}


@pytest.mark.browser
class TestOnPaper:
    def test_a_settled_case_takes_two_sheets_at_most(self, open_as, complaint):
        complaint.go_to("close_case")
        window = open_as(HEAD, f"/ho-so/{complaint.registered.code}/phieu")
        assert find_barriers(window) == []
        assert 1 <= len(printed(window).pages) <= 2

    def test_the_picture_takes_one_sheet_the_way_it_lies_better(self, open_as, case_address):
        window = open_as(OFFICER, f"{case_address}/so-do")
        box = window.locator(".strip--full svg").first.bounding_box()
        pages = printed(window).pages
        assert len(pages) == 1
        _, _, width, height = (float(number) for number in pages[0].mediabox)
        assert (width > height) == (box["width"] > 1.2 * box["height"])
        assert "người in: Nguyễn Văn A" in window.content()

    def test_an_explained_deadline_takes_one_sheet(self, open_as, opened_complaint):
        window = open_as(OFFICER, f"/ho-so/{opened_complaint.registered.code}/thoi-han")
        assert len(printed(window).pages) == 1


def printed(window):
    return pikepdf.open(io.BytesIO(window.pdf(prefer_css_page_size=True)))
