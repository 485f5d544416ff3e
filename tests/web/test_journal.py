"""Nhật ký: the log that the regulation wants kept daily, as the inspectorate reads it.

Điểm c khoản 2 Điều 10 Quy chế 2003/QĐ-UBND.
"""

import ast
from datetime import timedelta
from pathlib import Path

import pytest

from app.rendering.journal_sentences import journal_words
from cases import journal
from cases.sweeps import close_journal_day, seal_journal
from tests.web.conftest import HEAD, OFFICER

INSPECTOR, ADMINISTRATOR = "Bùi Thị H", "Đỗ Văn I"
ADDRESS = "/quan-tri/nhat-ky"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def inspector(signed_in):
    return signed_in(INSPECTOR)


def rows(page):
    return [
        [" ".join(cell.text_content().split()) for cell in row.xpath("td")]
        for row in page.tree.xpath("//table/tbody/tr[td]")
    ]


class TestTheLogOfADay:
    def test_tells_in_words_who_did_what(self, inspector, complaint):
        complaint.do(complaint.open[0])
        texts = {row[2].partition(" thông tin")[0] for row in rows(inspector.get(ADDRESS))}
        assert any(text.startswith("Hoàn thành bước Đề xuất") for text in texts)
        assert any(text.startswith("Tiếp nhận đơn") for text in texts)
        assert any(text.startswith("Đăng nhập") for text in texts)

    def test_shows_whether_an_entry_is_sealed(self, office, inspector, complaint):
        assert {row[5] for row in rows(inspector.get(ADDRESS))} == {"đang chờ"}
        seal_journal.sweep(office)
        assert all(row[5].startswith("số ") for row in rows(inspector.get(ADDRESS)))

    def test_is_there_for_an_empty_day(self, office, signed_in):
        office.clock.set(office.clock.now() + timedelta(days=2))
        seal_journal.sweep(office)
        close_journal_day.sweep(office)
        page = signed_in(INSPECTOR).get(f"{ADDRESS}?tu=27/08/2026&den=27/08/2026")
        assert "Ngày này không có bút toán nào" in page.text
        assert "Sổ ngày này đã khóa: 0 bút toán" in page.text

    def test_leads_to_the_days_beside(self, inspector):
        page = inspector.get(ADDRESS)
        assert inspector.get(page.link("Ngày trước")).title == "Nhật ký ngày 25/08/2026"

    def test_can_be_read_by_an_administrator(self, signed_in, complaint):
        page = signed_in(ADMINISTRATOR).get(ADDRESS)
        assert page.status == 200
        assert complaint.registered.code in page.text
        assert not page.tree.xpath("//table//a")  # whose cases are none of the administrator's

    @pytest.mark.parametrize("person", [HEAD, OFFICER])
    def test_is_nobody_elses(self, signed_in, person):
        """Khoản 3 Điều 4: nothing is given to who has no right to it."""
        visitor = signed_in(person)
        assert visitor.get(ADDRESS).status == 403
        assert "Nhật ký" not in visitor.get("/viec-cua-toi").text


class TestSearch:
    @pytest.fixture
    def busy(self, office, people, complaint):
        """More entries of one person than a page holds."""
        with office.database.writing() as tx:
            for number in range(120):
                subject = ("unit", 1)
                actor = people["verifier"]
                detail = {"number": number}
                journal.write(tx, office, actor, "example", subject=subject, detail=detail)
        return complaint

    def test_finds_by_person(self, inspector, busy):
        found = rows(inspector.get(f"{ADDRESS}?nguoi=tran+thi+b"))
        assert {row[1] for row in found} == {"Trần Thị B"}

    def test_finds_by_record(self, inspector, busy):
        code = busy.registered.code
        found = rows(inspector.get(f"{ADDRESS}?ho-so={code.lower()}"))
        assert found
        assert {row[3] for row in found} == {code}

    def test_finds_by_action_and_period(self, inspector, busy):
        address = f"{ADDRESS}?viec=register_petition&tu=26/08/2026"
        assert [row[2].partition("đơn:")[0] for row in rows(inspector.get(address))] == [
            "Tiếp nhận đơn"
        ]
        assert rows(inspector.get(f"{ADDRESS}?viec=register_petition&tu=27/08/2026")) == []

    def test_goes_on_page_by_page_without_losing_an_entry(self, inspector, busy):
        page = inspector.get(f"{ADDRESS}?nguoi=Phan+V%C4%83n+T")
        numbers = [row[2] for row in rows(page)]
        while page.tree.xpath("//a[@rel='next'][contains(., 'cũ hơn')]"):
            page = inspector.get(page.link("Trang sau, cũ hơn"))
            numbers += [row[2] for row in rows(page)]
        assert numbers == [f"exampleđến số: {number}" for number in reversed(range(120))]

    def test_says_that_there_is_no_such_person_or_record(self, inspector):
        assert "Không có người hoặc hồ sơ" in inspector.get(f"{ADDRESS}?nguoi=khong-ai").text
        assert "Không có người hoặc hồ sơ" in inspector.get(f"{ADDRESS}?ho-so=KN-1").text

    def test_says_which_day_is_mistyped(self, inspector):
        page = inspector.get(f"{ADDRESS}?tu=99/99/2026")
        assert page.status == 422
        assert "Từ ngày: không có ngày 99/99/2026" in page.text


class TestTheEvaluation:
    """The operator's report, monthly or at any time (điểm c khoản 2 Điều 10)."""

    REPORT = f"{ADDRESS}/danh-gia"

    def test_is_about_the_month_before(self, inspector):
        page = inspector.get(self.REPORT)
        assert "Từ 01/07/2026 đến 31/07/2026" in page.text

    def test_counts_what_the_journal_says(self, inspector, complaint):
        page = inspector.get(f"{self.REPORT}?tu=01/08/2026&den=31/08/2026")
        told = {row[0]: row[1:] for row in rows(page)}
        assert told["Đơn đã tiếp nhận"][0] == "1"
        assert told["Bảo dưỡng đã làm so với kế hoạch được duyệt"] == ["", "ghi tay"]

    def test_counts_the_days_whose_log_was_closed(self, office, signed_in):
        seal_journal.sweep(office)
        close_journal_day.sweep(office)
        office.clock.set(office.clock.now() + timedelta(days=3))
        close_journal_day.sweep(office)
        page = signed_in(INSPECTOR).get(f"{self.REPORT}?tu=25/08/2026&den=31/08/2026")
        assert {row[0]: row[1:] for row in rows(page)}["Ngày đã khóa sổ"] == [
            "4",
            "trong 4 ngày đã qua",
        ]
        assert "chưa khóa sổ" not in page.text

    def test_says_which_days_are_missing(self, inspector):
        page = inspector.get(f"{self.REPORT}?tu=20/08/2026&den=31/08/2026")
        assert "6 ngày trong kỳ chưa khóa sổ nhật ký" in page.text

    def test_can_be_taken_along(self, inspector):
        form = inspector.get(self.REPORT).tree.xpath("//form[contains(@action, '/tep-xuat/')]")[0]
        got = inspector.post(form.action, dict(form.form_values()))
        assert got.content.startswith(b"PK")

    def test_is_nobody_elses(self, signed_in):
        assert signed_in(HEAD).get(self.REPORT).status == 403


class TestWords:
    def test_are_there_for_every_action(self):
        """Found in the code: whatever is written to the journal, and every action that writes."""
        found = set()
        for package in ("cases", "reports", "app"):
            for path in (ROOT / package).rglob("*.py"):
                found |= set(_written(path.read_text(encoding="utf-8")))
        assert {"complete_step", "sign_in", "export_list", "erase"} <= found
        assert found <= journal_words().actions.keys()


def _written(source):
    """Yield the action of every call of the journal that names it."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func)
        is_of_journal = name in {"journal.write", "journal.write_all", "write"}
        if is_of_journal and len(node.args) > 3:
            action = node.args[3]
            either = (action.body, action.orelse) if isinstance(action, ast.IfExp) else (action,)
            yield from (one.value for one in either if isinstance(one, ast.Constant))
