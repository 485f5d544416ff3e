"""Demands for papers, a stay and experts on the pages of their case."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.cases.answers import on
from tests.web.conftest import HEAD, OFFICER, REGISTRAR, STRANGER, VERIFIER
from tests.web.test_scripts import open_as

__all__ = ["open_as"]

DEMAND = "complaint_evidence_demand"
STAY = "complaint_decision_stay"
EXPERTS = "complaint_expert_assessment"
LATER = on(date(2026, 9, 10))
EXPIRED = {
    "supplied": "none",
    "not_supplied_because": "expired",
    "expired_on": on(date(2026, 9, 4)),
    "reason": "Đã đôn đốc.",
}
LONG_NAME = (
    "Chi nhánh Văn phòng Đăng ký đất đai khu vực Mẫu An, Mẫu Bình, Mẫu Châu và đặc khu Mẫu Hải"
)


@pytest.fixture
def accepted(complaint):
    return complaint.go_to("assign_verification")


@pytest.fixture
def address(accepted):
    return f"/ho-so/{accepted.registered.code}"


def panel(page):
    (found,) = page.tree.xpath("//section[@id='yeu-cau-tai-lieu']")
    return " ".join(" ".join(found.itertext()).split())


class TestOffer:
    @pytest.mark.parametrize(
        ("title", "procedure", "who"),
        [
            ("Yêu cầu cung cấp tài liệu, chứng cứ", DEMAND, VERIFIER),
            ("Tạm đình chỉ thi hành quyết định bị khiếu nại", STAY, HEAD),
            ("Trưng cầu giám định", EXPERTS, HEAD),
        ],
    )
    def test_is_made_to_the_role_and_to_nobody_of_another_unit(
        self, signed_in, address, title, procedure, who
    ):
        assert signed_in(who).get(address).link(title) == f"{address}/thao-tac/{procedure}"
        assert title not in signed_in(REGISTRAR).get(address).text
        assert signed_in(STRANGER).get(f"{address}/thao-tac/{procedure}").status == 404


class TestDemands:
    def test_are_not_there_before_the_first(self, signed_in, address):
        page = signed_in(VERIFIER).get(address)
        assert not page.tree.xpath("//section[@id='yeu-cau-tai-lieu']")

    def test_are_listed_with_their_terms_and_what_came_of_them(self, signed_in, accepted, address):
        first = accepted.start(DEMAND)
        accepted.start(DEMAND, number="14/YC", recipient="Thuế cơ sở", asked_party="body")
        third = accepted.start(DEMAND, number="15/YC", recipient="Ông Lý Văn P")
        first.do("receive_from_body")
        accepted.set_clock(date(2026, 9, 4))
        third.do("receive_from_body", **EXPIRED)
        text = panel(signed_in(OFFICER).get(address))
        assert "Chi nhánh Văn phòng Đăng ký đất đai 12/YC 26/08/2026 03/09/2026 đã nhận" in text
        assert "Thuế cơ sở 14/YC 26/08/2026 03/09/2026 trễ 1 ngày" in text
        assert "15/YC 26/08/2026 03/09/2026 không cung cấp, ghi nhận ngày 04/09/2026" in text

    def test_are_answered_from_there_by_the_verifier(self, signed_in, accepted, address):
        demand = accepted.start(DEMAND)
        task = demand.item("receive_from_body").task_id
        link = signed_in(VERIFIER).get(address).link("Ghi việc cung cấp")
        assert link == f"/buoc/{demand.run_id}/{task}"
        assert "Ghi việc cung cấp" not in signed_in(REGISTRAR).get(address).text

    def test_end_with_the_decision(self, signed_in, accepted, address):
        accepted.start(DEMAND)
        accepted.go_to("send_decision")
        assert "thôi chờ, đã có kết quả giải quyết" in panel(signed_in(OFFICER).get(address))

    def test_show_their_own_letter_and_their_own_day_at_the_step(self, signed_in, accepted):
        accepted.start(DEMAND)
        accepted.set_clock(date(2026, 8, 29))
        second = accepted.start(DEMAND, number="14/YC", recipient="Thuế cơ sở")
        task = second.item("receive_from_body").task_id
        page = signed_in(VERIFIER).get(f"/buoc/{second.run_id}/{task}")
        assert "Theo 14/YC Yêu cầu cung cấp thông tin" in page.text
        assert "ngày 29/08/2026, gửi Thuế cơ sở" in page.text
        assert "Cơ quan, cá nhân liên quan cung cấp tài liệu : 07/09/2026" in page.text


class TestManyStepsAtOnce:
    @pytest.fixture
    def page(self, signed_in, accepted, address):
        for number in ("12/YC", "14/YC", "15/YC"):
            accepted.start(DEMAND, number=number)
        return signed_in(VERIFIER).get(address)

    def test_are_counted_in_the_head(self, page):
        (tag,) = page.all("tag--here")
        assert tag.text_content() == "Đang chờ: 4 bước"

    def test_are_claimed_each_in_its_line(self, page):
        buttons = page.tree.xpath("//section[@id='dang-cho']//button")
        said = [" ".join(one.text_content().split()) for one in buttons]
        assert said == ["Nhận việc: Nhận tài liệu của nơi đang giữ"] * 3
        assert not page.tree.xpath("//div[@class='acts']//button")

    def test_are_not_drawn_again_and_again(self, page):
        assert len(page.all("strip")) == 1

    def test_end_what_they_belong_to_and_not_the_case(self, signed_in, accepted):
        demand = accepted.start(DEMAND)
        task = demand.item("receive_from_body").task_id
        page = signed_in(VERIFIER).get(f"/buoc/{demand.run_id}/{task}")
        assert "Đây là bước cuối: xong việc yêu cầu tài liệu." in page.text


@pytest.mark.browser
class TestForEverybody:
    @pytest.fixture
    def pages(self, open_as, address, accepted):
        def pages():
            yield open_as(VERIFIER, f"{address}/thao-tac/{DEMAND}")
            demand = accepted.start(DEMAND, recipient=LONG_NAME)
            stay = accepted.start(STAY, stayed_until=LATER)
            experts = accepted.start(EXPERTS, assessment_until=LATER)
            accepted.start(DEMAND, asked_party="respondent").do("receive_from_respondent")
            yield open_as(HEAD, f"{address}/thao-tac/complaint_term_conditions")
            for person, run, step in (
                (VERIFIER, demand, "receive_from_body"),
                (OFFICER, stay, "watch_reason"),
                (REGISTRAR, stay, "send_stay"),
                (VERIFIER, experts, "receive_conclusion"),
            ):
                task = run.item(step).task_id
                yield open_as(person, f"/buoc/{run.run_id}/{task}")
            yield open_as(VERIFIER, address)

        return pages

    def test_are_their_pages(self, pages):
        for window in pages():
            found = Axe().run(window).response["violations"]
            assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
            assert window.evaluate("document.documentElement.scrollWidth") <= 1366
