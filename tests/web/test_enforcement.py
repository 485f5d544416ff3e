"""The enforcement of a decision on the page of its case."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.cases.legal_force import in_legal_force
from tests.cases.statements import sent_to
from tests.web.conftest import HEAD, OFFICER, STRANGER
from tests.web.test_scripts import open_as

__all__ = ["open_as"]

START = "Thi hành quyết định giải quyết"
OVER = {"is_over_owed": "yes", "over_owed_reason": "Có thêm tiền chậm nộp."}


@pytest.fixture
def in_force(complaint):
    return in_legal_force(complaint)


@pytest.fixture
def address(in_force):
    return f"/ho-so/{in_force.registered.code}"


@pytest.fixture
def enforced(in_force):
    return in_force.start("enforcement")


def panel(page):
    (found,) = page.tree.xpath("//section[@id='thi-hanh']")
    return " ".join(" ".join(found.itertext()).split())


class TestOffer:
    def test_is_made_to_the_head_once_the_decision_is_in_force(self, signed_in, address):
        assert signed_in(HEAD).get(address).link(START) == f"{address}/thao-tac/enforcement"
        assert START not in signed_in(OFFICER).get(address).text

    def test_is_not_made_before(self, signed_in, complaint):
        complaint.go_to("close_case", decide={"enforcement_required": "yes"})
        address = f"/ho-so/{complaint.registered.code}"
        head = signed_in(HEAD)
        assert START not in head.get(address).text
        page = head.get(f"{address}/thao-tac/enforcement")
        assert page.status == 409
        assert "đã có hiệu lực pháp luật (Điều 44 Luật Khiếu nại)" in page.text

    def test_is_not_there_for_another_unit(self, signed_in, address):
        assert signed_in(STRANGER).get(f"{address}/thao-tac/enforcement").status == 404


class TestStartPage:
    def test_proposes_what_the_decision_orders(self, signed_in, complaint):
        ordered = {
            "orders_something": "yes",
            "recover_money": "120,5",
            "recover_land": "0",
            "return_money_organisation": "0",
            "return_land_organisation": "0",
            "return_money_individual": "0",
            "return_land_individual": "85,5",
            "beneficiaries_organisation": "0",
            "beneficiaries_individual": "4",
            "discipline_recommended": "3",
            "of_which_officials": "1",
        }
        matter = in_legal_force(complaint, **ordered)
        code = matter.registered.code
        page = signed_in(HEAD).get(f"/ho-so/{code}/thao-tac/enforcement")
        assert page.field("recover_money") == "120,5"
        assert page.field("return_land_individual") == "85,5"
        assert page.field("beneficiaries_individual") == "4"
        assert (page.field("discipline_recommended"), page.field("of_which_officials")) == (
            "3",
            "1",
        )


class TestWaiting:
    def test_is_told_to_everybody_until_it_is_ordered(self, signed_in, address, in_force):
        text = "có hiệu lực pháp luật từ ngày 25/09/2026 ; chưa giao tổ chức thi hành"
        officer = signed_in(OFFICER)
        assert text in officer.get(address).text
        in_force.start("enforcement")
        assert "chưa giao tổ chức thi hành" not in officer.get(address).text

    def test_lets_the_head_begin(self, signed_in, address):
        (panel,) = signed_in(HEAD).get(address).tree.xpath("//section[@id='phai-thi-hanh']")
        assert panel.xpath(".//a/@href") == [f"{address}/thao-tac/enforcement"]


class TestPanel:
    def test_is_not_there_before_the_order(self, signed_in, address):
        assert not signed_in(OFFICER).get(address).tree.xpath("//section[@id='thi-hanh']")

    def test_shows_what_is_owed_done_and_left(self, signed_in, address, enforced):
        enforced.do("report_progress", done_recover_money="30,125")
        text = panel(signed_in(OFFICER).get(address))
        assert "Thu cho Nhà nước: tiền (triệu đồng) 120,5 30,125 90,375 25%" in text
        assert "Trả cá nhân: đất (m²) 85,5 0 85,5 0%" in text
        assert "đang thi hành" in text

    def test_leaves_out_what_nobody_owes(self, signed_in, address, enforced):
        assert "Trả tổ chức" not in panel(signed_in(OFFICER).get(address))

    def test_says_what_went_beyond(self, signed_in, address, enforced):
        enforced.do("report_progress", done_recover_money="130", **OVER)
        text = panel(signed_in(OFFICER).get(address))
        assert "120,5 130 vượt, có lý do 0 100%" in text

    def test_counts_criminal_cases(self, signed_in, address, enforced):
        enforced.do("report_progress", referred_cases="1", referred_persons="3")
        text = panel(signed_in(OFFICER).get(address))
        assert "Chuyển cơ quan điều tra 1 vụ, 3 người" in text

    def test_says_how_it_ended(self, signed_in, address, enforced):
        enforced.do("report_progress", progress="finished")
        enforced.do("write_final_report", proposed_result="not_possible", not_done_reason="x")
        enforced.do("close_enforcement", result="not_possible", closing_reason="Đất đã sạt lở.")
        text = panel(signed_in(OFFICER).get(address))
        assert "Không thi hành được (kết thúc ngày 28/09/2026)" in text

    def test_of_a_decision_without_numbers_says_so(self, signed_in, address, in_force):
        nothing = dict.fromkeys(("recover_money", "return_land_individual"), "")
        counts = dict.fromkeys(
            ("beneficiaries_individual", "discipline_recommended", "of_which_officials"), "0"
        )
        in_force.start("enforcement", **nothing, **counts)
        text = panel(signed_in(OFFICER).get(address))
        assert "không có khoản tiền, đất hay số người phải thi hành" in text

    def test_takes_few_statements_more(self, signed_in, address, in_force, office):
        officer = signed_in(OFFICER)
        with sent_to(office.database) as before:
            officer.get(address)
        in_force.start("enforcement").do("report_progress", done_recover_money="1")
        with sent_to(office.database) as after:
            officer.get(address)
        assert len(after.statements) <= len(before.statements) + 5


class TestReport:
    def test_says_which_order_it_answers(self, signed_in, enforced):
        item = enforced.item("report_progress")
        page = signed_in(OFFICER).get(f"/buoc/{enforced.run_id}/{item.task_id}")
        assert "Theo 101/QĐ-UBND Văn bản giao thi hành" in page.text

    def test_beyond_what_is_owed_is_refused_at_its_field(self, signed_in, enforced):
        item = enforced.item("report_progress")
        officer = signed_in(OFFICER)
        form = officer.get(f"/buoc/{enforced.run_id}/{item.task_id}")
        page = officer.submit(
            form,
            "bieu-mau",
            done_recover_money="121",
            done="Thu tiền.",
            is_over_owed="no",
            progress="going_on",
        )
        assert page.status == 422
        assert page.errors[0].startswith("Tiền đã thu thêm: vượt số phải thi hành")


@pytest.mark.browser
class TestForEverybody:
    @pytest.fixture
    def pages(self, open_as, address, in_force):
        def pages():
            yield open_as(HEAD, f"{address}/thao-tac/enforcement")
            enforced = in_force.start("enforcement")
            task = enforced.item("report_progress").task_id
            yield open_as(OFFICER, f"/buoc/{enforced.run_id}/{task}")
            enforced.do("report_progress", done_recover_money="130", referred_cases="1", **OVER)
            yield open_as(OFFICER, address)

        return pages

    def test_are_its_pages(self, pages):
        for window in pages():
            found = Axe().run(window).response["violations"]
            assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
            assert window.evaluate("document.documentElement.scrollWidth") <= 1366
