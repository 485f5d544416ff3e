"""Hồ sơ: where it stands, why each date, and nothing for people outside."""

import re

import pytest

from tests.web.conftest import STRANGER


def comparable(page):
    """Return a page without what differs between any two answers: tokens, code, time."""
    text = re.sub(rb'name="_csrf" value="[^"]*"', b"", page.content)
    return re.sub(rb"(m\xc3\xa3 tra c\xe1\xbb\xa9u |&amp;ma=)[0-9A-F-]+", b"", text)


class TestCasePage:
    def test_says_where_the_case_stands(self, officer, case_address):
        page = officer.get(case_address)
        assert "Đang chờ: đề xuất hướng xử lý đơn" in page.text
        assert "chờ người xử lý đơn nhận việc" in page.text

    def test_offers_the_step_to_who_may_do_it(self, officer, registrar, case_address):
        assert officer.get(case_address).link("Làm bước: Đề xuất hướng xử lý đơn")
        assert "Làm bước" not in registrar.get(case_address).text

    def test_draws_the_diagram_with_the_current_step(self, officer, case_address):
        picture = officer.get(case_address).all("strip-body", "//*[name()='svg']")[0]
        assert picture.get("role") == "img"
        assert picture.xpath(".//*[contains(@class, 'is-now')]")

    def test_explains_every_deadline(self, officer, case_address):
        page = officer.get(case_address)
        assert "Vì sao ngày này?" in page.text
        assert page.all("reasons", "/li")[-1].text_content().startswith("Hết hạn lúc 24:00")
        assert page.all("month", "//td[@class='end']")

    def test_masks_the_number_of_the_identity_card(self, officer, case_address):
        assert "048000000123" not in officer.get(case_address).content.decode()

    def test_lists_finished_steps(self, officer, case_address):
        assert "Tiếp nhận, vào sổ đơn khiếu nại" in officer.get(case_address).text


class TestOtherPages:
    def test_explanation_is_made_to_be_printed(self, officer, case_address):
        page = officer.get(f"{case_address}/thoi-han")
        assert page.title == "Vì sao ngày này?"
        assert "người in: Nguyễn Văn A" in page.text

    def test_picture_has_a_page_of_its_own(self, officer, case_address):
        page = officer.get(f"{case_address}/so-do")
        assert page.title == "Xử lý đơn"
        assert page.tree.xpath("//*[name()='svg']")

    def test_file_is_handed_out(self, registrar, office):
        from tests.cases.answers import usual_answers  # noqa: PLC0415

        pdf = (
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
            b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
            b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n"
            b"xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \n"
            b"0000000101 00000 n \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n164\n%%EOF\n"
        )
        form = registrar.get("/tiep-nhan-don/triage")
        case = registrar.post(
            form.address,
            form.values("bieu-mau") | usual_answers("register", office.today()),
            files={"attachments": ("don.pdf", pdf)},
        )
        address = case.tree.xpath("//a[starts-with(@href, '/tep/')]/@href")[0]
        file = registrar.get(address)
        assert (file.headers["Content-Type"], file.content) == ("application/pdf", pdf)
        assert file.headers["Cache-Control"] == "no-store"


class TestStranger:
    @pytest.mark.parametrize("page", ["", "/so-do", "/thoi-han"])
    def test_sees_the_same_as_for_a_case_that_is_not_there(self, signed_in, case_address, page):
        stranger = signed_in(STRANGER)
        hidden = stranger.get(f"{case_address}{page}")
        absent = stranger.get(f"/ho-so/KN-2026-999999{page}")
        assert hidden.status == absent.status == 404
        assert comparable(hidden) == comparable(absent)
