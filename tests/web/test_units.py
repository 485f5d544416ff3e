"""Đơn vị: everybody sees the tree, administrators change it."""

import pytest

from tests.cases.answers import on
from tests.web.conftest import HEAD, OFFICER

ADMINISTRATOR = "Đỗ Văn I"
TREE = "/quan-tri/don-vi"


@pytest.fixture
def administrator(signed_in):
    return signed_in(ADMINISTRATOR)


class TestTree:
    def test_is_in_everybody_s_rail(self, officer):
        page = officer.get(officer.get("/viec-cua-toi").link("Đơn vị"))
        assert page.link("UBND phường Mẫu An") == f"{TREE}/mau-an"
        assert "Thêm đơn vị" not in page.text

    def test_is_searched_without_marks_and_says_when_nothing_fits(self, officer):
        assert "1 đơn vị, cùng các đơn vị cấp trên" in officer.get(f"{TREE}?tim=mau+an").text
        assert "Không có đơn vị nào như vậy" in officer.get(f"{TREE}?tim=khong-co").text

    def test_of_a_day_that_is_none_is_refused_at_its_field(self, officer):
        page = officer.get(f"{TREE}?ngay=32/13/2026")
        assert page.status == 422
        assert page.field("ngay") == "32/13/2026"


class TestUnit:
    def test_tells_what_it_is_to_everybody_and_offers_nothing(self, signed_in):
        page = signed_in(HEAD).get(f"{TREE}/mau-an")
        assert "điểm d khoản 7 Điều 2" in page.text
        assert "Đổi tên" not in page.text

    def test_that_is_not_there_is_not_found(self, officer):
        assert officer.get(f"{TREE}/khong-co").status == 404

    @pytest.mark.parametrize(
        "address",
        ["/quan-tri/them-don-vi", f"{TREE}/mau-an/sua/ten", f"{TREE}/mau-an/sap-nhap"],
    )
    def test_is_not_changed_by_others(self, signed_in, address):
        assert signed_in(OFFICER).get(address).status == 403


class TestAdministrator:
    def test_adds_a_unit(self, administrator, office):
        page = administrator.get(administrator.get(TREE).link("Thêm đơn vị"))
        answers = {
            "name": "UBND phường Mới",
            "code": "phuong-moi",
            "kind": "ward",
            "parent": "thanh-pho-mau",
            "valid_from": on(office.today()),
            "document": "15/NQ-HĐND",
        }
        refused = administrator.submit(page, "bieu-mau", **answers | {"code": "Phường Mới"})
        assert refused.status == 422
        assert "Mã: chỉ gồm chữ thường không dấu" in refused.errors[0]
        assert refused.field("name") == "UBND phường Mới"
        page = administrator.submit(refused, "bieu-mau", **answers)
        assert "Đã thêm đơn vị" in page.said
        assert "15/NQ-HĐND" in page.text

    def test_renames_one_and_its_history_keeps_the_former_name(self, administrator, office):
        page = administrator.get(administrator.get(f"{TREE}/mau-an").link("Đổi tên"))
        assert page.field("name") == "UBND phường Mẫu An"
        page = administrator.submit(
            page,
            "bieu-mau",
            name="UBND phường An Mẫu",
            from_day=on(office.today()),
            document="9/NQ",
        )
        assert "UBND phường Mẫu An → UBND phường An Mẫu" in page.text

    def test_merges_one_after_seeing_what_would_follow(self, administrator, office, complaint):
        page = administrator.get(administrator.get(f"{TREE}/mau-an").link("Sáp nhập, giải thể"))
        refused = administrator.get(f"{page.address}?xem=1&into=mau-an&from_day=26/08/2026")
        assert refused.status == 422
        page = administrator.get(f"{page.address}?xem=1&into=mau-binh&from_day=26/08/2026")
        assert "1 việc đang mở: Xử lý đơn" in page.text
        assert "điểm b khoản 3 Điều 8" in page.text
        paper = {"document_number": "1659/NQ", "document_on": on(office.today())}
        unconfirmed = administrator.submit(page, "sap-nhap", **paper)
        assert unconfirmed.status == 422
        assert unconfirmed.field("document_number") == "1659/NQ"
        done = administrator.submit(unconfirmed, "sap-nhap", **paper, _confirmed="yes")
        assert "1 việc đã chuyển" in done.said
        assert "vào UBND phường Mẫu Bình" in done.text

    def test_is_told_why_a_unit_with_work_cannot_just_be_dissolved(self, administrator, complaint):
        page = administrator.get(f"{TREE}/mau-an/sap-nhap?xem=1&into=&from_day=26/08/2026")
        assert "chưa chọn đơn vị kế thừa" in page.text
        assert not page.tree.xpath("//form[@id='sap-nhap']")

    def test_sees_what_has_changed_since_the_preview(self, administrator, register_complaint):
        page = administrator.get(f"{TREE}/mau-an/sap-nhap?xem=1&into=mau-binh&from_day=26/08/2026")
        register_complaint()
        paper = {"document_number": "1659/NQ", "document_on": "20/08/2026", "_confirmed": "yes"}
        late = administrator.submit(page, "sap-nhap", **paper)
        assert late.status == 409
        assert "1 việc đang mở" in late.text

    def test_is_not_asked_what_cannot_be_changed(self, administrator):
        assert administrator.get(f"{TREE}/mau-an/sua/ma").status == 404
