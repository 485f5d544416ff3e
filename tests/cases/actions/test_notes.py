"""Ghi chú và ý kiến chỉ đạo: written beside the steps of a case, answered, marked done."""

from datetime import date

import pytest
from sqlalchemy import select

from cases.actions.add_note import add_note
from cases.actions.answer_direction import answer_direction
from cases.actions.give_direction import give_direction
from cases.errors import (
    DirectionDoneError,
    NotAllowedError,
    NoteRefusedError,
    NotFoundError,
    SubmissionRefusedError,
)
from cases.models.journal_entry import JournalEntry
from cases.models.note import Note
from cases.notes.note_forms import LONGEST, answer_form, direction_form, note_form
from cases.policy.permission_map import allows
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.policy.visible_notes import directions_for
from cases.queries.notes import case_notes, my_directions, note_page
from forms.fields import Option
from forms.limits import Limits
from forms.posted import RawValues
from forms.submission import read
from tests.cases.fixtures import on_both_databases
from tests.cases.statements import sent_to


def posted(office, form, choices=None, **typed):
    raw = RawValues({key: [value] for key, value in typed.items()})
    return read(form, raw, None, Limits(office.today()), choices or {})


def note(matter, by, text="Người khiếu nại hẹn thứ Hai đến nộp thêm giấy tờ."):
    office = matter.office
    with office.database.writing() as tx:
        return add_note(
            tx,
            office,
            by,
            code=matter.registered.code,
            submission=posted(office, note_form(), text=text),
        )


def direct(matter, by, to, text="Xác minh lại ranh thửa đất.", **typed):
    """Give a direction to an addressee whose label begins with ``to``."""
    office = matter.office
    asked = {"code": matter.registered.code, "permission": Permission.DIRECTION_GIVE}
    with office.database.reading() as tx:
        people = note_page(tx, office, by, **asked).people
    value = next((one.value for one in people if one.label.startswith(to)), to)
    form = direction_form()
    choices = {"addressee": [Option(value, "")]}
    submission = posted(office, form, choices, addressee=value, text=text, **typed)
    with office.database.writing() as tx:
        return give_direction(tx, office, by, code=matter.registered.code, submission=submission)


def answer(matter, by, note_id, text="", *, is_done=False):
    office = matter.office
    with office.database.writing() as tx:
        answer_direction(
            tx,
            office,
            by,
            code=matter.registered.code,
            note_id=note_id,
            submission=posted(office, answer_form(), text=text),
            is_done=is_done,
        )


def seen(matter, by):
    with matter.office.database.reading() as tx:
        return case_notes(tx, matter.office, by, code=matter.registered.code)


def waiting(office, who):
    with office.database.reading() as tx:
        return my_directions(tx, office, who)


@on_both_databases
class TestNote:
    def test_is_read_by_everybody_who_sees_the_case_newest_first(self, complaint, people, office):
        note(complaint, people["petition_officer"], "Một.")
        note(complaint, people["registrar"], "Hai.")
        notes = seen(complaint, people["head"]).notes
        assert [(one.text, one.by) for one in notes] == [
            ("Hai.", people["registrar"].name),
            ("Một.", people["petition_officer"].name),
        ]
        assert notes[0].at == office.clock.now()

    def test_keeps_its_lines_and_its_letters(self, complaint, people):
        note(complaint, people["registrar"], "Dòng một.\nDòng hai.")
        assert seen(complaint, people["head"]).notes[0].text == "Dòng một.\nDòng hai."


class TestWritingANote:
    def test_takes_words(self, complaint, people):
        with pytest.raises(SubmissionRefusedError):
            note(complaint, people["registrar"], "  ")
        with pytest.raises(SubmissionRefusedError):
            note(complaint, people["registrar"], "a" * (LONGEST + 1))

    def test_is_for_people_who_work_on_the_case(self, complaint, people, strangers):
        with pytest.raises(NotFoundError):
            note(complaint, strangers["registrar"])
        with pytest.raises(NotAllowedError):
            note(complaint, people["inspectorate"])
        assert not seen(complaint, people["inspectorate"]).may_write

    def test_is_journalled_without_its_words(self, complaint, people, office):
        note(complaint, people["registrar"], "Bà Mẫu gọi điện.")
        with office.database.reading() as tx:
            entry = tx.scalars(select(JournalEntry).where(JournalEntry.action == "add_note")).one()
        assert "Mẫu" not in entry.detail

    def test_costs_few_statements(self, complaint, people, office):
        with sent_to(office.database) as sent:
            note(complaint, people["registrar"])
        assert sent.commits == 1
        assert len(sent.statements) <= 8, sent.statements


@on_both_databases
class TestDirection:
    def test_to_a_person_waits_for_that_person_only(self, complaint, people, colleagues, office):
        officer = people["petition_officer"]
        direct(complaint, people["head"], officer.name, due_on="28/08/2026")
        (row,) = waiting(office, officer).rows
        assert (row.code, row.by) == (complaint.registered.code, people["head"].name)
        assert row.due.due_on == date(2026, 8, 28)
        assert waiting(office, colleagues["petition_officer"]).total == 0

    def test_to_a_role_waits_for_everybody_of_the_role(self, complaint, people, colleagues, office):
        direct(complaint, people["head"], "Mọi người giữ vai trò: Người xác minh")
        assert waiting(office, people["verifier"]).total == 1
        assert waiting(office, colleagues["verifier"]).total == 1
        assert waiting(office, people["registrar"]).total == 0

    def test_answered_goes_on_waiting_until_it_is_done(self, complaint, people, office):
        officer = people["petition_officer"]
        note_id = direct(complaint, people["head"], officer.name)
        answer(complaint, officer, note_id, "Đã hẹn đo ngày 28/8.")
        assert waiting(office, officer).total == 1
        answer(complaint, officer, note_id, is_done=True)
        assert waiting(office, officer).total == 0
        (view,) = seen(complaint, people["head"]).notes
        assert [one.text for one in view.answers] == ["Đã hẹn đo ngày 28/8."]
        assert (view.done_by, view.done_at) == (officer.name, office.clock.now())

    def test_with_the_nearest_day_comes_first(self, complaint, people, office):
        officer = people["petition_officer"]
        for text, due in (("Không hẹn.", ""), ("Sau.", "30/08/2026"), ("Trước.", "27/08/2026")):
            direct(complaint, people["head"], officer.name, text, due_on=due)
        assert [row.text for row in waiting(office, officer).rows] == [
            "Trước.",
            "Sau.",
            "Không hẹn.",
        ]


class TestGivingADirection:
    def test_is_for_leaders(self, complaint, people):
        direct(complaint, people["section_head"], people["verifier"].name)
        for role in ("registrar", "petition_officer", "verifier"):
            assert not seen(complaint, people[role]).may_direct
            with pytest.raises(NotAllowedError):
                direct(complaint, people[role], people["head"].name)

    def test_goes_to_people_who_work_on_the_case(self, complaint, people, strangers):
        with pytest.raises(NotFoundError):
            direct(complaint, people["head"], f"p{strangers['verifier'].account_id}")

    def test_asks_for_no_day_that_is_over(self, complaint, people):
        with pytest.raises(SubmissionRefusedError) as refused:
            direct(complaint, people["head"], people["verifier"].name, due_on="25/08/2026")
        assert refused.value.errors[0].key == "due_on"


class TestAnswering:
    @pytest.fixture
    def note_id(self, complaint, people):
        return direct(complaint, people["head"], people["petition_officer"].name)

    def test_is_for_whom_it_went_to(self, complaint, people, strangers, note_id):
        with pytest.raises(NotAllowedError):
            answer(complaint, people["registrar"], note_id, "Tôi làm.")
        with pytest.raises(NotFoundError):
            answer(complaint, strangers["petition_officer"], note_id, "Tôi làm.")

    def test_says_something_or_is_done(self, complaint, people, note_id):
        with pytest.raises(NoteRefusedError):
            answer(complaint, people["petition_officer"], note_id)

    def test_is_over_once_it_is_done(self, complaint, people, note_id):
        answer(complaint, people["petition_officer"], note_id, is_done=True)
        with pytest.raises(DirectionDoneError):
            answer(complaint, people["petition_officer"], note_id, is_done=True)

    def test_of_another_case_is_not_there(self, complaint, people, note_id, register_complaint):
        with pytest.raises(NotFoundError):
            answer(register_complaint(), people["petition_officer"], note_id, "Tôi làm.")

    def test_of_a_mere_note_is_not_there(self, complaint, people):
        with pytest.raises(NotFoundError):
            answer(complaint, people["head"], note(complaint, people["head"]), "Tôi làm.")


class TestList:
    def test_holds_what_the_permission_map_allows(
        self, complaint, people, colleagues, strangers, office
    ):
        direct(complaint, people["head"], people["petition_officer"].name)
        direct(complaint, people["head"], "Mọi người giữ vai trò: Người xác minh")
        everybody = [*people.values(), *colleagues.values(), *strangers.values()]
        with office.database.reading() as tx:
            rows = list(tx.scalars(select(Note)))
            for who in everybody:
                listed = set(tx.scalars(select(Note.id).where(directions_for(who))))
                allowed = {
                    one.id
                    for one in rows
                    if allows(
                        Permission.DIRECTION_ANSWER,
                        who,
                        Target(frozenset(), one.for_role, one.for_unit_id, one.for_account_id),
                    )
                }
                assert listed == allowed, who.email
