"""The stay of the contested decision, as Điều 35 Luật Khiếu nại tells it.

Accepted on Wednesday 26/08/2026, to be settled by Friday 25/09. The execution of the contested
decision is stayed on Thursday 27/08 until Tuesday 15/09.
"""

from datetime import date

import pytest

from cases.errors import NotAllowedError, NotFoundError, NotOfferedError, SubmissionRefusedError
from tests.cases.answers import on
from tests.workflows.bundled import VERSIONS

STAY = "complaint_decision_stay"
STAYED_ON = date(2026, 8, 27)
UNTIL = date(2026, 9, 15)
SETTLE_BY = date(2026, 9, 25)


@pytest.fixture
def settlement(accepted_complaint):
    return accepted_complaint


@pytest.fixture
def stay(settlement):
    settlement.set_clock(STAYED_ON)
    return settlement.start(STAY, stayed_until=on(UNTIL))


def errors_of(start):
    with pytest.raises(SubmissionRefusedError) as refused:
        start()
    return [(error.key, error.message) for error in refused.value.errors]


class TestDecision:
    def test_is_a_paper_and_an_event_of_the_case(self, stay):
        (paper,) = [one for one in stay.documents if one.type == "execution_suspension"]
        assert (paper.number, paper.issued_on) == ("21/QĐ-UBND", STAYED_ON)
        assert stay.events[-1] == ("execution_suspended", STAYED_ON)

    def test_is_sent_and_watched_at_once(self, stay):
        assert stay.open == ["send_stay", "watch_reason"]
        assert stay.item("watch_reason").due_on == UNTIL

    def test_lasts_no_longer_than_the_settlement(self, settlement):
        ((key, message),) = errors_of(
            lambda: settlement.start(STAY, stayed_until=on(date(2026, 9, 26)))
        )
        assert key == "stayed_until"
        assert "không muộn hơn 25/09/2026" in message
        assert "Điều 35 Luật Khiếu nại" in message

    def test_may_last_as_long_as_the_settlement(self, settlement):
        assert settlement.start(STAY, stayed_until=on(SETTLE_BY)).open

    def test_does_not_end_before_it_begins(self, settlement):
        settlement.set_clock(STAYED_ON)
        errors = errors_of(lambda: settlement.start(STAY, stayed_until=on(date(2026, 8, 26))))
        assert [key for key, _ in errors] == ["stayed_until"]

    def test_leaves_the_terms_of_the_settlement_alone(self, settlement, stay):
        assert settlement.running["kn1_resolve"] == SETTLE_BY
        assert settlement.run.paused_since is None

    def test_is_the_head_s(self, settlement, people):
        with pytest.raises(NotAllowedError):
            settlement.start(STAY, by=people["petition_officer"])

    def test_is_not_there_for_another_unit(self, settlement, strangers):
        with pytest.raises(NotFoundError):
            settlement.start(STAY, by=strangers["head"])

    def test_is_not_made_before_the_acceptance(self, opened_complaint):
        with pytest.raises(NotOfferedError) as refused:
            opened_complaint.start(STAY)
        assert refused.value.reason == "no_term"

    def test_is_not_made_twice_at_once(self, settlement, stay):
        with pytest.raises(NotOfferedError) as refused:
            settlement.start(STAY)
        assert refused.value.reason == "running"


class TestSending:
    def test_is_an_event(self, stay):
        stay.do("send_stay")
        assert stay.events[-1] == ("execution_suspension_sent", STAYED_ON)

    @pytest.mark.parametrize("left_out", ["complainant", "respondent"])
    def test_goes_to_both_parties(self, stay, left_out):
        recipients = [one for one in ("complainant", "respondent", "executors") if one != left_out]
        ((key, _),) = errors_of(lambda: stay.do("send_stay", recipients=recipients))
        assert key == "recipients"


class TestCancellation:
    @pytest.fixture
    def groundless(self, stay):
        """The reason is gone on Tuesday 08/09."""
        stay.set_clock(date(2026, 9, 8))
        stay.do("send_stay")
        stay.do("watch_reason")
        return stay

    def test_is_due_at_once(self, groundless):
        """ "Phải hủy bỏ ngay": on the same working day."""
        assert groundless.events[-1] == ("suspension_reason_ended", date(2026, 9, 8))
        assert groundless.running["kn_exec_suspension_cancel"] == date(2026, 9, 8)
        assert groundless.item("cancel_stay").due_on == date(2026, 9, 8)

    def test_is_a_decision_of_its_own_that_is_sent(self, groundless):
        groundless.do("cancel_stay")
        (paper,) = [
            one for one in groundless.documents if one.type == "execution_suspension_cancellation"
        ]
        assert (paper.number, paper.issued_on) == ("22/QĐ-UBND", date(2026, 9, 8))
        assert groundless.deadline("kn_exec_suspension_cancel").late_by_law is False
        groundless.do("send_cancellation")
        assert groundless.run.status == "completed"
        assert groundless.events[-2:] == [
            ("execution_suspension_cancelled", date(2026, 9, 8)),
            ("execution_suspension_cancellation_sent", date(2026, 9, 8)),
        ]

    def test_the_day_after_is_late_and_the_head_is_told(self, groundless):
        groundless.wait_until(date(2026, 9, 9))
        assert groundless.notices == [("notify_cancel_overdue", "overdue", "head")]
        groundless.do("cancel_stay")
        assert groundless.deadline("kn_exec_suspension_cancel").late_by_law is True

    def test_cannot_be_older_than_the_end_of_the_reason(self, groundless):
        errors = errors_of(lambda: groundless.do("cancel_stay", signed_on=on(date(2026, 9, 7))))
        assert [key for key, _ in errors] == ["signed_on"]

    def test_lets_another_stay_follow(self, settlement, groundless):
        groundless.do("cancel_stay")
        groundless.do("send_cancellation")
        assert settlement.start(STAY, stayed_until=on(SETTLE_BY)).open


class TestEnd:
    def test_of_the_term_ends_it_by_itself(self, stay):
        stay.do("send_stay")
        stay.set_clock(date(2026, 9, 16))
        stay.do("watch_reason", stay_end="term_over")
        assert stay.events[-1] == ("execution_suspension_expired", UNTIL)
        assert stay.run.status == "completed"

    def test_of_the_term_is_not_noted_before(self, stay):
        stay.set_clock(UNTIL)
        ((key, message),) = errors_of(lambda: stay.do("watch_reason", stay_end="term_over"))
        assert key == "stay_end"
        assert "còn đến hết 15/09/2026" in message
        assert ("execution_suspension_expired", UNTIL) not in stay.events

    def test_comes_with_the_decision(self, settlement, stay):
        settlement.go_to("send_decision")
        assert (stay.run.status, stay.open) == ("cancelled", [])
        outcomes = {step.element: step.outcome for step in stay.steps}
        assert outcomes["watch_reason"] == "cancelled"

    def test_comes_with_the_termination(self, settlement, stay):
        settlement.receive()
        settlement.do("terminate")
        assert stay.run.status == "cancelled"

    def test_does_not_come_with_other_steps(self, settlement, stay):
        settlement.do("assign_verification")
        assert stay.run.status == "running"


def test_no_flow_and_no_step_is_left_out(settlement, stay):
    stay.do("send_stay")
    stay.set_clock(date(2026, 9, 16))
    stay.do("watch_reason", stay_end="term_over")
    second = settlement.start(STAY, stayed_until=on(SETTLE_BY))
    second.do("watch_reason")
    second.wait_until(date(2026, 9, 17))
    second.do("cancel_stay")
    second.do("send_cancellation")
    (version,) = [one for one in VERSIONS if one.info.code == STAY]
    drawn = version.elements("sequenceFlow", "userTask", "serviceTask", "endEvent")
    assert {element.get("id") for element in drawn} - stay.visited - second.visited == set()
