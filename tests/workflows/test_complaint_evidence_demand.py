"""Demands for papers, as Điều 13, 14 and 15 Luật Khiếu nại tell it.

Accepted on Wednesday 26/08/2026. A demand of that day asks for papers within 7 days, by Wednesday
02/09, a holiday: by Thursday 03/09.
"""

from datetime import date

import pytest

from cases.errors import NotAllowedError, NotFoundError, NotOfferedError, SubmissionRefusedError
from tests.cases.amendments.corrections import correct
from tests.cases.answers import on
from tests.cases.fixtures import on_both_databases
from tests.workflows.bundled import VERSIONS

DEMAND = "complaint_evidence_demand"
MADE_ON = date(2026, 8, 26)
DUE_ON = date(2026, 9, 3)
EXPIRED = {"supplied": "none", "not_supplied_because": "expired", "reason": "Đã đôn đốc hai lần."}
CORRECTED = {"demanded_on": on(date(2026, 8, 27)), "correction_document": "16/ĐC"}
WITHOUT = {"supplied": "none", "not_supplied_because": "does_not_hold", "reason": "Đã thất lạc."}


@pytest.fixture
def settlement(accepted_complaint):
    return accepted_complaint


@pytest.fixture
def demand(settlement):
    return settlement.start(DEMAND)


def refusal(matter, step, **typed):
    with pytest.raises(SubmissionRefusedError) as refused:
        matter.do(step, **typed)
    (error,) = refused.value.errors
    return error


class TestDemand:
    def test_is_a_paper_to_somebody_and_an_event(self, demand):
        (paper,) = [one for one in demand.documents if one.type == "evidence_demand"]
        assert (paper.number, paper.issued_on) == ("12/YC", MADE_ON)
        assert paper.recipient == "Chi nhánh Văn phòng Đăng ký đất đai"
        assert demand.events[-1] == ("demand_made", MADE_ON)

    @pytest.mark.parametrize("asked", ["body", "respondent", "complainant"])
    def test_opens_the_term_of_the_one_who_is_asked_and_no_other(self, settlement, asked):
        demand = settlement.start(DEMAND, asked_party=asked)
        terms = {term for term in demand.running if term.startswith("kn_evidence")}
        assert terms == {f"kn_evidence_{asked}"}
        assert demand.open == [f"receive_from_{asked}"]
        assert demand.item(f"receive_from_{asked}").due_on == DUE_ON

    def test_leaves_the_term_for_settling_alone(self, settlement, demand):
        assert settlement.running["kn1_resolve"] == date(2026, 9, 25)

    def test_is_the_verifier_s(self, settlement, people):
        with pytest.raises(NotAllowedError):
            settlement.start(DEMAND, by=people["registrar"])

    def test_is_not_there_for_another_unit(self, settlement, strangers):
        with pytest.raises(NotFoundError):
            settlement.start(DEMAND, by=strangers["verifier"])

    def test_cannot_be_older_than_the_acceptance(self, register_complaint):
        complaint = register_complaint(date(2026, 8, 20)).go_to("assign_verification")
        with pytest.raises(SubmissionRefusedError) as refused:
            complaint.start(DEMAND, demanded_on=on(date(2026, 8, 25)))
        assert [error.key for error in refused.value.errors] == ["demanded_on"]

    def test_is_not_made_before_the_acceptance(self, opened_complaint):
        with pytest.raises(NotOfferedError) as refused:
            opened_complaint.start(DEMAND)
        assert refused.value.reason == "no_term"

    def test_is_not_made_while_the_case_is_suspended(self, settlement):
        settlement.start("complaint_suspension")
        with pytest.raises(NotOfferedError) as refused:
            settlement.start(DEMAND)
        assert refused.value.reason == "paused"


class TestReceipt:
    def test_ends_the_term_and_leaves_form_07(self, demand):
        demand.set_clock(date(2026, 9, 3))
        demand.do("receive_from_body")
        deadline = demand.deadline("kn_evidence_body")
        (paper,) = [one for one in demand.documents if one.type == "evidence_receipt"]
        assert (deadline.closed_on, deadline.late_by_law) == (DUE_ON, False)
        assert (paper.number, paper.issued_on) == ("13/BN", DUE_ON)
        assert (demand.run.status, demand.open) == ("completed", [])

    def test_after_the_term_is_late(self, demand):
        demand.set_clock(date(2026, 9, 4))
        demand.do("receive_from_body")
        assert demand.deadline("kn_evidence_body").late_by_law is True

    def test_of_a_part_says_what_is_missing(self, demand):
        error = refusal(demand, "receive_from_body", supplied="part")
        assert error.key == "missing"
        demand.do("receive_from_body", supplied="part", missing="Trích đo địa chính.")
        assert demand.run.status == "completed"


class TestNothingReceived:
    def test_can_be_noted_once_the_term_is_over(self, demand):
        demand.set_clock(date(2026, 9, 4))
        demand.do("receive_from_body", expired_on=on(date(2026, 9, 4)), **EXPIRED)
        assert demand.events[-1] == ("evidence_not_supplied", date(2026, 9, 4))
        assert demand.run.status == "completed"

    def test_cannot_be_noted_on_the_last_day(self, demand):
        demand.set_clock(date(2026, 9, 4))
        error = refusal(demand, "receive_from_body", expired_on=on(DUE_ON), **EXPIRED)
        assert error.key == "expired_on"
        assert "phải sau 03/09/2026" in error.message

    def test_because_nobody_holds_them_can_be_noted_at_any_time(self, demand):
        demand.do("receive_from_body", answered_on=on(MADE_ON), **WITHOUT)
        assert demand.events[-1] == ("evidence_not_supplied", MADE_ON)

    def test_makes_nobody_of_the_office_late(self, demand):
        demand.set_clock(date(2026, 9, 4))
        demand.do("receive_from_body", expired_on=on(date(2026, 9, 4)), **EXPIRED)
        deadline = demand.deadline("kn_evidence_body")
        assert (deadline.closed_on, deadline.late_by_law) == (date(2026, 9, 4), None)

    def test_needs_a_reason(self, demand):
        error = refusal(
            demand, "receive_from_body", answered_on=on(MADE_ON), **WITHOUT | {"reason": ""}
        )
        assert error.key == "reason"

    def test_is_told_to_the_verifier_when_the_term_is_over(self, demand):
        demand.wait_until(date(2026, 9, 4))
        assert demand.notices == [("notify_body_overdue", "overdue", "verifier")]


@on_both_databases
class TestSeveralAtOnce:
    @pytest.fixture
    def second(self, settlement, demand):
        """Another body is asked two days later."""
        settlement.set_clock(date(2026, 8, 28))
        return settlement.start(DEMAND, number="14/YC", recipient="Thuế cơ sở")

    def test_have_a_term_each(self, demand, second):
        assert [one.due_on for one in demand.deadlines("kn_evidence_body")] == [
            DUE_ON,
            date(2026, 9, 4),
        ]
        assert demand.item("receive_from_body").due_on == DUE_ON
        assert second.item("receive_from_body").due_on == date(2026, 9, 4)

    def test_are_answered_each_for_itself(self, demand, second):
        second.do("receive_from_body")
        first, other = demand.deadlines("kn_evidence_body")
        assert (first.closed_on, other.closed_on) == (None, date(2026, 8, 28))
        assert (demand.open, demand.run.status) == (["receive_from_body"], "running")

    def test_are_told_each_in_its_time(self, demand, second):
        assert second.wait_until(date(2026, 9, 4)) == 1
        assert (len(demand.notices), len(second.notices)) == (1, 0)
        second.wait_until(date(2026, 9, 8))
        assert (len(demand.notices), len(second.notices)) == (1, 1)

    def test_ask_different_people(self, demand, second, settlement):
        third = settlement.start(DEMAND, asked_party="complainant")
        demand.do("receive_from_body")
        assert third.open == ["receive_from_complainant"]
        third.do("receive_from_complainant")
        assert second.open == ["receive_from_body"]

    def test_end_with_the_decision(self, demand, second, settlement):
        settlement.go_to("send_decision")
        statuses = [one.run.status for one in (demand, second)]
        assert (statuses, demand.open, second.open) == (["cancelled"] * 2, [], [])
        ended = [(one.closed_on, one.late_by_law) for one in demand.deadlines("kn_evidence_body")]
        assert ended == [(settlement.office.today(), None)] * 2

    def test_leave_a_suspension_that_is_none_of_their_business(self, demand, second, settlement):
        suspension = settlement.start("complaint_suspension")
        second.do("receive_from_body")
        assert suspension.run.status == "running"


class TestCorrection:
    """Of a wrong date of one of several demands."""

    @pytest.fixture
    def misdated(self, settlement):
        settlement.set_clock(date(2026, 8, 28))
        return settlement.start(DEMAND, demanded_on=on(MADE_ON))

    def test_moves_its_own_term_and_opens_no_other(self, settlement, misdated, people):
        other = settlement.start(DEMAND, asked_party="respondent")
        correct(misdated, "make_demand", people["verifier"], **CORRECTED)
        (moved,) = misdated.deadlines("kn_evidence_body")
        (kept,) = misdated.deadlines("kn_evidence_respondent")
        assert (moved.due_on, kept.due_on) == (DUE_ON, date(2026, 9, 4))
        assert other.item("receive_from_respondent").due_on == date(2026, 9, 4)

    def test_moves_only_one_of_two_to_the_same_kind_of_body(self, settlement, misdated, people):
        other = settlement.start(DEMAND, number="14/YC")
        correct(other, "make_demand", people["verifier"], **CORRECTED)
        first, second = misdated.deadlines("kn_evidence_body")
        assert (first.started_on, second.started_on) == (MADE_ON, date(2026, 8, 27))
        assert misdated.item("receive_from_body").due_on == first.due_on
        assert other.item("receive_from_body").due_on == second.due_on


def test_no_flow_and_no_step_is_left_out(settlement):
    visited = set()
    for asked in ("body", "respondent", "complainant"):
        demand = settlement.start(DEMAND, asked_party=asked)
        demand.do(f"receive_from_{asked}")
        visited |= demand.visited
    late = [
        settlement.start(DEMAND, asked_party=one) for one in ("body", "respondent", "complainant")
    ]
    for demand in late:
        demand.wait_until(date(2026, 9, 4))
    late[0].do("receive_from_body", expired_on=on(date(2026, 9, 4)), **EXPIRED)
    visited |= frozenset().union(*(one.visited for one in late))
    (version,) = [one for one in VERSIONS if one.info.code == DEMAND]
    drawn = version.elements("sequenceFlow", "userTask", "serviceTask", "endEvent")
    assert {element.get("id") for element in drawn} - visited == set()
