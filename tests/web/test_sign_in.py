"""Who gets in, how, and for how long."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.factory import create_app
from cases.actions.change_password import change_password
from cases.actions.create_account import create_account
from cases.passwords import hash_password
from tests.web.conftest import OFFICER, REGISTRAR
from tests.web.visitor import Visitor

PASSWORD = "một câu dễ nhớ"


@pytest.fixture
def address(office, people):
    """The address of the registrar, who has chosen a password."""
    change_password(office, people["registrar"], current="", new=PASSWORD)
    return people["registrar"].email


def enter(visitor, address, password, **more):
    return visitor.post("/dang-nhap", {"email": address, "password": password, **more})


class TestSignInWithPassword:
    def test_leads_to_the_work_of_the_person(self, visitor, address):
        page = enter(visitor, address, PASSWORD)
        assert (page.title, page.status) == ("Việc của tôi", 200)
        assert REGISTRAR in page.text

    def test_leads_back_to_the_page_that_was_asked_for(self, visitor, address):
        asked = visitor.get("/tai-khoan")
        page = enter(visitor, address, PASSWORD, _next=asked.field("_next"))
        assert page.title == "Tài khoản của tôi"

    @pytest.mark.parametrize("elsewhere", ["https://x.example/", "//x.example", "/\\x.example"])
    def test_never_leads_to_another_site(self, visitor, address, elsewhere):
        assert enter(visitor, address, PASSWORD, _next=elsewhere).title == "Việc của tôi"

    def test_with_a_wrong_password_says_so_and_keeps_the_address(self, visitor, address):
        page = enter(visitor, address, "sai mật khẩu")
        assert page.status == 401
        assert "Thư điện tử hoặc mật khẩu chưa đúng" in page.text
        assert page.field("email") == address

    def test_does_not_tell_whether_the_account_exists(self, visitor, address):
        known = enter(visitor, address, "sai mật khẩu")
        unknown = enter(visitor, "khong.co@danang.gov.vn", "sai mật khẩu")
        assert known.all("errsum")[0].text_content() == unknown.all("errsum")[0].text_content()

    def test_does_not_count_who_gets_in(self, site, office, address):
        """Eight o'clock in a large office behind one network address."""
        office.settings = replace(office.settings, wrong_sign_ins=2)
        titles = [enter(Visitor(site), address, PASSWORD).title for _ in range(3)]
        assert titles == ["Việc của tôi"] * 3
        statuses = [enter(Visitor(site), address, "sai mật khẩu").status for _ in range(3)]
        assert statuses == [401, 401, 429]

    def test_is_slowed_down_after_many_wrong_passwords(self, visitor, address):
        for _ in range(5):
            enter(visitor, address, "sai mật khẩu")
        assert "Thử lại từ 10:01" in enter(visitor, address, PASSWORD).text


class TestFirstPassword:
    @pytest.fixture
    def newcomer(self, visitor, office):
        """Somebody who signs in with the password that the administrator gave out."""
        with office.database.writing() as tx:
            create_account(
                tx,
                office,
                None,
                email="nguoi.moi@danang.gov.vn",
                full_name="Người Mẫu Mới",
                unit_code="mau-an",
                roles=("registrar",),
                request_document="01/ĐN-MẪU",
                password_hash=hash_password(PASSWORD),
            )
        enter(visitor, "nguoi.moi@danang.gov.vn", PASSWORD)
        return visitor

    def test_must_be_replaced_before_anything_else(self, newcomer):
        page = newcomer.get("/viec-cua-toi")
        assert page.title == "Đổi mật khẩu"
        assert "Đặt mật khẩu của riêng bạn" in page.said

    def test_opens_the_pages_once_it_is_replaced(self, newcomer):
        new = "một câu khác hẳn"
        newcomer.post("/tai-khoan/mat-khau", {"current": PASSWORD, "new": new, "again": new})
        assert newcomer.get("/viec-cua-toi").title == "Việc của tôi"


class TestDemoList:
    def test_signs_in_with_one_button(self, visitor):
        assert REGISTRAR in visitor.sign_in_as(REGISTRAR).get("/").text

    def test_is_not_there_in_production(self, office):
        settings = replace(office.settings, environment="production")
        app = create_app(settings, replace(office, settings=settings))
        page = app.test_client().get("/dang-nhap")
        assert page.status_code == 200
        assert "Người dùng thử" not in page.text


class TestSession:
    def test_gets_a_new_cookie_at_sign_in(self, visitor):
        visitor.get("/dang-nhap")
        before = visitor.session_cookie.value
        assert visitor.sign_in_as(OFFICER).session_cookie.value != before

    def test_cookie_is_kept_from_scripts_and_other_sites(self, visitor):
        cookie = visitor.sign_in_as(OFFICER).session_cookie
        assert cookie.has_nonstandard_attr("HttpOnly")
        assert cookie.get_nonstandard_attr("SameSite") == "Lax"

    def test_cookie_needs_https_when_the_site_has_it(self, office):
        settings = replace(office.settings, https=True)
        app = create_app(settings, replace(office, settings=settings))
        cookie = app.test_client().get("/dang-nhap").headers["Set-Cookie"]
        assert cookie.startswith("__Host-donthu=")
        assert "; Secure" in cookie

    def test_ends_with_sign_out(self, officer):
        token = officer.session_cookie.value
        assert officer.post("/thoat").title == "Đơn Thư"
        officer.session_cookie.value = token
        assert officer.get("/viec-cua-toi").title != "Việc của tôi"

    def test_does_not_end_while_it_is_used(self, officer, office):
        for _ in range(4):
            office.clock.set(office.clock.now() + timedelta(minutes=20))
            assert officer.get("/viec-cua-toi").title == "Việc của tôi"


class TestAccount:
    def test_shows_roles_and_unit(self, officer):
        assert "Người xử lý đơn · UBND phường Mẫu An" in officer.get("/tai-khoan").text

    def test_switches_single_letter_keys_off(self, officer):
        page = officer.post("/tai-khoan/phim-tat", {"enabled": "0"})
        assert "Đã tắt phím tắt" in page.said
        assert not officer.get("/viec-cua-toi").tree.xpath("//body[@data-shortcuts]")

    def test_changes_the_password(self, visitor, address, site):
        enter(visitor, address, PASSWORD)
        new = "một câu khác hẳn"
        values = {"current": PASSWORD, "new": new, "again": new}
        assert "Đã đổi mật khẩu" in visitor.post("/tai-khoan/mat-khau", values).said
        assert enter(Visitor(site), address, new).title == "Việc của tôi"

    @pytest.mark.parametrize(
        ("values", "message"),
        [
            ({"current": "sai"}, "Mật khẩu hiện tại chưa đúng"),
            ({"new": "ngắn", "again": "ngắn"}, "Đặt mật khẩu từ 10 ký tự trở lên"),
            ({"again": "khác"}, "Nhập lại giống mật khẩu mới"),
        ],
    )
    def test_says_why_a_new_password_is_refused(self, visitor, address, values, message):
        enter(visitor, address, PASSWORD)
        good = {"current": PASSWORD, "new": "một câu khác hẳn", "again": "một câu khác hẳn"}
        page = visitor.post("/tai-khoan/mat-khau", good | values)
        assert (page.status, page.errors) == (422, [message])
