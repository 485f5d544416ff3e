"""The legal registers: files of columns, and nothing in them that may not be shown."""

import io
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import column, insert, select, table, update

from cases.errors import NotAllowedError, NotFoundError
from cases.models.case import Case
from cases.models.decision import Decision
from cases.models.document import Document
from cases.models.party import Party
from cases.models.petition import Petition
from cases.models.petition_text import PetitionText
from config.catalogs import read_documents, read_events, read_lists
from forms.records import RECORDS
from reports.registers.book import BookFilter, open_book
from reports.registers.definition import RegisterError, find_registers, read_register
from reports.registers.measures import MEASURES
from reports.sheet import write_sheet
from reports.sheets import open_sheet
from tests.cases.fixtures import on_both_databases
from tests.cases.secret_matter import make_everything_secret
from tests.cases.statements import sent_to
from tests.reports.workbook import day, notes_of, table_of

MARK = "CANARY7F3A"
REGISTERS = find_registers()
EVERY_COLUMN = [
    pytest.param(register, column, id=f"{register.code}: {column.title}")
    for register in REGISTERS.values()
    for column in register.columns
]


def book(office, actor, code, **filters):
    """Return a page of a register, each line by the heads of its columns."""
    with office.database.reading() as tx:
        found = open_book(tx, office, actor, filters=BookFilter(code, **filters))
        heads = [column.title for column in found.register.columns]
        return [dict(zip(heads, line, strict=True)) for line in found.lines]


def sheet(office, actor, code, **asked):
    """Return the workbook of a register."""
    target = io.BytesIO()
    with office.database.reading() as tx:
        found = open_sheet(tx, office, actor, code="register", asked={"register": code} | asked)
        write_sheet(target, found, office, actor)
    return target.getvalue()


def drop_guards(office):
    """Let the database take what it refuses otherwise, as if a mistake had got past it."""
    with office.database.engine.begin() as connection:
        triggers = select(column("name")).select_from(table("sqlite_master"))
        for name in connection.scalars(triggers.where(column("type") == "trigger")).all():
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')


def change(office, table, **values):
    with office.database.writing() as tx:
        tx.execute(update(table).values(**values))


class TestRegisterFiles:
    def test_are_found(self):
        assert {one.title for one in REGISTERS.values()} >= {
            "Sổ tiếp nhận đơn",
            "Sổ theo dõi giải quyết",
        }

    def test_have_addresses_of_their_own(self):
        addresses = [one.address for one in REGISTERS.values()]
        assert len(set(addresses)) == len(addresses)

    @pytest.mark.parametrize("register", REGISTERS.values(), ids=lambda one: one.code)
    def test_name_no_column_twice_and_show_some_on_the_page(self, register):
        titles = [column.title for column in register.columns]
        assert len(set(titles)) == len(titles)
        assert 5 <= len(register.screen_columns) <= 14

    @pytest.mark.parametrize(("register", "column"), EVERY_COLUMN)
    def test_show_measures_that_exist(self, office, register, column):
        measure = MEASURES[register.rows][column.measure]
        with office.database.reading() as tx:
            known = {
                "": set(),
                "terms": set(office.terms(tx).terms),
                "events": set(read_events()),
                "documents": set(read_documents()),
            }[measure.codes]
        assert bool(column.codes) == bool(measure.codes)
        assert set(column.codes) <= known
        assert bool(column.name) == measure.is_named
        assert not measure.names or column.name in measure.names
        assert not column.list or hasattr(read_lists(), column.list)

    @pytest.mark.parametrize(("register", "column"), EVERY_COLUMN)
    def test_have_words_for_every_code_that_a_form_can_keep(self, register, column):
        paths = {f"{register.rows}.{column.measure}", column.measure.replace("_", ".", 1)}
        codes = {code for path in paths & set(RECORDS) for code in RECORDS[path].codes}
        listed = getattr(read_lists(), column.list) if column.list else ()
        assert codes <= {*column.titles, *listed}

    @pytest.mark.parametrize(
        ("text", "problem"),
        [
            ("title = 'x'", "thiếu cột"),
            ("title = 'x'\n[[columns]]\ntitle = 'y'", "cột 1: thiếu khóa"),
            ("[[columns]]\ntitle = 'y'\nmeasure = 'code'\ntiitle = ''", "không biết khóa tiitle"),
            (
                """title = ''
                address = ''
                rows = 'x'
                basis = ''
                dated = ''
                [[columns]]
                title = ''
                measure = ''""",
                "rows: phải là petition hoặc case",
            ),
        ],
    )
    def test_that_are_wrong_say_where(self, text, problem):
        with pytest.raises(RegisterError, match=problem):
            read_register("x", text)


@on_both_databases
class TestReceived:
    def test_has_every_petition_of_the_unit(self, office, people, register_complaint):
        older, newer = register_complaint(date(2026, 8, 17)), register_complaint()
        lines = book(office, people["registrar"], "received")
        assert [line["Số đơn"] for line in lines] == [
            newer.registered.petition_code,
            older.registered.petition_code,
        ]
        assert [line["STT"] for line in lines] == [2, 1]
        assert lines[1]["Ngày nhận"] == date(2026, 8, 17)
        assert lines[1]["Loại đơn"] == "Khiếu nại"
        assert lines[1]["Họ tên người gửi"]
        assert lines[1]["Địa chỉ người gửi"]
        assert lines[1]["Hạn xử lý, thụ lý"]
        assert lines[1]["Người vào sổ"] == people["registrar"].name

    def test_is_narrowed_by_days_and_kind(self, office, people, register_complaint):
        register_complaint(date(2026, 8, 17))
        head = people["head"]
        assert len(book(office, head, "received", since=date(2026, 8, 17))) == 1
        assert book(office, head, "received", since=date(2026, 8, 18)) == []
        assert book(office, head, "received", until=date(2026, 8, 16)) == []
        assert book(office, head, "received", kind="feedback") == []

    def test_is_written_whole_with_the_oldest_first(self, office, people, register_complaint):
        older, newer = register_complaint(date(2026, 8, 17)), register_complaint()
        content = sheet(office, people["registrar"], "received", since="2026-01-01")
        lines = table_of(content)
        assert [line["Số đơn"] for line in lines] == [
            older.registered.petition_code,
            newer.registered.petition_code,
        ]
        assert [line["STT"] for line in lines] == [1, 2]
        assert day(lines[0]["Ngày nhận"]) == date(2026, 8, 17)
        notes = notes_of(content)
        assert "Sổ tiếp nhận đơn" in notes
        assert "Ngày nhận đơn từ 01/01/2026" in notes


@on_both_databases
class TestSettlement:
    def test_has_cases_from_their_acceptance_on(self, office, people, complaint):
        assert book(office, people["head"], "settlement") == []
        complaint.go_to("assign_verification")
        (line,) = book(office, people["head"], "settlement")
        assert line["Mã hồ sơ"] == complaint.registered.code
        assert line["Ngày thụ lý"] == date(2026, 8, 26)
        assert line["Hạn giải quyết"] > date(2026, 8, 26)
        assert line["Giải quyết theo luật"] == "Trong hạn"
        assert line["Đơn"] == complaint.registered.petition_code
        assert line["Phức tạp"] == ""

    def test_follows_a_case_to_its_decision(self, office, people, accepted_complaint):
        accepted_complaint.go_to("send_decision")
        (line,) = book(office, people["head"], "settlement")
        assert line["Người xác minh"] == people["verifier"].name
        assert line["Số quyết định giải quyết"]
        assert line["Ngày quyết định"] == date(2026, 8, 26)
        assert line["Kết quả giải quyết"].startswith("Khiếu nại ")
        assert line["Giải quyết theo luật"] == "Đúng hạn"
        assert line["Cập nhật trên hệ thống"] == "Đúng hạn"


class TestAmounts:
    def test_of_a_decision_are_numbers_owed(self, office, people, accepted_complaint):
        accepted_complaint.go_to("send_decision")
        change(office, Decision, recover_money=Decimal("12.5"), beneficiaries_individual=2)
        (line,) = book(office, people["head"], "settlement")
        assert line["Phải thu cho Nhà nước: tiền (triệu đồng)"] == 12.5
        assert line["Số cá nhân được trả quyền lợi"] == 2
        assert line["Đã thu cho Nhà nước: tiền (triệu đồng)"] is None


class TestRights:
    def test_are_those_of_who_works_in_the_unit(self, office, people, strangers, complaint):
        own = people["head"].assignments[0].unit_id
        with pytest.raises(NotAllowedError):
            book(office, strangers["head"], "received", unit_id=own)
        assert book(office, strangers["head"], "received") == []
        assert len(book(office, people["inspectorate"], "received")) == 1

    def test_do_not_make_up_a_register(self, office, people):
        with pytest.raises(NotFoundError):
            book(office, people["head"], "accounts")


class TestSecrecy:
    @pytest.fixture
    def marked(self, office, accepted_complaint):
        """A settled complaint with the mark wherever a register could find it."""
        accepted_complaint.go_to("send_decision")
        change(office, PetitionText, summary=MARK, request=MARK)
        change(office, Party, full_name=MARK, address=MARK)
        change(office, Case, title=MARK, field=MARK, paper_file_ref="HS 12")
        change(office, Petition, field=MARK, forwarded_document=None)
        return accepted_complaint

    @pytest.mark.parametrize("code", REGISTERS)
    def test_shows_the_mark_of_a_complaint(self, office, people, marked, code):
        assert MARK in str(book(office, people["head"], code))

    @pytest.mark.parametrize("code", REGISTERS)
    def test_of_a_denunciation_shows_neither_author_nor_words_nor_result(
        self, office, people, marked, code
    ):
        """Khoản 7 Điều 5: not even what a mistake had left behind."""
        drop_guards(office)
        with office.database.writing() as tx:
            tx.execute(update(Party).values(role="denounced"))
            tx.execute(update(Petition).values(kind="denunciation"))
            tx.execute(update(Case).values(kind="denunciation"))
        (line,) = book(office, people["head"], code)
        assert MARK not in str(line)
        shown = {title: value for title, value in line.items() if value is not None}
        assert not {"Kết quả giải quyết", "Lĩnh vực", "Nội dung", "Số người đứng tên"} & {
            title for title, value in shown.items() if value
        }
        assert "không cập nhật" in shown.values()

    @pytest.mark.parametrize("code", REGISTERS)
    @pytest.mark.parametrize("secrecy", ["mat", "toi_mat", "tuyet_mat"])
    def test_of_a_secret_record_shows_code_and_status_only(
        self, office, people, marked, code, secrecy
    ):
        """Khoản 6 Điều 5."""
        make_everything_secret(office, secrecy)
        (line,) = book(office, people["head"], code)
        shown = {title for title, value in line.items() if value not in {None, ""}}
        assert shown <= {"STT", "Số đơn", "Mã hồ sơ", "Đang ở", "Độ mật"}

    def test_of_a_secret_document_shows_that_there_is_one(self, office, people, marked):
        change(office, Document, secrecy="mat", file_id=None, recipient=MARK)
        for code in REGISTERS:
            lines = book(office, people["head"], code)
            assert "(văn bản mật)" in str(lines)
            assert MARK not in str(
                [line["Số văn bản thụ lý"] for line in lines if code == "settlement"]
            )

    def test_writes_a_formula_as_words(self, office, people, marked):
        change(office, PetitionText, summary="=HYPERLINK(1)")
        change(office, Decision, number="+1")
        for code in REGISTERS:
            assert table_of(sheet(office, people["head"], code))


class TestStatements:
    @pytest.mark.parametrize("code", REGISTERS)
    def test_do_not_grow_with_each_line(self, office, people, register_complaint, code):
        def number():
            with sent_to(office.database) as sent:
                assert book(office, people["head"], code)
            return len(sent.statements)

        register_complaint().go_to("assign_verification")
        before = number()
        for _ in range(2):
            register_complaint().go_to("assign_verification")
        assert number() == before
        assert before <= 20


class TestOthersPetitions:
    def test_of_another_unit_are_not_in_the_book(self, office, people, strangers, complaint):
        with office.database.writing() as tx:
            tx.execute(
                insert(Petition).values(
                    code="D-2026-000099",
                    kind="feedback",
                    receiving_unit_id=strangers["head"].assignments[0].unit_id,
                    received_on=date(2026, 8, 26),
                    source="post",
                    registered_by_id=strangers["registrar"].account_id,
                    registered_at=office.clock.now(),
                )
            )
        assert len(book(office, people["head"], "received")) == 1
        assert [line["Số đơn"] for line in book(office, strangers["head"], "received")] == [
            "D-2026-000099"
        ]
