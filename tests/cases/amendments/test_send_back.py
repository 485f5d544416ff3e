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

WHY = "Chưa ghi căn cứ thụ lý."
WAYS = 'donthu:sendBackTo="propose_handling approve_proposal"'


@pytest.fixture
def waiting(office, register_complaint):
    """A complaint that the head may accept, or send back."""
    version = version_of(office, "complaint_first", office.today())
    task = '<bpmn:userTask id="accept"'
    files = changed(version.files, "process.bpmn", task, f"{task} {WAYS}")
    with office.database.writing() as tx:
        publish_version(tx, office, None, code="complaint_first", files=files)
    return register_complaint().go_to("accept")


def back(matter, by, to="propose_handling", reason=WHY, task_id=None):
    with matter.office.database.writing() as tx:
        return send_back(
            tx,
            matter.office,
            by,
            run_id=matter.run_id,
            task_id=task_id or matter.item("accept").task_id,
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
        assert waiting.open == ["propose_handling"]
        assert (done.step_name, done.next_steps) == (
            "Thụ lý hoặc không thụ lý",
            ("Đề xuất hướng xử lý đơn",),
        )
        assert waiting.item("propose_handling").due_on == date(2026, 9, 9)

    def test_tells_whoever_does_it_who_and_why(self, waiting, people, office):
        back(waiting, people["head"])
        found = told(waiting, "propose_handling")
        assert (found.actor, found.reason) == (people["head"].name, WHY)
        assert (found.from_step, found.at) == ("Thụ lý hoặc không thụ lý", office.clock.now())

    def test_is_no_news_any_more_once_it_was_done_again(self, waiting, people):
        back(waiting, people["head"])
        waiting.do("propose_handling")
        assert told(waiting, "propose_handling") is None
        assert told(waiting, "approve_proposal") is None

    def test_stands_in_the_history_and_its_reason_can_be_erased(self, waiting, people, office):
        back(waiting, people["head"])
        step = waiting.steps[-1]
        assert (step.element, step.outcome) == ("accept", "sent_back")
        assert step.account_id == people["head"].account_id
        assert (step.summary, WHY in step.summary) == ("về bước Đề xuất hướng xử lý đơn", False)
        with office.database.reading() as tx:
            kept = tx.scalars(select(Answer.value).where(Answer.step_id == step.id))
            assert WHY in [json.loads(value) for value in kept]

    def test_goes_on_as_before_afterwards(self, waiting, people):
        back(waiting, people["head"], to="approve_proposal")
        waiting.do("approve_proposal")
        waiting.do("accept")
        assert waiting.deadline("kn1_accept").closed_on == date(2026, 8, 26)


class TestWays:
    def test_are_those_that_the_diagram_names(self, waiting, office):
        with office.database.reading() as tx:
            version_id = waiting.version.id
            assert [one.name for one in ways_back(tx, office, version_id, "accept")] == [
                "Đề xuất hướng xử lý đơn",
                "Duyệt đề xuất",
            ]
            assert ways_back(tx, office, version_id, "propose_handling") == ()

    def test_are_not_others(self, waiting, people):
        for to in ("register", "accept", "nowhere"):
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
        assert waiting.open == ["accept"]

    def test_people_who_may_not_do_the_step(self, waiting, people, strangers):
        with pytest.raises(NotAllowedError):
            back(waiting, people["registrar"])
        with pytest.raises(NotFoundError):
            back(waiting, strangers["head"])

    def test_a_step_that_somebody_else_has_taken(self, waiting, people, colleagues, office):
        with office.database.writing() as tx:
            claim_item(tx, office, colleagues["head"], item_id=waiting.item("accept").id)
        with pytest.raises(ItemTakenError):
            back(waiting, people["head"])

    def test_a_step_that_has_ended(self, waiting, people):
        task_id = waiting.item("accept").task_id
        waiting.do("accept")
        with pytest.raises(StepAlreadyDoneError):
            back(waiting, people["head"], task_id=task_id)


class TestBudget:
    def test_is_that_of_a_step(self, waiting, people):
        with sent_to(waiting.office.database) as sent:
            back(waiting, people["head"], task_id=waiting.item("accept").task_id)
        assert sent.commits == 1
        assert len(sent.statements) <= 15, sent.statements
