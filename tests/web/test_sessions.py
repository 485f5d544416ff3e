"""The page of one's own sessions, and what a page is told before its session is over."""

from datetime import timedelta

import pytest

from app.rendering.session_words import browser_words
from tests.cases.statements import sent_to
from tests.web.conftest import OFFICER
from tests.web.visitor import Visitor

BY_SCRIPT = {"X-Requested-With": "fetch"}


@pytest.fixture
def elsewhere(signed_in):
    """The same person at another machine."""
    return signed_in(OFFICER)


@pytest.fixture
def later(office):
    def later(**time):
        office.clock.set(office.clock.now() + timedelta(**time))

    return later


def is_signed_in(visitor):
    return visitor.get("/viec-cua-toi").title == "Việc của tôi"


class TestOwnSessions:
    def test_are_led_to_from_the_account(self, officer):
        assert officer.get("/tai-khoan").link("Xem các phiên") == "/tai-khoan/phien"

    def test_mark_the_one_of_this_machine(self, officer, elsewhere):
        rows = officer.get("/tai-khoan/phien").tree.xpath("//tbody/tr")
        assert [("máy này" in row.text_content()) for row in rows] == [True, False]

    def test_can_be_ended_one_by_one(self, officer, elsewhere):
        page = officer.get("/tai-khoan/phien")
        end = page.tree.xpath("//button[starts-with(@aria-label, 'Kết thúc phiên')]/@formaction")[0]
        page = officer.post(end)
        assert page.said == "Đã kết thúc phiên trên máy kia"
        assert "đã kết thúc từ trang này" in page.text
        assert not is_signed_in(elsewhere)

    def test_that_is_ended_from_elsewhere_says_so(self, officer, elsewhere):
        officer.post("/tai-khoan/phien/ket-thuc", {"keeps_this": "1"})
        page = elsewhere.get("/viec-cua-toi")
        assert page.status == 401
        assert "Phiên này được kết thúc từ trang Phiên đăng nhập của bạn." in page.text

    def test_can_all_be_ended_but_this_one(self, officer, elsewhere):
        page = officer.post("/tai-khoan/phien/ket-thuc", {"keeps_this": "1"})
        assert page.said == "Đã đăng xuất khỏi các máy khác"
        assert "Không có phiên nào ở máy khác." in page.text
        assert not is_signed_in(elsewhere)

    def test_can_all_be_ended_together_with_this_one(self, officer, elsewhere):
        assert officer.post("/tai-khoan/phien/ket-thuc").title == "Đơn Thư"
        assert not is_signed_in(officer)
        assert not is_signed_in(elsewhere)

    def test_of_somebody_else_cannot_be_ended(self, officer, registrar, office):
        answers = [officer.post(f"/tai-khoan/phien/{one}/ket-thuc").status for one in (1, 2, 9999)]
        assert 404 in answers
        assert is_signed_in(registrar)


class TestTimeLeft:
    def test_is_no_use_of_the_session(self, officer, later):
        later(minutes=20)
        assert officer.get("/tai-khoan/phien/con-lai").json["seconds"] == 600
        later(minutes=9)
        left = officer.get("/tai-khoan/phien/con-lai").json
        assert left == {"seconds": 60, "extends": True, "warn": 0}

    def test_begins_anew_when_the_person_goes_on(self, officer, later):
        officer.get("/tai-khoan")
        later(minutes=29)
        left = officer.post("/tai-khoan/phien/lam-tiep", headers=BY_SCRIPT).json
        assert left == {"seconds": 1800, "extends": True, "warn": 1680}
        later(minutes=29)
        assert is_signed_in(officer)

    def test_is_not_extended_at_the_end_of_the_longest_time(self, officer, later):
        for _ in range(35):
            later(minutes=20)
            officer.get("/tai-khoan")
        later(minutes=12)
        left = officer.post("/tai-khoan/phien/lam-tiep", headers=BY_SCRIPT).json
        assert left == {"seconds": 480, "extends": False, "warn": 0}

    def test_of_a_session_that_is_over_is_none(self, officer, later):
        later(minutes=31)
        answer = officer.get("/tai-khoan/phien/con-lai")
        assert answer.status == 401

    def test_is_known_to_each_page(self, officer):
        warning = officer.get("/tai-khoan").tree.xpath("//*[@data-session]")[0]
        assert warning.get("data-warn") == "1680"
        assert warning.get("hidden") is not None

    def test_is_not_asked_for_where_nobody_has_signed_in(self, site):
        assert not Visitor(site).get("/dang-nhap").tree.xpath("//*[@data-session]")


class TestBrowserWords:
    @pytest.mark.parametrize(
        ("agent", "words"),
        [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0",
                "Firefox 128 trên Windows",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/131.0.0.0 Edg/131.0.0.0",
                "Edge 131 trên Windows",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/17.5 Safari/605.1.15",
                "Safari 17 trên macOS",
            ),
            ("", "Trình duyệt khác"),
        ],
    )
    def test_name_browser_and_system(self, agent, words):
        assert browser_words(agent) == words


class TestAStyleSheet:
    def test_asks_nothing_of_the_database_and_is_no_use_of_the_session(self, office, officer):
        with sent_to(office.database) as sent:
            assert officer.get("/static/theme.css").status == 200
        assert sent.statements == []
