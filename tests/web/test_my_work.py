"""Việc của tôi: what is due first stands first, and one person takes it."""

from datetime import date
from urllib.parse import quote

import pytest

from tests.web.conftest import OFFICER, SECTION_HEAD

COLLEAGUE = "Người Mẫu petition_officer mau-an"


def codes(page):
    return [each.text_content() for each in page.tree.xpath("//a[@class='code']")]


def groups(page):
    return [each.text_content().split(":")[0].rstrip(" 0123456789") for each in page.all("group")]


@pytest.fixture
def three_complaints(register_complaint, office):
    """One complaint that is late, one due in a few days, one due later; by code."""
    days = (date(2026, 8, 3), date(2026, 8, 20), date(2026, 8, 26))
    return [register_complaint(day).registered.code for day in days]


class TestList:
    def test_groups_steps_by_urgency_most_urgent_first(self, officer, three_complaints):
        page = officer.get("/viec-cua-toi")
        assert codes(page) == three_complaints
        assert groups(page) == ["Trễ hạn", "Trong 3 ngày làm việc", "Sau đó"]

    def test_says_in_words_how_urgent_a_step_is(self, officer, three_complaints):
        late, soon, later = officer.get("/viec-cua-toi").all("due")
        assert late.text_content().startswith("trễ ")
        assert soon.text_content().startswith("còn ")
        assert later.get("class") == "due due--later"

    def test_is_sorted_by_a_head_and_turned_round_by_the_same_head(self, officer, three_complaints):
        page = officer.get(officer.get("/viec-cua-toi").link("Mã hồ sơ"))
        assert codes(page) == three_complaints
        turned = officer.get(page.link("Mã hồ sơ"))
        assert codes(turned) == three_complaints[::-1]
        assert turned.tree.xpath("//th[@aria-sort='descending']")

    @pytest.mark.parametrize("words", ["000002", "quyet dinh 412", "thu hồi đất", "ly van p"])
    def test_finds_words_with_and_without_marks(self, officer, three_complaints, words):
        page = officer.get(f"/viec-cua-toi?chu={quote(words)}")
        assert codes(page)
        assert page.field("chu") == words

    def test_says_when_the_filter_hides_everything(self, officer, three_complaints):
        page = officer.get("/viec-cua-toi?chu=zzz")
        assert "Không có việc nào khớp với bộ lọc" in page.text
        assert len(codes(officer.get(page.link("Xóa lọc")))) == len(three_complaints)

    def test_survives_nonsense_in_its_address(self, officer, three_complaints):
        page = officer.get("/viec-cua-toi?nhom=x&xep=y&trang=-3&loai=z")
        assert page.status == 200

    def test_has_pages_of_fifty(self, officer, register_complaint):
        for _ in range(51):
            register_complaint()
        page = officer.get("/viec-cua-toi")
        assert len(codes(page)) == 50
        assert len(codes(officer.get(page.link("Trang sau")))) == 1

    def test_without_work_says_what_will_come(self, officer):
        assert "Cả đơn vị không còn việc nào đang chờ" in officer.get("/viec-cua-toi").text

    def test_without_own_work_leads_to_that_of_the_unit(self, signed_in, complaint):
        page = signed_in(SECTION_HEAD).get("/viec-cua-toi")
        assert "Bạn không còn việc nào" in page.text
        assert page.link("Xem 1 việc của cả đơn vị")

    def test_shows_what_was_done_this_week(self, officer, complaint):
        complaint.do("propose_handling")
        page = officer.get("/viec-cua-toi?nhom=done")
        assert codes(page) == [complaint.registered.code]
        assert "Đề xuất hướng xử lý đơn" in page.text


class TestClaiming:
    @pytest.fixture
    def item(self, complaint):
        return complaint.item("propose_handling").id

    def test_puts_the_name_of_the_person_on_the_step(self, officer, item):
        page = officer.post(f"/viec-cua-toi/{item}/nhan")
        assert "Đã nhận việc" in page.said
        assert "Tôi · Trả việc" in page.text

    def test_is_also_offered_on_the_step_and_on_the_case(
        self, officer, item, step_address, case_address
    ):
        for address in (step_address, case_address):
            page = officer.get(address)
            assert page.tree.xpath("//button[normalize-space(.)='Nhận việc']")
        officer.post(f"/viec-cua-toi/{item}/nhan")
        page = officer.get(step_address)
        assert page.tree.xpath("//button[normalize-space(.)='Trả việc']")

    def test_comes_back_to_the_list_as_it_was(self, officer, item):
        page = officer.post(f"/viec-cua-toi/{item}/nhan", {"_back": "/viec-cua-toi?nhom=unit"})
        assert page.address.endswith("?nhom=unit")

    def test_is_refused_when_a_colleague_was_faster(self, officer, signed_in, item):
        officer.post(f"/viec-cua-toi/{item}/nhan")
        page = signed_in(COLLEAGUE).post(f"/viec-cua-toi/{item}/nhan")
        assert (page.status, page.title) == (409, f"Việc này đã được {OFFICER} nhận")

    def test_can_be_undone(self, officer, signed_in, item):
        officer.post(f"/viec-cua-toi/{item}/nhan")
        assert "Đã trả việc" in officer.post(f"/viec-cua-toi/{item}/tra-lai").said
        assert "Đã nhận việc" in signed_in(COLLEAGUE).post(f"/viec-cua-toi/{item}/nhan").said

    def test_keeps_the_step_from_colleagues(self, officer, signed_in, item, step_address):
        officer.post(f"/viec-cua-toi/{item}/nhan")
        assert codes(signed_in(COLLEAGUE).get("/viec-cua-toi")) == []
