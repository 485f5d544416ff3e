"""Tra cứu: what a question finds, on both databases."""

from datetime import date

import pytest
from sqlalchemy import select, update

from cases.models.deadline import Deadline
from cases.models.run import Run
from cases.models.search_entry import SearchEntry
from cases.queries.search import PAGE_SIZE, SearchFilter, search
from tests.cases.fixtures import on_both_databases
from tests.cases.search.conftest import codes
from tests.cases.statements import sent_to

NAME = "Đặng Thị Điệp"
SUMMARY = "Khiếu nại Quyết định số 412/QĐ-UBND về thu hồi đất, thửa 214, tờ bản đồ 7"


@on_both_databases
class TestWords:
    @pytest.mark.parametrize(
        "text",
        [
            "Đặng Thị Điệp",
            "dang thi diep",
            "DIEP DANG",
            "  điệp   THỊ  ",
            "thu hồi đất",
            "dat hoi thu",
            "thua 214",
            "diep thu hoi dat",
            "412/QĐ-UBND",
            "412/qd-ubnd",
            "“thu hồi đất”",
        ],
    )
    def test_are_found_without_marks_in_any_order_wherever_they_stand(self, write, found, text):
        code = write(summary=SUMMARY, parties={"author": NAME})
        write(summary="Việc khác", parties={"author": "Người Khác"})
        assert found(text) == [code]

    @pytest.mark.parametrize("text", ["đặng thị", "Quyet dinh 412", "thua 214 diep"])
    def test_of_title_and_other_parties_count_as_well(self, write, found, text):
        code = write(title="Quyết định 412 thửa 214", parties={"respondent": NAME})
        assert found(text) == [code]

    @pytest.mark.parametrize("text", ["thu hồi rừng", "die", "diep dat rung", "41"])
    def test_must_all_be_there_and_whole(self, write, found, text):
        write(summary=SUMMARY, parties={"author": NAME})
        assert found(text) == []

    def test_may_stand_in_different_petitions_that_one_case_settles(self, office, found, complaint):
        assert found("ly van p 412") == [complaint.registered.code]

    def test_decomposed_as_some_keyboards_send_them_are_the_same_words(self, write, found):
        code = write(parties={"author": NAME})
        assert found("Đie\u0302\u0323p") == [code]


@on_both_databases
class TestCode:
    @pytest.mark.parametrize(
        "text",
        [
            "KN-2026-000501",
            "kn-2026-000501",
            "KN2026000501",
            "KN 2026 501",
            "KN 501",
            "kn501",
            "KN-501",
            "000501",
            "501",
            "2026/501",
            "D-2026-000501",
            "D 501",
            " d 2026 501 ",
        ],
    )
    def test_is_found_without_signs_and_zeros(self, write, found, text):
        code = write()
        write()
        assert found(text) == [code]

    def test_of_a_petition_finds_its_case(self, found, complaint):
        assert found(complaint.registered.petition_code) == [complaint.registered.code]

    @pytest.mark.parametrize("text", ["TC 501", "KN 50", "KN 5010", "KN-2025-000501"])
    def test_of_another_book_year_or_number_is_not_found(self, write, found, text):
        write()
        assert found(text) == []

    def test_from_an_older_system_is_found(self, write, found):
        code = write(old_number="15/KN-2009")
        assert found("15/KN-2009") == [code]
        assert found("kn 2009 15") == [code]


@on_both_databases
class TestPaper:
    @pytest.mark.parametrize("text", ["31/TB-UBND", "31/tb-ubnd", "31 TB UBND", "số... 31/TB-UBND"])
    def test_is_found_by_its_number(self, write, found, text):
        code = write(papers=("31/TB-UBND", "402/QĐ-UBND"), summary="số")
        write(papers=("32/TB-UBND",))
        assert found(text) == [code]

    def test_of_a_step_is_found_as_soon_as_it_is_issued(self, found, complaint):
        assert found("31/TB-UBND") == []
        complaint.go_to("assign_verification", accept={"number": "31/TB-UBND"})
        assert found("31/TB-UBND") == [complaint.registered.code]

    def test_and_words_about_it_find_the_petition_that_mentions_it(self, write, found):
        code = write(summary=SUMMARY)
        issued = write(papers=("412/QĐ-UBND",))
        assert found("412/QĐ-UBND") == [issued, code]


@on_both_databases
class TestOrder:
    def test_is_the_newest_receipt_first(self, write, found):
        days = [date(2026, 8, 3), date(2026, 8, 20), date(2025, 1, 5)]
        first, second, third = [write(summary="đất", received_on=day) for day in days]
        assert found("dat") == [second, first, third]

    def test_is_kept_from_page_to_page_and_back(self, write, find, people):
        written = [
            write(summary="đất", alone=number % 2 == 0) for number in range(2 * PAGE_SIZE + 5)
        ]
        asker = people["inspectorate"]
        first = find(asker, "dat")
        second = find(asker, "dat", older_than=first.older_than)
        third = find(asker, "dat", older_than=second.older_than)
        shown = [code for page in (first, second, third) for code in codes(page)]
        assert len(shown) == len(written)
        assert set(shown) == set(written)
        assert (first.newer_than, third.older_than) == (None, None)
        assert codes(find(asker, "dat", newer_than=third.newer_than)) == codes(second)
        assert codes(find(asker, "dat", newer_than=second.newer_than)) == codes(first)
        assert find(asker, "dat", newer_than=second.newer_than).newer_than is None

    def test_shows_the_newest_when_nothing_is_asked(self, write, found):
        older = write(received_on=date(2026, 8, 1))
        newer = write()
        assert found()[:2] == [newer, older]


@on_both_databases
class TestFilter:
    def test_takes_one_kind(self, write, found):
        write(summary="đất")
        code = write(summary="đất", kind="denunciation")
        assert found("dat", kind="denunciation") == [code]
        assert found(kind="denunciation") == [code]

    def test_takes_one_field_of_cases_and_of_petitions(self, write, found):
        write(summary="đất", field="policy")
        case = write(summary="đất", field="land")
        petition = write(summary="đất", field="land", alone=True)
        assert set(found("dat", field="land")) == {case, petition}

    def test_takes_one_unit(self, write, found, units):
        write(summary="đất")
        code = write(summary="đất", unit="mau-binh")
        assert found("dat", unit_id=units["mau-binh"]) == [code]

    def test_takes_days_of_receipt_both_included(self, write, found):
        days = [date(2026, 8, day) for day in (3, 4, 5, 6)]
        written = [write(summary="đất", received_on=day) for day in days]
        assert found("dat", since=days[1], until=days[2]) == written[2:0:-1]
        assert found("dat", since=days[3]) == written[3:]
        assert found("dat", until=days[0]) == written[:1]

    def test_takes_what_is_late_today(self, found, register_complaint):
        late = register_complaint(date(2026, 8, 3)).registered.code
        register_complaint()
        assert found("thu hoi dat", is_late=True) == [late]

    def test_does_not_call_late_what_stands_still(self, office, found, register_complaint):
        complaint = register_complaint(date(2026, 8, 3)).go_to("accept")
        with office.database.writing() as tx:
            tx.execute(update(Run).values(paused_since=office.clock.now()))
            tx.execute(update(Deadline).values(pauses=True))
        assert found("thu hoi dat", is_late=True) == []
        assert found("thu hoi dat", status="paused") == [complaint.registered.code]

    def test_takes_what_is_under_way_or_over(self, write, found, complaint):
        closed = write(summary="thu hồi đất")
        assert found("thu hoi dat", status="open") == [complaint.registered.code]
        assert found("thu hoi dat", status="closed") == [closed]


HOSTILE = (
    '"',
    "'",
    '"dat',
    "dat AND",
    "dat OR 1=1",
    "dat NOT xyz",
    "NEAR(dat xyz)",
    "words:dat xyz",
    "dat*",
    "^dat",
    "{dat}",
    "-dat",
    "da%",
    "%",
    "_",
    "_u1",
    "_c1",
    "___",
    "'; DROP TABLE search_entry; --",
    "dat & | ! ( ) <-> :*",
    "\\",
    "\0",
    "dat\0xyz",
    "\ud7ff\uffff",
    "👩‍👩‍👧 đất",
    "a" * 100_000,
    "đất " * 10_000,
    " ".join(f"w{number}" for number in range(1000)),
    "9" * 500,
    "/" * 300,
    "1/" * 300,
)


@on_both_databases
class TestHostileQuestion:
    def test_is_a_question_like_any_other(self, write, found):
        code = write(summary="đất")
        for text in HOSTILE:
            assert set(found(text)) <= {code}, text
        assert found("dat") == [code]

    @pytest.mark.parametrize("text", ["_u1", "_c1", "u1", "%", '"', "dat NOT xyz", "d%t"])
    def test_reaches_neither_operators_nor_words_of_ours(self, write, found, text):
        write(summary="đất")
        assert found(text) == []

    def test_of_signs_only_finds_nothing_and_says_so(self, write, find, people):
        write(summary="đất")
        page = find(people["inspectorate"], "%%% --")
        assert (page.rows, page.asked.is_empty) == ((), True)

    def test_of_a_very_long_word_in_a_petition_can_be_written_and_found(self, write, found):
        code = write(summary="x" * 5000)
        assert found("x" * 5000) == [code]


class TestStatements:
    def test_are_as_many_for_one_row_as_for_a_full_page(self, office, write, find, people):
        write(summary="đất")
        find(people["head"], "dat")
        with sent_to(office.database) as one:
            assert len(find(people["head"], "dat").rows) == 1
        for _ in range(PAGE_SIZE + 1):
            write(summary="đất")
        with sent_to(office.database) as many:
            assert len(find(people["head"], "dat").rows) == PAGE_SIZE
        assert len(one.statements) == len(many.statements) <= 11, many.statements

    def test_are_one_more_when_a_number_of_a_paper_may_be_meant(self, office, find, people, write):
        write(summary="đất 5")
        find(people["head"], "dat")
        with sent_to(office.database) as plain:
            find(people["head"], "dat")
        with sent_to(office.database) as paper:
            find(people["head"], "dat 5")
        assert len(paper.statements) == len(plain.statements) + 1


@on_both_databases
class TestFarBackRecord:
    """PostgreSQL looks at the newest records first, and asks the index for what is further back."""

    @pytest.fixture(autouse=True)
    def look_at_few(self, monkeypatch):
        monkeypatch.setattr("cases.queries.search.LOOKED_AT", 3)

    def test_is_found_like_a_new_one(self, write, found, find, people):
        old = write(summary="rừng", received_on=date(2025, 1, 1))
        written = [write(summary="đất rừng") for _ in range(PAGE_SIZE + 5)]
        assert found("rung", until=date(2025, 1, 1)) == [old]
        first = find(people["head"], "rung")
        second = find(people["head"], "rung", older_than=first.older_than)
        assert codes(first) + codes(second) == [*reversed(written), old]
        assert codes(find(people["head"], "rung", newer_than=second.newer_than)) == codes(first)

    def test_alone_among_many_others_is_found(self, write, found):
        old = write(summary="rừng", received_on=date(2025, 1, 1))
        for _ in range(8):
            write(summary="đất")
        assert found("rung") == [old]


@on_both_databases
class TestNumberOfAPerson:
    def test_in_a_text_is_not_among_the_words_of_the_index(self, office, write):
        write(summary="CCCD 048 099 000 117, điện thoại 0905.123.456, thửa 128", title="B1234567")
        with office.database.reading() as tx:
            words = set(tx.scalars(select(SearchEntry.words)).one().split())
        assert "128" in words
        assert not words & {"048", "099", "000", "117", "0905", "123", "456", "b1234567"}
        assert not any(len(word) > 8 and word.isdigit() for word in words)

    def test_of_a_party_is_not_among_the_words_of_the_index(self, office, complaint):
        with office.database.reading() as tx:
            words = " ".join(tx.scalars(select(SearchEntry.words)))
        assert "048000000123" not in words
        assert "0905000111" not in words

    def test_costs_one_statement_more(self, office, people, complaint):
        def sent(typed):
            with office.database.reading() as tx, sent_to(office.database) as found:
                search(tx, office, people["petition_officer"], filters=SearchFilter(text=typed))
            return len(found.statements)

        assert sent("048000000999") == sent("04800000") + 1

    @pytest.mark.parametrize("typed", ["048 099 000 117", "0905.123.456", "b1234567"])
    def test_is_found_in_a_text_however_it_is_written(self, find, people, write, typed):
        code = write(
            summary="CCCD 048099000117, điện thoại 0905 123 456", title="Hộ chiếu B1234567"
        )
        assert codes(find(people["head"], typed)) == [code]
