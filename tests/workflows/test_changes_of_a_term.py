"""Decisions after acceptance that change a date of a complaint, each with its paper and its step.

Received, and accepted, on Wednesday 26/08/2026: to be settled by Friday 25/09.
"""

from datetime import date, datetime

import pytest

from cases.errors import NotAllowedError, NotOfferedError, SubmissionRefusedError
from config.clock import TIME_ZONE
from tests.cases.answers import COMPLEX, REMOTE, on
from tests.workflows.bundled import VERSIONS

CONDITIONS = "complaint_term_conditions"
VERIFICATION = "complaint_verification_extension"
SOME_WITHDRAW = "complaint_partial_withdrawal"


def refusal_of(procedure, matter, **typed):
    with pytest.raises(SubmissionRefusedError) as refused:
        matter.start(procedure, **typed)
    (error,) = refused.value.errors
    return error


class TestTermConditions:
    """Điều 28 Luật Khiếu nại; Điều 3a Nghị định 124/2020/NĐ-CP."""

    @pytest.mark.parametrize(
        ("answers", "row", "due_on"),
        [
            # 45 days from 26/08: Saturday 10/10, so Monday 12/10.
            pytest.param(COMPLEX, "kn1_resolve_complex", date(2026, 10, 12), id="complex"),
            pytest.param(
                REMOTE | {"complex": "no"}, "kn1_resolve_remote", date(2026, 10, 12), id="remote"
            ),
            # 60 days: Sunday 25/10, so Monday 26/10.
            pytest.param(
                COMPLEX | REMOTE, "kn1_resolve_remote_complex", date(2026, 10, 26), id="both"
            ),
        ],
    )
    def test_give_the_total_term_from_the_same_start(
        self, accepted_complaint, answers, row, due_on
    ):
        accepted_complaint.set_clock(date(2026, 9, 10))
        accepted_complaint.start(CONDITIONS, **answers)
        deadline = accepted_complaint.deadline("kn1_resolve")
        assert (deadline.row_key, deadline.started_on) == (row, date(2026, 8, 26))
        assert deadline.due_on == due_on

    def test_move_the_open_step_and_the_reminder(self, accepted_complaint):
        accepted_complaint.start(CONDITIONS)
        assert accepted_complaint.item("assign_verification").due_on == date(2026, 10, 12)
        assert accepted_complaint.run.next_fires_at.date() == date(2026, 10, 7)

    def test_are_a_step_of_the_history_with_paper_and_event(self, accepted_complaint):
        conditions = accepted_complaint.start(CONDITIONS)
        assert conditions.run.status == "completed"
        assert [step.element for step in conditions.steps] == ["set_term_conditions"]
        assert conditions.events[-1] == ("term_conditions_decided", date(2026, 8, 26))
        paper = accepted_complaint.documents[-1]
        assert (paper.type, paper.number) == ("complexity_record", "06/VB-UBND")

    def test_are_kept_with_the_case(self, accepted_complaint):
        accepted_complaint.start(CONDITIONS, complexity_criteria=["criterion_a", "criterion_dd"])
        case = accepted_complaint.case
        assert (case.complex, case.remote) == (True, False)
        assert case.complexity_criteria == "criterion_a criterion_dd"

    def test_need_a_criterion_and_a_paper_from_july_2026_on(self, accepted_complaint):
        error = refusal_of(CONDITIONS, accepted_complaint, complexity_criteria=[])
        assert error.key == "complexity_criteria"
        assert refusal_of(CONDITIONS, accepted_complaint, number="").key == "number"

    def test_need_a_reason_before(self, office, register_complaint):
        office.clock.set(datetime(2026, 6, 22, 10, tzinfo=TIME_ZONE))
        complaint = register_complaint(date(2026, 6, 15)).go_to("assign_verification")
        assert refusal_of(CONDITIONS, complaint, complexity_reason="").key == "complexity_reason"

    def test_go_by_the_law_of_their_own_day_not_of_the_acceptance(self, office, register_complaint):
        office.clock.set(datetime(2026, 6, 22, 10, tzinfo=TIME_ZONE))
        complaint = register_complaint(date(2026, 6, 15)).go_to("assign_verification")
        complaint.set_clock(date(2026, 7, 6))
        assert complaint.start(CONDITIONS).version.effective_from == date(2026, 7, 1)

    def test_lengthen_nothing_that_is_over(self, accepted_complaint):
        accepted_complaint.set_clock(date(2026, 9, 28))
        error = refusal_of(CONDITIONS, accepted_complaint)
        assert error.key == "decided_on"
        assert "25/09/2026" in error.message
        assert "Điều 28" in error.message

    def test_are_not_for_a_case_that_is_not_accepted(self, opened_complaint):
        with pytest.raises(NotOfferedError):
            opened_complaint.start(CONDITIONS)

    def test_are_not_for_a_suspended_case(self, accepted_complaint):
        accepted_complaint.start("complaint_suspension")
        with pytest.raises(NotOfferedError) as refused:
            accepted_complaint.start(CONDITIONS)
        assert refused.value.reason == "paused"

    def test_are_the_head_s(self, accepted_complaint, people):
        with pytest.raises(NotAllowedError):
            accepted_complaint.start(CONDITIONS, by=people["petition_officer"])


class TestVerificationExtension:
    """Khoản 3 Điều 7 Thông tư 07/2013/TT-TTCP: never beyond the term for settling."""

    @pytest.fixture
    def verified(self, accepted_complaint):
        """To be verified by Thursday 10/09/2026."""
        accepted_complaint.do("assign_verification", verify_until="10/09/2026")
        return accepted_complaint

    def test_sets_the_new_end(self, verified):
        verified.start(VERIFICATION, verify_until="20/09/2026")
        assert verified.case.verify_until == date(2026, 9, 20)

    def test_leaves_the_term_for_settling_alone(self, verified):
        before = verified.running
        verified.start(VERIFICATION, verify_until="20/09/2026")
        assert verified.running == before

    def test_is_a_step_of_the_history_with_paper_and_event(self, verified):
        extension = verified.start(VERIFICATION, verify_until="20/09/2026")
        assert [step.element for step in extension.steps] == ["extend_verification"]
        assert extension.events[-1] == ("verification_extended", date(2026, 8, 26))
        paper = verified.documents[-1]
        assert (paper.type, paper.number) == ("verification_extension", "42/QĐ-UBND")

    def test_may_last_until_the_last_day(self, verified):
        verified.start(VERIFICATION, verify_until="25/09/2026")
        assert verified.case.verify_until == date(2026, 9, 25)

    def test_is_refused_beyond_it_with_the_articles(self, verified):
        error = refusal_of(VERIFICATION, verified, verify_until="26/09/2026")
        assert error.key == "verify_until"
        assert "25/09/2026" in error.message
        assert "Điều 28 Luật Khiếu nại" in error.message
        assert "Điều 7 Thông tư 07/2013/TT-TTCP" in error.message

    def test_is_longer_once_the_case_is_complex(self, verified):
        verified.start(CONDITIONS)
        verified.start(VERIFICATION, verify_until="26/09/2026")
        assert verified.case.verify_until == date(2026, 9, 26)

    @pytest.mark.parametrize("until", ["09/09/2026", "10/09/2026"])
    def test_ends_later_than_before(self, verified, until):
        error = refusal_of(VERIFICATION, verified, verify_until=until)
        assert (error.key, "10/09/2026" in error.message) == ("verify_until", True)

    def test_needs_a_verification_that_was_assigned(self, accepted_complaint):
        error = refusal_of(VERIFICATION, accepted_complaint, verify_until="20/09/2026")
        assert (error.key, "chưa giao xác minh" in error.message) == ("verify_until", True)
        assert accepted_complaint.case.verify_until is None


class TestPartialWithdrawal:
    """Khoản 1 Điều 7a Nghị định 124/2020/NĐ-CP: the case goes on for the others."""

    @pytest.fixture
    def of_five(self, register_complaint):
        return register_complaint(signatory_count="5").go_to("accept")

    def test_leaves_the_case_where_it_is(self, of_five):
        before = (of_five.open, of_five.running)
        of_five.start(SOME_WITHDRAW)
        assert (of_five.open, of_five.running) == before

    def test_is_counted(self, of_five):
        of_five.start(SOME_WITHDRAW)
        of_five.start(SOME_WITHDRAW, withdrawn_count="1")
        assert of_five.case.withdrawn_count == 3

    def test_is_a_step_of_the_history_with_its_event(self, of_five):
        withdrawal = of_five.start(SOME_WITHDRAW)
        assert [step.element for step in withdrawal.steps] == ["record_partial_withdrawal"]
        assert of_five.events[-1] == ("partly_withdrawn", date(2026, 8, 26))

    def test_of_the_last_ones_is_a_withdrawal_of_all(self, of_five):
        """Khoản 2 Điều 7a: a decision to terminate must follow."""
        of_five.start(SOME_WITHDRAW, withdrawn_count="3")
        error = refusal_of(SOME_WITHDRAW, of_five, withdrawn_count="2")
        assert error.key == "withdrawn_count"
        assert "khoản 2 Điều 7a" in error.message

    def test_is_not_possible_for_a_single_complainant(self, opened_complaint):
        error = refusal_of(SOME_WITHDRAW, opened_complaint, withdrawn_count="1")
        assert error.key == "withdrawn_count"

    def test_is_possible_while_the_case_is_suspended(self, of_five):
        of_five.go_to("assign_verification", accept={"group_papers": "complete"})
        of_five.start("complaint_suspension")
        of_five.start(SOME_WITHDRAW)
        assert of_five.case.withdrawn_count == 2

    def test_is_not_possible_after_the_decision(self, of_five):
        of_five.go_to(
            "send_decision", accept={"group_papers": "complete"}, decide={"for_group": "list"}
        )
        with pytest.raises(NotOfferedError):
            of_five.start(SOME_WITHDRAW)

    def test_is_the_registrar_s(self, of_five, people):
        with pytest.raises(NotAllowedError):
            of_five.start(SOME_WITHDRAW, by=people["head"])


@pytest.mark.parametrize("code", [CONDITIONS, VERIFICATION, SOME_WITHDRAW])
def test_no_flow_and_no_step_is_left_out(register_complaint, code):
    complaint = register_complaint(signatory_count="5")
    complaint.go_to("verify_report", accept={"group_papers": "complete"})
    typed = {"verify_until": on(date(2026, 9, 20))} if code == VERIFICATION else {}
    visited = complaint.start(code, **typed).visited
    for version in (one for one in VERSIONS if one.info.code == code):
        drawn = version.elements("sequenceFlow", "userTask", "serviceTask", "endEvent")
        assert {element.get("id") for element in drawn} - visited == set()
