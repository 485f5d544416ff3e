"""Có thể trùng: what may be the petition that is just being typed."""

from datetime import date

import pytest

from cases.queries.duplicate_candidates import TypedPetition
from cases.queries.duplicates import Duplicate, duplicates
from cases.queries.likeness import likeness
from tests.cases.fixtures import on_both_databases
from tests.cases.search.conftest import codes
from tests.cases.statements import sent_to

AUTHOR = "Huỳnh Văn M"
TEXT = "Không đồng ý mức bồi thường khi thu hồi đất thửa 214, tờ bản đồ 7; đề nghị tính lại"
SAME = "mức bồi thường khi thu hồi đất, thửa 214, tờ bản đồ 7, đề nghị tính theo giá đất ở"
OTHER = "Đề nghị đo lại ranh giới với nhà bên cạnh"


@pytest.fixture
def ask(office, people):
    """Ask as the registrar: ``ask(author="Lý Văn P", text="...")``."""

    def ask(by=None, kind="complaint", **typed):
        with office.database.reading() as tx:
            return duplicates(
                tx, office, by or people["registrar"], typed=TypedPetition(kind, **typed)
            )

    return ask


def reasons(found):
    return {row.code: set(row.reasons) for row in found.rows}


@on_both_databases
class TestComplaint:
    def test_of_the_same_name_and_text_is_very_much_alike(self, write, ask):
        code = write(summary=TEXT, title="Bồi thường", parties={"author": AUTHOR})
        (row,) = ask(author="huynh van m", text=SAME).rows
        assert (row.code, row.is_foreign, row.is_very_alike) == (code, False, True)
        assert set(row.reasons) == {"same_author", "same_text"}
        assert (row.author, row.title) == (AUTHOR, "Bồi thường")
        assert row.phrases[0].startswith("mức bồi thường khi thu hồi đất thửa 214 tờ bản đồ 7")

    def test_of_the_same_name_about_something_else_comes_after_it(self, write, ask):
        same = write(summary=TEXT, parties={"author": AUTHOR}, received_on=date(2026, 8, 1))
        other = write(summary=OTHER, parties={"author": AUTHOR})
        found = ask(author=AUTHOR, text=SAME)
        assert codes(found) == [same, other]
        assert reasons(found)[other] == {"same_author"}
        assert not found.rows[1].is_very_alike

    def test_of_another_name_about_the_same_plot_is_found_by_its_numbers(self, write, ask):
        code = write(summary="Thu hồi đất thửa 214, tờ 07", parties={"author": "Lý Văn P"})
        write(summary="Việc khác ở thửa 214", parties={"author": "Cao Thị L"})
        found = ask(author=AUTHOR, text="Khiếu nại thu hồi đất thửa 214, tờ 07")
        assert codes(found) == [code]
        assert reasons(found)[code] == {"other_author", "same_text"}

    def test_is_the_likelier_when_it_is_about_the_same_body(self, write, ask):
        plain = write(summary=OTHER, parties={"author": AUTHOR})
        same = write(
            summary=OTHER,
            parties={"author": AUTHOR, "respondent": "UBND phường Mẫu An"},
            received_on=date(2026, 7, 1),
        )
        found = ask(author=AUTHOR, about="ubnd phuong mau an")
        assert codes(found) == [same, plain]
        assert reasons(found)[same] == {"same_author", "same_about"}

    def test_is_compared_with_feedback_too(self, write, ask):
        code = write(summary=TEXT, parties={"author": AUTHOR}, kind="feedback")
        assert codes(ask(author=AUTHOR, text=SAME)) == [code]

    def test_without_a_case_is_named_by_its_own_code(self, write, ask):
        code = write(summary=TEXT, parties={"author": AUTHOR}, alone=True)
        (row,) = ask(author=AUTHOR, text=SAME).rows
        assert row.code == code
        assert row.title.startswith("Không đồng ý")

    def test_of_long_ago_is_not_looked_for(self, write, ask):
        write(summary=TEXT, parties={"author": AUTHOR}, received_on=date(2024, 8, 1))
        assert ask(author=AUTHOR, text=SAME).rows == ()

    def test_is_shown_only_a_few_times_and_the_rest_is_counted(self, write, ask):
        for _ in range(9):
            write(summary=OTHER, parties={"author": AUTHOR})
        found = ask(author=AUTHOR)
        assert (len(found.rows), found.more) == (5, 4)

    def test_is_not_looked_for_before_there_is_anything_to_compare(self, write, ask):
        write(summary=TEXT, parties={"author": AUTHOR})
        for typed in ({}, {"author": " . "}, {"text": "đất"}):
            assert not ask(**typed).is_asked
        assert ask(author="Không Có Ai").is_asked

    def test_of_hostile_typing_is_none(self, write, ask):
        write(summary=TEXT, parties={"author": AUTHOR})
        for typed in ('"', "%", "\0", "' OR 1=1 --", "214 AND 7*", "a" * 50_000, "12 " * 5_000):
            ask(author=typed, text=typed, about=typed, id_number=typed)


@on_both_databases
class TestIdNumber:
    def test_that_is_the_same_makes_it_very_much_alike(self, office, complaint, ask, people):
        party = next(iter(ask(author="Lý Văn P").rows))
        assert not party.is_very_alike
        with office.database.reading() as tx:
            from cases.models.party import Party  # noqa: PLC0415 - only here

            number = tx.query(Party).filter(Party.role == "author").one().id_number
        (row,) = ask(author="Lý Văn P", id_number=number).rows
        assert row.is_very_alike
        assert "same_id_number" in row.reasons


@on_both_databases
class TestDenunciation:
    """Khoản 7 Điều 5 Quy chế: nothing about an author is compared, because nothing is typed."""

    def test_is_compared_by_the_denounced_and_the_text(self, write, ask):
        denounced = {"denounced": "Tô Văn Q"}
        same = write(kind="denunciation", summary=TEXT, parties=denounced)
        write(summary=TEXT, parties={"author": "Tô Văn Q"})
        found = ask(kind="denunciation", about="to van q", text=SAME)
        assert codes(found) == [same]
        assert reasons(found)[same] == {"same_about", "same_text"}
        assert found.rows[0].author == ""

    def test_ignores_an_author_that_is_typed_all_the_same(self, write, ask):
        write(summary=OTHER, parties={"author": AUTHOR})
        assert not ask(kind="denunciation", author=AUTHOR).is_asked

    def test_elsewhere_is_never_told(self, write, ask):
        write(kind="denunciation", summary=TEXT, parties={"denounced": "Tô Văn Q"}, unit="mau-binh")
        assert ask(kind="denunciation", about="Tô Văn Q", text=TEXT).rows == ()


@on_both_databases
class TestOfAnotherUnit:
    def test_tells_code_unit_and_day_and_nothing_else(self, write, ask):
        code = write(summary=TEXT, title="Bồi thường", parties={"author": AUTHOR}, unit="mau-binh")
        assert ask(author=AUTHOR, text=SAME).rows == (
            Duplicate(
                code=f"D{code[2:]}",
                petition_code=f"D{code[2:]}",
                received_on=date(2026, 8, 26),
                unit="UBND phường Mẫu Bình",
                is_foreign=True,
                is_very_alike=True,
            ),
        )

    @pytest.mark.parametrize(
        "typed",
        [
            {"author": AUTHOR},
            {"author": AUTHOR, "text": OTHER},
            {"author": AUTHOR, "text": "Không đồng ý mức bồi thường khi thu hồi đất"},
            {"author": "Huỳnh Văn N", "text": TEXT},
            {"author": AUTHOR, "id_number": "048099000117"},
        ],
    )
    def test_is_not_told_for_a_name_or_common_phrases_alone(self, write, ask, typed):
        write(summary=TEXT, parties={"author": AUTHOR}, unit="mau-binh")
        found = ask(**typed)
        assert (found.rows, found.more) == ((), 0)

    def test_is_seen_whole_by_the_inspectorate(self, write, ask, people):
        code = write(summary=TEXT, parties={"author": AUTHOR}, unit="mau-binh")
        (row,) = ask(by=people["inspectorate"], author=AUTHOR, text=SAME).rows
        assert (row.code, row.is_foreign, row.author) == (code, False, AUTHOR)


@on_both_databases
class TestSecret:
    @pytest.mark.parametrize("unit", ["mau-an", "mau-binh"])
    def test_petitions_are_never_compared(self, write, ask, unit):
        """Khoản 6 Điều 5 Quy chế."""
        write(summary=TEXT, parties={"author": AUTHOR}, secrecy="mat", unit=unit)
        assert ask(author=AUTHOR, text=TEXT).rows == ()


class TestLikeness:
    def test_is_whole_for_the_same_text_whatever_its_marks(self):
        assert likeness("Thu hồi đất thửa 214 tờ 7", "THU HOI DAT, THUA 214; TO 7").share == 1

    def test_is_nothing_for_texts_without_common_pairs(self):
        assert likeness(TEXT, "Xây nhà sai phép").share == 0

    def test_of_very_short_texts_is_little(self):
        assert not likeness("thu hồi", "thu hồi").is_very_alike

    def test_names_the_longest_runs_as_they_were_typed(self):
        found = likeness("Về việc thu hồi đất; rồi bồi thường", "bồi thường khi thu hồi đất")
        assert found.phrases == ("thu hồi đất", "bồi thường")

    @pytest.mark.parametrize("text", ["", "...", "một"])
    def test_of_nothing_is_nothing(self, text):
        assert likeness(text, TEXT).share == 0
        assert likeness(TEXT, text).share == 0


class TestStatements:
    def test_do_not_grow_with_what_is_found(self, office, write, ask):
        write(summary=TEXT, parties={"author": AUTHOR})
        ask(author=AUTHOR, text=SAME)
        with sent_to(office.database) as one:
            ask(author=AUTHOR, text=SAME)
        for _ in range(10):
            write(summary=TEXT, parties={"author": AUTHOR})
        with sent_to(office.database) as many:
            ask(author=AUTHOR, text=SAME)
        assert len(one.statements) == len(many.statements) <= 13, many.statements
