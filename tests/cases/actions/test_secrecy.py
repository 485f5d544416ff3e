"""Đổi độ mật: one person proposes, another confirms; what was written goes, and stays away.

Khoản 6 Điều 5 Quy chế 2003/QĐ-UBND.
"""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from cases.actions.add_note import add_note
from cases.errors import (
    NotAllowedError,
    NotFoundError,
    PreviewOutdatedError,
    SecrecyRefusedError,
    SecretRecordError,
    SubmissionRefusedError,
)
from cases.models.answer import Answer
from cases.models.document import Document
from cases.models.file import File
from cases.models.journal_entry import JournalEntry
from cases.models.note import Note
from cases.models.party import Party
from cases.models.petition_text import PetitionText
from cases.models.search_entry import SearchEntry
from cases.models.secrecy_change import SecrecyChange
from cases.notes.note_forms import note_form
from cases.rows import insert_rows
from cases.secrecy import LEVELS
from cases.secrecy_proposal import secrecy_form
from forms.limits import Limits
from forms.posted import RawValues
from forms.submission import read
from tests.cases.fixtures import on_both_databases
from tests.cases.secrecy_desk import DOCUMENT, Desk
from tests.cases.secret_matter import SecretMatter
from tests.cases.statements import sent_to

PROPOSING, CONFIRMING = 12, 80
"""Statements; of confirming with those by which the disk follows."""


@pytest.fixture
def desk(office, complaint):
    """A complaint that is nearly settled, full of words."""
    return Desk(office, complaint.go_to("send_decision"))


@pytest.fixture
def raised(desk, people):
    desk.propose(people["section_head"])
    desk.confirm(people["head"])
    return desk


class TestProposal:
    def test_changes_nothing_yet(self, desk, people):
        desk.propose(people["petition_officer"])
        assert desk.level == "none"
        assert desk.all(PetitionText)
        (change,) = desk.all(SecrecyChange)
        assert (change.from_level, change.to_level, change.state) == ("none", "mat", "proposed")
        assert change.document_number == DOCUMENT

    def test_needs_a_paper_and_takes_no_words(self, desk, people):
        with pytest.raises(SubmissionRefusedError):
            desk.propose(people["section_head"], document_number="")
        assert {one.kind.value for one in secrecy_form("none").fields} == {
            "choice",
            "select",
            "text",
            "date",
        }

    def test_is_dated_today_at_the_latest(self, desk, people):
        with pytest.raises(SubmissionRefusedError):
            desk.propose(people["section_head"], document_on="01/01/2030")

    def test_gives_a_reason_that_fits(self, raised, people):
        with pytest.raises(SubmissionRefusedError):
            raised.propose(people["section_head"], level="toi_mat", reason="released")

    def test_is_the_only_one(self, desk, people):
        desk.propose(people["section_head"])
        with pytest.raises(SecrecyRefusedError) as refused:
            desk.propose(people["petition_officer"])
        assert refused.value.reason == "open"

    def test_is_for_people_of_the_unit(self, desk, people, strangers):
        with pytest.raises(NotFoundError):
            desk.propose(strangers["head"])
        with pytest.raises(NotAllowedError):
            desk.propose(people["inspectorate"])

    def test_can_be_withdrawn_or_rejected_and_is_told_ever_after(self, desk, people):
        desk.propose(people["section_head"])
        assert desk.refuse(people["section_head"]) == "withdrawn"
        desk.propose(people["section_head"], level="toi_mat")
        assert desk.refuse(people["head"]) == "rejected"
        told = [(one.to_level, one.state) for one in desk.page(people["head"]).history]
        assert told == [("toi_mat", "rejected"), ("mat", "withdrawn")]
        assert desk.level == "none"

    def test_is_not_refused_by_people_who_lead_nothing(self, desk, people):
        desk.propose(people["section_head"])
        with pytest.raises(NotAllowedError):
            desk.refuse(people["petition_officer"])


class TestSecondPerson:
    def test_is_another_one(self, desk, people):
        desk.propose(people["head"])
        with pytest.raises(SecrecyRefusedError) as refused:
            desk.confirm(people["head"])
        assert refused.value.reason == "own"
        assert desk.level == "none"

    def test_leads_the_unit(self, desk, people):
        desk.propose(people["section_head"])
        with pytest.raises(NotAllowedError):
            desk.confirm(people["petition_officer"])

    def test_confirms_what_was_looked_at(self, desk, people, office):
        desk.propose(people["section_head"])
        seen = desk.page(people["head"]).fingerprint
        submission = read(
            note_form(), RawValues({"text": ["Một lời nữa."]}), None, Limits(office.today())
        )
        with office.database.writing() as tx:
            add_note(tx, office, people["head"], code=desk.code, submission=submission)
        with pytest.raises(PreviewOutdatedError):
            desk.confirm(people["head"], seen)
        assert desk.level == "none"

    def test_decides_once(self, raised, people):
        with pytest.raises(SecrecyRefusedError) as refused:
            raised.confirm(people["head"])
        assert refused.value.reason == "decided"

    @on_both_databases
    def test_is_asked_for_by_the_database_itself(self, office, people, complaint):
        change = {
            "subject_kind": "petition",
            "subject_id": 1,
            "from_level": "none",
            "to_level": "mat",
            "reason": "determined",
            "document_number": "1",
            "document_on": date(2026, 8, 26),
            "proposed_by_id": people["head"].account_id,
            "proposed_at": office.clock.now(),
            "state": "confirmed",
            "decided_by_id": people["head"].account_id,
            "decided_at": office.clock.now(),
        }
        with pytest.raises(IntegrityError), office.database.writing() as tx:
            insert_rows(tx, SecrecyChange, [change])


@on_both_databases
class TestRaisedRecord:
    @pytest.mark.parametrize("level", LEVELS)
    def test_keeps_neither_content_nor_files(self, office, people, complaint, level):
        desk = Desk(office, complaint.go_to("send_decision"))
        desk.propose(people["section_head"], level=level)
        desk.confirm(people["head"])
        assert desk.level == level
        assert desk.matter.petition.secrecy == level
        for table in (PetitionText, Party, Answer, File):
            assert desk.all(table) == [], table
        assert {note.text for note in desk.all(Note)} <= {""}
        assert desk.matter.case.title == ""
        papers = desk.all(Document)
        assert {(one.secrecy, one.file_id, one.recipient) for one in papers} == {
            (level, None, None)
        }
        assert any(one.number for one in papers)
        (entry,) = desk.all(SearchEntry)
        assert all(word.startswith("_") for word in entry.words.split())

    def test_goes_on_with_its_procedure(self, office, people, complaint):
        desk = Desk(office, complaint.go_to("send_decision"))
        desk.propose(people["section_head"])
        desk.confirm(people["head"])
        assert desk.matter.open == ["send_decision"]

    def test_takes_nothing_in_any_more(self, office, people, complaint):
        desk = Desk(office, complaint.go_to("accept"))
        desk.propose(people["section_head"])
        desk.confirm(people["head"])
        submission = read(note_form(), RawValues({"text": ["Lời."]}), None, Limits(office.today()))
        with pytest.raises(SecretRecordError), office.database.writing() as tx:
            add_note(tx, office, people["head"], code=desk.code, submission=submission)


class TestHistory:
    def test_says_who_made_it_secret_and_by_what_paper(self, raised, people):
        (change,) = raised.page(people["head"]).history
        assert (change.state, change.document_number) == ("confirmed", DOCUMENT)
        assert change.by == people["section_head"].name
        assert change.decided_by == people["head"].name

    def test_stands_in_the_journal_in_codes(self, raised):
        entries = raised.all(JournalEntry)
        actions = [one.action for one in entries if one.action != "complete_step"]
        told = [one for one in actions if one in {"propose_secrecy", "erase", "confirm_secrecy"}]
        assert told == ["propose_secrecy", "erase", "erase", "confirm_secrecy"]


class TestLowering:
    def test_brings_nothing_back(self, raised, people):
        raised.propose(people["section_head"], level="none", reason="released")
        done = raised.confirm(people["head"])
        assert (done.level, done.erasure_id) == ("none", None)
        assert raised.level == "none"
        assert raised.all(PetitionText) == []
        assert raised.all(Answer) == []

    def test_takes_two_people_as_well(self, raised, people):
        raised.propose(people["head"], level="none", reason="mistaken")
        with pytest.raises(SecrecyRefusedError):
            raised.confirm(people["head"])

    def test_by_a_step_keeps_the_record_secret(self, raised, people):
        raised.propose(people["section_head"], level="tuyet_mat")
        raised.confirm(people["head"])
        raised.propose(people["section_head"], level="mat", reason="reduced")
        raised.confirm(people["head"])
        assert raised.level == "mat"


class TestJoining:
    def test_never_brings_a_secret_petition_into_an_open_case(self, office, people, complaint):
        case = complaint.go_to("accept").registered.code
        secret = SecretMatter.received(office, people)
        with pytest.raises(SubmissionRefusedError) as refused:
            secret.do("propose_handling", handling="join", joins_case=case)
        assert refused.value.errors[0].key == "joins_case"


class TestStatements:
    """However much was written, a level is changed by the same statements."""

    def test_are_few(self, office, people, desk):
        with sent_to(office.database) as sent:
            desk.propose(people["section_head"])
        assert len(sent.statements) <= PROPOSING
        seen = desk.page(people["head"]).fingerprint
        with sent_to(office.database) as sent:
            desk.confirm(people["head"], seen)
        assert len(sent.statements) <= CONFIRMING
