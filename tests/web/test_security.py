"""What every answer promises to the browser and refuses from it."""

import re

import pytest

INLINE = re.compile(
    rb"<[^>]*\s(style|on[a-z]+)=|<style|<script(?![^>]*\ssrc=)|javascript:", re.IGNORECASE
)


@pytest.fixture
def pages(officer, registrar, visitor, case_address, step_address):
    """Every page there is, in some state."""
    return [
        visitor.get("/dang-nhap"),
        *(officer.get(each) for each in ("/viec-cua-toi", "/tai-khoan", "/tai-khoan/mat-khau")),
        *(officer.get(f"{case_address}{each}") for each in ("", "/so-do", "/thoi-han")),
        officer.get(step_address),
        officer.get("/khong-co"),
        registrar.get("/tiep-nhan-don"),
        registrar.get("/tiep-nhan-don/triage"),
        registrar.get(step_address),
        registrar.get(registrar.get(case_address).link("Rút đơn")),
    ]


class TestEveryPage:
    def test_forbids_everything_inline_and_holds_nothing_inline(self, pages):
        for page in pages:
            assert page.headers["Content-Security-Policy"].startswith("default-src 'self';")
            assert "unsafe" not in page.headers["Content-Security-Policy"]
            assert not INLINE.search(page.content), page.address

    def test_leaves_no_copy_on_the_machine(self, pages):
        assert {page.headers["Cache-Control"] for page in pages} == {"no-store"}

    def test_cannot_be_framed(self, pages):
        assert {page.headers["X-Frame-Options"] for page in pages} == {"DENY"}

    def test_is_in_vietnamese_and_has_a_title(self, pages):
        for page in pages:
            assert page.tree.get("lang") == "vi"
            assert page.tree.xpath("//title")[0].text.endswith("Đơn Thư")

    def test_has_no_dead_link(self, pages, officer, registrar):
        links = {
            (owner, link)
            for page, owner in ((page, _owner(page, officer, registrar)) for page in pages)
            if owner
            for link in page.tree.xpath("//a/@href")
            if not link.startswith("#")
        }
        broken = [link for owner, link in links if owner.get(link).status != 200]
        assert broken == []

    def test_names_every_control(self, pages):
        for page in pages:
            for control in page.tree.xpath("//input[not(@type='hidden')] | //select | //textarea"):
                label = page.tree.xpath("//label[@for=$id]", id=control.get("id", ""))
                is_named = label or control.get("aria-label") or control.get("aria-hidden")
                assert is_named, (page.address, control.get("name"))


class TestFormToken:
    def test_is_demanded(self, officer, step_page, complaint):
        page = officer.post(step_page.address, step_page.values("bieu-mau") | {"_csrf": "x"})
        assert page.status == 400
        assert complaint.open == ["propose_handling"]

    def test_is_demanded_before_anybody_signs_in(self, visitor):
        assert visitor.post("/dang-nhap", {"_csrf": "x"}).status == 400


class TestLimits:
    def test_a_request_that_is_too_large_is_refused_with_a_page(
        self, officer, step_address, office
    ):
        many = b"0" * (3 * office.settings.upload_bytes + 2 * 1024 * 1024)
        page = officer.post(step_address, {}, files={"paper": ("lon.pdf", many)})
        assert (page.status, page.title) == (413, "Tệp vừa gửi quá lớn")

    def test_an_unknown_address_is_answered_in_vietnamese(self, officer):
        page = officer.get("/khong-co")
        assert (page.status, page.title) == (404, "Không có trang hoặc hồ sơ này")
        assert re.search(r"mã tra cứu [0-9A-F]{4}-[0-9A-F]{2}", page.text)

    def test_a_wrong_method_is_answered_in_vietnamese(self, officer):
        page = officer.post("/tai-khoan", {})
        assert (page.status, page.title) == (405, "Hệ thống không hiểu yêu cầu vừa gửi")

    def test_too_many_attempts_to_sign_in_are_stopped(self, visitor):
        for _ in range(30):
            visitor.post("/dang-nhap", {"email": "", "password": ""})
        page = visitor.post("/dang-nhap", {"email": "", "password": ""})
        assert (page.status, page.title) == (429, "Bạn vừa gửi quá nhiều lần")


class TestFrame:
    def test_says_that_the_data_are_invented(self, officer):
        assert "Dữ liệu thử" in officer.get("/viec-cua-toi").text

    def test_says_when_the_clock_was_moved(self, officer, office):
        assert "Giờ thử nghiệm" not in officer.get("/viec-cua-toi").text
        office.clock.is_moved = True
        assert "Giờ thử nghiệm 10:00" in officer.get("/viec-cua-toi").text

    def test_offers_only_what_exists(self, officer):
        rail = officer.get("/viec-cua-toi").all("rail", "/a")
        names = [each.xpath("span")[0].text for each in rail]
        assert names == [
            "Việc của tôi",
            "Tra cứu",
            "Hạn trong tháng",
            "Sổ theo dõi",
            "Thời hạn",
            "Đơn vị",
        ]


class TestUnexpectedError:
    def test_is_answered_without_details_and_keeps_what_was_typed(
        self, officer, step_page, step_address, office, monkeypatch
    ):
        def fail(*_args, **_options):
            raise RuntimeError("CANARY7F3A")

        monkeypatch.setattr("app.blueprints.steps.read_posted", fail)
        page = officer.submit(step_page, "bieu-mau", reason="Đang nhập")
        assert (page.status, page.title) == (500, "Hệ thống gặp lỗi, chưa ghi được")
        assert "còn trong bản nháp" in page.text
        assert b"CANARY7F3A" not in page.content
        assert officer.get(step_address).field("reason") == "Đang nhập"

    def test_is_answered_when_the_database_is_gone(self, officer, office, monkeypatch):
        def fail():
            raise OSError

        monkeypatch.setattr(office.database, "reading", fail)
        assert officer.get("/viec-cua-toi").status == 500


class TestHealth:
    def test_is_well_when_the_database_answers(self, visitor):
        answer = visitor.get("/healthz")
        assert answer.status == 200
        assert (answer.json["status"], answer.json["database"]) == ("ok", True)

    def test_is_unwell_when_it_does_not(self, visitor, office, monkeypatch):
        def fail():
            raise OSError

        monkeypatch.setattr(office.database, "reading", fail)
        answer = visitor.get("/healthz")
        assert (answer.status, answer.json["status"]) == (503, "unavailable")


def _owner(page, officer, registrar):
    who = page.all("who")
    if page.status != 200 or not who:
        return None
    return officer if "Nguyễn Văn A" in who[0].text_content() else registrar
