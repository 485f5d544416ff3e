"""Asking experts, as Điều 15 Thông tư 07/2013/TT-TTCP tells it.

Accepted on Wednesday 26/08/2026; the expert body is to conclude by Thursday 10/09.
"""

from datetime import date

import pytest

from cases.errors import NotAllowedError, NotFoundError, NotOfferedError, SubmissionRefusedError
from tests.cases.answers import on
from tests.workflows.bundled import VERSIONS

EXPERTS = "complaint_expert_assessment"
ORDERED_ON = date(2026, 8, 26)
UNTIL = date(2026, 9, 10)
LATER = {
    "result": "more_time",
    "assessment_until": on(date(2026, 9, 18)),
    "more_time_reason": "Phải khoan lấy mẫu.",
}
NOTHING = {"result": "none", "none_reason": "Mẫu không đủ để giám định."}


@pytest.fixture
def settlement(accepted_complaint):
    return accepted_complaint


@pytest.fixture
def assessment(settlement):
    return settlement.start(EXPERTS, assessment_until=on(UNTIL))


class TestOrder:
    def test_is_a_paper_to_the_expert_body_and_an_event(self, assessment):
        (paper,) = [one for one in assessment.documents if one.type == "expert_assessment"]
        assert (paper.number, paper.issued_on) == ("31/TC", ORDERED_ON)
        assert paper.recipient == "Trung tâm Giám định chất lượng xây dựng"
        assert assessment.events[-1] == ("assessment_ordered", ORDERED_ON)

    def test_gives_the_verifier_a_step_due_when_the_conclusion_is(self, assessment):
        assert assessment.open == ["receive_conclusion"]
        assert assessment.item("receive_conclusion").due_on == UNTIL

    def test_takes_nothing_off_the_term_for_settling(self, settlement, assessment):
        assert settlement.running["kn1_resolve"] == date(2026, 9, 25)

    def test_is_the_head_s(self, settlement, people):
        with pytest.raises(NotAllowedError):
            settlement.start(EXPERTS, by=people["verifier"])

    def test_is_not_there_for_another_unit(self, settlement, strangers):
        with pytest.raises(NotFoundError):
            settlement.start(EXPERTS, by=strangers["head"])

    def test_is_not_made_after_the_decision(self, settlement):
        settlement.go_to("send_decision")
        with pytest.raises(NotOfferedError) as refused:
            settlement.start(EXPERTS)
        assert refused.value.reason == "no_term"

    def test_names_no_day_before_its_own(self, settlement):
        settlement.set_clock(date(2026, 8, 28))
        with pytest.raises(SubmissionRefusedError) as refused:
            settlement.start(EXPERTS, assessment_until=on(date(2026, 8, 27)))
        assert [error.key for error in refused.value.errors] == ["assessment_until"]


class TestConclusion:
    def test_is_a_paper_and_an_event(self, assessment):
        assessment.set_clock(date(2026, 9, 9))
        assessment.do("receive_conclusion")
        (paper,) = [one for one in assessment.documents if one.type == "expert_conclusion"]
        assert (paper.number, paper.issued_on) == ("32/KLGĐ", date(2026, 9, 9))
        assert assessment.events[-1] == ("assessment_received", date(2026, 9, 9))
        assert assessment.run.status == "completed"

    def test_may_come_later_when_the_experts_ask_for_it(self, assessment):
        assessment.do("receive_conclusion", **LATER)
        assert assessment.open == ["receive_conclusion"]
        assert assessment.item("receive_conclusion").due_on == date(2026, 9, 18)

    def test_may_not_come_at_all_for_a_reason(self, assessment):
        assessment.do("receive_conclusion", given_up_on=on(ORDERED_ON), **NOTHING)
        assert assessment.events[-1] == ("assessment_given_up", ORDERED_ON)
        assert assessment.run.status == "completed"

    def test_is_not_waited_for_after_the_decision(self, settlement, assessment):
        settlement.go_to("send_decision")
        assert (assessment.run.status, assessment.open) == ("cancelled", [])


def test_no_flow_and_no_step_is_left_out(settlement, assessment):
    assessment.do("receive_conclusion", **LATER)
    assessment.do("receive_conclusion")
    second = settlement.start(EXPERTS, assessment_until=on(UNTIL))
    second.do("receive_conclusion", given_up_on=on(ORDERED_ON), **NOTHING)
    (version,) = [one for one in VERSIONS if one.info.code == EXPERTS]
    drawn = version.elements("sequenceFlow", "userTask", "serviceTask", "endEvent")
    assert {element.get("id") for element in drawn} - assessment.visited - second.visited == set()
