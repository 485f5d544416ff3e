"""Lists taken along as .xlsx say what their pages say: same rows, same filters, same policy."""

import io
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import insert

from cases.errors import NotAllowedError, NotFoundError
from cases.models.transfer import Transfer
from cases.queries.due_list import DueFilter
from cases.queries.work_list import WorkFilter, work_list
from reports.asked import codes_only, from_asked, to_asked
from reports.sheet import write_sheet
from reports.sheets import open_sheet, sheet_sources
from tests.cases.fixtures import on_both_databases
from tests.cases.secret_matter import make_everything_secret
from tests.cases.statements import sent_to
from tests.reports.workbook import day, notes_of, table_of


def taken(office, actor, code, **asked):
    """Return the workbook of a list."""
    target = io.BytesIO()
    with office.database.reading() as tx:
        sheet = open_sheet(tx, office, actor, code=code, asked=asked)
        write_sheet(target, sheet, office, actor)
    return target.getvalue()


class TestAsked:
    @pytest.mark.parametrize(
        "filters",
        [
            WorkFilter(),
            WorkFilter(tab="unit", kind="complaint", text="đất =1+1", sort="-code", page=3),
            DueFilter(selection="day", unit_id=4, day=date(2026, 8, 26)),
        ],
    )
    def test_comes_back_as_it_was(self, filters):
        assert from_asked(type(filters), to_asked(filters)) == filters

    def test_takes_nonsense_for_not_asked(self):
        asked = {"unit_id": "x", "day": "31/02", "selection": "late", "more": "1"}
        assert from_asked(DueFilter, asked) == DueFilter(selection="late")

    def test_keeps_what_was_typed_out_of_the_journal(self):
        assert codes_only({"text": "Lý Văn P", "kind": "complaint"}) == {
            "text": "có",
            "kind": "complaint",
        }


class TestEveryList:
    def test_is_found_by_its_name(self):
        assert {"my_work", "due", "month"} <= set(sheet_sources())

    def test_there_is_no_other(self, office, people):
        with office.database.reading() as tx, pytest.raises(NotFoundError):
            open_sheet(tx, office, people["head"], code="passwords", asked={})

    def test_says_what_it_is_and_who_made_it_when(self, office, people, complaint):
        notes = notes_of(taken(office, people["registrar"], "my_work"))
        assert notes[0] == people["registrar"].assignments[0].unit_name
        assert notes[1] == "Việc của tôi: Tôi làm được"
        assert notes[-1] == f"{people['registrar'].name} lập lúc 10:00 ngày 26/08/2026, 0 dòng"


class TestAccounts:
    def test_have_a_line_for_each_role_of_the_units_that_the_person_reads(self, office, people):
        lines = table_of(taken(office, people["head"], "accounts"))
        assert {line["Đơn vị"] for line in lines} == {people["head"].assignments[0].unit_name}
        everybody = table_of(taken(office, people["administrator"], "accounts"))
        assert len(everybody) > len(lines)
        titles = [line["Vai trò"] for line in everybody if line["Họ và tên"] == "Bùi Thị H"]
        assert titles == ["Thanh tra thành phố", "Biên tập quy trình"]

    def test_are_narrowed_as_on_the_page_and_closed_as_there(self, office, people):
        lines = table_of(taken(office, people["administrator"], "accounts", text="le van c"))
        assert [line["Thư điện tử công vụ"] for line in lines] == ["levanc@danang.gov.vn"]
        with pytest.raises(NotAllowedError):
            taken(office, people["verifier"], "accounts")


class TestLookedUp:
    def test_by_who_may_only_look_up_is_as_little_as_on_the_page(self, office, people, complaint):
        unit = people["head"].assignments[0]
        looker = replace(people["head"], assignments=(replace(unit, role="lookup"),))
        (line,) = table_of(taken(office, looker, "found"))
        assert line["Người nộp đơn"] == "Lý Văn P"
        make_everything_secret(office)
        (line,) = table_of(taken(office, looker, "found"))
        assert not {"Nội dung", "Người nộp đơn"} & set(line)


@on_both_databases
class TestMyWork:
    def test_has_the_rows_of_the_page(self, office, people, register_complaint):
        for received_on in (date(2026, 8, 17), date(2026, 8, 3), date(2026, 8, 24)):
            register_complaint(received_on)
        officer = people["petition_officer"]
        with office.database.reading() as tx:
            page = work_list(tx, office, officer, filters=WorkFilter())
        lines = table_of(taken(office, officer, "my_work"))
        assert [line["Mã hồ sơ"] for line in lines] == [row.code for row in page.rows]
        assert [day(line["Hạn của bước"]) for line in lines] == [
            row.due.due_on for row in page.rows
        ]
        assert lines[0]["Tình trạng"] == "Trễ hạn"
        assert lines[0]["Còn (ngày)"] == page.rows[0].due.days
        assert lines[0]["Người nộp đơn"] == page.rows[0].author

    def test_is_narrowed_and_sorted_like_the_page(self, office, people, register_complaint):
        first, second = register_complaint(), register_complaint()
        officer = people["petition_officer"]
        lines = table_of(taken(office, officer, "my_work", sort="-code"))
        codes = [first.registered.code, second.registered.code]
        assert [line["Mã hồ sơ"] for line in lines] == codes[::-1]
        assert table_of(taken(office, officer, "my_work", kind="feedback")) == []

    def test_also_has_what_was_done(self, office, people, complaint):
        (line,) = table_of(taken(office, people["registrar"], "my_work", tab="done"))
        assert line["Mã hồ sơ"] == complaint.registered.code

    def test_is_everybodys_own(self, office, people, strangers, complaint):
        assert table_of(taken(office, strangers["petition_officer"], "my_work")) == []


class TestDue:
    def test_has_the_rows_of_the_page(self, office, people, register_complaint):
        late = register_complaint(date(2026, 8, 3))
        register_complaint()
        (line,) = table_of(taken(office, people["head"], "due", selection="late"))
        assert line["Mã hồ sơ"] == late.registered.code
        assert day(line["Hạn"]) == date(2026, 8, 12)
        assert line["Đơn vị"] == people["head"].assignments[0].unit_name
        assert line["Người giữ"] == "chưa ai nhận"

    def test_names_no_party(self, office, people, register_complaint):
        register_complaint(date(2026, 8, 3))
        (line,) = table_of(taken(office, people["head"], "due", selection="late"))
        assert "Người nộp đơn" not in line

    def test_is_refused_like_the_page(self, office, people, strangers):
        own = str(people["head"].assignments[0].unit_id)
        with pytest.raises(NotAllowedError):
            taken(office, strangers["head"], "due", unit_id=own)


class TestMonth:
    def test_has_a_row_for_each_day(self, office, people, register_complaint):
        register_complaint(date(2026, 8, 3)).go_to("accept")
        lines = table_of(taken(office, people["head"], "month", month="2026-08-01"))
        assert [day(line["Ngày"]).day for line in lines] == list(range(1, 32))
        assert (lines[25]["Trễ hạn"], lines[11]["Chưa xong"]) == (1, 1)
        assert lines[25]["Thứ"] == "Thứ Tư"


@on_both_databases
class TestFound:
    def test_has_what_the_page_finds(self, office, people, register_complaint):
        found = register_complaint(date(2026, 8, 17), author_name="Ngô Thị Tìm")
        register_complaint()
        officer = people["petition_officer"]
        (line,) = table_of(taken(office, officer, "found", text="ngo thi tim"))
        assert found.registered.petition_code in str(line)
        assert line["Người nộp đơn"] == "Ngô Thị Tìm"
        assert day(line["Nhận ngày"]) == date(2026, 8, 17)
        assert line["Loại"] == "Khiếu nại"
        assert len(table_of(taken(office, officer, "found"))) == 2
        assert len(table_of(taken(office, officer, "found", since="2026-08-18"))) == 1

    def test_is_what_the_person_may_see(self, office, people, strangers, complaint):
        assert table_of(taken(office, strangers["head"], "found")) == []
        own = str(people["head"].assignments[0].unit_id)
        assert table_of(taken(office, strangers["head"], "found", unit_id=own)) == []

    def test_of_a_secret_record_has_code_and_status_only(self, office, people, complaint):
        make_everything_secret(office)
        (line,) = table_of(taken(office, people["head"], "found"))
        assert set(line) <= {
            "Mã hồ sơ",
            "Đơn vị",
            "Đang ở bước",
            "Hạn gần nhất",
            "Tình trạng",
            "Còn (ngày)",
            "Độ mật",
        }


class TestTerms:
    def test_has_each_row_of_the_tables_with_its_article(self, office, people):
        lines = table_of(taken(office, people["verifier"], "terms"))
        with office.database.reading() as tx:
            terms = office.terms(tx)
            assert len(lines) == sum(len(terms.rows(term)) for term in terms.terms)
        assert all(line["Căn cứ"] for line in lines)


class TestTransfers:
    def test_are_those_of_the_own_unit(self, office, people, strangers, complaint):
        passed_on = {
            "petition_id": complaint.registered.petition_id,
            "run_id": complaint.run_id,
            "from_unit_id": people["head"].assignments[0].unit_id,
            "to_body": "Công an phường Mẫu",
            "sent_on": date(2026, 8, 26),
        }
        with office.database.writing() as tx:
            tx.execute(insert(Transfer).values(passed_on))
        (line,) = table_of(taken(office, people["registrar"], "transfers"))
        assert line["Nơi nhận"] == "Công an phường Mẫu"
        assert line["Đơn"] == complaint.registered.petition_code
        assert table_of(taken(office, strangers["registrar"], "transfers")) == []


class TestStatements:
    def test_do_not_grow_with_each_row(self, office, people, register_complaint):
        def number(code):
            with sent_to(office.database) as sent:
                taken(office, people["petition_officer"], code)
            return len(sent.statements)

        register_complaint(date(2026, 8, 3))
        before = {code: number(code) for code in ("my_work", "due")}
        for _ in range(3):
            register_complaint(date(2026, 8, 3))
        assert {code: number(code) for code in before} == before
