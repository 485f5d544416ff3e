"""The page of a step: done once, by the right person, with nothing lost on the way."""

import pytest

from tests.cases.answers import usual_answers
from tests.web.conftest import OFFICER, REGISTRAR, SECTION_HEAD, STRANGER
from tests.web.visitor import Visitor

BY_SCRIPT = {"X-Requested-With": "fetch"}


@pytest.fixture
def answers(office):
    return usual_answers("propose_handling", office.today())


class TestStepPage:
    def test_shows_the_form_in_the_parts_of_the_paper(self, step_page):
        parts = [each.text_content().split()[1:] for each in step_page.all("paper-part", "/h2")]
        assert parts[0] == ["Kiểm", "tra", "đơn"]

    def test_names_the_article_that_asks_for_an_answer(self, step_page):
        assert "Điều 11 Luật Khiếu nại" in step_page.text

    def test_says_when_a_field_is_to_be_filled_in(self, step_page):
        assert 'Chỉ ghi khi "Hướng xử lý" là "Không thụ lý"' in step_page.text

    def test_says_what_comes_next(self, step_page):
        assert "Đơn sang bước Duyệt đề xuất" in step_page.text

    def test_shows_when_it_is_due(self, step_page):
        assert step_page.all("due--later") or step_page.all("due--soon")

    @pytest.mark.parametrize("person", [REGISTRAR, SECTION_HEAD])
    def test_is_not_for_another_role(self, signed_in, step_address, person):
        page = signed_in(person).get(step_address)
        assert (page.status, page.title) == (403, "Bạn không có quyền làm việc này")

    def test_is_not_there_for_another_unit(self, signed_in, step_address):
        assert signed_in(STRANGER).get(step_address).status == 404


class TestFinishing:
    def test_moves_the_case_on_and_says_where(self, officer, step_page, answers, complaint):
        page = officer.submit(step_page, "bieu-mau", **answers)
        assert page.title == complaint.registered.code
        assert "Đã chuyển sang bước Duyệt đề xuất" in page.said
        assert complaint.open == ["approve_proposal"]

    def test_answers_with_a_redirect_so_that_reloading_sends_nothing(
        self, officer, step_page, answers
    ):
        values = step_page.values("bieu-mau") | answers
        answer = officer.post(step_page.address, values, follow=False)
        assert answer.status == 303

    def test_with_mistakes_records_nothing_and_keeps_what_was_typed(
        self, officer, step_page, answers, complaint
    ):
        page = officer.submit(step_page, "bieu-mau", **answers | {"reason": "", "number": "99/ĐX"})
        assert page.status == 422
        assert page.errors
        assert page.field("number") == "99/ĐX"
        assert complaint.open == ["propose_handling"]

    def test_refuses_a_file_that_is_no_pdf_at_its_field(self, officer, step_page, answers):
        page = officer.post(
            step_page.address,
            step_page.values("bieu-mau") | answers,
            files={"paper": ("phieu.docx", b"PK")},
        )
        assert page.status == 422
        assert 'Tệp "phieu.docx"' in page.text

    def test_throws_its_draft_away(self, officer, step_page, answers, office, step_address):
        officer.submit(step_page, "bieu-mau", f"{step_address}/nhap", **answers)
        officer.submit(step_page, "bieu-mau", **answers)
        officer.get(step_address)
        page = officer.get(step_address)
        assert "bản nháp của bạn" not in page.text


class TestTwoPeople:
    @pytest.fixture
    def conflict(self, site, officer, step_page, answers):
        """The same step sent from two windows."""
        other = Visitor(site).sign_in_as(OFFICER)
        opened = other.get(step_page.address)
        officer.submit(step_page, "bieu-mau", **answers)
        return other, other.submit(opened, "bieu-mau", **answers | {"number": "40/ĐX"})

    def test_the_second_one_is_told_who_was_first_and_when(self, conflict):
        _, page = conflict
        assert page.status == 409
        assert page.title == "Bạn đã làm xong bước này lúc 10:00"
        assert "đã sang bước Duyệt đề xuất" in page.text

    def test_the_second_one_sees_what_they_typed_and_keeps_it(self, conflict):
        _, page = conflict
        assert "còn trong bản nháp" in page.text
        assert "40/ĐX" in page.text

    def test_the_case_moved_once(self, conflict, complaint):
        assert [step.element for step in complaint.steps].count("propose_handling") == 1

    def test_a_colleague_is_named(self, complaint, signed_in, step_address):
        complaint.do("propose_handling")
        page = signed_in("Người Mẫu petition_officer mau-an").get(step_address)
        assert page.title == f"Bước này vừa được {OFFICER} xử lý lúc 10:00"


class TestDraft:
    def test_is_kept_with_the_button(self, officer, step_page, step_address):
        page = officer.submit(step_page, "bieu-mau", f"{step_address}/nhap", reason="Chưa xong")
        assert "Đã lưu nháp lúc 10:00" in page.said
        assert page.field("reason") == "Chưa xong"

    def test_is_kept_by_a_script(self, officer, step_page, step_address):
        values = step_page.values("bieu-mau") | {"reason": "Chưa xong"}
        answer = officer.post(f"{step_address}/nhap", values, headers=BY_SCRIPT)
        assert answer.json == {"saved_at": "10:00"}

    def test_is_seen_by_nobody_else(self, officer, step_page, step_address, signed_in):
        officer.submit(step_page, "bieu-mau", f"{step_address}/nhap", reason="Chưa xong")
        colleague = signed_in("Người Mẫu petition_officer mau-an")
        assert colleague.get(step_address).field("reason") == ""

    def test_is_thrown_away_with_the_button(self, officer, step_page, step_address):
        page = officer.submit(step_page, "bieu-mau", f"{step_address}/nhap", reason="Chưa xong")
        page = officer.submit(page, "bo-nhap")
        assert "Đã bỏ bản nháp" in page.said
        assert page.field("reason") == ""


class TestMessage:
    @pytest.fixture
    def withdrawal(self, registrar, case_address):
        """The page on which the registrar records a withdrawal."""
        return registrar.get(registrar.get(case_address).link("Rút đơn"))

    def test_is_offered_on_the_page_of_the_case(self, withdrawal):
        assert withdrawal.status == 200

    def test_changes_the_way_of_the_case(self, registrar, withdrawal, complaint, office):
        answers = usual_answers("withdraw", office.today())
        page = registrar.submit(withdrawal, "bieu-mau", **answers)
        assert page.title == complaint.registered.code
        assert "Đã chuyển sang bước" in page.said
        assert complaint.open != ["propose_handling"]

    def test_with_mistakes_is_shown_again(self, registrar, withdrawal):
        page = registrar.submit(withdrawal, "bieu-mau", withdrawn_on="")
        assert page.status == 422
        assert page.errors
