"""Trả lại: a case goes back to an earlier step that the diagram names, with the reason."""

import json
from datetime import date

import pytest
from sqlalchemy import select

from cases.actions.claim_item import claim_item
from cases.actions.publish_version import publish_version
from cases.actions.send_back import send_back
from cases.errors import (
    ItemTakenError,
    NotAllowedError,
    NoteRefusedError,
    NotFoundError,
    StepAlreadyDoneError,
)
from cases.models.answer import Answer
from cases.queries.case_page import case_page
from cases.queries.ways_back import returned, ways_back
from tests.cases.fixtures import on_both_databases
from tests.cases.matter import version_of
from tests.cases.publishing.changes import changed
from tests.cases.statements import sent_to

WHY = "Chưa làm việc với người khiếu nại."
WAY = 'donthu:sendBackTo="verify_report"'
WAYS = 'donthu:sendBackTo="verify verify_report"'


@pytest.fixture
def waiting(office, register_complaint):
    """A complaint of which the head may plan the dialogue, or send the report back."""
    version = version_of(office, "complaint_first", office.today())
    files = changed(version.files, "process.bpmn", WAY, WAYS)
    with office.database.writing() as tx:
        publish_version(tx, office, None, code="complaint_first", files=files)
    return register_complaint().go_to("plan_dialogue")


def back(matter, by, to="verify", reason=WHY, task_id=None):
    with matter.office.database.writing() as tx:
        return send_back(
            tx,
            matter.office,
            by,
            run_id=matter.run_id,
            task_id=task_id or matter.item("plan_dialogue").task_id,
            to=to,
            reason=reason,
        )


def told(matter, element):
    with matter.office.database.reading() as tx:
        return returned(tx, matter.office, matter.version.id, run_id=matter.run_id, element=element)


@on_both_databases
class TestSendingBack:
    def test_lets_the_earlier_step_wait_again(self, waiting, people):
        done = back(waiting, people["head"])
        assert waiting.open == ["verify"]
        assert (done.step_name, done.next_steps) == (
            "Thông báo đối thoại",
            ("Xác minh, làm việc với người khiếu nại",),
        )
        assert waiting.item("verify").due_on == date(2026, 8, 26)

    def test_tells_whoever_does_it_who_and_why(self, waiting, people, office):
        back(waiting, people["head"])
        found = told(waiting, "verify")
        assert (found.actor, found.reason) == (people["head"].name, WHY)
        assert (found.from_step, found.at) == ("Thông báo đối thoại", office.clock.now())

    def test_is_no_news_any_more_once_it_was_done_again(self, waiting, people):
        back(waiting, people["head"])
        waiting.do("verify")
        assert told(waiting, "verify") is None
        assert told(waiting, "verify_report") is None

    def test_stands_in_the_history_and_its_reason_can_be_erased(self, waiting, people, office):
        back(waiting, people["head"])
        step = waiting.steps[-1]
        assert (step.element, step.outcome) == ("plan_dialogue", "sent_back")
        assert step.account_id == people["head"].account_id
        assert (step.summary, WHY in step.summary) == (
            "về bước Xác minh, làm việc với người khiếu nại",
            False,
        )
        with office.database.reading() as tx:
            kept = tx.scalars(select(Answer.value).where(Answer.step_id == step.id))
            assert WHY in [json.loads(value) for value in kept]

    def test_goes_on_as_before_afterwards(self, waiting, people):
        back(waiting, people["head"], to="verify_report")
        waiting.do("verify_report")
        waiting.do("plan_dialogue")
        waiting.go_to("send_decision")
        assert waiting.deadline("kn1_resolve").closed_on == date(2026, 8, 26)


class TestWays:
    def test_are_those_that_the_diagram_names(self, waiting, office):
        with office.database.reading() as tx:
            version_id = waiting.version.id
            assert [one.name for one in ways_back(tx, office, version_id, "plan_dialogue")] == [
                "Xác minh, làm việc với người khiếu nại",
                "Báo cáo kết quả xác minh",
            ]
            assert ways_back(tx, office, version_id, "verify") == ()

    def test_are_not_others(self, waiting, people):
        for to in ("assign_verification", "plan_dialogue", "nowhere"):
            with pytest.raises(NotFoundError):
                back(waiting, people["head"], to=to)

    def test_are_written_on_the_page_of_the_case(self, waiting, people, office):
        back(waiting, people["head"])
        with office.database.reading() as tx:
            case = case_page(tx, office, people["head"], code=waiting.registered.code)
        (answer,) = case.steps[0].answers
        assert (answer.label, answer.text) == ("Lý do trả lại", WHY)


class TestWhatIsRefused:
    def test_no_reason(self, waiting, people):
        with pytest.raises(NoteRefusedError):
            back(waiting, people["head"], reason="  \n ")
        assert waiting.open == ["plan_dialogue"]

    def test_people_who_may_not_do_the_step(self, waiting, people, strangers):
        with pytest.raises(NotAllowedError):
            back(waiting, people["registrar"])
        with pytest.raises(NotFoundError):
            back(waiting, strangers["head"])

    def test_a_step_that_somebody_else_has_taken(self, waiting, people, colleagues, office):
        with office.database.writing() as tx:
            claim_item(tx, office, colleagues["head"], item_id=waiting.item("plan_dialogue").id)
        with pytest.raises(ItemTakenError):
            back(waiting, people["head"])

    def test_a_step_that_has_ended(self, waiting, people):
        task_id = waiting.item("plan_dialogue").task_id
        waiting.do("plan_dialogue")
        with pytest.raises(StepAlreadyDoneError):
            back(waiting, people["head"], task_id=task_id)


class TestBudget:
    def test_is_that_of_a_step(self, waiting, people):
        with sent_to(waiting.office.database) as sent:
            back(waiting, people["head"], task_id=waiting.item("plan_dialogue").task_id)
        assert sent.commits == 1
        assert len(sent.statements) <= 15, sent.statements
