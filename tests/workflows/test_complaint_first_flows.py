"""Every arrow of every version of the first complaint is taken by some course of a case.

Each course ends in a state that the law knows: what is open, which papers were issued, which events
happened, which terms run.
"""

from datetime import date, timedelta

import pytest

from tests.cases.answers import REFUSAL, VERIFY_MORE
from tests.cases.installations import USUAL_DAY
from tests.cases.matter import Complaint
from tests.workflows.bundled import VERSIONS
from tests.workflows.courses import Course, Left, check_left

LONG = timedelta(days=120)
TEAM = {"assign_verification": {"team_set_up": "yes"}}
DIFFERING = {"verify": {"evidence_differs": "yes"}}
BY_THE_HEAD = {"head_verifies": "yes"}
RECHECKED_RIGHT = {"complaint_right": "yes"}


COURSES: list[Course] = []


def course(told: Course) -> Course:
    COURSES.append(told)
    return told


@course
def everything_in_time(matter):
    """Điều 27 to 34, 44: accepted, verified, talked over, decided, sent, filed, in force."""
    matter.go_to("close_case")
    matter.do("close_case")
    in_force_on = matter.deadline("kn_legal_force").due_on + timedelta(days=1)
    matter.wait_until(in_force_on)
    matter.do("watch_legal_force")
    return Left(
        papers=("acceptance", "verification_report", "dialogue_minutes", "decision_first"),
        events=("accepted", "decision_sent", "file_archived", "legal_force_reached"),
        closing="decision",
        late={"kn1_resolve": False, "kn1_send": False, "kn_legal_force": None},
    )


@course
def everything_late(matter):
    """Every clock runs out: people are reminded and reported, nothing is decided for them."""
    for step in ("accept", "recheck", "send_decision", "close_case"):
        matter.go_to(step)
        matter.wait_until(matter.office.today() + LONG)
    matter.do("close_case")
    return Left(
        open=("watch_legal_force",),
        events=("accepted", "decision_issued", "decision_sent", "file_archived"),
        running=frozenset({"kn_legal_force"}),
        closing="decision",
        late={"kn1_accept": True, "kn1_resolve": True, "kn1_send": True, "kn_archive": True},
    )


@course
def right_on_recheck(matter):
    """Điểm a khoản 1 Điều 29: the complaint is right, so the decision is issued at once."""
    matter.go_to("recheck")
    matter.do("recheck", **RECHECKED_RIGHT)
    assert matter.open == ["decide_at_once"]
    assert matter.running.keys() == {"kn1_recheck_decide", "kn1_resolve"}
    matter.do("decide_at_once")
    return Left(
        open=("send_decision",),
        papers=("decision_first",),
        events=("recheck_complaint_right", "decision_issued"),
        running=frozenset({"kn1_send", "kn_legal_force"}),
        absent=("verification_assigned", "verification_report", "dialogue_held"),
        closing="decision",
        late={"kn1_recheck_decide": False, "kn1_resolve": False},
    )


@course
def verified_by_the_head(matter):
    """Điểm b khoản 1 Điều 29: whoever decides verifies; nobody is charged, nobody reports."""
    matter.go_to("recheck")
    matter.do("recheck", **BY_THE_HEAD)
    matter.do("verify_personally", evidence_differs="yes")
    assert matter.open == ["plan_dialogue"]
    matter.go_to("decide")
    matter.do("decide", **VERIFY_MORE)
    assert matter.open == ["verify_personally"]
    matter.do("verify_personally", findings_differ="no")
    matter.do("decide")
    return Left(
        open=("send_decision",),
        papers=("acceptance", "working_minutes", "dialogue_notice", "working_minutes"),
        events=(
            *("complainant_heard", "working_session_held", "verified_personally"),
            *("dialogue_held", "complainant_heard", "verified_personally", "decision_issued"),
        ),
        running=frozenset({"kn1_send", "kn_legal_force"}),
        absent=("verification_assigned", "verification_reported", "verification_report"),
        closing="decision",
        late={"kn1_resolve": False},
    )


@course
def a_team_whose_plan_is_sent_back(matter):
    """Điều 7, 8 Thông tư 07/2013: the leader plans, whoever set up the team approves."""
    matter.go_to("plan_verification", **TEAM)
    matter.do("plan_verification")
    matter.do("approve_plan", plan_approval="send_back", send_back_reason="Ghi rõ thời gian.")
    assert matter.open == ["plan_verification"]
    matter.do("plan_verification")
    matter.do("approve_plan")
    return Left(
        open=("verify",),
        papers=("verification_assignment", "verification_plan"),
        events=("verification_planned", "verification_plan_approved"),
        running=frozenset({"kn1_resolve"}),
    )


@course
def findings_that_agree(matter):
    """Khoản 1 Điều 30: nothing to talk over."""
    matter.go_to("verify_report")
    matter.do("verify_report", findings_differ="no")
    matter.do("decide")
    return Left(
        open=("send_decision",),
        papers=("verification_report", "decision_first"),
        running=frozenset({"kn1_send", "kn_legal_force"}),
        absent=("dialogue_notice", "dialogue_held", "working_session_held"),
        closing="decision",
    )


@course
def findings_that_differ_from_the_papers(matter):
    """Điều 16 Thông tư 07/2013: both sides must be heard before the report."""
    matter.go_to("hold_working_session", **DIFFERING)
    matter.do("hold_working_session")
    return Left(
        open=("verify_report",),
        papers=("working_minutes", "working_minutes"),
        events=("complainant_heard", "working_session_held"),
        running=frozenset({"kn1_resolve"}),
        absent=("verification_report",),
    )


@course
def invited_to_the_dialogue_again(matter):
    matter.go_to("dialogue")
    is_old = matter.version.effective_from < date(2026, 7, 1)
    absent = "absent_once" if is_old else "absent_with_reason"
    matter.do("dialogue", attendance=absent, dialogue_again="yes")
    assert matter.open == ["plan_dialogue"]
    matter.do("plan_dialogue", notice_round="again")
    matter.do("dialogue")
    return Left(
        open=("decide",),
        papers=("dialogue_notice", "dialogue_notice", "dialogue_minutes"),
        events=("dialogue_notice_sent", "dialogue_day", "dialogue_notice_sent", "dialogue_held"),
        running=frozenset({"kn1_resolve"}),
    )


@course
def others_are_asked_before_the_decision(matter):
    """Khoản 1 Điều 20 Thông tư 07/2013."""
    matter.go_to("consult", decide={"decision_step": "consult"})
    matter.do("consult")
    return Left(
        open=("decide",),
        papers=("opinion",),
        events=("opinions_received",),
        running=frozenset({"kn1_resolve"}),
        absent=("decision_first", "decision_issued"),
    )


@course
def verified_once_more(matter):
    matter.go_to("decide")
    matter.do("decide", **VERIFY_MORE)
    matter.go_to("send_decision")
    return Left(
        open=("send_decision",),
        papers=("verification_report", "verification_report", "decision_first"),
        running=frozenset({"kn1_send", "kn_legal_force"}),
        closing="decision",
    )


@course
def a_second_complaint(matter):
    """Điều 33: the first decision does not take force."""
    matter.go_to("close_case")
    matter.do("watch_legal_force", force_result="second_complaint")
    return Left(
        open=("close_case",),
        events=("second_complaint_received",),
        running=frozenset({"kn_archive"}),
        absent=("legal_force_reached",),
        closing="decision",
        late={"kn_legal_force": None},
    )


@course
def a_lawsuit(matter):
    """Khoản 2 Điều 33: the court decides."""
    matter.go_to("close_case")
    matter.do("watch_legal_force", force_result="lawsuit")
    return Left(
        open=("close_case",),
        events=("lawsuit_filed",),
        running=frozenset({"kn_archive"}),
        absent=("legal_force_reached",),
        closing="decision",
        late={"kn_legal_force": None},
    )


@course
def refused(matter):
    matter.go_to("accept")
    matter.do("accept", **REFUSAL)
    return Left(
        papers=("refusal",),
        events=("petition_received", "refused"),
        absent=("accepted", "acceptance"),
        closing="refused",
    )


@course
def withdrawn_before_acceptance(matter):
    matter.receive()
    matter.do("file_withdrawn")
    return Left(
        events=("withdrawn", "petition_stored"),
        absent=("accepted", "termination"),
        closing="withdrawn",
    )


@course
def terminated_by_form_14a_and_sent_late(matter):
    matter.go_to("verify_report")
    matter.receive()
    matter.do("terminate")
    matter.wait_until(matter.office.today() + LONG)
    matter.do("send_termination")
    return Left(
        papers=("termination",),
        events=("withdrawn", "decision_14a_issued", "decision_14a_sent"),
        absent=("decision_issued",),
        closing="terminated",
        late={"kn_suspend_send": True},
    )


@course
def terminated_soon_after_the_receipt(matter):
    """Under the old version this is before July 2026: the decision is one by form 12."""
    received_on = matter.events[0][1]
    matter.set_clock(received_on + timedelta(days=14))
    matter.go_to("verify_report")
    matter.receive()
    matter.do("terminate")
    is_old = matter.version.effective_from < date(2026, 7, 1)
    return Left(
        open=() if is_old else ("send_termination",),
        papers=("termination",),
        events=("withdrawn", "terminated"),
        running=frozenset() if is_old else frozenset({"kn_suspend_send"}),
        closing="terminated",
        late={"kn1_resolve": False},
    )


@course
def terminated_because_the_complainant_has_died(matter):
    """Khoản 1 Điều 28b Nghị định 124/2020: found, decided and sent, without any withdrawal."""
    matter.go_to("verify")
    matter.receive("termination_ground_found")
    assert matter.open == ["terminate"]
    assert matter.running.keys() == {"kn1_resolve", "kn_suspend_issue"}
    matter.do("terminate", ground="complainant_died")
    matter.do("send_termination", recipients=["respondent", "commune"])
    return Left(
        papers=("termination",),
        events=("suspension_ground_found", "decision_14a_issued", "decision_14a_sent"),
        absent=("withdrawn", "decision_issued"),
        closing="terminated",
        late={"kn1_resolve": False, "kn_suspend_issue": False, "kn_suspend_send": False},
    )


OF_COMPLAINTS = [one for one in VERSIONS if one.info.code == "complaint_first"]


@pytest.mark.parametrize("version", OF_COMPLAINTS, ids=lambda version: version.name)
def test_no_flow_and_no_step_is_left_out_by_all_courses(office, people, version):
    office.clock.set(USUAL_DAY)
    visited = set()
    for told in COURSES:
        visited |= lived_through(office, people, version, told).visited
    drawn = version.elements("sequenceFlow", "userTask", "serviceTask", "endEvent")
    assert {element.get("id") for element in drawn} - visited == set()


@pytest.mark.parametrize("version", OF_COMPLAINTS, ids=lambda version: version.name)
@pytest.mark.parametrize("told", COURSES, ids=lambda told: told.__name__)
def test_each_course_leaves_its_papers_events_and_terms(office, people, version, told):
    matter = begun(office, people, version)
    check_left(matter, told(matter))


def begun(office, people, version):
    """The case of a petition of the first day of the version, or of soon before July 2026."""
    office.clock.set(USUAL_DAY)
    received_on = first_day(version)
    matter = Complaint.register(office, people, received_on=received_on).go_to("accept")
    assert matter.version.effective_from == version.info.effective_from
    return matter


def first_day(version):
    return max(version.info.effective_from, date(2026, 6, 1))


def lived_through(office, people, version, told):
    matter = begun(office, people, version)
    told(matter)
    return matter
