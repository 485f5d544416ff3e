"""Có thể trùng: duplicates shown beside the intake form, with and without script."""

import pytest

from tests.cases.matter import Matter
from tests.web.conftest import REGISTRAR

STRANGE_REGISTRAR = "Người Mẫu registrar mau-binh"


@pytest.fixture
def form_page(registrar):
    """The intake form of the procedure that complaints begin with."""
    return registrar.get(registrar.get("/tiep-nhan-don").link("Khiếu nại"))


@pytest.fixture
def typed(complaint, office):
    """What the author of the earlier complaint writes once more."""
    return {
        "author_name": "LY VAN P",
        "title": "Khiếu nại Quyết định 412/QĐ-UBND về thu hồi đất",
        "summary": "Không đồng ý Quyết định 412/QĐ-UBND về thu hồi đất",
    }


def found(page):
    return " ".join(each.text_content() for each in page.tree.xpath("//*[@id='co-the-trung']"))


def address(page):
    (button,) = page.tree.xpath("//button[@data-look]")
    return button.get("formaction").partition("#")[0]


class TestButton:
    def test_shows_duplicates_and_keeps_every_word_that_was_typed(
        self, registrar, form_page, complaint, typed
    ):
        answer = registrar.submit(
            form_page, "bieu-mau", address(form_page), **typed, author_address="12 đường Mẫu 3"
        )
        assert answer.status == 200
        assert complaint.registered.code in found(answer)
        assert "Cùng họ tên người nộp đơn" in found(answer)
        assert answer.field("author_name") == "LY VAN P"
        assert answer.field("summary") == typed["summary"]
        assert answer.field("author_address") == "12 đường Mẫu 3"
        assert answer.field("_token") == form_page.field("_token")
        assert answer.errors == []

    def test_enters_nothing_in_the_books(self, registrar, form_page, typed):
        registrar.submit(form_page, "bieu-mau", address(form_page), **typed)
        assert "D-2026-000002" not in registrar.get("/tra-cuu").text

    def test_asks_for_more_when_nothing_can_be_compared(self, registrar, form_page):
        answer = registrar.submit(form_page, "bieu-mau", address(form_page))
        assert "Nhập họ tên người nộp đơn" in found(answer)

    def test_says_so_when_nothing_is_like_it(self, registrar, form_page):
        answer = registrar.submit(
            form_page, "bieu-mau", address(form_page), author_name="Người Chưa Từng"
        )
        assert "Không thấy đơn nào giống đơn này" in found(answer)

    def test_is_only_for_who_may_register(self, officer, form_page):
        assert officer.post(address(form_page), {"author_name": "Lý Văn P"}).status == 403


class TestScript:
    def test_gets_the_list_alone(self, registrar, form_page, complaint, typed):
        answer = registrar.post(address(form_page), typed, headers={"X-Requested-With": "fetch"})
        assert answer.content.strip().startswith(b"<div")
        assert b"<form" not in answer.content
        assert complaint.registered.code.encode() in answer.content


class TestForeignDuplicate:
    def test_is_named_without_a_link_a_name_or_a_word(self, signed_in, complaint, typed):
        complaint.do("propose_handling")
        complaint.do("approve_proposal")
        case_code = complaint.opened().registered.case_code
        stranger = signed_in(STRANGE_REGISTRAR)
        page = stranger.get(stranger.get("/tiep-nhan-don").link("Khiếu nại"))
        answer = stranger.submit(page, "bieu-mau", address(page), **typed)
        assert complaint.registered.petition_code in found(answer)
        assert "UBND phường Mẫu An" in found(answer)
        assert case_code not in found(answer)
        assert "Lý Văn P" not in found(answer)
        assert not answer.tree.xpath("//*[@id='co-the-trung']//a[contains(@href, '/ho-so/')]")

    def test_is_not_told_for_the_name_alone(self, signed_in, complaint):
        stranger = signed_in(STRANGE_REGISTRAR)
        page = stranger.get(stranger.get("/tiep-nhan-don").link("Khiếu nại"))
        answer = stranger.submit(page, "bieu-mau", address(page), author_name="Lý Văn P")
        assert "Không thấy đơn nào giống đơn này" in found(answer)


@pytest.mark.browser
class TestInBrowser:
    @pytest.fixture
    def window(self, browser, site, complaint):
        context = browser.new_context(viewport={"width": 1366, "height": 768}, base_url=site)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.goto("/dang-nhap")
        page.get_by_role("button", name=REGISTRAR).click()
        page.goto("/tiep-nhan-don")
        page.get_by_role("link", name="Khiếu nại").first.click()
        yield page
        context.close()

    def test_leaving_the_name_shows_who_has_petitioned_before(self, window, complaint):
        window.get_by_label("Họ và tên").fill("Lý Văn P")
        window.keyboard.press("Tab")
        link = window.locator("#co-the-trung a.code")
        link.wait_for()
        assert link.inner_text().startswith(complaint.registered.code)
        assert window.get_by_label("Họ và tên").input_value() == "Lý Văn P"

    def test_the_button_looks_without_leaving_the_page(self, window):
        window.get_by_label("Họ và tên").fill("Không Có Ai")
        address = window.url
        window.get_by_role("button", name="Kiểm tra đơn trùng").click()
        window.get_by_text("Không thấy đơn nào giống đơn này").wait_for()
        assert window.url == address
        assert window.get_by_label("Họ và tên").input_value() == "Không Có Ai"


class TestDecision:
    @pytest.fixture
    def answered(self, typed, complaint):
        """Everything the form asks, and that it is the earlier petition once more."""
        return {
            **typed,
            "source": "direct",
            "author_address": "12 đường Mẫu 3",
            "respondent": "UBND phường Mẫu An",
            "request": "Tính lại diện tích",
            "field": "land",
            "received_on": "26/08/2026",
        }

    def controls(self, page):
        return page.tree.xpath("//input[@type='radio'][starts-with(@name, '_trung-')]")

    def test_is_asked_of_each_petition_found_and_left_open_at_first(
        self, registrar, form_page, complaint, typed
    ):
        page = registrar.submit(form_page, "bieu-mau", address(form_page), **typed)
        radios = self.controls(page)
        assert {one.get("name") for one in radios} == {
            f"_trung-{complaint.registered.petition_code}"
        }
        assert [one.get("value") for one in radios if one.get("checked") is not None] == [""]

    @pytest.mark.parametrize(
        ("answer", "said"), [("co", "Trùng với"), ("khong", "Không trùng với")]
    )
    def test_at_intake_stands_on_the_page_of_the_new_petition(
        self, registrar, form_page, complaint, answered, answer, said
    ):
        name = f"_trung-{complaint.registered.petition_code}"
        page = registrar.submit(form_page, "bieu-mau", **answered, **{name: answer})
        assert page.errors == []
        (panel,) = page.tree.xpath("//*[@id='don-trung']")
        text = " ".join(panel.text_content().split())
        assert f"{said} {complaint.registered.petition_code}" in text
        assert REGISTRAR in text

    def test_survives_a_mistake_in_the_form(self, registrar, form_page, complaint, answered):
        name = f"_trung-{complaint.registered.petition_code}"
        wrong = {**answered, "received_on": "mai", name: "co"}
        page = registrar.submit(form_page, "bieu-mau", **wrong)
        assert page.status == 422
        assert page.field(name) == "co"

    def test_can_be_made_and_changed_on_the_page_of_the_petition(
        self, office, people, officer, complaint
    ):
        second = Matter.register(office, people, procedure="triage")
        place = f"/ho-so/{second.registered.code}"
        first = complaint.registered.petition_code
        page = officer.post(f"{place}/don-trung", {"_same": first})
        assert f"Đã gắn là đơn trùng với {first}" in page.text
        page = officer.post(f"{place}/don-trung", {"_other": first})
        assert f"Đã ghi: không trùng với {first}" in page.text

    def test_is_pointed_to_above_the_page_before_a_proposal_is_made(
        self, office, people, officer, complaint
    ):
        second = Matter.register(office, people, procedure="triage")
        place = f"/ho-so/{second.registered.code}"
        assert "Có 1 đơn trước rất giống đơn này" in officer.get(place).text
        first = complaint.registered.petition_code
        officer.post(f"{place}/don-trung", {"_same": first})
        assert "đã điền sẵn hướng lưu đơn" in officer.get(place).text
        officer.post(f"{place}/don-trung", {"_other": first})
        assert officer.get(place).all("notice") == []

    def test_needs_to_say_about_which(self, officer, complaint):
        code = complaint.registered.petition_code
        assert officer.post(f"/ho-so/{code}/don-trung", {}).status == 400

    def test_that_cannot_be_is_refused_in_words(self, officer, complaint):
        code = complaint.registered.petition_code
        page = officer.post(f"/ho-so/{code}/don-trung", {"_same": code})
        assert page.status == 409
        assert "chính nó" in page.text
