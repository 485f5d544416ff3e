"""Signing in with the mail account, and the pages that compare units with the directory."""

import pytest
from sqlalchemy import update

from cases.demo.people import WARD
from cases.directory.client import Directory
from cases.models.unit import Unit
from tests.slapd import PASSWORD, PEOPLE
from tests.web.visitor import Visitor

ADMINISTRATOR = "Đỗ Văn I"
BRANCH = f"ou=mau-an,{PEOPLE}"
LIST = "/quan-tri/thu-muc"
PAGE = f"{LIST}/{WARD}"


@pytest.fixture
def directory(slapd, office):
    """The directory, in which the ward has a branch."""
    office.directory = Directory(slapd.server())
    slapd.put(BRANCH, objectClass="organizationalUnit")
    with office.database.writing() as tx:
        tx.execute(update(Unit).where(Unit.code == WARD).values(directory_branch=BRANCH))
    return slapd


@pytest.fixture
def administrator(site):
    return Visitor(site).sign_in_as(ADMINISTRATOR)


class TestSignInPage:
    @pytest.fixture
    def enter(self, visitor):
        """Try to sign in and return the page: ``enter("ai@danang.gov.vn", password)``."""
        return lambda email, password=PASSWORD: visitor.post(
            "/dang-nhap", {"email": email, "password": password}
        )

    def test_takes_the_password_of_the_mail(self, directory, people, enter):
        email = people["registrar"].email
        directory.add_person(email.partition("@")[0])
        assert enter(email).status == 200

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"pwdChangedTime": "20200101000000Z"}, "Mật khẩu thư công vụ đã hết hạn"),
            ({"pwdReset": "TRUE"}, "Mật khẩu thư công vụ phải được đổi trước"),
            ({"pwdAccountLockedTime": "000001010000Z"}, "đang tạm khóa tài khoản này"),
        ],
    )
    def test_says_what_the_directory_says(self, directory, people, enter, changes, said):
        email = people["registrar"].email
        directory.change(directory.add_person(email.partition("@")[0]), **changes)
        page = enter(email)
        assert page.status == 401
        assert said in page.text

    def test_tells_whom_to_ask_for_an_account(self, directory, enter):
        directory.add_person("nguoimoi")
        assert "theo văn bản đề nghị" in enter("nguoimoi@danang.gov.vn").text

    def test_names_the_domain_of_official_addresses(self, directory, enter):
        assert "có đuôi @danang.gov.vn" in enter("ai@gmail.com").text

    def test_says_that_the_directory_is_away(self, directory, people, enter):
        directory.stop()
        assert "danh bạ thư công vụ không trả lời" in enter(people["registrar"].email).text


class TestNewAccount:
    def test_has_no_password_here_unless_somebody_wants_it(self, directory, administrator):
        page = administrator.get("/quan-tri/tai-khoan/moi")
        assert page.tree.xpath("//input[@name='password'][@checked]") == []


class TestListOfUnits:
    def test_is_reached_from_the_accounts(self, administrator):
        address = administrator.get("/quan-tri/tai-khoan").link("Danh bạ thư công vụ")
        assert "UBND phường Mẫu An" in administrator.get(address).text

    def test_finds_a_unit_without_accents(self, administrator):
        page = administrator.get(f"{LIST}?tim=mau+binh")
        assert "UBND phường Mẫu Bình" in page.text
        assert "UBND phường Mẫu An" not in page.text

    def test_says_when_there_is_no_directory(self, administrator):
        assert "Chưa khai báo danh bạ" in administrator.get(LIST).text
        assert "Chưa khai báo danh bạ" in administrator.get(PAGE).text

    @pytest.mark.parametrize("address", [LIST, PAGE, f"{PAGE}/nhanh"])
    def test_is_for_administrators(self, site, address):
        assert Visitor(site).sign_in_as("Lê Văn C").get(address).status == 403

    @pytest.mark.parametrize("address", [f"{LIST}/khong-co", f"{LIST}/khong-co/nhanh"])
    def test_knows_no_other_units(self, directory, administrator, address):
        assert administrator.get(address).status == 404


class TestUnit:
    def test_creates_whoever_is_chosen_on_a_written_request(self, directory, administrator):
        directory.add_person("nguoimoi", "Phạm Thị Mới", under=BRANCH)
        page = administrator.get(PAGE)
        assert "Phạm Thị Mới" in page.text
        chosen = {"nguoi-moi": "nguoimoi@danang.gov.vn", "roles": "verifier"}
        paper = {"request_document": "12/CV-UBND", "request_on": "25/08/2026"}
        page = administrator.submit(page, "bieu-mau", **chosen, **paper)
        assert "Đã cập nhật 1 tài khoản" in page.said
        assert "Phạm Thị Mới" in administrator.get("/quan-tri/tai-khoan").text

    def test_asks_for_the_request_only_when_somebody_is_created(self, directory, administrator):
        directory.add_person("nguoimoi", "Phạm Thị Mới", under=BRANCH)
        page = administrator.get(PAGE)
        refused = administrator.submit(page, "bieu-mau", **{"nguoi-moi": "nguoimoi@danang.gov.vn"})
        assert refused.status == 422
        assert any("văn bản đề nghị" in error for error in refused.errors)
        assert administrator.submit(page, "bieu-mau").errors == [
            "Lựa chọn: chọn ít nhất một người ở các danh sách bên dưới"
        ]

    def test_shows_anew_what_has_changed_meanwhile(self, directory, administrator):
        directory.add_person("nguoimoi", "Phạm Thị Mới", under=BRANCH)
        page = administrator.get(PAGE)
        directory.add_person("nguoikhac", "Phạm Văn Khác", under=BRANCH)
        chosen = {"nguoi-moi": "nguoimoi@danang.gov.vn", "roles": "verifier"}
        paper = {"request_document": "12/CV-UBND", "request_on": "25/08/2026"}
        page = administrator.submit(page, "bieu-mau", **chosen, **paper)
        assert page.status == 409
        assert "Phạm Văn Khác" in page.text
        assert page.values("bieu-mau")["request_document"] == ["12/CV-UBND"]

    def test_proposes_to_lock_and_locks_nobody(self, directory, people, administrator):
        page = administrator.get(PAGE)
        assert people["head"].name in page.text
        assert "không có trong danh bạ" in page.text

    def test_chooses_the_branch_from_the_directory(self, directory, administrator):
        page = administrator.get(f"{PAGE}/nhanh")
        page = administrator.submit(page, "bieu-mau", branch=f"ou=units,{PEOPLE[10:]}")
        assert "Đã ghi nhánh danh bạ" in page.said

    def test_says_that_the_directory_is_away(self, directory, administrator):
        directory.stop()
        page = administrator.get(PAGE)
        assert (page.status, page.title) == (503, "Danh bạ thư công vụ không trả lời")
