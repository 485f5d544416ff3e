"""Bổ sung tệp, as people see and send it."""

from tests.cases.papers import pdf
from tests.web.conftest import STRANGER


class TestFurtherDocuments:
    def test_are_added_from_the_case(self, registrar, case_address):
        address = registrar.get(case_address).link("Bổ sung tệp")
        registrar.get(address)
        typed = {"type": "evidence", "number": "3/BB", "issued_on": "20/08/2026"}
        page = registrar.post(address, typed, files={"files": ("bản đồ.pdf", pdf("bản đồ"))})
        assert page.said == "Đã bổ sung 1 tài liệu vào hồ sơ"
        assert "3/BB Thông tin, tài liệu, chứng cứ" in page.text

    def test_say_what_is_wrong_with_a_file(self, registrar, case_address):
        address = f"{case_address}/tai-lieu/them"
        registrar.get(address)
        page = registrar.post(address, {"type": "evidence"}, files={"files": ("a.doc", b"x")})
        assert page.status == 422
        assert page.errors[0].startswith("Tệp: phải là PDF")

    def test_take_several_files_at_once(self, registrar, case_address):
        page = registrar.get(f"{case_address}/tai-lieu/them")
        assert page.tree.xpath("//input[@type='file']/@multiple")

    def test_are_not_for_people_of_other_units(self, signed_in, case_address):
        assert signed_in(STRANGER).get(f"{case_address}/tai-lieu/them").status == 404


class TestScan:
    def test_is_added_to_a_document_without_one(self, registrar, case_address, complaint):
        complaint.do("propose_handling")
        address = registrar.get(case_address).link("Thêm bản quét 11/PĐX")
        registrar.get(address)
        page = registrar.post(address, files={"file": ("phiếu.pdf", pdf("phiếu"))})
        assert page.said == "Đã thêm bản quét vào tài liệu"
        page = registrar.post(address, files={"file": ("khác.pdf", pdf("khác"))})
        assert page.status == 409
        assert "đã có bản quét" in page.text
