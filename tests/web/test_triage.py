"""Xử lý đơn and Đơn chuyển đến: a petition that has no case, and one passed on between units."""

import pytest
from sqlalchemy import select

from cases.models.unit import Unit
from tests.cases.answers import usual_answers
from tests.cases.installations import OTHER_WARD
from tests.cases.matter import Matter
from tests.web.conftest import HEAD, OFFICER, REGISTRAR

OTHER_REGISTRAR = "Người Mẫu registrar mau-binh"
OTHER_OFFICER = "Người Mẫu petition_officer mau-binh"
PASSED_ON = "/don-chuyen-den"


@pytest.fixture
def petition(office, people) -> Matter:
    """A petition that waits for a proposal."""
    return Matter.register(office, people, procedure="triage")


@pytest.fixture
def passed_on(office, petition) -> Matter:
    """The petition, passed on to the other ward."""
    with office.database.reading() as tx:
        unit_id = tx.scalar(select(Unit.id).where(Unit.code == OTHER_WARD))
    petition.do("propose_handling", handling="transfer", competence="not_own")
    petition.do("approve_proposal")
    petition.do("transfer_petition", transfer_to="unit", to_unit=str(unit_id))
    return petition


class TestPageOfAPetition:
    def test_shows_where_it_stands(self, officer, petition):
        page = officer.get(f"/ho-so/{petition.registered.code}")
        assert page.title == "D-2026-000001"
        assert "Đề xuất hướng xử lý đơn" in page.text

    def test_leads_to_its_step(self, officer, petition):
        page = officer.get(f"/ho-so/{petition.registered.code}")
        step = officer.get(page.link("Làm bước: Đề xuất hướng xử lý đơn"))
        assert step.status == 200
        done = officer.submit(
            step, "bieu-mau", **usual_answers("propose_handling", petition.office.today())
        )
        assert "Duyệt đề xuất" in done.text

    def test_is_in_the_task_list(self, officer, petition):
        page = officer.get("/viec-cua-toi")
        assert page.link("D-2026-000001") == f"/ho-so/{petition.registered.code}"

    def test_names_the_case_that_was_opened(self, signed_in, petition):
        petition.do("propose_handling")
        petition.do("approve_proposal")
        page = signed_in(HEAD).get(f"/ho-so/{petition.registered.code}")
        assert page.link("KN-2026-000001") == "/ho-so/KN-2026-000001"

    def test_is_nothing_to_strangers(self, signed_in, petition):
        answer = signed_in(OTHER_OFFICER).get(f"/ho-so/{petition.registered.code}")
        assert answer.status == 404

    def test_refuses_answers_that_contradict_each_other_and_keeps_them(self, officer, petition):
        item = petition.item("propose_handling")
        address = f"/buoc/{petition.run_id}/{item.task_id}"
        typed = usual_answers("propose_handling", petition.office.today())
        typed = typed | {"competence": "not_own"}
        page = officer.submit(officer.get(address), "bieu-mau", **typed)
        assert page.status == 422
        assert "thuộc thẩm quyền" in page.errors[0]
        assert page.field("reason") == "Đủ điều kiện thụ lý."


class TestPassedOn:
    def test_lists_nothing_in_words(self, registrar):
        page = registrar.get(PASSED_ON)
        assert "Không có đơn nào chờ nhận." in page.text
        assert "Chưa chuyển đơn nào đi." in page.text

    def test_is_counted_in_the_rail_of_the_recipient(self, signed_in, passed_on):
        page = signed_in(OTHER_REGISTRAR).get("/viec-cua-toi")
        links = [link for link in page.all("count") if link.getparent().get("href") == PASSED_ON]
        assert [link.text_content() for link in links] == ["1"]

    def test_is_received_by_the_intake_form(self, signed_in, passed_on):
        visitor = signed_in(OTHER_REGISTRAR)
        page = visitor.get(visitor.get(PASSED_ON).link("Nhận, vào sổ"))
        assert page.field("author_name") == "Lý Văn P"
        done = visitor.submit(page, "bieu-mau")
        assert "Đã vào sổ: đơn D-2026-000002" in done.said
        assert "Không có đơn nào chờ nhận." in visitor.get(PASSED_ON).text

    def test_is_not_called_a_duplicate_of_itself(self, signed_in, passed_on):
        visitor = signed_in(OTHER_REGISTRAR)
        form = visitor.get(visitor.get(PASSED_ON).link("Nhận, vào sổ"))
        found = visitor.submit(form, "bieu-mau", "/tiep-nhan-don/triage/trung")
        (panel,) = found.tree.xpath("//*[@id='co-the-trung']")
        assert passed_on.registered.code not in panel.text_content()
        assert found.field("chuyen") == form.field("chuyen")

    def test_has_a_draft_apart_from_that_of_any_other_petition(self, signed_in, passed_on):
        visitor = signed_in(OTHER_REGISTRAR)
        usual = visitor.get("/tiep-nhan-don/triage")
        typed = visitor.submit(usual, "bieu-mau", "/tiep-nhan-don/triage/nhap", author_name="Cao X")
        assert typed.field("author_name") == "Cao X"
        form = visitor.get(visitor.get(PASSED_ON).link("Nhận, vào sổ"))
        assert form.field("author_name") == "Lý Văn P"
        kept = visitor.submit(form, "bieu-mau", "/tiep-nhan-don/triage/nhap", summary="Dở dang")
        assert kept.field("chuyen") == form.field("chuyen")
        assert kept.field("summary") == "Dở dang"
        assert visitor.get("/tiep-nhan-don/triage").field("author_name") == "Cao X"

    def test_is_given_back_with_a_reason(self, signed_in, passed_on):
        visitor = signed_in(OTHER_REGISTRAR)
        page = visitor.get(PASSED_ON)
        address = page.tree.xpath("//form[contains(@action, 'tra-lai')]/@action")[0]
        done = visitor.post(address, {"reason": "Không đúng địa bàn"})
        assert "Đã trả lại đơn" in done.said
        sender = signed_in(REGISTRAR).get(PASSED_ON)
        assert "Không đúng địa bàn" in sender.text
        work = signed_in(OFFICER).get("/viec-cua-toi")
        assert work.link("D-2026-000001")

    def test_says_so_when_it_was_answered_meanwhile(self, signed_in, passed_on):
        visitor = signed_in(OTHER_REGISTRAR)
        page = visitor.get(PASSED_ON)
        address = page.tree.xpath("//form[contains(@action, 'tra-lai')]/@action")[0]
        visitor.post(address, {"reason": "Không đúng địa bàn"})
        again = visitor.post(address, {"reason": "Không đúng địa bàn"})
        assert again.status == 409
        assert "đã bị trả lại" in again.text

    @pytest.mark.parametrize("address", ["/9999/tra-lai", "/abc/tra-lai"])
    def test_knows_no_other_address(self, registrar, address):
        assert registrar.post(PASSED_ON + address, {"reason": "x"}).status == 404

    def test_shows_the_sender_what_became_of_it(self, signed_in, passed_on):
        page = signed_in(HEAD).get(f"/ho-so/{passed_on.registered.code}")
        assert "UBND phường Mẫu Bình" in page.text
        assert "chờ nơi nhận" in page.text
