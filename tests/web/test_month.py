"""Hạn trong tháng: the calendar leads to the list of each day."""

from datetime import date

import pytest

from tests.web.conftest import HEAD


@pytest.fixture
def head(signed_in):
    return signed_in(HEAD)


@pytest.fixture
def late_complaint(register_complaint):
    return register_complaint(date(2026, 8, 3)).go_to("accept")


def day(page, number):
    """Return the cell of a day."""
    cells = page.all("calendar", "//td")
    return next(cell for cell in cells if cell.text_content().split()[:1] == [str(number)])


def said(cell):
    return " ".join(cell.text_content().split())


class TestCalendar:
    def test_shows_what_is_late_on_today(self, head, late_complaint):
        page = head.get("/han-trong-thang")
        assert said(day(page, 26)) == "26 hôm nay 1 trễ hạn"
        assert said(day(page, 12)) == "12 1 chưa xong"

    def test_leads_from_a_day_to_its_list(self, head, late_complaint):
        page = head.get(day(head.get("/han-trong-thang"), 26).xpath("a/@href")[0])
        assert page.title == "Trễ hạn và hết hạn hôm nay, 26/08/2026"
        assert late_complaint.registered.code in page.text
        assert head.get(page.link("Hạn trong tháng 8/2026")).title == "Hạn trong tháng 8/2026"

    def test_goes_to_the_months_beside_and_back(self, head):
        page = head.get("/han-trong-thang")
        assert head.get(page.link("Tháng 7")).title == "Hạn trong tháng 7/2026"
        page = head.get(page.link("Tháng 9"))
        assert head.get(page.link("Tháng này")).title == "Hạn trong tháng 8/2026"

    def test_hatches_holidays_and_says_why(self, head):
        cell = day(head.get("/han-trong-thang?thang=2026-09"), 2)
        assert "is-off" in cell.get("class")
        assert "Quốc khánh" in said(cell)

    def test_says_the_same_as_a_table(self, head, late_complaint):
        rows = head.get("/han-trong-thang").tree.xpath("//details//tbody/tr")
        cells = [[said(cell) for cell in row.xpath("td")] for row in rows]
        assert cells == [
            ["Thứ Tư, 12/08/2026", "–", "–", "–", "–", "1", "–", "–"],
            ["Thứ Hai, 17/08/2026", "–", "–", "–", "–", "–", "1", "–"],  # handled late
            ["Thứ Tư, 26/08/2026", "1", "–", "–", "–", "–", "–", "–"],
        ]

    def test_without_anything_says_so(self, head):
        assert "Không có hạn nào trong tháng 8/2026" in head.get("/han-trong-thang").text

    def test_warns_when_the_holidays_of_the_year_are_not_known_yet(self, head):
        assert "Lịch nghỉ năm 2027 chưa chốt" in head.get("/han-trong-thang?thang=2027-02").text

    @pytest.mark.parametrize("month", ["", "x", "2026-13", "26-08", "2026-08-01"])
    def test_takes_nonsense_for_the_present_month(self, head, month):
        assert head.get(f"/han-trong-thang?thang={month}").title == "Hạn trong tháng 8/2026"

    @pytest.mark.parametrize("month", ["0001-01", "9999-12"])
    def test_ends_where_the_years_end(self, head, month):
        assert head.get(f"/han-trong-thang?thang={month}").title == "Hạn trong tháng 8/2026"

    def test_is_not_for_those_who_do_not_work_on_cases(self, signed_in):
        assert signed_in("Đỗ Văn I").get("/han-trong-thang").status == 403
