"""Thao tác khác: starting a further procedure from the page of a case."""

from datetime import date

import pytest

from cases.models.run import Run
from tests.cases.answers import on, usual_answers
from tests.cases.matter import Complaint, Matter
from tests.web.conftest import HEAD, REGISTRAR, STRANGER

SUSPEND = "Tạm đình chỉ giải quyết"


@pytest.fixture
def accepted(complaint: Matter) -> Matter:
    return complaint.go_to("assign_verification")


@pytest.fixture
def address(accepted):
    return f"/ho-so/{accepted.registered.code}"


@pytest.fixture
def suspend_address(address):
    return f"{address}/thao-tac/complaint_suspension"


@pytest.fixture
def head(signed_in):
    return signed_in(HEAD)


@pytest.fixture
def answers(office):
    return usual_answers("suspend", office.today())


def suspend(head, address, answers):
    return head.submit(head.get(address), "bieu-mau", **answers)


class TestOffer:
    def test_is_among_the_other_things_to_do(self, head, address, suspend_address):
        assert head.get(address).link(SUSPEND) == suspend_address

    def test_is_made_to_the_role_that_may_start_it(self, signed_in, address):
        page = signed_in(REGISTRAR).get(address)
        assert SUSPEND not in page.text
        assert page.link("Một số người rút khiếu nại")

    def test_is_not_made_before_acceptance(self, head, office, people):
        fresh = Complaint.register(office, people)
        assert SUSPEND not in head.get(f"/ho-so/{fresh.registered.code}").text


class TestStartPage:
    def test_asks_for_the_first_step(self, head, suspend_address):
        page = head.get(suspend_address)
        assert (page.status, page.title) == (200, SUSPEND)
        assert "khoản 1 Điều 28b Nghị định 124/2020/NĐ-CP" in page.text

    def test_says_what_will_wait_then(self, head, suspend_address):
        assert "Hồ sơ có thêm bước" in head.get(suspend_address).text

    def test_shows_how_the_term_is_counted_now(self, head, address, accepted):
        accepted.start("complaint_term_conditions")
        page = head.get(f"{address}/thao-tac/complaint_term_conditions")
        chosen = page.tree.xpath("//input[@name='complex'][@checked]/@value")
        assert chosen == ["yes"]

    def test_is_not_for_another_role(self, signed_in, suspend_address):
        assert signed_in(REGISTRAR).get(suspend_address).status == 403

    def test_is_not_there_for_another_unit(self, signed_in, suspend_address):
        assert signed_in(STRANGER).get(suspend_address).status == 404

    @pytest.mark.parametrize("procedure", ["complaint_first", "nothing", "denunciation_extension"])
    def test_is_only_there_for_procedures_started_on_such_a_case(self, head, address, procedure):
        assert head.get(f"{address}/thao-tac/{procedure}").status == 404

    def test_says_why_it_cannot_be_started_now(self, head, suspend_address, answers):
        suspend(head, suspend_address, answers)
        page = head.get(suspend_address)
        assert page.status == 409
        assert "đang được làm trên hồ sơ" in page.text


class TestStart:
    def test_brings_the_person_back_to_the_case_and_says_what_waits(
        self, head, suspend_address, answers, accepted
    ):
        page = suspend(head, suspend_address, answers)
        assert page.title == accepted.registered.code
        assert "Đã ghi: Ra quyết định tạm đình chỉ" in page.said
        assert "Theo dõi căn cứ tạm đình chỉ" in page.said

    def test_with_mistakes_starts_nothing(self, head, suspend_address, answers, accepted):
        page = suspend(head, suspend_address, answers | {"number": ""})
        assert page.status == 422
        assert page.errors[0].startswith("Số, ký hiệu: không để trống")
        assert len(accepted.runs) == 1

    def test_refused_by_the_law_names_the_article_at_the_field(self, head, office, people, answers):
        matter = Complaint.register(office, people, received_on=date(2026, 8, 20))
        code = matter.go_to("assign_verification").registered.code
        day = on(date(2026, 8, 25))
        address = f"/ho-so/{code}/thao-tac/complaint_suspension"
        page = suspend(head, address, answers | {"found_on": day, "issued_on": day})
        assert page.status == 422
        assert "ngày bắt đầu thời hạn giải quyết khiếu nại lần đầu" in page.text

    def test_of_a_page_that_is_sent_twice_happens_once(self, head, address, office, accepted):
        form = head.get(f"{address}/thao-tac/complaint_term_conditions")
        values = form.values("bieu-mau") | usual_answers("set_term_conditions", office.today())
        for _ in range(2):
            assert head.post(form.address, values).title == accepted.registered.code
        assert len(accepted.runs) == 2

    def test_of_one_that_is_under_way_then_leads_to_the_case(
        self, head, suspend_address, answers, accepted
    ):
        form = head.get(suspend_address)
        values = form.values("bieu-mau") | answers
        for _ in range(2):
            assert head.post(form.address, values).title == accepted.registered.code
        assert len(accepted.runs) == 2

    def test_keeps_a_draft(self, head, suspend_address):
        form = head.get(suspend_address)
        head.submit(form, "bieu-mau", to=f"{suspend_address}/nhap", reason="Lũ lớn.")
        page = head.get(suspend_address)
        assert page.field("reason") == "Lũ lớn."
        assert "Đây là bản nháp của bạn" in page.text

    def test_drops_the_draft_once_it_is_recorded(self, head, suspend_address, answers, office):
        form = head.get(suspend_address)
        head.submit(form, "bieu-mau", to=f"{suspend_address}/nhap", reason="Lũ lớn.")
        suspend(head, suspend_address, answers)
        with office.database.reading() as tx:
            assert tx.query(Run).count() == 3  # triage, settlement, suspension
        assert not head.get("/viec-cua-toi").all("errsum")


class TestSuspendedCase:
    @pytest.fixture
    def suspended(self, head, suspend_address, answers):
        return suspend(head, suspend_address, answers)

    def test_says_so_and_on_which_ground(self, suspended):
        assert "Tạm đình chỉ" in suspended.all("tag--here")[0].text_content()
        assert "Thiên tai, dịch bệnh, chiến tranh, địch họa" in suspended.text

    def test_draws_both_procedures(self, suspended):
        assert len(suspended.all("strip-body", "//*[name()='svg']")) == 2

    def test_marks_the_term_and_the_step_that_stand_still(self, suspended):
        assert len(suspended.all("due--pause")) >= 2

    def test_does_not_offer_the_step_that_waits(self, suspended):
        assert "Làm bước: Giao xác minh" not in suspended.text

    def test_answers_the_step_with_why_it_waits(self, head, suspended, accepted):
        task = accepted.item("assign_verification").task_id
        form = usual_answers("assign_verification", accepted.office.today())
        verifier = str(accepted.people["verifier"].account_id)
        address = f"/buoc/{accepted.run_id}/{task}"
        for page in (head.get(address), head.post(address, form | {"verifier": verifier})):
            assert (page.status, "đang tạm đình chỉ" in page.text) == (409, True)

    def test_is_marked_in_the_task_list(self, head, suspended):
        assert "tạm đình chỉ" in head.get("/viec-cua-toi").text

    def test_says_in_the_history_to_which_procedure_a_step_belongs(self, suspended):
        assert "Ra quyết định tạm đình chỉ" in suspended.text
        assert any(each.text_content() == "Tạm đình chỉ" for each in suspended.all("tag"))

    def test_has_both_drawings_on_the_page_of_the_diagram(self, head, suspended, address):
        assert len(head.get(f"{address}/so-do").all("strip-body", "//*[name()='svg']")) == 2
