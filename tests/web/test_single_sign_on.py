"""Signing in once for all (khoản 1 Điều 8 Quy chế 2003/QĐ-UBND): tried against a real provider."""

import json
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from pyotp import TOTP
from sqlalchemy import func, select, update

from bench.ports import free_port
from cases.actions.set_second_factor import set_second_factor
from cases.models.account import Account
from cases.models.journal_entry import JournalEntry
from cases.models.user_session import UserSession
from cases.second_factor.codes import new_secret
from tests.oidc.running import running_provider
from tests.web.conftest import OFFICER
from tests.web.visitor import Visitor

EMAIL = "nguyenvana@danang.gov.vn"
START = "/dang-nhap/mot-lan"
FORGERIES = [
    "issuer",
    "audience",
    "audience_of_our_name",
    "no_audience",
    "nonce",
    "no_nonce",
    "expired",
    "no_expiry",
    "access_token",
    "unsigned",
    "another_key",
    "signed_with_secret",
    "signed_with_public_key",
    "no_id_token",
]


@pytest.fixture(scope="module")
def process():
    with running_provider() as provider:
        yield provider


@pytest.fixture
def provider(process):
    """The provider, without faults."""
    process.make()
    return process


@pytest.fixture
def office(office, provider):
    """An office whose people sign in with the provider."""
    office.settings = replace(office.settings, identity_provider=provider.settings)
    return office


@pytest.fixture
def enter(visitor):
    """Sign in with the provider: ``enter("mail@danang.gov.vn")``; return the last page."""

    def enter(email=EMAIL, visitor=visitor, start=START):
        page = visitor.get(start)
        return visitor.submit(page, "who", email=email, agrees="1")

    return enter


def sessions_in(office):
    with office.database.reading() as tx:
        return tx.scalar(select(func.count()).select_from(UserSession))


class TestSigningIn:
    def test_is_offered_on_the_sign_in_page(self, visitor):
        page = visitor.get("/dang-nhap")
        assert page.link("Đăng nhập bằng tài khoản công vụ").startswith(START)

    def test_lets_in_whom_the_provider_vouches_for(self, enter):
        page = enter()
        assert (page.status, page.title) == (200, "Việc của tôi")
        assert OFFICER in page.text

    def test_leads_back_to_the_page_that_was_asked_for(self, visitor, enter):
        asked = visitor.get("/tai-khoan/phien")
        page = enter(start=asked.link("Đăng nhập bằng"))
        assert page.title == "Phiên đăng nhập"
        assert "đăng nhập một lần" in page.text

    def test_never_leads_to_another_site(self, enter):
        assert enter(start=f"{START}?next=//x.example").title == "Việc của tôi"

    def test_takes_the_address_in_any_case(self, enter):
        assert enter(EMAIL.upper()).title == "Việc của tôi"

    def test_asks_by_code_with_a_challenge_and_marks_of_this_attempt(self, visitor):
        asked = [parse_qs(urlsplit(visitor.get(START).address).query) for _ in range(2)]
        for one in asked:
            assert one["response_type"] == ["code"]
            assert one["code_challenge_method"] == ["S256"]
        for mark in ("state", "nonce", "code_challenge"):
            assert asked[0][mark] != asked[1][mark]

    def test_gets_a_new_cookie(self, visitor, enter):
        visitor.get(START)
        before = visitor.session_cookie.value
        enter()
        assert visitor.session_cookie.value != before

    def test_is_journalled(self, office, enter):
        enter()
        with office.database.reading() as tx:
            entry = tx.scalars(
                select(JournalEntry.detail).where(JournalEntry.action == "sign_in")
            ).one()
        assert json.loads(entry) == {"way": "oidc"}

    def test_works_with_keys_that_were_changed_meanwhile(self, provider, enter, site):
        enter()
        provider.make(rotates=True)
        assert enter(visitor=Visitor(site)).title == "Việc của tôi"

    def test_finds_the_address_where_the_token_does_not_hold_it(self, provider, enter):
        provider.make("no_email")
        assert enter().title == "Việc của tôi"

    def test_gives_nobody_a_password_that_would_outlast_it(self, office, visitor, enter):
        """Whom the provider shuts out must not come back by a password of their own making."""
        enter()
        new = "một câu dễ nhớ"
        values = {"current": "", "new": new, "again": new}
        page = visitor.post("/tai-khoan/mat-khau", values)
        assert page.status == 422
        assert "không có mật khẩu ở đây" in page.errors[0]
        with office.database.reading() as tx:
            of_person = select(Account.password_hash).where(Account.email == EMAIL)
            assert tx.scalar(of_person) is None

    def test_asks_for_no_first_password(self, office, people, enter):
        with office.database.writing() as tx:
            tx.execute(update(Account).values(must_change_password=True))
        assert enter().title == "Việc của tôi"

    def test_keeps_the_cookie_small_however_often_it_is_begun(self, visitor):
        for _ in range(8):
            visitor.get(START)
        assert len(visitor.session_cookie.value) < 3000


class TestForgery:
    """What the provider has not signed for us, for this attempt and for now, counts nothing."""

    def test_lets_nobody_in(self, office, provider, enter, site):
        let_in = {}
        for forgery in FORGERIES:
            provider.make(forgery)
            page = enter(visitor=Visitor(site))
            let_in[forgery] = page.status != 401 or "Chưa xác nhận được" not in page.text
        assert [forgery for forgery, done in let_in.items() if done] == []
        assert sessions_in(office) == 0

    def test_is_what_was_refused_and_not_the_hand_that_made_it(self, provider, enter):
        provider.make("signed anew, but nothing changed")
        assert enter().title == "Việc của tôi"

    def test_of_a_state_lets_nobody_in(self, office, visitor):
        page = visitor.get(f"{START}/tra-loi?code=abc&state=of-another")
        assert page.status == 401
        assert "Lần đăng nhập này đã quá lâu hoặc mở từ trình duyệt khác" in page.text
        assert sessions_in(office) == 0

    def test_with_the_answer_to_another_browser_lets_nobody_in(self, office, visitor, site):
        """Somebody who sends a link with their own answer signs nobody in as themselves."""
        page = visitor.get(START)
        form = page.tree.get_element_by_id("who")
        values = {"email": EMAIL, "agrees": "1"}
        answer = visitor.post(form.action, values, follow=False).headers["Location"]
        assert Visitor(site).get(answer).status == 401
        assert visitor.get(answer).title == "Việc của tôi"

    def test_by_using_an_answer_twice_lets_nobody_in(self, visitor, enter):
        page = visitor.get(START)
        form = page.tree.get_element_by_id("who")
        values = {"email": EMAIL, "agrees": "1"}
        answer = visitor.post(form.action, values, follow=False).headers["Location"]
        visitor.get(answer)
        visitor.post("/thoat", follow=False)
        assert visitor.get(answer).status == 401


class TestWhoIsNotLetIn:
    @pytest.fixture
    def because(self, office):
        def because():
            with office.database.reading() as tx:
                entry = tx.scalars(
                    select(JournalEntry.detail).where(JournalEntry.action == "sign_in_refused")
                ).one()
            return json.loads(entry)["because"]

        return because

    def test_is_who_said_no(self, visitor):
        page = visitor.submit(visitor.get(START), "who", email="", agrees="")
        assert page.status == 401
        assert "Bạn chưa đồng ý đăng nhập" in page.text

    def test_is_an_address_of_another_domain(self, office, enter, because):
        page = enter("nguyenvana@example.com")
        assert page.status == 401
        assert "có đuôi @danang.gov.vn" in page.text
        assert because() == "domain"

    def test_is_an_address_that_the_provider_has_not_verified(self, provider, enter, because):
        provider.make("unverified")
        assert "chưa xác nhận địa chỉ thư điện tử" in enter().text
        assert because() == "unverified"

    def test_is_somebody_for_whom_nobody_has_asked_in_writing(self, enter, because):
        page = enter("nguoi.la@danang.gov.vn")
        assert "chỉ được tạo theo văn bản đề nghị" in page.text
        assert because() == "no_account"

    def test_is_a_locked_account(self, office, enter, because):
        with office.database.writing() as tx:
            tx.execute(update(Account).values(locked_from=office.today()))
        assert "đang bị khóa" in enter().text
        assert because() == "locked"

    def test_leaves_no_address_in_the_journal(self, office, enter):
        enter("nguoi.la@danang.gov.vn")
        with office.database.reading() as tx:
            assert "nguoi.la" not in "".join(tx.scalars(select(JournalEntry.detail)))


class TestOutage:
    SAID = "Hệ thống đăng nhập một lần không trả lời. Thử lại sau ít phút."

    @pytest.fixture
    def nobody_there(self, office, provider):
        """A provider at whose port nobody listens."""
        gone = replace(provider.settings, issuer=f"http://127.0.0.1:{free_port()}")
        office.settings = replace(office.settings, identity_provider=gone)

    @pytest.mark.usefixtures("nobody_there")
    def test_at_the_beginning_is_said(self, visitor):
        page = visitor.get(START)
        assert page.status == 503
        assert self.SAID in page.text

    @pytest.mark.parametrize(
        "fault", ["hangs", "another_provider", "signs_with_nothing_of_its_own"]
    )
    def test_or_a_wrong_description_is_said(self, provider, visitor, fault):
        provider.make(fault)
        page = visitor.get(START)
        assert page.status == 503
        assert self.SAID in page.text

    def test_on_the_way_back_is_said(self, provider, enter, office):
        provider.make("broken")
        page = enter()
        assert page.status == 503
        assert self.SAID in page.text
        assert sessions_in(office) == 0

    def test_is_over_when_it_is_over(self, provider, visitor, enter):
        provider.make("another_provider")
        visitor.get(START)
        provider.make()
        assert enter().title == "Việc của tôi"

    def test_does_not_touch_running_sessions(self, provider, visitor, enter):
        enter()
        provider.make("broken")
        assert visitor.get("/tai-khoan").status == 200


class TestNoProvider:
    @pytest.fixture
    def office(self, office):
        office.settings = replace(office.settings, identity_provider=None)
        return office

    def test_means_no_such_page_and_no_button(self, visitor):
        assert "Đăng nhập bằng" not in visitor.get("/dang-nhap").text
        assert [visitor.get(one).status for one in (START, f"{START}/tra-loi")] == [404, 404]


class TestSigningOut:
    def test_signs_out_of_the_provider_too(self, visitor, enter):
        enter()
        page = visitor.post("/thoat")
        assert "Đã đăng xuất." in page.text
        assert visitor.get(START).title == "Provider"

    def test_everywhere_signs_out_of_the_provider_too(self, visitor, enter):
        enter()
        page = visitor.post("/tai-khoan/phien/ket-thuc")
        assert "Đã đăng xuất khỏi mọi máy." in page.text
        assert visitor.get(START).title == "Provider"

    def test_does_so_also_after_a_code(self, office, people, visitor, enter):
        secret = new_secret()
        now = office.clock.now()
        with office.database.writing() as tx:
            code = TOTP(secret).at(now - timedelta(seconds=30))
            set_second_factor(tx, office, people["administrator"], secret=secret, code=code)
        assert enter(people["administrator"].email).title == "Mã xác nhận"
        page = visitor.post("/dang-nhap/ma-xac-nhan", {"code": TOTP(secret).at(now)})
        assert "Đỗ Văn I" in page.text
        visitor.post("/thoat")
        assert visitor.get(START).title == "Provider"

    def test_may_lead_to_the_provider_by_the_policy_of_contents(self, visitor, provider):
        policy = visitor.get("/dang-nhap").headers["Content-Security-Policy"]
        assert f"form-action 'self' {provider.settings.issuer};" in policy

    def test_of_who_came_by_password_does_not_ask_the_provider(self, visitor):
        page = visitor.sign_in_as(OFFICER).post("/thoat")
        assert "state=" not in page.address


class TestEndedSession:
    def test_asks_for_no_password_that_the_person_does_not_have(self, office, visitor, enter):
        enter()
        office.clock.set(office.clock.now() + timedelta(minutes=31))
        page = visitor.get("/tai-khoan")
        assert page.status == 401
        assert not page.tree.xpath("//input[@type='password']")
        link = page.link("Đăng nhập lại và làm tiếp")
        assert visitor.get(link).title == "Tài khoản của tôi"
