"""Báo lỗi on the pages: from any page, without a word of what stands on it, until it is closed."""

import pytest

from tests.web.conftest import HEAD, OFFICER, STRANGER

INSPECTOR = "Bùi Thị H"
WORDS = "Bấm Lưu thì trang trắng."


@pytest.fixture
def reported(officer, case_address):
    """A report sent from the page of a case."""
    page = officer.get(officer.get(case_address).link("Báo lỗi"))
    return officer.submit(page, "bieu-mau", kind="wrong", text=WORDS)


class TestReporting:
    def test_starts_on_any_page_and_takes_its_address_without_the_code(
        self, officer, case_address, complaint
    ):
        address = officer.get(case_address).link("Báo lỗi")
        assert complaint.registered.code not in address
        page = officer.get(address)
        assert "/ho-so/…" in page.text
        assert complaint.registered.code not in page.text

    def test_takes_the_code_of_an_error_along(self, officer):
        page = officer.get("/ho-so/KN-2026-999999")
        reference = page.all("ref")[0].text_content().split(" · ")[1].split()[-1]
        assert f"ma={reference}" in page.link("Báo lỗi")
        assert reference in officer.get(page.link("Báo lỗi")).text

    def test_leads_to_the_report_and_its_state(self, reported):
        assert reported.said == "Đã gửi báo lỗi số 1"
        assert reported.title == "Báo lỗi số 1: hiện sai hoặc tính sai"
        assert "Mới nhận" in reported.text

    def test_says_at_the_field_what_does_not_belong_there(self, officer, complaint):
        text = f"Hồ sơ {complaint.registered.code} không lưu được."
        page = officer.submit(officer.get("/bao-loi/moi"), "bieu-mau", kind="wrong", text=text)
        assert page.status == 422
        assert page.errors == [
            "Việc gì đã xảy ra: bỏ mã hồ sơ: người nhận không cần biết hồ sơ nào"
        ]
        assert page.field("text") == text

    def test_tells_all_that_is_missing_at_once(self, officer):
        page = officer.submit(officer.get("/bao-loi/moi"), "bieu-mau", text="Hồ sơ KN-2026-000001")
        assert [error.partition(":")[0] for error in page.errors] == ["Loại", "Việc gì đã xảy ra"]

    def test_says_where_a_unit_has_no_it_person(self, officer):
        page = officer.get("/bao-loi/moi")
        assert "đơn vị chưa có người phụ trách công nghệ thông tin" in page.text
        assert "Lê Văn C (Chủ tịch UBND)" in page.text

    def test_does_not_believe_an_address_that_names_what_is_no_page(self, officer):
        page = officer.get("/bao-loi/moi?trang=KN-2026-000001&ma=Nguyen+Van+A")
        assert "KN-2026" not in page.text
        assert "Nguyen" not in page.text
        assert "không rõ" in page.text

    def test_tells_a_stranger_whom_to_turn_to(self, visitor):
        page = visitor.get(visitor.get("/dang-nhap").link("Không đăng nhập được"))
        assert page.status == 200
        assert "người phụ trách công nghệ thông tin" in page.text
        assert visitor.get("/bao-loi", follow=False).status == 303


class TestAReport:
    def test_stands_in_the_lists_of_those_who_see_to_it(self, reported, signed_in):
        for name in (HEAD, INSPECTOR):
            page = signed_in(name).get("/bao-loi")
            assert page.link("Hiện sai hoặc tính sai") == "/bao-loi/1"
            (entry,) = page.tree.xpath("//nav//a[contains(., 'Báo lỗi')]")
            assert entry.xpath("string(*[@class='count'])") == "1"

    def test_might_as_well_not_exist_for_others(self, reported, signed_in):
        stranger = signed_in(STRANGER)
        assert "Không còn lỗi nào chưa xong" in stranger.get("/bao-loi").text
        assert stranger.get("/bao-loi/1").status == stranger.get("/bao-loi/2").status == 404

    def test_is_answered_closed_and_opened_again(self, reported, signed_in):
        head, officer = signed_in(HEAD), signed_in(OFFICER)
        page = head.submit(head.get("/bao-loi/1"), "bieu-mau", _state="answered")
        assert (page.status, page.errors) == (422, ["Nội dung: không để trống"])
        page = head.submit(page, "bieu-mau", _state="answered", text="Xóa bộ nhớ đệm rồi thử lại.")
        assert page.said == "Báo lỗi số 1: đã trả lời"
        page = officer.get("/bao-loi/1")
        assert "Xóa bộ nhớ đệm rồi thử lại." in page.text
        page = officer.submit(page, "bieu-mau", _state="closed")
        page = officer.submit(page, "bieu-mau", _state="reopened", text="Lại trắng.")
        assert page.said == "Báo lỗi số 1: mở lại"

    def test_that_somebody_else_has_moved_is_shown_anew(self, reported, signed_in):
        head, inspector = signed_in(HEAD), signed_in(INSPECTOR)
        page = head.get("/bao-loi/1")
        inspector.submit(inspector.get("/bao-loi/1"), "bieu-mau", _state="in_work")
        page = head.submit(page, "bieu-mau", _state="in_work")
        assert page.status == 409
        assert page.link("Về báo lỗi số 1") == "/bao-loi/1"

    def test_stands_in_the_report_of_the_operator_and_in_the_journal(self, reported, signed_in):
        inspector = signed_in(INSPECTOR)
        page = inspector.get("/quan-tri/nhat-ky/danh-gia?tu=01/08/2026&den=31/08/2026")
        assert "Lỗi, sự cố đã báo 1" in page.text
        page = inspector.get("/quan-tri/nhat-ky?viec=report_trouble&tu=26/08/2026&den=26/08/2026")
        assert "Báo lỗi: Hiện sai hoặc tính sai" in page.text
        assert "Báo lỗi số 1" in page.text
