"""The suspension of a complaint, as Điều 28a and Điều 28b Nghị định 124/2020/NĐ-CP tell it.

Received, and accepted, on Wednesday 26/08/2026: to be settled within 30 days, by Friday 25/09.
"""

from datetime import date, datetime, time

import pytest

from cases.deadlines.computation import Computation, replay
from cases.errors import NotAllowedError, NotOfferedError, PausedCaseError, SubmissionRefusedError
from config.clock import TIME_ZONE
from tests.cases.answers import COMPLEX, on
from tests.workflows.bundled import VERSIONS

ACCEPTED_ON = date(2026, 8, 26)


@pytest.fixture
def suspended(accepted_complaint):
    """Suspended on Thursday 27/08/2026, the day after it was accepted."""
    accepted_complaint.set_clock(date(2026, 8, 27))
    return accepted_complaint.start("complaint_suspension")


@pytest.fixture
def settlement(accepted_complaint):
    return accepted_complaint


@pytest.fixture
def resumed(suspended):
    """Resumed on Monday 14/09/2026: 18 days do not count."""
    suspended.set_clock(date(2026, 9, 14))
    suspended.do("watch_ground")
    suspended.do("resume")
    return suspended


def refusal_of(procedure, matter, **typed):
    with pytest.raises(SubmissionRefusedError) as refused:
        matter.start(procedure, **typed)
    (error,) = refused.value.errors
    return error


class TestDecision14a:
    def test_leads_to_sending_and_watching_at_once(self, suspended):
        assert suspended.open == ["send_suspension", "watch_ground"]

    def test_is_recorded_with_its_ground_its_day_and_its_paper(self, suspended):
        (suspension,) = suspended.suspensions
        (paper,) = [one for one in suspended.documents if one.type == "suspension"]
        assert (suspension.ground, suspension.suspended_on) == ("disaster", date(2026, 8, 27))
        assert (paper.number, paper.issued_on) == ("81/QĐ-UBND", date(2026, 8, 27))
        assert suspension.suspension_document_id == paper.id

    def test_is_an_event_of_the_case(self, suspended):
        assert suspended.events[-2:] == [
            ("suspension_ground_found", date(2026, 8, 27)),
            ("decision_14a_issued", date(2026, 8, 27)),
        ]

    def test_must_be_sent_within_3_working_days(self, suspended):
        """Khoản 1 Điều 28b: from Thursday 27/08 over the holidays to Friday 04/09."""
        assert suspended.running["kn_suspend_send"] == date(2026, 9, 4)
        assert suspended.item("send_suspension").due_on == date(2026, 9, 4)

    def test_issued_on_the_day_the_ground_was_found_is_in_time(self, suspended):
        assert suspended.deadline("kn_suspend_issue").late_by_law is False

    def test_issued_days_after_the_ground_was_found_is_late(self, accepted_complaint):
        """ "Ngay": found on Wednesday 26/08, issued on Friday 28/08."""
        accepted_complaint.set_clock(date(2026, 8, 28))
        suspended = accepted_complaint.start("complaint_suspension", found_on=on(ACCEPTED_ON))
        assert suspended.deadline("kn_suspend_issue").late_by_law is True

    def test_cannot_be_older_than_its_ground(self, accepted_complaint):
        accepted_complaint.set_clock(date(2026, 8, 28))
        error = refusal_of(
            "complaint_suspension",
            accepted_complaint,
            found_on=on(date(2026, 8, 28)),
            issued_on=on(date(2026, 8, 27)),
        )
        assert error.key == "issued_on"

    def test_cannot_be_older_than_the_acceptance(self, register_complaint, office):
        complaint = register_complaint(date(2026, 8, 20)).go_to("assign_verification")
        day = on(date(2026, 8, 25))
        with pytest.raises(SubmissionRefusedError) as refused:
            complaint.start("complaint_suspension", found_on=day, issued_on=day)
        assert [error.key for error in refused.value.errors] == ["found_on", "issued_on"]
        assert all("26/08/2026" in error.message for error in refused.value.errors)

    def test_is_the_head_s(self, accepted_complaint, people):
        with pytest.raises(NotAllowedError):
            accepted_complaint.start("complaint_suspension", by=people["registrar"])


class TestWhereItCanBeStarted:
    def test_not_before_acceptance(self, opened_complaint):
        with pytest.raises(NotOfferedError) as refused:
            opened_complaint.start("complaint_suspension")
        assert refused.value.reason == "no_term"

    def test_not_after_the_decision(self, complaint):
        complaint.go_to("send_decision")
        with pytest.raises(NotOfferedError) as refused:
            complaint.start("complaint_suspension")
        assert refused.value.reason == "no_term"

    def test_not_while_it_is_under_way(self, settlement, suspended):
        with pytest.raises(NotOfferedError) as refused:
            settlement.start("complaint_suspension")
        assert refused.value.reason == "running"

    def test_not_while_14b_has_yet_to_be_sent(self, settlement, resumed):
        with pytest.raises(NotOfferedError) as refused:
            settlement.start("complaint_suspension")
        assert refused.value.reason == "running"

    def test_again_when_the_first_one_is_over(self, settlement, resumed):
        resumed.do("send_suspension")
        resumed.do("send_resumption")
        resumed.set_clock(date(2026, 9, 16))
        settlement.start("complaint_suspension")
        assert [one.resumed_on for one in settlement.suspensions] == [date(2026, 9, 14), None]


class TestTransition:
    """Khoản 1 Điều 22 Nghị định 155/2026/NĐ-CP."""

    @pytest.fixture
    def old_case(self, office, register_complaint):
        """Received and accepted under the old law, in June 2026."""
        office.clock.set(datetime(2026, 6, 22, 10, tzinfo=TIME_ZONE))
        return register_complaint(date(2026, 6, 15)).go_to("assign_verification")

    def test_a_case_of_the_old_version_is_suspended_from_july_2026_on(self, old_case):
        assert old_case.version.effective_from == date(2012, 7, 1)
        old_case.set_clock(date(2026, 7, 1))
        old_case.start("complaint_suspension")
        assert old_case.run.paused_since is not None

    def test_a_decision_signed_before_is_refused_with_the_article(self, old_case):
        old_case.set_clock(date(2026, 7, 2))
        day = on(date(2026, 6, 30))
        error = refusal_of("complaint_suspension", old_case, found_on=day, issued_on=day)
        assert error.key == "issued_on"
        assert "khoản 1 Điều 22 Nghị định 155/2026/NĐ-CP" in error.message

    def test_before_july_2026_it_is_not_offered(self, old_case):
        with pytest.raises(NotOfferedError) as refused:
            old_case.start("complaint_suspension")
        assert refused.value.reason == "not_in_force"


class TestWhileItLasts:
    def test_the_term_for_settling_stands_still(self, settlement, suspended):
        computation = Computation.from_json(settlement.deadline("kn1_resolve").computation)
        assert computation.is_paused
        assert computation.days_left == 29

    def test_no_timer_of_the_settlement_fires(self, settlement, suspended):
        settlement.wait_until(date(2027, 3, 1))
        assert settlement.notices == []

    def test_the_open_step_cannot_be_done(self, settlement, suspended):
        with pytest.raises(PausedCaseError):
            settlement.do("assign_verification")

    def test_terms_that_no_law_stops_go_on(self, suspended):
        assert suspended.wait_until(date(2026, 9, 5)) > 0
        assert suspended.notices[-1][1] == "overdue"

    def test_the_case_may_be_withdrawn(self, settlement, suspended):
        settlement.receive()
        assert settlement.open == ["terminate"]

    def test_a_term_that_was_over_before_stays_as_it_was(self, accepted_complaint):
        accepted_complaint.set_clock(date(2026, 9, 28))
        accepted_complaint.start("complaint_suspension")
        computation = Computation.from_json(accepted_complaint.deadline("kn1_resolve").computation)
        assert not computation.is_paused


class TestWithdrawalMeanwhile:
    @pytest.fixture
    def terminated(self, settlement, suspended):
        """Terminated on 01/12/2026, long after the date that the suspension interrupted."""
        settlement.set_clock(date(2026, 12, 1))
        settlement.receive()
        settlement.do("terminate")
        return settlement

    def test_ends_the_suspension(self, terminated, suspended):
        (suspension,) = terminated.suspensions
        assert (suspension.resumed_on, suspension.ended_on) == (None, date(2026, 12, 1))
        assert terminated.run.paused_since is None
        assert suspended.run.status == "cancelled"
        assert suspended.items == []

    def test_leaves_in_the_history_what_was_no_longer_to_be_done(self, terminated, suspended):
        left = {one.element: one.outcome for one in suspended.steps[1:]}
        assert left == {"send_suspension": "cancelled", "watch_ground": "cancelled"}

    def test_is_not_late_because_the_term_stood_still(self, terminated):
        deadline = terminated.deadline("kn1_resolve")
        assert (deadline.late_by_law, deadline.late_in_system) == (False, False)
        assert replay(Computation.from_json(deadline.computation)) == deadline.due_on

    def test_lets_the_clock_of_the_termination_run(self, terminated):
        assert terminated.open == ["send_termination"]
        assert terminated.running == {"kn_suspend_send": date(2026, 12, 4)}
        terminated.wait_until(date(2026, 12, 5))
        assert terminated.notices[-1] == ("notify_termination_overdue", "overdue", "head")

    def test_can_be_brought_to_its_end(self, terminated):
        terminated.do("send_termination")
        assert terminated.run.status == "completed"


class TestWatching:
    def test_says_when_the_ground_has_ended_and_asks_for_the_decision_at_once(self, suspended):
        suspended.set_clock(date(2026, 9, 14))
        suspended.do("watch_ground")
        assert suspended.open == ["resume", "send_suspension"]
        assert suspended.running["kn_resume_issue"] == date(2026, 9, 14)
        assert suspended.item("resume").due_on == date(2026, 9, 14)

    def test_a_decision_that_is_not_made_that_day_is_reported(self, suspended):
        suspended.do("send_suspension")
        suspended.set_clock(date(2026, 9, 14))
        suspended.do("watch_ground")
        suspended.wait_until(date(2026, 9, 15), time(0))
        assert suspended.notices[-1] == ("notify_resume_overdue", "overdue", "head")

    def test_does_not_wait_until_the_first_decision_was_sent(self, resumed):
        assert "send_suspension" in resumed.open


class TestDecision14b:
    def test_gives_back_the_days_that_were_left(self, settlement, resumed):
        """29 days were left on 27/08; from 14/09 they lead to Tuesday 13/10/2026."""
        assert settlement.running["kn1_resolve"] == date(2026, 10, 13)
        assert settlement.item("assign_verification").due_on == date(2026, 10, 13)

    def test_sets_the_timers_of_the_settlement_again(self, settlement, resumed):
        """Three working days before 13/10: Thursday 08/10."""
        settlement.wait_until(date(2026, 10, 7), time(23, 59))
        assert settlement.notices == []
        settlement.wait_until(date(2026, 10, 8), time(0))
        assert settlement.notices == [("notify_resolution_due_soon", "due_soon", "verifier")]

    def test_lets_people_go_on(self, settlement, resumed):
        settlement.do("assign_verification")
        assert settlement.open == ["verify"]

    def test_is_kept_with_the_suspension(self, settlement, resumed):
        (suspension,) = settlement.suspensions
        (paper,) = [one for one in settlement.documents if one.type == "resumption"]
        assert suspension.resumed_on == date(2026, 9, 14)
        assert suspension.resumption_document_id == paper.id

    def test_must_be_sent_within_3_working_days(self, resumed):
        """Khoản 2 Điều 28b: from Monday 14/09 to Thursday 17/09."""
        assert resumed.running["kn_resume_send"] == date(2026, 9, 17)

    def test_cannot_be_older_than_the_suspension(self, suspended):
        suspended.set_clock(date(2026, 9, 14))
        suspended.do("watch_ground", ended_on=on(date(2026, 8, 26)))
        with pytest.raises(SubmissionRefusedError) as refused:
            suspended.do("resume", issued_on=on(date(2026, 8, 26)))
        assert refused.value.errors[0].key == "issued_on"

    def test_a_refused_one_leaves_the_case_suspended(self, settlement, suspended):
        suspended.set_clock(date(2026, 9, 14))
        suspended.do("watch_ground", ended_on=on(date(2026, 8, 26)))
        with pytest.raises(SubmissionRefusedError):
            suspended.do("resume", issued_on=on(date(2026, 8, 26)))
        assert settlement.run.paused_since is not None

    def test_explains_the_date_and_can_be_counted_again(self, settlement, resumed):
        deadline = settlement.deadline("kn1_resolve")
        computation = Computation.from_json(deadline.computation)
        assert replay(computation) == deadline.due_on
        assert [(one.from_, one.to) for one in computation.pauses] == [
            (date(2026, 8, 27), date(2026, 9, 14))
        ]

    def test_counts_both_of_two_suspensions(self, settlement, resumed):
        """18 days before, and 10 more from 16/09 to 26/09."""
        resumed.do("send_suspension")
        resumed.do("send_resumption")
        settlement.set_clock(date(2026, 9, 16))
        second = settlement.start("complaint_suspension")
        settlement.set_clock(date(2026, 9, 26))
        second.do("watch_ground")
        second.do("resume")
        assert settlement.running["kn1_resolve"] == date(2026, 10, 23)

    def test_keeps_the_suspension_when_the_case_turns_out_to_be_complex(self, settlement, resumed):
        """45 days from 26/08 are 10/10; 18 more are 28/10/2026."""
        settlement.start("complaint_term_conditions", **COMPLEX)
        assert settlement.running["kn1_resolve"] == date(2026, 10, 28)

    def test_is_the_end_once_both_decisions_were_sent(self, resumed):
        resumed.do("send_suspension")
        resumed.do("send_resumption")
        assert resumed.run.status == "completed"
        assert resumed.running.keys() == {"kn1_resolve"}


def in_time(matter):
    suspended = matter.start("complaint_suspension")
    for step in ("send_suspension", "watch_ground", "resume", "send_resumption"):
        suspended.do(step)
    return suspended


def late(matter):
    suspended = matter.start("complaint_suspension")
    day = date(2026, 10, 1)
    for step in ("send_suspension", "watch_ground", "resume", "send_resumption"):
        suspended.wait_until(day)
        suspended.do(step)
        day = day.replace(month=day.month + 1) if day.month < 12 else date(2027, 1, 4)
    return suspended


def test_no_flow_and_no_step_is_left_out(register_complaint):
    (version,) = [one for one in VERSIONS if one.info.code == "complaint_suspension"]
    visited = set()
    for course in (in_time, late):
        complaint = register_complaint(date(2026, 8, 26))
        complaint.set_clock(date(2026, 8, 26))
        visited |= course(complaint.go_to("assign_verification")).visited
    drawn = version.elements("sequenceFlow", "userTask", "serviceTask", "endEvent")
    assert {element.get("id") for element in drawn} - visited == set()
