"""Look-up accounts (điểm c khoản 1 Điều 8, khoản 6 và khoản 7 Điều 5 Quy chế 2003/QĐ-UBND)."""

import pytest

from cases.actor import Actor, Assignment
from cases.errors import NotFoundError
from cases.queries.case_page import case_page
from cases.queries.looked_up import looked_up_record
from tests.cases.fixtures import on_both_databases
from tests.cases.search.conftest import codes

WORDS = "thu hồi đất 0905123456"


@pytest.fixture
def looker(units):
    """Somebody who may look up the records of the ward."""
    return Actor(1, "", "", (Assignment("lookup", units["mau-an"], ""),))


@pytest.fixture
def look_up(office):
    def look_up(actor, code):
        with office.database.reading() as tx:
            return looked_up_record(tx, office, actor, code=code)

    return look_up


@on_both_databases
class TestFinding:
    def test_reaches_the_records_of_the_unit_and_no_other(self, write, looker, find):
        ours, theirs = write(summary=WORDS), write(summary=WORDS, unit="mau-binh")
        assert codes(find(looker, "thu hồi")) == [ours]
        assert codes(find(looker, theirs)) == []

    def test_shows_no_text_and_no_number(self, write, looker, find):
        write(summary=WORDS, title="Đất của 0905123456", parties={"author": "Lý Văn P"})
        (row,) = find(looker, "hồi").rows
        assert "0905123456" not in repr(row)
        assert row.snippet == ()
        assert row.parties[0].name[0].text == "Lý Văn P"

    @pytest.mark.parametrize(
        "record",
        [
            pytest.param({"kind": "denunciation", "field": "land"}, id="a-denunciation"),
            pytest.param({"kind": "mixed", "alone": True}, id="mixed"),
            pytest.param({"kind": "unclassified", "alone": True}, id="unclassified"),
            pytest.param({"secrecy": "mat"}, id="secret"),
        ],
    )
    def test_tells_of_some_records_code_and_state_only(self, write, looker, find, record):
        code = write(summary=WORDS, title=WORDS, **record)
        assert codes(find(looker, code)) == [code]
        (row,) = find(looker).rows
        assert (row.title, row.parties, row.field, row.is_status_only) == ((), (), None, True)
        for asked in ({"text": "thu hồi"}, {"field": "land"}):
            assert codes(find(looker, **asked)) == [], asked

    def test_by_words_written_like_a_code_tells_nothing_that_stands_in_a_denunciation(
        self, write, looker, people, find
    ):
        write(summary="Theo QĐ 31 năm 2020", kind="denunciation")
        write(summary="Theo QĐ 31 năm 2020", secrecy="mat")
        open_one = write(summary="Theo QĐ 31 năm 2020")
        assert len(codes(find(people["head"], "QĐ 2020 31"))) == 2
        assert codes(find(looker, "QĐ 2020 31")) == []
        assert codes(find(looker, "QĐ 31 năm 2020")) == [open_one]

    def test_by_the_number_of_a_person_finds_nothing(self, write, looker, people, find):
        write(summary=WORDS)
        assert codes(find(looker, "0905123456")) == []
        assert len(codes(find(people["head"], "0905123456"))) == 1

    def test_beside_other_roles_widens_no_reading(self, write, units, find):
        both = (
            Assignment("lookup", units["mau-binh"], ""),
            Assignment("head", units["mau-an"], ""),
        )
        actor = Actor(1, "", "", both)
        write(summary=WORDS, kind="denunciation")
        write(summary=WORDS, kind="denunciation", unit="mau-binh")
        (row,) = find(actor, "thu hồi").rows
        assert not row.is_status_only
        assert [one.is_status_only for one in find(actor).rows] == [True, False]


class TestTheRecord:
    def test_tells_what_was_done_when_and_not_by_whom(self, opened_complaint, looker, look_up):
        record = look_up(looker, opened_complaint.registered.code)
        assert record.deadlines
        assert [step.name for step in record.steps] == []
        assert record.row.parties

    def test_of_a_denunciation_has_neither_steps_nor_deadlines(self, write, looker, look_up):
        record = look_up(looker, write(summary=WORDS, title=WORDS, kind="denunciation"))
        assert (record.steps, record.deadlines, record.closing) == ((), (), None)
        assert "thu" not in repr(record.row.title)

    def test_of_another_unit_is_as_one_that_is_not_there(self, write, looker, look_up):
        assert look_up(looker, write(unit="mau-binh")) is None
        assert look_up(looker, "KN-2026-999999") is None

    def test_opens_no_other_door(self, office, opened_complaint, looker):
        with pytest.raises(NotFoundError), office.database.reading() as tx:
            case_page(tx, office, looker, code=opened_complaint.registered.code)

    def test_is_not_for_who_reads_it_anyway(self, write, people, look_up):
        assert look_up(people["head"], write()) is None
