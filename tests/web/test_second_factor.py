"""The pages of codes: the sign-in that asks for one, one's own, and those of administrators."""

from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest

from cases.actions.change_password import change_password
from cases.actions.set_second_factor import set_second_factor
from cases.models.role_assignment import RoleAssignment
from cases.second_factor.codes import new_secret
from tests.web.conftest import OFFICER
from tests.web.visitor import Visitor

ADMINISTRATOR = "Đỗ Văn I"
PASSWORD = "một câu dễ nhớ"
ASK = "/dang-nhap/ma-xac-nhan"
OWN = "/tai-khoan/ma-xac-nhan"


@pytest.fixture
def secret():
    return new_secret()


@pytest.fixture
def code(office, secret):
    """The code of now: ``code()``; of what a page shows: ``code(page)``."""

    def code(page=None):
        shown = page and "".join(page.all("secret")[0].text_content().split())
        return pyotp.TOTP(shown or secret).at(office.clock.now())

    return code


@pytest.fixture
def with_codes(office, people, secret, code):
    """The administrator has a password and codes; return those for recovery."""
    change_password(office, people["administrator"], current="", new=PASSWORD)
    with office.database.writing() as tx:
        recovery = set_second_factor(
            tx, office, people["administrator"], secret=secret, code=code()
        )
    office.clock.set(office.clock.now() + timedelta(minutes=1))
    return recovery


@pytest.fixture
def enter(people):
    """Sign in with the password; return the page that follows."""

    def enter(visitor, **more):
        values = {"email": people["administrator"].email, "password": PASSWORD}
        return visitor.post("/dang-nhap", values | more)

    return enter


@pytest.mark.usefixtures("with_codes")
class TestSigningIn:
    def test_asks_for_the_code_and_leads_on(self, visitor, enter, code):
        page = enter(visitor, _next="/tai-khoan")
        assert page.title == "Mã xác nhận"
        page = visitor.post(ASK, {"code": code(), "_next": page.field("_next")})
        assert page.title == "Tài khoản của tôi"

    def test_opens_no_page_before_the_code(self, visitor, enter):
        enter(visitor)
        for address in ("/tai-khoan", "/viec-cua-toi", OWN):
            assert visitor.get(address).title != "Tài khoản của tôi"
            assert ADMINISTRATOR not in visitor.get(address).all("who")

    def test_with_a_wrong_code_says_so_and_asks_again(self, visitor, enter):
        enter(visitor)
        page = visitor.post(ASK, {"code": "000000"})
        assert (page.status, page.title) == (401, "Mã xác nhận")
        assert "Mã chưa đúng, đã dùng, hoặc đã quá nửa phút" in page.text

    def test_says_when_to_try_again_after_many_wrong_ones(self, visitor, enter, code):
        enter(visitor)
        for _ in range(5):
            visitor.post(ASK, {"code": "000000"})
        page = visitor.post(ASK, {"code": code()})
        assert page.status == 401
        assert "Thử lại từ 10:02" in page.text

    def test_begins_anew_when_it_took_too_long(self, visitor, enter, office, code):
        enter(visitor)
        office.clock.set(office.clock.now() + timedelta(minutes=5))
        page = visitor.post(ASK, {"code": code()})
        assert page.all("sign-box")
        assert "Đã quá 5 phút" in page.text

    def test_takes_a_recovery_code(self, visitor, enter, with_codes):
        enter(visitor)
        visitor.post(ASK, {"code": with_codes[0]})
        assert "Mã dự phòng còn 9" in visitor.get(OWN).text

    def test_lets_nobody_in_who_gave_no_password(self, visitor, code):
        page = visitor.post(ASK, {"code": code()})
        assert page.title == "Đơn Thư"
        assert visitor.get("/tai-khoan").title == "Đơn Thư"

    def test_keeps_who_is_signed_in_here_until_the_code(self, officer, enter, code):
        enter(officer)
        assert OFFICER in officer.get("/tai-khoan").text
        officer.post(ASK, {"code": code()})
        assert ADMINISTRATOR in officer.get("/tai-khoan").text


class TestOwnPage:
    @pytest.fixture
    def administrator(self, signed_in):
        return signed_in(ADMINISTRATOR)

    @pytest.fixture
    def set_up(self, administrator, code):
        page = administrator.get(OWN)
        return administrator.post(OWN, {"code": code(page)})

    def test_is_led_to_from_the_account(self, administrator):
        assert administrator.get("/tai-khoan").link("Mã xác nhận") == OWN

    def test_shows_a_picture_and_the_same_letters_each_time(self, administrator):
        pages = [administrator.get(OWN) for _ in range(2)]
        assert pages[0].tree.xpath("//*[@role='img']/*[local-name()='svg']")
        shown = [page.all("secret")[0].text_content() for page in pages]
        assert shown[0] == shown[1]

    def test_shows_the_recovery_codes_once(self, administrator, set_up):
        assert set_up.title == "Đã đặt mã xác nhận"
        assert len(set_up.all("recovery", "/li")) == 10
        page = administrator.get(OWN)
        assert not page.all("recovery")
        assert "Mã dự phòng còn 10" in page.text

    def test_refuses_a_wrong_code_and_keeps_the_letters(self, administrator):
        before = administrator.get(OWN).all("secret")[0].text_content()
        page = administrator.post(OWN, {"code": "000000"})
        assert page.status == 422
        assert page.all("secret")[0].text_content() == before
        assert "Mã chưa đúng" in page.text

    def test_drops_the_codes_with_a_code(self, administrator, set_up):
        recovery = set_up.all("recovery", "/li")[0].text_content()
        assert administrator.post(f"{OWN}/bo", {"code": "000000"}).status == 422
        page = administrator.post(f"{OWN}/bo", {"code": recovery})
        assert page.said == "Đã bỏ mã xác nhận"
        assert page.all("secret")

    def test_is_not_for_those_of_whom_no_code_is_asked(self, officer):
        assert officer.get(OWN).status == 403
        assert "Mã xác nhận" not in officer.get("/tai-khoan").text


class TestNoCodes:
    @pytest.fixture
    def office(self, office):
        office.settings = replace(office.settings, second_factor="off")
        return office

    def test_are_not_offered_where_the_office_wants_none(self, signed_in):
        assert "Mã xác nhận" not in signed_in(ADMINISTRATOR).get("/tai-khoan").text


class TestRequired:
    @pytest.fixture
    def office(self, office, people):
        office.settings = replace(office.settings, second_factor="required")
        change_password(office, people["administrator"], current="", new=PASSWORD)
        return office

    def test_lets_an_administrator_do_nothing_before_codes_are_set(self, visitor, enter, code):
        page = enter(visitor)
        assert page.title == "Mã xác nhận"
        assert page.said == "Đặt mã xác nhận trước khi làm việc"
        page = visitor.get("/viec-cua-toi")
        assert page.title == "Mã xác nhận"
        visitor.post(OWN, {"code": code(page)})
        assert visitor.get("/tai-khoan").title == "Tài khoản của tôi"

    def test_asks_nobody_else(self, officer):
        assert officer.get("/tai-khoan").title == "Tài khoản của tôi"


@pytest.mark.usefixtures("with_codes")
class TestResetting:
    @pytest.fixture
    def page_of(self, people):
        return f"/quan-tri/tai-khoan/{people['administrator'].account_id}"

    def test_of_ones_own_is_refused(self, signed_in, page_of):
        administrator = signed_in(ADMINISTRATOR)
        page = administrator.post(f"{page_of}/ma-xac-nhan", {"reason": "lost"})
        assert page.status == 422
        assert "Không tự đặt lại mã của mình" in page.text

    def test_asks_why(self, signed_in, page_of):
        administrator = signed_in(ADMINISTRATOR)
        page = administrator.post(f"{page_of}/ma-xac-nhan", {"reason": "just so"})
        assert page.status == 422
        assert "Chọn một lý do" in page.text

    def test_is_for_administrators(self, officer, page_of):
        assert officer.get(f"{page_of}/ma-xac-nhan").status == 403
        assert officer.post(f"{page_of}/ma-xac-nhan", {"reason": "lost"}).status == 403

    def test_by_another_administrator_ends_the_question(
        self, office, people, signed_in, page_of, site, enter
    ):
        with office.database.writing() as tx:
            unit = people["administrator"].assignments[0].unit_id
            tx.add(
                RoleAssignment(
                    account_id=people["head"].account_id,
                    unit_id=unit,
                    role="administrator",
                    valid_from=office.today(),
                )
            )
        other = signed_in(people["head"].name)
        address = other.get(page_of).link("Đặt lại mã xác nhận")
        page = other.post(address, {"reason": "lost"})
        assert "Đã đặt lại mã xác nhận" in page.said
        assert enter(Visitor(site)).title != "Mã xác nhận"
