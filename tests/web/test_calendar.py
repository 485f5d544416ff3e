"""Lịch làm việc: seen and changed by the inspectorate, with the consequences known first."""

import io
import zipfile
from datetime import date, datetime

import pytest
from sqlalchemy import update

from cases.actions import change_calendar_preview
from cases.models.deadline import Deadline
from cases.sweeps.calendar_changes import sweep
from config.clock import TIME_ZONE
from tests.web.conftest import HEAD, OFFICER

INSPECTOR = "Bùi Thị H"
CALENDAR = "/quan-tri/lich-lam-viec"
A_DAY_OFF = {
    "first": "04/09/2026",
    "becomes": "off",
    "reason": "nghỉ hoán đổi với thứ Bảy 12/09/2026",
    "document_number": "Thông báo 77/TB-BNV",
    "document_on": "20/08/2026",
}
AN_ANNOUNCEMENT = {
    "year_document_number": "Thông báo 88/TB-BNV",
    "year_document_on": "20/08/2026",
}


@pytest.fixture
def inspector(signed_in):
    return signed_in(INSPECTOR)


@pytest.fixture
def matter(register_complaint):
    """To be accepted by Monday 07/09/2026."""
    return register_complaint(date(2026, 8, 24)).go_to("accept")


def edit(visitor, year=2026, **typed):
    page = visitor.get(f"{CALENDAR}?nam={year}")
    return visitor.submit(page, "ngay", **(A_DAY_OFF | typed))


def announce(visitor, year=2027, **typed):
    page = visitor.get(f"{CALENDAR}?nam={year}")
    return visitor.submit(page, "chot-nam", **(AN_ANNOUNCEMENT | typed))


def preview(visitor):
    return visitor.submit(visitor.get(CALENDAR), "xem-truoc")


def confirm(visitor, page):
    return visitor.submit(page, "ghi")


def cell(page, day, month):
    """Return the cell of a day in the picture of the year."""
    table = page.tree.xpath("//table[caption=$name]", name=f"Tháng {month}")[0]
    return table.xpath(".//td[a[normalize-space()=$day]]", day=str(day))[0]


def rows(page):
    """Return the rows of the list of moved deadlines."""
    body = page.all("dense--head-fixed", "/tbody/tr")
    return [[each.text_content().strip() for each in row.xpath("td")] for row in body]


class TestYear:
    def test_is_the_present_one_unless_another_is_asked_for(self, inspector):
        page = inspector.get(CALENDAR)
        assert page.title == "Lịch làm việc năm 2026"
        assert "Lịch làm việc năm 2026 đã chốt" in page.text
        assert inspector.get(f"{CALENDAR}?nam=2025").title.startswith("Lịch làm việc năm 2025")

    def test_shows_holidays_and_days_made_up_for_with_their_reason(self, inspector):
        page = inspector.get(CALENDAR)
        holiday, made_up = cell(page, 2, 9), cell(page, 22, 8)
        assert (holiday.get("class"), holiday.get("title")) == ("off", "nghỉ lễ Quốc khánh")
        assert made_up.get("class") == "swap"
        assert made_up.get("title") == "làm bù cho thứ Hai 31/08/2026"
        assert cell(page, 5, 9).get("class") == "rest"
        assert cell(page, 26, 8).get("class") == "now"

    def test_lists_them_with_their_document(self, inspector):
        assert "nghỉ lễ Quốc khánh Thông báo 9441/TB-BNV" in inspector.get(CALENDAR).text

    def test_says_that_it_is_provisional(self, inspector):
        page = inspector.get(f"{CALENDAR}?nam=2027")
        assert "Lịch làm việc năm 2027 tạm tính, lịch 2027 chưa chốt" in page.text

    @pytest.mark.parametrize("year", ["2041", "1999", "0"])
    def test_without_a_calendar_is_not_there(self, inspector, year):
        assert inspector.get(f"{CALENDAR}?nam={year}").status == 404

    @pytest.mark.parametrize("query", ["nam=x", "ngay=x", "nam=&ngay=2026-13-01"])
    def test_survives_nonsense_in_its_address(self, inspector, query):
        assert inspector.get(f"{CALENDAR}?{query}").status == 200

    @pytest.mark.parametrize(("day", "becomes"), [("2026-09-04", "off"), ("2026-09-02", "worked")])
    def test_begins_the_form_with_the_chosen_day(self, inspector, day, becomes):
        page = inspector.get(f"{CALENDAR}?nam=2026&ngay={day}")
        assert page.field("first") == f"{date.fromisoformat(day):%d/%m/%Y}"
        assert page.values("ngay")["becomes"] == [becomes]


class TestPeople:
    @pytest.mark.parametrize("name", [OFFICER, HEAD])
    def test_who_may_not_edit_it_do_not_see_it(self, signed_in, name):
        visitor = signed_in(name)
        assert "Lịch làm việc" not in visitor.get("/tai-khoan").text
        assert visitor.get(CALENDAR).status == 403
        for address in ("/xem-truoc", "/2026/ngay", "/2026/chot", "/2026/bo", "/thay-doi/1"):
            assert visitor.post(f"{CALENDAR}{address}").status == 403
        for address in ("/thay-doi/1", "/thay-doi/1/tien-do", "/thay-doi/1/danh-sach.xlsx"):
            assert visitor.get(f"{CALENDAR}{address}").status == 403

    def test_who_may_find_it_under_administration(self, inspector):
        page = inspector.get("/tai-khoan")
        assert page.link("Lịch làm việc") == CALENDAR


class TestEditing:
    def test_puts_the_day_into_a_draft_and_draws_it(self, inspector):
        page = edit(inspector)
        assert page.said == "Đã đưa 04/09/2026 vào thay đổi đang soạn, lịch chưa đổi"
        assert cell(page, 4, 9).get("class") == "off draft"
        (line,) = page.tree.xpath("//*[@id='dang-soan']//li/span")
        words = "Thứ Sáu, 04/09/2026: từ làm việc thành nghỉ, nghỉ hoán đổi với thứ Bảy 12/09/2026"
        assert line.text_content().strip() == words

    def test_offers_the_same_document_for_the_next_day(self, inspector):
        page = edit(inspector)
        assert page.field("document_number") == "Thông báo 77/TB-BNV"
        assert page.field("document_on") == "20/08/2026"

    def test_says_at_the_fields_what_is_wrong_and_keeps_what_was_typed(self, inspector):
        page = edit(inspector, first="31/09/2026", document_number="")
        assert page.status == 422
        assert [line.split(":")[0] for line in page.errors] == ["Ngày", "Số văn bản"]
        assert page.field("reason") == A_DAY_OFF["reason"]
        assert not page.tree.xpath("//*[@id='dang-soan']")

    def test_lets_go_of_a_day_and_of_everything(self, inspector):
        edit(inspector, last="07/09/2026")
        page = inspector.post(f"{CALENDAR}/2026/bo", {"day": "2026-09-07"})
        assert cell(page, 7, 9).get("class") is None
        page = inspector.post(f"{CALENDAR}/2026/bo")
        assert page.said == "Đã bỏ cả thay đổi đang soạn"
        assert cell(page, 4, 9).get("class") is None

    def test_confirms_a_year_with_its_document(self, inspector):
        page = announce(inspector)
        assert "Chốt lịch năm 2027 theo Thông báo 88/TB-BNV ngày 20/08/2026" in page.text
        page = announce(inspector, year_document_on="x")
        assert (page.status, len(page.errors)) == (422, 1)

    def test_without_edits_has_nothing_to_preview(self, inspector):
        page = inspector.post(f"{CALENDAR}/xem-truoc")
        assert page.said == "Chưa sửa ngày nào, không có gì để xem trước"


class TestPreview:
    def test_says_what_follows_and_for_which_cases(self, inspector, matter):
        edit(inspector)
        page = preview(inspector)
        assert "1 thời hạn đang mở đổi ngày, 0 thôi trễ, 0 thành trễ" in page.text
        code = matter.registered.code
        assert [row[0] for row in rows(page)] == [code]
        assert rows(page)[0][2:] == ["07/09/2026", "08/09/2026", ""]
        assert page.link(code) == f"/ho-so/{code}"

    def test_can_be_narrowed_to_what_becomes_late(self, signed_in, matter):
        matter.set_clock(date(2026, 9, 8))
        inspector = signed_in(INSPECTOR)
        edit(inspector)
        page = preview(inspector)
        assert "1 thôi trễ" in page.text
        assert rows(inspector.get(page.link("Thôi trễ")))[0][4] == "thôi trễ"
        assert "Không có thời hạn nào thành trễ" in inspector.get(page.link("Thành trễ")).text

    def test_has_pages_of_a_hundred(self, inspector, matter):
        from tests.cases.calendar_change.changes import open_many  # noqa: PLC0415

        open_many(matter, 150, first=date(2026, 8, 24))
        edit(inspector, last="30/09/2026")
        page = preview(inspector)
        second = inspector.get(page.link("Trang sau"))
        last = inspector.get(f"{page.address}?phan=x&trang=99")
        assert len(rows(page)) == 100
        assert 0 < len(rows(second)) < 100
        assert rows(last) == rows(second)

    def test_can_be_downloaded(self, inspector, matter):
        edit(inspector)
        page = preview(inspector)
        file = inspector.get(page.link("Tải danh sách"))
        assert file.headers["Content-Type"].endswith("spreadsheetml.sheet")
        assert file.headers["Cache-Control"] == "no-store"
        with zipfile.ZipFile(io.BytesIO(file.content)) as parts:
            sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        assert matter.registered.code in sheet
        assert "Xem trước lúc 26/08/2026 10:00" in sheet

    def test_that_nothing_follows_from_says_so(self, inspector):
        edit(inspector)
        page = preview(inspector)
        assert "Không thời hạn đang mở nào đổi ngày" in page.text

    def test_says_when_no_open_deadline_meets_the_days(self, inspector, matter):
        edit(inspector, first="24/12/2027")
        page = preview(inspector)
        assert "Không thời hạn đang mở nào tính qua các ngày này." in page.text
        assert "Đã xem 0" not in page.text

    def test_of_a_colleague_is_not_there_before_it_is_confirmed(self, inspector, signed_in, people):
        edit(inspector)
        assert inspector.get(preview(inspector).address).status == 200
        assert inspector.get(f"{CALENDAR}/thay-doi/999").status == 404


class TestConfirming:
    @pytest.fixture
    def previewed(self, inspector, matter):
        edit(inspector)
        return preview(inspector)

    def test_shows_how_far_the_recomputing_is(self, inspector, previewed):
        page = confirm(inspector, previewed)
        assert page.title == "Đang tính lại thời hạn"
        bar = page.tree.xpath("//progress")[0]
        assert (bar.get("value"), bar.get("max")) == ("0", "1")
        assert page.tree.xpath("//noscript/meta[@http-equiv='refresh']")
        found = inspector.get(f"{page.address}/tien-do").json
        assert found == {"status": "recomputing", "looked": 0, "total": 1}

    def test_ends_with_a_summary(self, office, inspector, previewed, matter):
        page = confirm(inspector, previewed)
        sweep(office)
        page = inspector.get(page.address)
        assert page.title == "Đã sửa lịch và tính lại thời hạn"
        assert "1 thời hạn đang mở đổi ngày, 0 thôi trễ, 0 thành trễ" in page.text
        assert rows(page)[0][0] == matter.registered.code
        year = inspector.get(CALENDAR)
        assert cell(year, 4, 9).get("class") == "off"
        assert "1 ngày 1 thời hạn đang mở đổi ngày" in year.text

    def test_moves_the_date_that_people_see(self, office, officer, inspector, previewed, matter):
        confirm(inspector, previewed)
        sweep(office)
        case = officer.get(f"/ho-so/{matter.registered.code}/thoi-han")
        assert "08/09/2026" in case.text
        assert "thông báo 77/TB-BNV ngày 20/08/2026" in case.text

    def test_a_second_time_shows_the_same(self, office, inspector, previewed):
        confirm(inspector, previewed)
        sweep(office)
        again = confirm(inspector, previewed)
        assert (again.status, again.title) == (200, "Đã sửa lịch và tính lại thời hạn")

    def test_of_a_page_that_is_out_of_date_is_refused(self, inspector, previewed):
        edit(inspector, first="07/09/2026")
        page = confirm(inspector, previewed)
        assert page.status == 409
        assert "Lịch hoặc thay đổi này đã khác lúc xem trước. Chưa ghi gì" in page.text

    def test_of_the_second_editor_is_refused(self, office, inspector, previewed):
        from cases.models.rule_revision import RuleRevision  # noqa: PLC0415

        with office.database.writing() as tx:
            tx.add(RuleRevision(what="calendar", at=office.clock.now()))
        page = inspector.get(previewed.address)
        assert "Lịch đã được người khác sửa sau lúc xem trước" in page.text
        assert confirm(inspector, previewed).status == 409
        assert "Ghi lịch" in preview(inspector).text

    def test_of_a_year_is_named_on_its_page(self, office, inspector):
        announce(inspector)
        confirm(inspector, preview(inspector))
        sweep(office)
        page = inspector.get(f"{CALENDAR}?nam=2027")
        assert "Lịch làm việc năm 2027 đã chốt" in page.text
        assert "Chốt theo Thông báo 88/TB-BNV ngày 20/08/2026" in page.text

    def test_is_announced_while_it_runs(self, inspector, previewed, monkeypatch):
        confirm(inspector, previewed)
        page = inspector.get(CALENDAR)
        assert "Đang tính lại thời hạn theo thay đổi" in page.text
        edit(inspector, first="07/09/2026")
        refused = preview(inspector)
        assert refused.status == 409
        assert "chờ xong rồi xem trước lại" in refused.text


class TestLargePreview:
    def test_is_followed_on_the_page(self, office, inspector, matter, monkeypatch):
        monkeypatch.setattr(change_calendar_preview, "AT_ONCE", 0)
        edit(inspector)
        page = preview(inspector)
        assert page.title == "Đang xem trước"
        sweep(office)
        assert inspector.get(page.address).title == "Xem trước thay đổi lịch"


class TestDecember:
    @pytest.fixture(autouse=True)
    def december(self, office):
        office.clock.set(datetime(2026, 12, 1, 8, tzinfo=TIME_ZONE))

    def test_asks_the_inspectorate_to_announce_the_coming_year(self, inspector):
        for address in ("/viec-cua-toi", CALENDAR):
            page = inspector.get(address)
            assert "Lịch nghỉ năm 2027 chưa chốt" in page.text
            assert page.link("Mở lịch năm 2027") == f"{CALENDAR}?nam=2027"

    def test_asks_nobody_else(self, officer):
        assert "chưa chốt" not in officer.get("/viec-cua-toi").text

    def test_does_not_ask_again(self, office, inspector):
        announce(inspector)
        confirm(inspector, preview(inspector))
        sweep(office)
        assert "chưa chốt" not in inspector.get("/viec-cua-toi").text


class TestProvisionalDate:
    def test_is_marked_on_the_case_and_explained(self, office, officer, matter):
        with office.database.writing() as tx:
            tx.execute(update(Deadline).values(is_provisional=True))
        assert "tạm tính" in officer.get(f"/ho-so/{matter.registered.code}").text

    def test_names_the_year_that_is_not_announced(self, office, signed_in, register_complaint):
        office.clock.set(datetime(2026, 12, 28, 8, tzinfo=TIME_ZONE))
        matter = register_complaint(date(2026, 12, 28))
        page = signed_in(OFFICER).get(f"/ho-so/{matter.registered.code}")
        assert "tạm tính, lịch 2027 chưa chốt" in page.text
        why = signed_in(OFFICER).get(f"/ho-so/{matter.registered.code}/thoi-han")
        assert "Lịch nghỉ năm 2027 chưa chốt: hạn này là tạm tính và sẽ được tính lại" in why.text
        listed = signed_in(OFFICER).get("/viec-cua-toi")
        assert "tạm tính" in listed.text
