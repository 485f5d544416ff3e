"""Tra cứu: one box on every page finds what the person may see."""

import re
from urllib.parse import quote

import pytest

from tests.web.conftest import HEAD, STRANGER

INSPECTOR = "Bùi Thị H"
ADMINISTRATOR = "Đỗ Văn I"


def codes(page):
    return [each.text_content() for each in page.tree.xpath("//table//a[@class='code']")]


def ask(visitor, text, **more):
    filters = "".join(f"&{name.replace('_', '-')}={quote(value)}" for name, value in more.items())
    return visitor.get(f"/tra-cuu?chu={quote(text)}{filters}")


def without(page, asked):
    """Return an answer without what was asked and without its form token, which is signed anew."""
    return re.sub(rb'value="[^"]{40,}"', b"", page.content.replace(asked.encode(), b""))


class TestBox:
    @pytest.mark.parametrize(
        "address", ["/viec-cua-toi", "/tra-cuu", "/tai-khoan", "/quan-tri/thoi-han", "/khong-co"]
    )
    def test_stands_on_every_page_and_leads_to_what_is_found(self, officer, complaint, address):
        page = officer.get(address)
        (box,) = page.tree.xpath("//form[@role='search']")
        assert (box.get("action"), box.get("method")) == ("/tra-cuu", "post")
        (field,) = box.xpath(".//input[@name and @type='search']")
        assert (field.get("name"), field.get("aria-label")) == ("chu", "Tra cứu")

    def test_is_not_shown_to_a_stranger(self, visitor):
        assert not visitor.get("/dang-nhap").tree.xpath("//form[@role='search']")

    def test_leads_straight_to_the_page_of_a_whole_code(self, officer, opened_complaint):
        registered = opened_complaint.registered
        for typed in (registered.code, registered.petition_code, "kn2026000001"):
            assert ask(officer, typed).title.startswith(registered.code), typed

    def test_lists_what_a_part_of_a_code_may_mean(self, officer, opened_complaint):
        page = ask(officer, "KN 1")
        assert page.title == "Tra cứu"
        assert codes(page) == [opened_complaint.registered.code]


class TestPage:
    def test_marks_what_was_looked_for(self, officer, complaint):
        page = ask(officer, "ly van p dat")
        assert [each.text_content() for each in page.tree.xpath("//table//mark")] == [
            "đất",
            "Lý",
            "Văn",
            "P",
        ]
        assert page.field("chu") is not None
        assert "1 hồ sơ" in page.text

    def test_says_where_it_looked_when_nothing_is_found(self, officer, complaint):
        page = ask(officer, "thửa 9999", loai="complaint", tu="01/01/2026")
        assert 'Không có hồ sơ nào có "thửa 9999"' in page.text
        assert "phạm vi UBND phường Mẫu An, theo bộ lọc ở trên" in page.text
        assert page.link("Tìm mọi loại đơn, mọi năm") == f"/tra-cuu?chu={quote('thửa')}+9999"

    def test_says_what_is_wrong_with_a_date_and_keeps_what_was_typed(self, officer, complaint):
        page = ask(officer, "đất", tu="32/13/2026", den="mai")
        assert page.status == 422
        assert page.errors == [
            "Nhận từ ngày: không có ngày 32/13/2026: kiểm tra lại ngày và tháng",
            "Đến ngày: nhập ngày theo dạng ngày/tháng/năm, ví dụ 26/08/2026",
        ]
        assert (page.field("tu"), page.field("den")) == ("32/13/2026", "mai")
        assert codes(page) == []

    def test_filters_by_day_status_field_and_lateness(self, officer, complaint):
        code = complaint.registered.code
        assert codes(ask(officer, "đất", tu="26/8/2026", den="2026-08-26")) == [code]
        assert codes(ask(officer, "đất", tinh_trang="dang-xu-ly", linh_vuc="land")) == [code]
        assert codes(ask(officer, "đất", tinh_trang="da-ket-thuc")) == []
        assert codes(ask(officer, "đất", tre="1")) == []

    def test_offers_units_only_to_who_sees_several(self, signed_in, complaint):
        assert signed_in(INSPECTOR).get("/tra-cuu").tree.xpath("//select[@name='don-vi']")
        assert not signed_in(HEAD).get("/tra-cuu").tree.xpath("//select[@name='don-vi']")

    def test_says_it_to_an_account_without_anything_to_search(self, signed_in, complaint):
        page = ask(signed_in(ADMINISTRATOR), "đất")
        assert "chưa được giao phạm vi tra cứu" in page.text

    def test_survives_nonsense_in_its_address(self, officer, complaint):
        for query in (
            "truoc=x&sau=-1",
            "truoc=" + "9" * 40,
            "don-vi=a&loai=z&tinh-trang=q",
            "sau=0",
        ):
            assert officer.get(f"/tra-cuu?{query}").status == 200
        assert officer.get("/tra-cuu?chu=%00%22%25").status == 200

    def test_writes_what_was_typed_as_text_only(self, officer, complaint):
        page = ask(officer, "<script>alert(1)</script>")
        assert b"<script>alert" not in page.content


class TestForeignCase:
    def test_looks_the_same_as_one_that_does_not_exist(self, signed_in, complaint):
        """Neither status nor one byte tells them apart, but for what was asked and the token."""
        stranger = signed_in(STRANGER)
        foreign, absent = (ask(stranger, code) for code in ("KN-2026-000001", "KN-2026-999999"))
        assert foreign.status == absent.status == 200
        assert without(foreign, "KN-2026-000001") == without(absent, "KN-2026-999999")

    def test_is_found_by_the_inspectorate(self, signed_in, complaint):
        assert codes(ask(signed_in(INSPECTOR), "đất")) == [complaint.registered.code]


class TestPaging:
    def test_goes_on_and_back_by_links(self, officer, register_complaint):
        for _ in range(31):
            register_complaint()
        first = ask(officer, "đất")
        second = officer.get(first.link("Trang sau"))
        assert (len(codes(first)), len(codes(second))) == (30, 1)
        assert codes(officer.get(second.link("Trang trước"))) == codes(first)


class TestNumberOfAPerson:
    """What is typed to find a person is personal data, too (khoản 7 Điều 5 Quy chế)."""

    NUMBERS = ("048000000123", "048 000 000 123", "0905 000 111", "+84 905.000.111")

    @pytest.mark.parametrize("typed", NUMBERS)
    def test_finds_the_petition_and_never_stands_in_an_address(self, officer, complaint, typed):
        page = officer.post("/tra-cuu", {"chu": typed})
        assert not re.search(r"\d{9}|000.{1,3}123|000.{1,3}111", page.address)
        assert complaint.registered.code in page.text
        assert page.field("chu") == typed

    def test_leads_away_from_an_address_that_holds_it(self, officer, complaint):
        page = officer.get(f"/tra-cuu?chu={self.NUMBERS[0]}&loai=complaint")
        assert self.NUMBERS[0] not in page.address
        assert "loai=complaint" in page.address

    def test_finds_nothing_for_who_may_not_see_the_petition(self, signed_in, complaint):
        page = signed_in(STRANGER).post("/tra-cuu", {"chu": self.NUMBERS[0]})
        assert not codes(page)
        assert "Không có hồ sơ nào" in page.text

    def test_is_revealed_to_nobody_else(self, officer, signed_in, complaint):
        address = officer.post("/tra-cuu", {"chu": self.NUMBERS[0]}).address
        page = signed_in(HEAD).get(address)
        assert page.field("chu") == ""
        assert self.NUMBERS[0] not in page.text

    def test_that_is_not_complete_finds_nothing(self, officer, complaint):
        page = officer.post("/tra-cuu", {"chu": "048000000"})
        assert not codes(page)

    def test_is_masked_on_paper(self, officer, complaint):
        page = officer.post("/tra-cuu", {"chu": self.NUMBERS[0]})
        (line,) = page.tree.xpath("//p[@class='print-only']")
        assert self.NUMBERS[0] not in line.text_content()

    def test_other_words_stand_in_the_address_as_before(self, officer, complaint):
        page = officer.post("/tra-cuu", {"chu": "thu hồi đất", "loai": "complaint"})
        words = quote("thu hồi đất").replace("%20", "+")
        assert page.address.endswith(f"/tra-cuu?chu={words}&loai=complaint")
