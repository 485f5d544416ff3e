"""Tiếp nhận đơn: kind first, everything wrong at once, nothing entered twice."""

import pytest

from tests.cases.answers import usual_answers
from tests.web.conftest import VERIFIER

FORM = "/tiep-nhan-don/triage"


@pytest.fixture
def answers(office):
    return usual_answers("register", office.today())


class TestKind:
    def test_is_asked_before_anything_about_the_author(self, registrar):
        page = registrar.get("/tiep-nhan-don")
        assert "Đơn này thuộc loại nào, có ở chế độ mật không?" in page.text
        assert not page.tree.xpath("//main//input[not(@type='hidden')] | //main//textarea")

    def test_leads_to_its_form(self, registrar):
        page = registrar.get(registrar.get("/tiep-nhan-don").link("Khiếu nại"))
        assert "Tiếp nhận, vào sổ đơn khiếu nại" in page.text
        assert page.tree.xpath("//input[@name='author_name']")

    def test_without_a_procedure_says_so(self, registrar):
        text = registrar.get("/tiep-nhan-don").text
        assert "Tố cáo Chưa có quy trình được công bố cho loại đơn này" in text
        assert "giữ đơn trên giấy đến khi quy trình được công bố" in text

    def test_is_not_offered_to_people_who_do_not_register(self, signed_in):
        verifier = signed_in(VERIFIER)
        assert "Tiếp nhận đơn" not in verifier.get("/viec-cua-toi").text
        page = verifier.get(FORM)
        assert (page.status, page.title) == (403, "Bạn không có quyền làm việc này")


def shown_names(page):
    return {one.get("name") for one in page.tree.xpath("//main//*[@name]")}


class TestKindsThatMayBeADenunciation:
    """Khoản 7 Điều 5 of the regulation: no author in the form, in a draft or by hand."""

    @pytest.fixture(params=["mixed", "unclassified"])
    def address(self, request):
        return f"{FORM}/{request.param}"

    @pytest.fixture
    def form(self, registrar, address):
        return registrar.get(address)

    @pytest.fixture
    def unsorted(self, office):
        return usual_answers("register_unsorted", office.today())

    def test_show_no_field_of_an_author(self, form):
        assert not [name for name in shown_names(form) if name.startswith("author")]
        assert "signatory_count" not in shown_names(form)
        assert "attachments" not in shown_names(form)

    def test_get_a_number_and_wait_to_be_sorted(self, registrar, form, unsorted):
        page = registrar.submit(form, "bieu-mau", **unsorted)
        assert page.title == "D-2026-000001"
        assert "Xác định loại đơn" in page.text

    def test_refuse_an_author_sent_by_hand(self, registrar, form, unsorted):
        sent = unsorted | {"author_name": "Lý Văn P"}
        page = registrar.submit(form, "bieu-mau", **sent)
        assert page.status == 422
        assert "biểu mẫu không có ô này" in page.text
        assert "Lý Văn P" not in page.text

    def test_keep_no_author_in_a_draft(self, registrar, form, address):
        page = registrar.submit(form, "bieu-mau", f"{address}/nhap", author_name="Lý Văn P")
        assert page.status == 422
        page = registrar.submit(form, "bieu-mau", f"{address}/nhap", summary="Đơn viết dở")
        assert page.field("summary") == "Đơn viết dở"

    def test_do_not_show_what_was_typed_for_a_complaint(self, registrar, address):
        registrar.submit(registrar.get(FORM), "bieu-mau", f"{FORM}/nhap", summary="Của khiếu nại")
        assert "Của khiếu nại" not in registrar.get(address).text


class TestFeedback:
    def test_has_an_author_and_is_found_under_its_kind(self, registrar, office):
        answers = usual_answers("register_feedback", office.today())
        page = registrar.submit(registrar.get(f"{FORM}/feedback"), "bieu-mau", **answers)
        assert page.title == "D-2026-000001"
        assert "Lý Văn P" in page.text
        assert "Kiến nghị, phản ánh" in page.text
        found = registrar.get("/tra-cuu?chu=cong+thoat+nuoc&loai=feedback")
        assert "D-2026-000001" in found.text


class TestRegistration:
    def test_opens_no_case_yet_and_says_under_which_number(self, registrar, answers):
        page = registrar.submit(registrar.get(FORM), "bieu-mau", **answers)
        assert page.title == "D-2026-000001"
        assert "Đã vào sổ: đơn D-2026-000001" in page.said

    def test_of_the_next_petition_starts_with_an_empty_form(self, registrar, answers):
        page = registrar.submit(registrar.get(FORM), "bieu-mau", _then="next", **answers)
        assert "Đã vào sổ" in page.said
        assert page.field("author_name") == ""

    def test_of_the_next_petition_begins_in_the_first_field(self, registrar, answers):
        form = registrar.get(FORM)
        values = form.values("bieu-mau") | answers | {"_then": "next"}
        answer = registrar.post(FORM, values, follow=False)
        assert answer.headers["Location"].endswith("#received_on")

    def test_shows_every_mistake_at_its_field_and_keeps_what_was_typed(self, registrar, answers):
        wrong = {"received_on": "31/02/2026", "author_id_number": "12", "summary": ""}
        page = registrar.submit(registrar.get(FORM), "bieu-mau", **answers | wrong)
        assert page.status == 422
        assert len(page.errors) == len(wrong)
        assert {each.get("href") for each in page.all("errsum", "//a")} == {
            f"#{key}" for key in wrong
        }
        assert all(page.tree.xpath(f"//*[@id='loi-{key}']") for key in wrong)
        assert page.field("author_name") == answers["author_name"]
        assert page.field("author_id_number") == "12"

    def test_sent_twice_is_entered_once(self, registrar, answers):
        form = registrar.get(FORM)
        first = registrar.submit(form, "bieu-mau", **answers)
        second = registrar.submit(form, "bieu-mau", **answers)
        assert first.title == second.title == "D-2026-000001"
        assert "Đơn này đã vào sổ" in second.said

    def test_keeps_its_token_when_it_is_corrected(self, registrar, answers):
        form = registrar.get(FORM)
        again = registrar.submit(form, "bieu-mau", **answers | {"summary": ""})
        assert again.field("_token") == form.field("_token")

    def test_of_the_next_petition_shows_nothing_that_was_still_being_saved(
        self, registrar, answers
    ):
        form = registrar.get(FORM)
        registrar.submit(form, "bieu-mau", **answers)
        late = registrar.submit(form, "bieu-mau", f"{FORM}/nhap", author_name="Lý Văn P")
        assert "Chưa có gì để lưu nháp" in late.said
        assert registrar.get(FORM).field("author_name") == ""

    def test_can_be_left_and_taken_up_again(self, registrar):
        page = registrar.submit(
            registrar.get(FORM), "bieu-mau", f"{FORM}/nhap", author_name="Lý Văn P"
        )
        assert "Đã lưu nháp lúc 10:00" in page.said
        assert page.field("author_name") == "Lý Văn P"
        page = registrar.submit(page, "bo-nhap")
        assert page.field("author_name") == ""
