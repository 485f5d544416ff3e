"""What comes from outside at any time, here the withdrawal (Điều 10 Luật Khiếu nại)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from cases.actions.record_message import record_message
from cases.actions.save_draft import save_draft
from cases.errors import (
    NotAllowedError,
    NotFoundError,
    StepAlreadyDoneError,
    SubmissionRefusedError,
)
from cases.models.draft import Draft
from tests.cases.answers import REFUSAL, on
from tests.cases.fixtures import on_both_databases
from tests.cases.matter import fill
from tests.cases.statements import sent_to


def attempt(complaint, actor, message="withdrawn", **typed):
    answers = fill(complaint.office, complaint.version.forms["withdraw"], **typed)
    with complaint.office.database.writing() as tx:
        return record_message(
            tx,
            complaint.office,
            actor,
            run_id=complaint.run_id,
            message=message,
            submission=answers,
        )


@on_both_databases
class TestMessage:
    def test_says_what_was_recorded_and_what_waits_now(self, opened_complaint):
        done = opened_complaint.receive()
        assert (done.step_name, done.next_steps) == ("Rút đơn khiếu nại", ("Lưu đơn đã rút",))

    def test_leaves_a_line_of_history_under_its_own_name(self, complaint, people):
        complaint.receive()
        lines = [(step.element, step.outcome, step.account_id) for step in complaint.steps]
        assert lines[1:] == [
            ("withdrawn", "done", people["registrar"].account_id),
            ("propose_handling", "overtaken", None),
        ]

    def test_records_its_event_and_what_the_case_must_know(self, opened_complaint, office):
        opened_complaint.receive(withdrawal_after_persuasion="yes")
        assert opened_complaint.events[-1] == ("withdrawn", office.today())
        assert opened_complaint.case.withdrawal_after_persuasion is True

    def test_is_one_transaction(self, complaint, office, people):
        with sent_to(office.database) as sent:
            attempt(complaint, people["registrar"])
        assert sent.commits == 1

    def test_drops_the_draft_of_its_form(self, complaint, office, people):
        place = f"message:{complaint.run_id}:withdrawn"
        with office.database.writing() as tx:
            save_draft(tx, office, people["registrar"], place=place, values={"x": ["y"]})
        complaint.receive()
        with office.database.reading() as tx:
            assert tx.scalars(select(Draft)).all() == []


class TestRefusal:
    @pytest.mark.parametrize("role", ["petition_officer", "head", "verifier", "inspectorate"])
    def test_of_a_person_without_the_role(self, complaint, people, role):
        with pytest.raises(NotAllowedError):
            attempt(complaint, people[role])

    def test_of_a_stranger_does_not_tell_that_there_is_a_case(self, complaint, strangers):
        with pytest.raises(NotFoundError):
            attempt(complaint, strangers["registrar"])

    def test_of_a_message_that_the_procedure_does_not_know(self, complaint, people):
        with pytest.raises(NotFoundError):
            attempt(complaint, people["registrar"], message="sunshine")

    def test_of_a_second_withdrawal(self, complaint, people):
        complaint.receive()
        with pytest.raises(StepAlreadyDoneError) as refusal:
            attempt(complaint, people["registrar"])
        assert refusal.value.case_code == complaint.registered.code

    def test_after_the_decision(self, complaint, people):
        complaint.go_to("send_decision")
        with pytest.raises(StepAlreadyDoneError):
            attempt(complaint, people["registrar"])

    def test_after_the_case_has_ended(self, complaint, people):
        complaint.go_to("accept")
        complaint.do("accept", **REFUSAL)
        with pytest.raises(StepAlreadyDoneError):
            attempt(complaint, people["registrar"])

    def test_of_answers_with_errors(self, complaint, people):
        with pytest.raises(SubmissionRefusedError) as refusal:
            attempt(complaint, people["registrar"], withdrawn_by="", withdrawn_on="")
        assert [error.key for error in refusal.value.errors] == ["withdrawn_on", "withdrawn_by"]

    def test_before_the_petition_came_in(self, complaint, people, office):
        yesterday = on(office.today() - timedelta(days=1))
        with pytest.raises(SubmissionRefusedError) as refusal:
            attempt(complaint, people["registrar"], withdrawn_on=yesterday)
        assert [error.key for error in refusal.value.errors] == ["withdrawn_on"]

    def test_leaves_everything_as_it_was(self, complaint, people):
        before = complaint.run.lock_version
        with pytest.raises(NotAllowedError):
            attempt(complaint, people["head"])
        assert (complaint.open, complaint.run.lock_version) == (["propose_handling"], before)
