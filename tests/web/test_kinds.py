"""Đổi loại đơn and Tách đơn, as people see and confirm them."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.cases.matter import Matter
from tests.web.conftest import HEAD, OFFICER, STRANGER
from tests.web.test_scripts import open_as

__all__ = ["open_as"]

LONG = "Khiếu nại quyết định thu hồi đất và tố cáo cán bộ địa chính nhận tiền " * 4
PARTS = {
    "part_kind": "denunciation",
    "summary": "Cán bộ địa chính nhận tiền",
    "rest_summary": "Không đồng ý diện tích đất",
}


@pytest.fixture
def petition(office, people):
    return Matter.register(office, people, title=LONG[:240])


@pytest.fixture
def mixed(office, people):
    return Matter.register(office, people, kind="mixed")


@pytest.fixture
def head(signed_in):
    return signed_in(HEAD)


def address_of(matter, what):
    return f"/ho-so/{matter.registered.petition_code}/{what}"


class TestReclassification:
    def test_is_offered_to_leaders_on_the_page_of_the_petition(self, head, officer, petition):
        page = head.get(f"/ho-so/{petition.registered.petition_code}")
        assert page.link("Đổi loại đơn") == address_of(petition, "doi-loai")
        page = officer.get(f"/ho-so/{petition.registered.petition_code}")
        assert "Đổi loại đơn" not in page.text

    def test_shows_what_would_be_erased(self, head, petition):
        page = head.get(address_of(petition, "doi-loai"))
        text = " ".join(page.tree.xpath("//*[@id='bi-xoa']")[0].text_content().split())
        assert "2 người, cơ quan ghi trên đơn" in text
        assert "khoản 7 Điều 5" in page.text

    def test_is_done_once_it_is_confirmed(self, head, petition):
        page = head.get(address_of(petition, "doi-loai"))
        page = head.submit(page, "bieu-mau", summary="Cán bộ nhận tiền", _confirmed="yes")
        assert "là đơn tố cáo" in page.said
        assert petition.petition.kind == "denunciation"
        assert "Lý Văn P" not in page.text

    def test_asks_for_the_confirmation(self, head, petition):
        page = head.get(address_of(petition, "doi-loai"))
        page = head.submit(page, "bieu-mau", summary="Cán bộ nhận tiền")
        assert page.status == 422
        assert "những gì bị xóa không lấy lại được" in page.text
        assert petition.petition.kind == "complaint"

    def test_keeps_the_words_that_must_be_corrected(self, head, petition):
        page = head.get(address_of(petition, "doi-loai"))
        page = head.submit(page, "bieu-mau", summary="Gọi 0905 123 456", _confirmed="yes")
        assert (page.status, len(page.errors)) == (422, 1)
        assert "Gọi 0905 123 456" in page.text

    def test_says_when_the_file_has_changed_meanwhile(self, head, petition):
        page = head.get(address_of(petition, "doi-loai"))
        petition.do("propose_handling")
        page = head.submit(page, "bieu-mau", _confirmed="yes")
        assert page.status == 409
        assert "Hồ sơ vừa có thay đổi" in page.text

    def test_says_why_it_cannot_be(self, head, petition):
        page = head.get(address_of(petition, "doi-loai"))
        head.submit(page, "bieu-mau", _confirmed="yes")
        assert "đã là đơn tố cáo" in head.get(address_of(petition, "doi-loai")).text

    def test_is_not_for_others(self, signed_in, officer, petition):
        assert officer.get(address_of(petition, "doi-loai")).status == 403
        assert signed_in(STRANGER).get(address_of(petition, "doi-loai")).status == 404


class TestSplit:
    def test_takes_the_denunciation_out(self, officer, mixed):
        page = officer.get(f"/ho-so/{mixed.registered.petition_code}")
        page = officer.get(page.link("Tách đơn"))
        page = officer.submit(page, "bieu-mau", **PARTS, _confirmed="yes")
        assert page.said.startswith("Đã tách đơn")
        assert "Không đồng ý diện tích đất" in page.text
        assert "nhận tiền" not in page.text

    def test_is_not_offered_for_one_matter(self, officer, petition):
        assert "Chỉ tách được" in officer.get(address_of(petition, "tach-don")).text


class TestRulesOfAccessibility:
    def test_are_kept_by_both_pages(self, open_as, petition, mixed):
        for name, matter, what in ((HEAD, petition, "doi-loai"), (OFFICER, mixed, "tach-don")):
            window = open_as(name, address_of(matter, what))
            for press in (False, True):
                if press:
                    window.locator(".actionbar .btn-main").click()
                    window.wait_for_selector(".errsum")
                found = Axe().run(window).response["violations"]
                assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
                assert window.evaluate("document.documentElement.scrollWidth") <= 1366
