"""Tài khoản: where accounts and roles are given, ended and looked at (Điều 8 Quy chế)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from cases.accounts.account_forms import PASSWORD
from cases.models.account import Account
from tests.cases.answers import on
from tests.web.conftest import HEAD, OFFICER
from tests.web.visitor import Visitor

ADMINISTRATOR = "Đỗ Văn I"
LIST = "/quan-tri/tai-khoan"


@pytest.fixture
def administrator(signed_in):
    return signed_in(ADMINISTRATOR)


@pytest.fixture
def request_for_account(office):
    return {
        "full_name": "Đặng Thị Điệp",
        "email": "dangthidiep@danang.gov.vn",
        "unit": "mau-an",
        "roles": ["verifier", "petition_officer"],
        "valid_from": on(office.today()),
        "request_document": "15/CV-UBND",
        "request_on": on(office.today()),
        "request_body": "UBND phường Mẫu An",
    }


def address_of(office, email):
    with office.database.reading() as tx:
        return f"{LIST}/{tx.scalar(select(Account.id).where(Account.email == email))}"


class TestList:
    def test_finds_a_person_without_accents_and_by_address(self, administrator):
        assert "Phan Văn T" in administrator.get(f"{LIST}?chu=phan+van").text
        page = administrator.get(f"{LIST}?chu=levanc")
        assert "Lê Văn C" in page.text
        assert "Phan Văn T" not in page.text

    def test_is_narrowed_by_unit_role_and_state(self, administrator):
        page = administrator.get(f"{LIST}?vai-tro=head")
        assert "Lê Văn C" in page.text
        assert "Nguyễn Văn A" not in page.text
        assert (
            "Không có tài khoản nào như vậy" in administrator.get(f"{LIST}?trang-thai=bi-khoa").text
        )

    def test_of_a_unit_is_read_by_its_head_who_sees_no_other(self, signed_in):
        page = signed_in(HEAD).get(LIST)
        assert "Nguyễn Văn A" in page.text
        assert "mau-binh" not in page.text
        assert "văn bản đề nghị" in page.text
        assert "Cấp tài khoản" not in page.text

    def test_is_closed_to_others(self, officer):
        assert officer.get(LIST).status == 403

    def test_can_be_taken_along(self, administrator):
        administrator.get(LIST)
        file = administrator.post("/tep-xuat/accounts", {"role": "head"})
        assert file.status == 200
        assert file.content.startswith(b"PK")


class TestNewAccount:
    def test_shows_its_first_password_once_and_must_change_it(
        self, administrator, office, site, request_for_account
    ):
        page = administrator.submit(
            administrator.get(f"{LIST}/moi"), "bieu-mau", **request_for_account, **{PASSWORD: "yes"}
        )
        password = page.tree.get_element_by_id("mat-khau").text_content()
        assert (
            password not in administrator.get(address_of(office, "dangthidiep@danang.gov.vn")).text
        )
        browser = Visitor(site)
        browser.get("/dang-nhap")
        typed = {"email": request_for_account["email"], "password": password}
        assert "Đổi mật khẩu" in browser.post("/dang-nhap", typed).title

    def test_rests_on_its_request(self, administrator, office, request_for_account):
        form = administrator.get(f"{LIST}/moi")
        administrator.submit(form, "bieu-mau", **request_for_account)
        page = administrator.get(address_of(office, "dangthidiep@danang.gov.vn"))
        assert "15/CV-UBND ngày 26/08/2026" in page.text
        assert "UBND phường Mẫu An" in page.text

    def test_is_not_made_without_a_whole_request(self, administrator, request_for_account):
        form = administrator.get(f"{LIST}/moi")
        for missing in ("request_document", "request_on", "request_body"):
            page = administrator.submit(form, "bieu-mau", **request_for_account | {missing: ""})
            assert page.status == 422
            assert len(page.errors) == 1
            assert page.field("full_name") == "Đặng Thị Điệp"

    def test_says_at_the_field_why_it_is_refused(self, administrator, request_for_account):
        form = administrator.get(f"{LIST}/moi")
        for given, said in (
            ({"email": "a@gmail.com"}, "@danang.gov.vn"),
            ({"email": "levanc@danang.gov.vn"}, "đã có tài khoản"),
            ({"valid_to": "01/01/2020"}, "không sớm hơn ngày bắt đầu"),
        ):
            page = administrator.submit(form, "bieu-mau", **request_for_account | given)
            assert page.status == 422
            assert said in page.errors[0]

    def test_is_made_by_administrators_only(self, signed_in, request_for_account, office):
        head = signed_in(HEAD)
        page = address_of(office, "nguyenvana@danang.gov.vn")
        assert head.post(f"{page}/ho-ten", {"full_name": ""}).status == 403
        assert head.get(f"{LIST}/moi").status == 403
        assert head.post(f"{LIST}/moi", request_for_account).status == 403


class TestAccount:
    @pytest.fixture
    def page(self, administrator, office):
        return administrator.get(address_of(office, "phanvant@danang.gov.vn"))

    def test_gets_a_role_in_the_future(self, administrator, office, page):
        given = {
            "unit": "mau-an",
            "role": "registrar",
            "valid_from": on(office.today() + timedelta(days=7)),
            "role_document": "3/QĐ",
            "role_document_on": on(office.today()),
        }
        page = administrator.submit(page, "giao-vai-tro", **given)
        assert "Đã giao vai trò" in page.said
        assert "chưa bắt đầu" in page.text
        assert "3/QĐ ngày 26/08/2026" in page.text

    def test_that_holds_the_role_is_refused_it_at_the_field(self, administrator, office, page):
        given = {
            "unit": "mau-an",
            "role": "verifier",
            "role_document": "3/QĐ",
            "role_document_on": on(office.today()),
        }
        page = administrator.submit(page, "giao-vai-tro", **given)
        assert page.status == 422
        assert "đã giữ" in page.errors[0]

    def test_is_renamed(self, administrator, page):
        page = administrator.submit(page, "doi-ten", full_name="Phan Văn Tuấn")
        assert page.title == "Phan Văn Tuấn"
        assert "họ tên: đã đổi" in page.text

    def test_gets_a_new_password_that_is_shown_once(self, administrator, page):
        page = administrator.submit(page, "mat-khau")
        assert len(page.tree.get_element_by_id("mat-khau").text_content()) == 19

    def test_ends_a_role_and_says_so(self, administrator, office, page):
        ending = administrator.get(page.link("Thôi giao"))
        assert "không giữ bước nào" in ending.text
        typed = {"end_document": "9/QĐ", "end_document_on": on(office.today())}
        page = administrator.submit(ending, "bieu-mau", **typed)
        assert "Đã ghi ngày thôi giữ vai trò" in page.said
        assert "thôi giữ: 9/QĐ ngày 26/08/2026" in page.text

    def test_of_the_unit_is_only_looked_at_by_its_head(self, signed_in, page):
        address = page.address[page.address.index(LIST) :]
        seen = signed_in(HEAD).get(address)
        assert seen.status == 200
        assert not seen.tree.xpath("//main//form")
        assert "Đã làm với tài khoản này" not in seen.text

    def test_of_another_unit_is_as_one_that_is_not_there(self, signed_in, office):
        head = signed_in(HEAD)
        other = head.get(address_of(office, "head.mau-binh@danang.gov.vn"))
        unknown = head.get(f"{LIST}/999999")
        assert (other.status, unknown.status) == (404, 404)

    def test_is_closed_to_officers(self, signed_in, page):
        assert signed_in(OFFICER).get(page.address[page.address.index(LIST) :]).status == 403
