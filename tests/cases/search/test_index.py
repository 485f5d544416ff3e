"""The index: what it holds, that it follows its rows, and that nothing erased stays in it."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select, text, update

from cases.folding import fold
from cases.models.case import Case
from cases.models.party import Party
from cases.models.petition import Petition
from cases.models.petition_case import PetitionCase
from cases.models.petition_text import PetitionText
from cases.models.search_entry import SearchEntry
from cases.search.entries import forget_erased_words, index_case, index_petition
from cases.search.rebuild import fill_if_empty, rebuild
from tests.cases.amendments.corrections import correct
from tests.cases.fixtures import on_both_databases
from tests.cases.search.conftest import codes

CANARY = "Xuan Thien Canary"


def entries(office):
    with office.database.reading() as tx:
        return sorted(
            (one.key, one.case_id, one.petition_id, one.words)
            for one in tx.scalars(select(SearchEntry))
        )


def petition_id_of(office, code):
    with office.database.reading() as tx:
        joined = tx.scalar(
            select(PetitionCase.petition_id)
            .join(Case, Case.id == PetitionCase.case_id)
            .where(Case.code == code)
        )
        return joined or tx.scalar(select(Petition.id).where(Petition.code == code))


@on_both_databases
class TestIndex:
    def test_holds_after_every_step_what_a_rebuild_would_write(self, office, complaint, write):
        complaint.go_to("close_case", accept={"number": "31/TB-UBND"})
        write(summary="đất", alone=True)
        kept = entries(office)
        assert len(kept) == 2
        rebuild(office.database)
        assert entries(office) == kept

    def test_is_filled_once_when_there_was_none_before(self, office, complaint, found):
        with office.database.writing() as tx:
            tx.execute(delete(SearchEntry))
        assert found("ly van p") == []
        assert fill_if_empty(office.database) == 1
        assert found("ly van p") == [complaint.registered.code]
        assert fill_if_empty(office.database) == 0

    def test_gives_a_petition_that_gets_a_case_over_to_it(self, office, write, found):
        code = write(summary="đất", alone=True)
        case = write(title="nhà")
        assert found("dat") == [code]
        with office.database.writing() as tx:
            case_id = tx.scalar(select(Case.id).where(Case.code == case))
            petition_id = tx.scalar(select(Petition.id).where(Petition.code == code))
            row = {"petition_id": petition_id, "case_id": case_id, "joined_on": date(2026, 8, 26)}
            tx.execute(insert(PetitionCase), [row])
            index_case(tx, case_id)
        assert found("dat nha") == [case] == found(code)

    def test_follows_a_corrected_text_and_day(self, office, write, found):
        code = write(summary="đất")
        newer = write(summary="rừng nhà", received_on=date(2026, 8, 20))
        petition_id = petition_id_of(office, code)
        with office.database.writing() as tx:
            tx.execute(
                update(PetitionText)
                .where(PetitionText.petition_id == petition_id)
                .values(summary="rừng", text_f=fold("rừng"))
            )
            tx.execute(
                update(Petition)
                .where(Petition.id == petition_id)
                .values(received_on=date(2026, 8, 1))
            )
            index_petition(tx, petition_id)
        assert found("dat") == []
        assert found("rung") == [newer, code]

    def test_is_undone_with_a_transaction_that_fails(self, office, write, found):
        code = write(summary="đất")
        petition_id = petition_id_of(office, code)

        def fail(tx):
            tx.execute(update(PetitionText).values(text_f="rung"))
            index_petition(tx, petition_id)
            raise RuntimeError

        with pytest.raises(RuntimeError), office.database.writing() as tx:
            fail(tx)
        assert (found("dat"), found("rung")) == ([code], [])


@on_both_databases
class TestSecret:
    @pytest.mark.parametrize("level", ["mat", "toi_mat", "tuyet_mat"])
    @pytest.mark.parametrize("alone", [False, True])
    def test_records_are_found_by_code_only(self, office, write, found, find, people, level, alone):
        """Khoản 6 Điều 5 Quy chế: chỉ tình trạng xử lý."""
        code = write(
            summary="đất bí mật",
            title="nhà",
            parties={"author": "Lý Văn P"},
            secrecy=level,
            old_number="77/CV",
            papers=("31/TB-UBND",),
            alone=alone,
        )
        for asked in ("dat", "nha", "ly van p", "77/CV", "31/TB-UBND", "bi mat"):
            assert found(asked) == [], asked
        (row,) = find(people["inspectorate"], code).rows
        assert (row.code, row.secrecy, row.is_secret) == (code, level, True)
        assert (row.title, row.parties, row.snippet) == ((), (), ())
        words = next(entry[-1] for entry in entries(office))
        assert all(word.startswith("_") for word in words.split())

    def test_is_a_case_of_which_one_petition_is_secret(self, office, write, found):
        code = write(summary="đất", title="nhà")
        petition_id = petition_id_of(office, code)
        with office.database.writing() as tx:
            tx.execute(delete(PetitionText).where(PetitionText.petition_id == petition_id))
            tx.execute(update(Petition).where(Petition.id == petition_id).values(secrecy="mat"))
            index_petition(tx, petition_id)
        assert (found("dat"), found("nha"), found(code)) == ([], [], [code])


@on_both_databases
class TestDenunciation:
    def test_is_found_by_who_is_denounced_and_has_no_author(self, write, find, people):
        """Khoản 7 Điều 5 Quy chế."""
        code = write(kind="denunciation", summary="nhận tiền", parties={"denounced": "Tô Văn Q"})
        (row,) = find(people["inspectorate"], "to van q").rows
        assert (row.code, [one.role for one in row.parties]) == (code, ["denounced"])
        (row,) = find(people["inspectorate"], "nhan tien").rows
        assert row.parties == ()


class TestErasure:
    def test_takes_the_words_out_of_the_file_itself(self, office, write, found):
        """Not one byte of the name is left once the log is emptied."""
        code = write(summary=f"đơn của {CANARY}", parties={"author": CANARY})
        for number in range(200):
            write(summary=f"đất {number}", parties={"author": f"Người {number}"})
        assert found("xuan thien canary") == [code]
        petition_id = petition_id_of(office, code)
        with office.database.writing() as tx:
            tx.execute(delete(Party).where(Party.petition_id == petition_id))
            tx.execute(delete(PetitionText).where(PetitionText.petition_id == petition_id))
            index_petition(tx, petition_id)
            forget_erased_words(tx)
        office.database.truncate_log()
        assert found("xuan thien canary") == []
        assert found(code) == [code]
        content = Path(str(office.database.url.database)).read_bytes().lower()
        assert b"canary" not in content
        assert b"anary" not in content

    def test_leaves_the_index_sound(self, office, write):
        write(summary="đất")
        with office.database.writing() as tx:
            forget_erased_words(tx)
            tx.execute(text("INSERT INTO search_word (search_word) VALUES ('integrity-check')"))


@on_both_databases
class TestLine:
    def test_shows_what_was_found_where(self, opened_complaint, find, people):
        (row,) = find(people["head"], "ly van p 412").rows
        assert row.code == opened_complaint.registered.code
        assert row.petition_codes == (opened_complaint.registered.petition_code,)
        assert "".join(piece.text for piece in row.title) == (
            "Khiếu nại Quyết định 412/QĐ-UBND về thu hồi đất"
        )
        assert [piece.text for piece in row.title if piece.is_found] == ["412"]
        (author,) = row.parties
        assert [piece.text for piece in author.name if piece.is_found] == ["Lý", "Văn", "P"]
        assert (row.unit, row.steps) == ("UBND phường Mẫu An", ("Thụ lý hoặc không thụ lý",))
        assert row.due.due_on == date(2026, 9, 9)

    def test_masks_numbers_of_people_in_what_it_shows(self, write, find, people):
        write(
            summary="Ông P, CCCD 048099000117, điện thoại 0905 123 456, thửa 214, khiếu nại đất",
            title="Gọi 0905123456",
        )
        (row,) = find(people["head"], "khieu nai dat").rows
        shown = "".join(piece.text for piece in (*row.title, *row.snippet))
        assert "thửa 214" in shown
        for number in ("048099000117", "0905 123 456", "0905123456"):
            assert number not in shown
        assert codes(find(people["head"], "048099000117"))

    def test_cuts_a_long_text_around_what_was_found(self, write, find, people):
        write(summary=f"{'mở đầu ' * 100}thửa đất số 214 {'kết thúc ' * 100}", title="Việc")
        (row,) = find(people["head"], "214").rows
        shown = "".join(piece.text for piece in row.snippet)
        assert "thửa đất số 214" in shown
        assert shown.startswith("… ")
        assert shown.endswith(" …")
        assert len(shown) < 200


@on_both_databases
class TestCorrection:
    def test_is_found_by_what_it_says_now_and_not_by_what_it_said(self, complaint, people, found):
        complaint.go_to("assign_verification", accept={"number": "31/TB-UBND"})
        code = complaint.registered.code
        typed = {"author_name": "Cao Thị L", "summary": "Lấn rừng", "title": "Việc rừng"}
        correct(complaint.triage, "register", people["registrar"], **typed)
        correct(
            complaint,
            "accept",
            people["head"],
            number="32/TB-UBND",
            title="Việc rừng",
            correction_document="99/TB-UBND",
        )
        for asked in ("cao thi l", "lan rung", "viec rung", "32/TB-UBND"):
            assert found(asked) == [code], asked
        for asked in ("ly van p", "thu hoi", "31/TB-UBND"):
            assert found(asked) == [], asked
