"""Đính chính và rút lại: what people see of them, and what happens when they send the forms."""

from datetime import date

import pytest

from tests.cases.amendments.corrections import REASON, last_step
from tests.cases.answers import usual_answers
from tests.web.conftest import HEAD, OFFICER, REGISTRAR, SECTION_HEAD, STRANGER

RECEIVED = date(2026, 8, 19)


@pytest.fixture
def matter(register_complaint):
    """A complaint whose receipt was entered five days too early."""
    return register_complaint(RECEIVED)


@pytest.fixture
def address(matter):
    step = last_step(matter, "register")
    return f"/ho-so/{matter.registered.code}/dinh-chinh/{step.id}"


@pytest.fixture
def correction(registrar, address):
    return registrar.get(address)


def typed(**more):
    return {"received_on": "24/08/2026", "correction_reason": REASON} | more


class TestForm:
    def test_holds_what_stands_on_record(self, correction):
        assert correction.title == "Đính chính: Tiếp nhận, vào sổ đơn khiếu nại"
        assert correction.field("received_on") == "19/08/2026"
        assert correction.field("author_name") == "Lý Văn P"
        assert correction.field("summary") == "Không đồng ý với diện tích đất bị thu hồi."

    def test_asks_for_no_file(self, correction):
        assert not correction.tree.xpath("//input[@type='file']")

    def test_names_what_cannot_be_corrected_here(self, matter, signed_in):
        matter.go_to("assign_verification")
        step = last_step(matter, "accept")
        page = signed_in(HEAD).get(f"/ho-so/{matter.registered.code}/dinh-chinh/{step.id}")
        assert "đã quyết định hướng đi của hồ sơ" in page.text

    def test_is_linked_from_the_case_for_who_may(self, registrar, officer, matter, address):
        case = f"/ho-so/{matter.registered.code}"
        assert registrar.get(case).link("Đính chính") == address
        assert not officer.get(case).tree.xpath("//a[contains(., 'Đính chính')]")

    def test_is_not_for_others(self, signed_in, address):
        assert signed_in(OFFICER).get(address).status == 403
        assert signed_in(STRANGER).get(address).status == 404

    def test_of_another_case_is_not_there(self, registrar, address, register_complaint):
        other = register_complaint().registered.code
        assert registrar.get(f"/ho-so/{other}/dinh-chinh/{address.split('/')[-1]}").status == 404


class TestPreview:
    def test_says_which_deadlines_move_and_writes_nothing(self, registrar, correction, matter):
        page = registrar.submit(correction, "bieu-mau", **typed())
        assert page.title.startswith("Xem trước đính chính")
        assert "3 thời hạn đổi ngày" in page.text
        assert "27/08/2026" in page.text
        assert "07/09/2026" in page.text
        assert matter.deadline("kn1_accept").due_on == date(2026, 8, 27)

    def test_shows_each_field_before_and_after(self, registrar, correction):
        page = registrar.submit(correction, "bieu-mau", **typed(author_name="Lý Văn Phú"))
        rows = page.tree.xpath("//*[@id='o-sua']//tbody/tr")
        shown = [[cell.text_content() for cell in row.xpath("td")] for row in rows]
        assert shown == [
            ["Ngày nhận đơn", "19/08/2026", "24/08/2026"],
            ["Họ và tên", "Lý Văn P", "Lý Văn Phú"],
        ]

    def test_leads_back_to_the_form_with_what_was_typed(self, registrar, correction):
        preview = registrar.submit(correction, "bieu-mau", **typed())
        page = registrar.submit(preview, "bieu-mau", _edit="1")
        assert page.title.startswith("Đính chính")
        assert page.field("received_on") == "24/08/2026"
        assert page.field("correction_reason") == REASON

    def test_says_what_is_wrong_and_keeps_what_was_typed(self, registrar, correction):
        page = registrar.submit(correction, "bieu-mau", **typed(correction_reason=""))
        assert page.status == 422
        assert page.errors == ["Lý do đính chính: không để trống"]
        assert page.field("received_on") == "24/08/2026"

    def test_tells_of_another_version_of_the_procedure(self, registrar, register_complaint):
        petition = register_complaint(date(2026, 7, 1)).go_to("accept").triage
        step = last_step(petition, "register")
        page = registrar.get(f"/ho-so/{petition.registered.code}/dinh-chinh/{step.id}")
        page = registrar.submit(page, "bieu-mau", **typed(received_on="30/06/2026"))
        assert "thuộc một bản quy trình khác" in page.text


class TestConfirmation:
    def test_writes_it_and_says_what_has_moved(self, registrar, correction, matter):
        preview = registrar.submit(correction, "bieu-mau", **typed())
        page = registrar.submit(preview, "bieu-mau")
        assert "3 thời hạn đổi ngày" in page.said
        assert matter.deadline("kn1_accept").due_on == date(2026, 9, 7)

    def test_stands_in_the_history_with_who_when_and_why(self, registrar, correction, matter):
        preview = registrar.submit(correction, "bieu-mau", **typed(author_name="Lý Văn Phú"))
        registrar.submit(preview, "bieu-mau")
        page = registrar.get(f"/ho-so/{matter.registered.code}")
        (line,) = page.all("amended")
        words = " ".join(line.text_content().split())
        assert words.startswith(f"Đính chính lúc 26/08/2026 10:00, {REGISTRAR}")
        assert REASON in words
        assert "Ngày nhận đơn: 19/08/2026 → 24/08/2026" in words
        assert "Họ và tên: đã đổi" in words

    def test_of_what_has_changed_meanwhile_shows_the_preview_again(
        self, registrar, correction, matter
    ):
        preview = registrar.submit(correction, "bieu-mau", **typed())
        other = registrar.submit(correction, "bieu-mau", **typed(received_on="25/08/2026"))
        registrar.submit(other, "bieu-mau")
        page = registrar.submit(preview, "bieu-mau")
        assert "vừa có thay đổi sau lúc bạn xem trước" in page.text
        assert matter.deadline("kn1_accept").due_on == date(2026, 9, 8)


class TestTakingBack:
    @pytest.fixture
    def proposed(self, complaint, officer, step_page, office):
        officer.submit(step_page, "bieu-mau", **usual_answers("propose_handling", office.today()))
        return complaint

    def test_is_offered_to_who_has_just_done_the_step(self, proposed, officer, signed_in):
        case = f"/ho-so/{proposed.registered.code}"
        assert "Rút lại để sửa" in officer.get(case).text
        assert "Rút lại để sửa" not in signed_in(SECTION_HEAD).get(case).text

    def test_opens_the_form_as_it_was_answered(self, proposed, officer, take_back_address):
        page = officer.post(take_back_address)
        assert page.title == "Đề xuất hướng xử lý đơn"
        assert page.said.startswith("Đã rút lại bước Đề xuất hướng xử lý đơn")
        assert page.field("reason") == "Đủ điều kiện thụ lý."
        assert "Rút lại lúc" in officer.get(f"/ho-so/{proposed.registered.code}").text

    def test_is_over_once_the_next_person_has_opened_the_step(
        self, proposed, officer, signed_in, take_back_address
    ):
        item = proposed.item("approve_proposal")
        signed_in(SECTION_HEAD).get(f"/buoc/{proposed.run_id}/{item.task_id}")
        case = officer.get(f"/ho-so/{proposed.registered.code}")
        assert "Rút lại để sửa" not in case.text
        page = officer.post(take_back_address)
        assert page.status == 409
        assert "Người làm bước sau đã mở" in page.text

    def test_is_not_over_by_looking_at_it_oneself(self, proposed, officer):
        item = proposed.item("approve_proposal")
        officer.get(f"/buoc/{proposed.run_id}/{item.task_id}")
        assert "Rút lại để sửa" in officer.get(f"/ho-so/{proposed.registered.code}").text

    def test_tells_who_comes_too_late(self, proposed, officer, signed_in, take_back_address):
        item = proposed.item("approve_proposal")
        officer.post(take_back_address)
        page = signed_in(SECTION_HEAD).get(f"/buoc/{proposed.run_id}/{item.task_id}")
        assert page.status == 409
        assert "Bước này đã kết thúc lúc 10:00" in page.text

    @pytest.fixture
    def take_back_address(self, proposed):
        step = last_step(proposed, "propose_handling")
        return f"/ho-so/{proposed.registered.code}/rut-lai/{step.id}"
