"""Tải .xlsx: a short list at once, a long one with a page that follows the worker."""

import json
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from cases.models.journal_entry import JournalEntry
from reports.sweeps import long_exports
from tests.reports.workbook import rows_of, table_of
from tests.web.conftest import HEAD, OFFICER
from tests.web.test_scripts import open_as

__all__ = ["open_as"]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def late_complaint(register_complaint):
    return register_complaint(date(2026, 8, 3))


@pytest.fixture
def head(signed_in):
    return signed_in(HEAD)


def take(visitor, address):
    """Press the button of a page."""
    page = visitor.get(address)
    form = page.tree.xpath("//form[contains(@action, '/tep-xuat/')]")[0]
    values = {name: value for name, value in form.form_values()}  # noqa: C416 - pairs to a mapping
    return visitor.post(form.action, values)


@pytest.fixture
def long_lists(office):
    """Every list counts as long."""
    settings = office.settings
    office.settings = replace(settings, export_rows_at_once=0)
    yield
    office.settings = settings


class TestButton:
    @pytest.mark.parametrize(
        ("address", "name"),
        [
            ("/viec-cua-toi?nhom=unit", "viec-cua-toi-2026-08-26.xlsx"),
            ("/den-han?loc=tre-han", "danh-sach-theo-han-2026-08-26.xlsx"),
            ("/tra-cuu?loai=complaint", "tra-cuu-2026-08-26.xlsx"),
            ("/quan-tri/thoi-han", "thoi-han-2026-08-26.xlsx"),
            ("/han-trong-thang", "han-trong-thang-2026-08-2026-08-26.xlsx"),
        ],
    )
    def test_hands_out_a_short_list_at_once(self, head, late_complaint, address, name):
        answer = take(head, address)
        assert answer.headers["Content-Type"] == XLSX
        assert name in answer.headers["Content-Disposition"]
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["Cache-Control"] == "no-store"
        assert table_of(answer.content)

    def test_takes_the_filters_of_the_page_along(self, officer, late_complaint):
        code = late_complaint.registered.code
        assert code in str(rows_of(take(officer, f"/viec-cua-toi?chu={code}").content))
        other = take(officer, "/viec-cua-toi?loai=feedback")
        assert code not in str(rows_of(other.content))

    def test_leaves_a_line_in_the_journal_for_a_short_list_too(self, office, officer, complaint):
        take(officer, "/viec-cua-toi?chu=ly+van+p")
        with office.database.reading() as tx:
            wanted = select(JournalEntry.detail).where(JournalEntry.action == "export_list")
            (detail,) = tx.scalars(wanted)
        assert json.loads(detail)["list"] == "my_work"
        assert "ly van p" not in detail

    def test_of_an_unknown_list_leads_nowhere(self, officer):
        assert officer.post("/tep-xuat/no-such-list").status == 404

    def test_is_refused_where_the_page_is(self, signed_in, people, late_complaint):
        own = people["head"].assignments[0].unit_id
        stranger = signed_in("Đỗ Văn I")
        assert stranger.post("/tep-xuat/due", {"unit_id": str(own)}).status == 403


@pytest.mark.usefixtures("long_lists")
class TestLongList:
    def test_leads_to_its_progress_and_then_to_the_file(self, office, officer, late_complaint):
        page = take(officer, "/viec-cua-toi")
        assert page.title == "Đang chờ ghi tệp"
        assert "Đã ghi 0 trong 1 dòng" in page.text
        assert b'http-equiv="refresh"' in page.content
        assert officer.get(f"{page.address}/tien-do").json == {
            "status": "waiting",
            "looked": 0,
            "total": 1,
        }
        long_exports.sweep(office)
        page = officer.get(page.address)
        assert page.title == "Tệp đã ghi xong"
        answer = officer.get(page.link("Tải tệp .xlsx"))
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert len(table_of(answer.content)) == 1

    def test_is_found_again_from_the_account(self, office, officer, late_complaint):
        take(officer, "/viec-cua-toi")
        page = officer.get(officer.get("/tai-khoan").link("Xem tệp đã xuất"))
        assert "đang chờ" in page.text
        assert officer.get(page.link("Việc của tôi: Tôi làm được")).title == "Đang chờ ghi tệp"

    def test_is_nobody_elses(self, office, officer, head, late_complaint):
        address = take(officer, "/viec-cua-toi").address
        long_exports.sweep(office)
        for part in ("", "/tien-do", "/tep.xlsx"):
            assert head.get(address + part).status == 404

    def test_that_failed_can_be_asked_for_again(self, office, officer, late_complaint, people):
        from tests.reports.test_exports import change  # noqa: PLC0415

        page = take(officer, "/viec-cua-toi")
        number = int(page.address.rpartition("/")[2])
        change(office, number, state="failed", problem="killed")
        page = officer.get(page.address)
        assert "bị ngắt nhiều lần" in page.text
        assert take(officer, page.address).title == "Đang chờ ghi tệp"


class TestOwnFiles:
    def test_without_any_says_where_short_lists_are(self, officer):
        assert "Chưa có tệp nào" in officer.get("/tep-xuat").text


@pytest.mark.browser
@pytest.mark.usefixtures("long_lists")
class TestInBrowser:
    def test_is_followed_until_the_file_is_there(self, office, open_as, late_complaint):
        from tests.web.test_calendar_in_browser import find_barriers  # noqa: PLC0415

        window = open_as(OFFICER, "/viec-cua-toi")
        window.get_by_role("button", name="Tải .xlsx").click()
        window.get_by_role("heading", name="Đang chờ ghi tệp").wait_for()
        assert find_barriers(window) == []
        long_exports.sweep(office)
        window.get_by_role("heading", name="Tệp đã ghi xong").wait_for()
        assert find_barriers(window) == []
        with window.expect_download() as started:
            window.get_by_role("link", name="Tải tệp .xlsx").click()
        assert started.value.suggested_filename == "viec-cua-toi.xlsx"
        window.goto("/tep-xuat")
        assert find_barriers(window) == []
