"""Đính chính: a wrong date or field of a finished step, and what follows from putting it right."""

import json
from datetime import date
from operator import itemgetter

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from cases.actions.correct_step import correct_step
from cases.deadlines.computation import Computation, replay
from cases.errors import (
    NotAllowedError,
    NotAmendableError,
    NotFoundError,
    PreviewOutdatedError,
    SubmissionRefusedError,
)
from cases.models.amendment import Amendment
from cases.models.answer import Answer
from cases.models.case import Case
from cases.models.deadline import Deadline
from cases.models.event import Event
from cases.models.journal_entry import JournalEntry
from cases.models.note import Note
from cases.models.party import Party
from cases.models.petition import Petition
from cases.models.petition_text import PetitionText
from cases.models.work_item import WorkItem
from tests.cases.amendments.corrections import (
    REASON,
    amendments,
    correct,
    last_step,
    typed_again,
)
from tests.cases.answers import on
from tests.cases.fixtures import on_both_databases
from tests.cases.matter import Matter
from tests.cases.statements import sent_to

ON_TIME = date(2026, 8, 24)
WRONG = date(2026, 8, 19)


@pytest.fixture
def misdated(register_complaint):
    """A complaint received on 24/08/2026 whose receipt was entered as 19/08/2026."""
    return register_complaint(WRONG)


def stored(matter, table, *conditions):
    with matter.office.database.reading() as tx:
        return list(tx.scalars(select(table).where(*conditions).order_by(table.id)))


def refusal(matter, element, by, **typed):
    with pytest.raises(SubmissionRefusedError) as refused:
        correct(matter, element, by, **typed)
    return {error.key: error.message for error in refused.value.errors}


@on_both_databases
class TestCorrectedDate:
    def test_moves_the_deadline_that_it_opened(self, misdated, people):
        assert misdated.deadline("kn1_accept").due_on == date(2026, 8, 27)
        done = correct(misdated, "register", people["registrar"], received_on=on(ON_TIME))
        assert misdated.deadline("kn1_accept").due_on == date(2026, 9, 7)
        assert done.moved_count == len(misdated.running) == 3

    def test_leaves_the_old_event_and_adds_one_that_points_to_it(self, misdated, people):
        correct(misdated, "register", people["registrar"], received_on=on(ON_TIME))
        old, new = stored(misdated, Event, Event.code == "petition_received")
        assert (old.occurred_on, old.corrects_id) == (WRONG, None)
        assert (new.occurred_on, new.corrects_id) == (ON_TIME, old.id)
        assert new.step_id == old.step_id
        assert misdated.deadline("kn1_accept").opening_event_id == new.id

    def test_leaves_a_deadline_that_explains_itself(self, misdated, people):
        correct(misdated, "register", people["registrar"], received_on=on(ON_TIME))
        deadline = misdated.deadline("kn1_accept")
        computation = Computation.from_json(deadline.computation)
        assert (computation.start, deadline.started_on) == (ON_TIME, ON_TIME)
        assert replay(computation) == deadline.due_on

    def test_moves_to_do_rows_and_the_next_timer_with_it(self, misdated, people):
        correct(misdated, "register", people["registrar"], received_on=on(ON_TIME))
        assert misdated.item("propose_handling").due_on == date(2026, 9, 7)
        assert misdated.run.next_fires_at.date() == date(2026, 9, 8)

    def test_is_what_the_petition_says_then(self, misdated, people):
        correct(misdated, "register", people["registrar"], received_on=on(ON_TIME))
        (petition,) = stored(misdated, Petition)
        assert petition.received_on == ON_TIME

    def test_can_be_corrected_once_more(self, misdated, people):
        correct(misdated, "register", people["registrar"], received_on=on(ON_TIME))
        correct(misdated, "register", people["registrar"], received_on="25/08/2026")
        events = stored(misdated, Event, Event.code == "petition_received")
        assert [one.corrects_id for one in events] == [None, events[0].id, events[1].id]
        assert misdated.deadline("kn1_accept").due_on == date(2026, 9, 8)


class TestLateness:
    def test_by_law_follows_the_corrected_date(self, complaint, people):
        complaint.go_to("accept")
        complaint.set_clock(date(2026, 9, 11))
        complaint.do("accept")
        assert complaint.deadline("kn1_accept").late_by_law
        correct(
            complaint,
            "accept",
            people["head"],
            accepted_on="04/09/2026",
            correction_document="99/TB-UBND",
        )
        assert not complaint.deadline("kn1_accept").late_by_law

    def test_in_the_system_stays_with_the_day_on_which_it_was_entered(self, complaint, people):
        complaint.go_to("accept")
        complaint.set_clock(date(2026, 9, 11))
        complaint.do("accept")
        entered_at = complaint.deadline("kn1_accept").recorded_at
        complaint.set_clock(date(2026, 9, 14))
        correct(
            complaint,
            "accept",
            people["head"],
            accepted_on="04/09/2026",
            correction_document="99/TB-UBND",
        )
        deadline = complaint.deadline("kn1_accept")
        assert (deadline.recorded_at, deadline.late_in_system) == (entered_at, True)

    def test_of_what_begins_on_the_same_day_follows_too(self, complaint, people):
        complaint.go_to("accept")
        complaint.set_clock(date(2026, 9, 4))
        complaint.do("accept")
        before = complaint.deadline("kn1_resolve").due_on
        done = correct(
            complaint,
            "accept",
            people["head"],
            accepted_on="28/08/2026",
            correction_document="99/TB-UBND",
        )
        assert complaint.deadline("kn1_resolve").due_on < before
        assert complaint.case.accepted_on == date(2026, 8, 28)
        assert done.moved_count == 1


class TestCorrectedField:
    def test_is_written_where_the_step_has_written_it(self, complaint, people):
        correct(
            complaint,
            "register",
            people["registrar"],
            author_name="Lý Văn Phú",
            summary="Bị thu hồi quá diện tích.",
            title="Khiếu nại Quyết định 421/QĐ-UBND",
        )
        (author,) = stored(complaint, Party, Party.role == "author")
        assert (author.full_name, author.name_f) == ("Lý Văn Phú", "ly van phu")
        with complaint.office.database.reading() as tx:
            text = tx.scalars(select(PetitionText)).one()
        assert text.summary == "Bị thu hồi quá diện tích."
        assert text.title_f == "khieu nai quyet dinh 421/qd-ubnd"
        assert text.text_f.startswith(f"{text.title_f} bi thu hoi qua dien tich.")

    def test_is_written_on_the_case_that_a_step_has_named(self, complaint, people):
        complaint.go_to("recheck")
        correct(complaint, "accept", people["head"], title="Khiếu nại Quyết định 421/QĐ-UBND")
        assert complaint.case.title_f == "khieu nai quyet dinh 421/qd-ubnd"

    def test_is_an_answer_where_it_has_no_other_home(self, complaint, people):
        complaint.go_to("approve_proposal")
        correct(complaint, "propose_handling", people["petition_officer"], reason="Đủ cả.")
        step = last_step(complaint, "propose_handling")
        with complaint.office.database.reading() as tx:
            answer = tx.get(Answer, (step.id, "reason"))
        assert json.loads(answer.value) == "Đủ cả."

    def test_that_nobody_had_to_fill_in_can_be_emptied(self, complaint, people):
        correct(complaint, "register", people["registrar"], author_phone="", request="")
        (author,) = stored(complaint, Party, Party.role == "author")
        assert author.phone is None
        with complaint.office.database.reading() as tx:
            assert tx.scalars(select(PetitionText.request)).one() is None

    def test_that_chooses_a_term_moves_its_deadline(self, accepted_complaint, people):
        before = accepted_complaint.deadline("kn1_resolve").due_on
        correct(
            accepted_complaint,
            "accept",
            people["head"],
            remote="yes",
            remote_reason="Thôn vùng sâu.",
        )
        assert accepted_complaint.deadline("kn1_resolve").due_on > before
        assert accepted_complaint.facts["remote"] == "true"
        assert accepted_complaint.case.remote

    def test_of_a_signed_paper_takes_another_paper(self, accepted_complaint, people):
        errors = refusal(accepted_complaint, "accept", people["head"], number="32/TB-UBND")
        assert list(errors) == ["correction_document"]
        correct(
            accepted_complaint,
            "accept",
            people["head"],
            number="32/TB-UBND",
            correction_document="99/TB-UBND",
        )
        assert accepted_complaint.case.acceptance_number == "32/TB-UBND"
        assert "32/TB-UBND" in [one.number for one in accepted_complaint.documents]
        assert amendments(accepted_complaint)[0].document_number == "99/TB-UBND"

    def test_that_is_left_as_it_was_changes_nothing_else(self, accepted_complaint, people):
        correct(accepted_complaint, "accept", people["head"], title="Tên khác")
        assert json.loads(amendments(accepted_complaint)[0].changes) == [["title"]]


class TestWhatIsRefused:
    def test_an_answer_that_has_decided_the_course_of_the_case(self, accepted_complaint, people):
        errors = refusal(
            accepted_complaint,
            "accept",
            people["head"],
            acceptance="refuse",
            ground="ground_6",
            refusal_reason="Hết thời hiệu.",
            refused_on=on(date(2026, 8, 26)),
        )
        assert "trả hồ sơ về bước này" in errors["acceptance"]

    def test_no_change_at_all(self, complaint, people):
        errors = refusal(complaint, "register", people["registrar"])
        assert errors == {"received_on": "Chưa sửa ô nào: nội dung giống như đang ghi"}

    def test_no_reason(self, complaint, people):
        errors = refusal(
            complaint, "register", people["registrar"], title="Khác", correction_reason=""
        )
        assert list(errors) == ["correction_reason"]

    def test_a_date_in_the_future(self, misdated, people):
        errors = refusal(misdated, "register", people["registrar"], received_on="27/08/2026")
        assert "không muộn hơn hôm nay 26/08/2026" in errors["received_on"]

    def test_a_receipt_after_what_followed_it(self, misdated, people):
        misdated.do("propose_handling", proposed_on="20/08/2026")
        errors = refusal(misdated, "register", people["registrar"], received_on="21/08/2026")
        assert errors["received_on"] == (
            "Ngày nhận đơn không muộn hơn 20/08/2026, ngày đề xuất xử lý đơn"
        )

    def test_a_date_before_the_receipt(self, misdated, people):
        misdated.do("propose_handling", proposed_on="20/08/2026")
        errors = refusal(
            misdated,
            "propose_handling",
            people["petition_officer"],
            proposed_on="18/08/2026",
            correction_document="1/TB",
        )
        assert "không sớm hơn ngày nhận đơn 19/08/2026" in errors["proposed_on"]

    def test_an_end_before_its_beginning(self, complaint, people):
        complaint.go_to("accept")
        complaint.set_clock(date(2026, 9, 4))
        complaint.go_to("send_decision").set_clock(date(2026, 9, 9))
        complaint.do("send_decision")
        errors = refusal(complaint, "send_decision", people["registrar"], sent_on="03/09/2026")
        assert "không sớm hơn 04/09/2026, ngày ban hành quyết định" in errors["sent_on"]

    def test_a_date_that_an_effect_has_worked_with(self, accepted_complaint, people):
        suspension = accepted_complaint.start("complaint_suspension")
        with pytest.raises(SubmissionRefusedError) as refused:
            correct(
                suspension,
                "suspend",
                people["head"],
                issued_on="25/08/2026",
                correction_document="1/TB",
            )
        messages = {error.key: error.message for error in refused.value.errors}
        assert "tạm đình chỉ" in messages["issued_on"]

    def test_a_step_that_was_done_again(self, complaint, people):
        complaint.do("propose_handling")
        first = last_step(complaint, "propose_handling")
        complaint.do("approve_proposal", approval="send_back", send_back_reason="Ghi rõ căn cứ.")
        complaint.do("propose_handling")
        submission = typed_again(complaint, "propose_handling", people["petition_officer"])
        with (
            pytest.raises(NotAmendableError) as refused,
            complaint.office.database.writing() as tx,
        ):
            correct_step(
                tx,
                complaint.office,
                people["petition_officer"],
                step_id=first.id,
                submission=submission,
            )
        assert refused.value.reason == "done_again"

    def test_a_confirmation_of_something_else(self, misdated, people):
        submission = typed_again(misdated, "register", people["registrar"], received_on=on(ON_TIME))
        with pytest.raises(PreviewOutdatedError), misdated.office.database.writing() as tx:
            correct_step(
                tx,
                misdated.office,
                people["registrar"],
                step_id=last_step(misdated, "register").id,
                submission=submission,
                seen="other",
            )
        assert misdated.deadline("kn1_accept").due_on == date(2026, 8, 27)


class TestPeople:
    def test_who_did_the_step_and_the_head_may(self, complaint, people):
        correct(complaint, "register", people["registrar"], title="Tên khác")
        correct(complaint, "register", people["head"], title="Tên khác nữa")

    def test_other_people_of_the_unit_may_not(self, complaint, people, colleagues):
        for somebody in (people["petition_officer"], colleagues["registrar"]):
            with pytest.raises(NotAllowedError):
                correct(complaint, "register", somebody, title="Tên khác")

    def test_people_of_other_units_do_not_know_of_it(self, complaint, strangers):
        for role in ("registrar", "head"):
            with pytest.raises(NotFoundError):
                correct(complaint, "register", strangers[role], title="Tên khác")

    def test_only_the_head_may_when_the_case_is_closed(self, complaint, people):
        complaint.receive()
        complaint.do("file_withdrawn")
        assert complaint.run.status == "completed"
        with pytest.raises(NotAllowedError):
            correct(complaint, "register", people["registrar"], title="Tên khác")
        correct(complaint, "register", people["head"], title="Tên khác")
        with complaint.office.database.reading() as tx:
            assert tx.scalar(select(PetitionText.title)) == "Tên khác"


class TestHistory:
    def test_keeps_codes_and_dates_and_only_says_that_the_rest_has_changed(self, misdated, people):
        correct(
            misdated,
            "register",
            people["registrar"],
            received_on=on(ON_TIME),
            source="post",
            author_name="Lý Văn Phú",
            title="Tên khác",
        )
        (amendment,) = amendments(misdated)
        assert sorted(json.loads(amendment.changes)) == [
            ["author_name"],
            ["received_on", "2026-08-19", "2026-08-24"],
            ["source", "direct", "post"],
            ["title"],
        ]
        assert amendment.account_id == people["registrar"].account_id

    def test_keeps_the_reason_where_it_can_be_erased(self, misdated, people):
        correct(misdated, "register", people["registrar"], received_on=on(ON_TIME))
        (reason,) = stored(misdated, Note)
        assert (reason.kind, reason.text) == ("reason", REASON)
        assert amendments(misdated)[0].reason_id == reason.id

    def test_is_journalled_with_codes_and_dates(self, misdated, people):
        correct(
            misdated,
            "register",
            people["registrar"],
            received_on=on(ON_TIME),
            author_name="Lý Văn Phú",
        )
        entry = stored(misdated, JournalEntry, JournalEntry.action == "correct_step")[0]
        detail = json.loads(entry.detail)
        assert detail["events"] == [["petition_received", "2026-08-19", "2026-08-24"]]
        assert detail["deadlines"][0][1:] == ["kn1_accept", "2026-08-27", "2026-09-07"]
        hidden, told = sorted(detail["fields"], key=itemgetter("field"))
        assert hidden == {"field": "author_name", "before": "đã đổi", "after": "đã đổi"}
        assert told == {"field": "received_on", "before": "2026-08-19", "after": "2026-08-24"}
        assert "Phú" not in entry.detail


class TestBudget:
    """What a correction reads and writes, and the words that search finds the case by."""

    def test_is_kept(self, misdated, people):
        submission = typed_again(
            misdated, "register", people["registrar"], received_on=on(ON_TIME), title="Tên khác"
        )
        step = last_step(misdated, "register")
        with sent_to(misdated.office.database) as sent, misdated.office.database.writing() as tx:
            correct_step(
                tx,
                misdated.office,
                people["registrar"],
                step_id=step.id,
                submission=submission,
            )
        assert sent.commits == 1
        assert len(sent.statements) <= 38, (len(sent.statements), sent.statements)


@on_both_databases
class TestAmendments:
    def test_are_only_added_to(self, misdated, people):
        correct(misdated, "register", people["registrar"], received_on=on(ON_TIME))
        for change in (delete(Amendment), update(Amendment).values(changes="[]")):
            with (
                pytest.raises(DBAPIError, match="append-only"),
                misdated.office.database.writing() as tx,
            ):
                tx.execute(change)


@on_both_databases
class TestReceiptOfAPetition:
    @pytest.fixture
    def petition(self, office, people):
        """A petition in triage whose receipt was entered five days too early."""
        return Matter.register(office, people, procedure="triage", received_on=WRONG)

    def deadlines(self, matter, kind):
        rows = stored(matter, Deadline, Deadline.subject_kind == kind)
        return {row.term: row.due_on for row in rows}

    def test_entered_under_a_wrong_date_moves_three_deadlines(self, petition, people):
        before = self.deadlines(petition, "petition")
        assert sorted(before) == ["kn1_accept", "xld_guide", "xld_process"]
        done = correct(petition, "register", people["registrar"], received_on=on(ON_TIME))
        after = self.deadlines(petition, "petition")
        assert done.moved_count == 3
        assert all(after[term] > before[term] for term in before)
        assert petition.item("propose_handling").due_on == after["kn1_accept"]

    def test_moves_what_the_case_counts_from_it_as_well(self, petition, people):
        petition.do("propose_handling")
        petition.do("approve_proposal")
        (case,) = stored(petition, Case)
        before = self.deadlines(petition, "case")["kn1_accept"]
        done = correct(petition, "register", people["registrar"], received_on=on(ON_TIME))
        assert self.deadlines(petition, "case")["kn1_accept"] > before
        old, new = stored(
            petition, Event, Event.subject_id == case.id, Event.subject_kind == "case"
        )
        assert (new.occurred_on, new.corrects_id) == (ON_TIME, old.id)
        items = stored(petition, WorkItem, WorkItem.case_id == case.id)
        assert {item.due_on for item in items if item.term == "kn1_accept"} == {date(2026, 9, 7)}
        assert done.moved_count >= 1
