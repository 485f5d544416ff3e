"""``donthu deadlines``: a due date, then why; many at once; those of a case."""

import shutil
from datetime import date

import pytest
from sqlalchemy import select

from cases.deadlines.computation import Computation, compute, replay
from cases.deadlines.explanation import explain
from cases.folder_rules import clock_rules
from cases.models.case import Case
from cases.models.deadline import Deadline
from cases.models.petition import Petition
from cases.office import open_office
from cases.queries.actors import actor_of
from cases.queries.case_page import case_page
from config.settings import read_settings
from tests.cases.deadlines.hand_derived import derived_terms
from tests.commands.conftest import ROOT, environ

HAND_DERIVED = [one for one in derived_terms() if not one.facts and not one.extensions]


@pytest.fixture
def office(donthu):
    office = open_office(read_settings(environ(donthu.var)))
    yield office
    office.database.close()


def printed(explanation):
    """The reasons as the command prints them."""
    for number, sentence in enumerate(explanation.sentences, 1):
        yield f"  {number}. {sentence.text}"
        if sentence.citation:
            yield f"     {sentence.citation}"


class TestOneTerm:
    def test_is_printed_date_first_then_numbered_reasons_with_their_articles(self, donthu, office):
        done = donthu("deadlines", "compute", "kn1_resolve", "--from", "2026-08-03")
        rules = clock_rules(office)
        row = rules.terms.choose("kn1_resolve", date(2026, 8, 3), {})
        explanation = explain(
            compute(row, date(2026, 8, 3), rules.calendar),
            today=office.today(),
            events={code: event.title for code, event in office.events.items()},
        )
        first, *reasons = done.out.splitlines()
        assert first == "03/09/2026  Giải quyết khiếu nại lần đầu"
        assert reasons == list(printed(explanation))
        assert (done.code, done.errors) == (0, "")

    def test_takes_a_date_as_it_is_written_here(self, donthu):
        words = ("deadlines", "compute", "kn1_accept", "--from")
        assert donthu(*words, "17/08/2026").out == donthu(*words, "2026-08-17").out

    def test_says_that_a_date_rests_on_a_calendar_that_is_not_announced(self, donthu):
        done = donthu("deadlines", "compute", "kn1_accept", "--from", "2027-01-28")
        assert done.out.startswith("15/02/2027 (tạm tính, lịch 2027 chưa chốt)")

    @pytest.mark.parametrize(
        ("key", "options", "due_on"),
        [
            ("kn1_resolve", ("--complex", "--remote"), "02/10/2026"),
            ("kn1_resolve_remote_complex", (), "02/10/2026"),
            ("tc_resolve", ("--condition", "total"), "02/10/2026"),
            ("tc_resolve", ("--condition", "total", "--especially-complex"), "02/11/2026"),
            ("kn1_resolve", ("--suspended", "10/08/2026", "20/08/2026"), "14/09/2026"),
        ],
    )
    def test_depends_on_the_case(self, donthu, key, options, due_on):
        done = donthu("deadlines", "compute", key, "--from", "2026-08-03", *options)
        assert done.out.startswith(due_on)

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("nope", "--from", "2026-08-03"), "không có thời hạn nào tên nope"),
            (("kn1_accept_old", "--from", "2026-07-01"), "dòng đang có hiệu lực: kn1_accept"),
            (("kn_suspend_send", "--from", "2026-06-30"), "không có dòng nào"),
            (("kn1_accept", "--from", "2050-01-03"), "03/01/2050 nằm ngoài lịch làm việc"),
            (("kn1_resolve", "--from", "2040-12-20"), "21/01/2041 nằm ngoài lịch làm việc"),
            (("kn1_accept", "--from", "31/02/2026"), "--from: '31/02/2026' không phải ngày"),
            (("kn1_accept",), "Thiếu --from."),
            (("--from", "2026-08-03"), "Thiếu KEY."),
            (("kn1_accept", "--batch", "x"), "chỉ --batch"),
            (("--batch", "/nowhere"), "/nowhere: không đọc được tệp"),
            (
                ("tc_triage", "--from", "2026-08-03", "--condition", "many"),
                "--condition: không có 'many'; có: discipline_dismissal",
            ),
            (
                *(("kn1_resolve", "--from", "2026-08-03", "--suspended", "2026-08-20"),),
                "--suspended: thiếu giá trị.",
            ),
            (
                (
                    *("kn1_resolve", "--from", "2026-08-03"),
                    *("--suspended", "2026-08-20", "2026-08-10"),
                ),
                "tạm đình chỉ từ 20/08/2026 không thể kết thúc ngày 10/08/2026",
            ),
        ],
    )
    def test_asked_wrongly_is_refused_in_one_line_naming_the_place(self, donthu, words, said):
        assert said in donthu("deadlines", "compute", *words).refusal


class TestManyLines:
    def test_get_the_due_date_as_a_third_column(self, donthu, tmp_path):
        path = tmp_path / "terms.tsv"
        path.write_text("\ufeffkn1_accept\t2026-08-17\r\nkn1_resolve\t03/08/2026\r\n", "utf-8")
        done = donthu("deadlines", "compute", "--batch", str(path))
        assert (
            done.out == "kn1_accept\t2026-08-17\t2026-08-25\nkn1_resolve\t03/08/2026\t03/09/2026\n"
        )
        assert (done.code, done.errors) == (0, "")

    def test_come_from_standard_input_too(self, donthu):
        done = donthu("deadlines", "compute", "--batch", "-", typed="kn1_accept\t2026-08-17\n")
        assert done.out == "kn1_accept\t2026-08-17\t2026-08-25\n"

    def test_that_are_wrong_say_so_in_place_and_the_others_are_answered(self, donthu):
        lines = (
            "nope\t2026-08-17\n\nkn1_accept\nkn1_accept\t17.08.2026\n"
            "kn1_accept_old\t2026-07-01\nkn1_accept\t2026-08-17\tx\nkn1_accept\t2026-08-17\n"
        )
        done = donthu("deadlines", "compute", "--batch", "-", typed=lines)
        assert [line.split("\t")[2] for line in done.out.splitlines()] == [
            "lỗi: không có thời hạn nào tên nope",
            "lỗi: dòng phải gồm mã, dấu tab, ngày",
            "lỗi: '17.08.2026' không phải ngày như 2026-09-01 hoặc 01/09/2026",
            (
                "lỗi: kn1_accept_old không áp dụng cho ngày 01/07/2026; "
                "dòng đang có hiệu lực: kn1_accept"
            ),
            "x",
            "2026-08-25",
        ]
        assert done.code == 1
        assert done.errors == "-: 5 dòng không tính được, lý do ở cột thứ ba.\n"

    def test_share_the_facts_that_are_given(self, donthu):
        words = ("deadlines", "compute", "--batch", "-", "--complex")
        done = donthu(*words, typed="kn1_resolve\t2026-08-03\n")
        assert done.out.endswith("\t2026-09-17\n")

    def test_say_once_which_calendars_are_not_announced(self, donthu):
        lines = "kn1_accept\t2027-01-28\nkn1_accept\t2028-01-28\n"
        done = donthu("deadlines", "compute", "--batch", "-", typed=lines)
        assert done.errors == "Có ngày tạm tính, lịch 2027, 2028 chưa chốt.\n"
        assert done.code == 0

    def test_that_are_no_text_are_refused(self, donthu, tmp_path):
        path = tmp_path / "terms.tsv"
        path.write_bytes(b"\xff\xfe\x00")
        assert "UTF-8" in donthu("deadlines", "compute", "--batch", str(path)).refusal

    def test_agree_with_the_terms_derived_by_hand(self, donthu):
        asked = [one for one in HAND_DERIVED if not one.pauses]
        lines = "".join(f"{one.term}\t{one.start}\n" for one in asked)
        done = donthu("deadlines", "compute", "--batch", "-", typed=lines)
        answered = [line.split("\t")[2] for line in done.out.splitlines()]
        for one, answer in zip(asked, answered, strict=True):
            if one.due_on:
                assert answer == one.due_on.isoformat(), one.number
            else:
                assert answer.startswith("lỗi: "), one.number


class TestTheDeadlinesOfACase:
    def test_are_explained_in_the_very_sentences_of_its_page(self, donthu, office):
        with office.database.reading() as tx:
            inspector = actor_of(tx, office, email="buithih@danang.gov.vn")
            codes = tx.scalars(select(Case.code)).all()
            pages = {code: case_page(tx, office, inspector, code=code) for code in codes}
        assert pages
        for code, page in pages.items():
            expected = [
                line for deadline in page.deadlines for line in printed(deadline.explanation)
            ]
            said = donthu("deadlines", "explain", code).out.splitlines()
            assert [line for line in said if line.startswith("  ")] == expected
            titles = [line for line in said if not line.startswith("  ")]
            assert len(titles) == len(page.deadlines)

    def test_of_a_petition_are_found_by_its_own_code(self, donthu, office):
        with office.database.writing() as tx:
            petition = tx.scalars(select(Petition).limit(1)).one()
            deadline = tx.scalars(select(Deadline).limit(1)).one()
            deadline.subject_kind, deadline.subject_id = "petition", petition.id
            counted = Computation.from_json(deadline.computation)
            code = petition.code
        said = donthu("deadlines", "explain", code.lower())
        assert f"{counted.due_on:%d/%m/%Y}  {counted.row.title}" in said.out
        assert said.code == 0

    @pytest.mark.parametrize("code", ["KN-2026-999999", "D-2026-999999", "x"])
    def test_of_nothing_known_are_refused(self, donthu, code):
        refusal = donthu("deadlines", "explain", code).refusal
        assert refusal == f"Không có vụ việc hay đơn nào mang mã {code}."

    def test_are_stored_with_all_that_gives_their_dates_again(self, office):
        with office.database.reading() as tx:
            rows = tx.scalars(select(Deadline)).all()
        assert rows
        for row in rows:
            assert replay(Computation.from_json(row.computation)) == row.due_on


class TestBeforeAnythingIsSetUp:
    def test_the_files_in_the_folders_answer(self, new_donthu):
        done = new_donthu("deadlines", "compute", "kn1_accept", "--from", "2026-08-17")
        assert done.out.startswith("25/08/2026")
        assert done.errors == "Chưa công bố bảng thời hạn: tính theo tệp trong thư mục.\n"
        assert done.code == 0
        assert not (new_donthu.var / "donthu.sqlite3").exists()

    def test_terms_are_listed(self, new_donthu):
        assert "kn1_accept" in new_donthu("deadlines", "list").out

    def test_a_case_cannot_be_explained(self, new_donthu):
        refusal = new_donthu("deadlines", "explain", "KN-2026-000001").refusal
        assert "donthu init" in refusal

    def test_a_wrong_table_is_named(self, new_donthu, tmp_path):
        workflows = tmp_path / "workflows"
        shutil.copytree(ROOT / "workflows", workflows)
        table = workflows / "deadlines" / "complaint.dmn"
        table.write_text(table.read_text("utf-8").replace("2026-06-30", "2026-07-05"), "utf-8")
        words = ("deadlines", "compute", "kn1_accept", "--from", "2026-08-17")
        refusal = new_donthu(*words, DONTHU_WORKFLOWS=str(workflows)).refusal
        assert refusal.startswith("complaint.dmn: kn1_accept: ngày 01/07/2026 có nhiều dòng")

    def test_a_wrong_calendar_is_named(self, new_donthu, tmp_path):
        holidays = tmp_path / "holidays"
        shutil.copytree(ROOT / "config" / "holidays", holidays)
        year = holidays / "2026.toml"
        year.write_text(year.read_text("utf-8").replace("2026-09-01", "2026-09-02"), "utf-8")
        words = ("deadlines", "compute", "kn1_accept", "--from", "2026-08-17")
        refusal = new_donthu(*words, DONTHU_HOLIDAYS=str(holidays)).refusal
        assert refusal == "2026.toml: 02/09/2026: ghi hai lần"
