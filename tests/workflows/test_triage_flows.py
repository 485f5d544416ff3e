"""Every arrow of triage is taken by some course of a petition.

Each course ends in a state that the law knows: what is open, which papers were issued, which events
happened, which terms run and what has become of the petition.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest
from sqlalchemy import select

from cases.actions.return_transfer import return_transfer
from cases.models.transfer import Transfer
from cases.models.unit import Unit
from tests.cases.answers import SENT_BACK
from tests.cases.erasure.turned import turn_into_denunciation
from tests.cases.installations import OTHER_WARD, other_people
from tests.cases.matter import Matter
from tests.workflows.bundled import VERSIONS
from tests.workflows.courses import Course, Left, check_left

LONG = timedelta(days=40)
OF_ANOTHER_BODY = {"competence": "not_own"}
FORWARDED = {
    "source": "forwarded",
    "forwarder_kind": "press",
    "forwarded_document": "Báo Mẫu, 15/CV, ngày 20/08/2026",
}
COURSES: list[Course] = []
COMES_IN: dict[Course, Mapping[str, str]] = {}


def course(told: Course) -> Course:
    COURSES.append(told)
    COMES_IN[told] = {}
    return told


def course_of(**comes_in: str) -> Callable[[Course], Course]:
    """A course of a petition of another kind, or from another source."""

    def add(told: Course) -> Course:
        COURSES.append(told)
        COMES_IN[told] = comes_in
        return told

    return add


def decide(petition: Matter, handling: str, **typed: str) -> None:
    """Propose a handling and have it approved."""
    petition.do("propose_handling", handling=handling, **typed)
    petition.do("approve_proposal")


@course
def accepted(petition):
    """Khoản 1 Điều 7 Thông tư 07/2014; Điều 27: the head accepts in the case that is opened."""
    decide(petition, "accept")
    case = petition.opened()
    assert case.open == ["accept"]
    assert case.running.keys() == {"kn1_accept"}
    return Left(
        papers=("handling_proposal",),
        events=("petition_received", "handling_proposed", "handling_decided"),
        absent=("refused", "handling_notice_sent"),
        handling="accept",
        late={"kn1_accept": None, "xld_process": False},
    )


@course
def joined_to_a_case(petition):
    """Several petitions about one matter are settled by one case."""
    first = Matter.register(petition.office, petition.people, procedure="triage")
    decide(first, "accept")
    code = first.opened().registered.code
    decide(petition, "join", joins_case=code)
    assert petition.opened().registered.code == code
    return Left(papers=("handling_proposal",), handling="join", late={"kn1_accept": None})


@course
def sent_back_and_proposed_anew(petition):
    petition.do("propose_handling")
    petition.do("approve_proposal", **SENT_BACK)
    assert petition.open == ["propose_handling"]
    petition.do("propose_handling")
    return Left(
        open=("approve_proposal",),
        papers=("handling_proposal", "handling_proposal"),
        running=frozenset({"kn1_accept", "xld_process", "xld_guide"}),
        absent=("handling_decided",),
        handling="accept",
    )


@course
def refused_late(petition):
    """Điều 27: people are reminded and reported, and the term ends with the notice alone."""
    petition.wait_until(petition.office.today() + LONG)
    assert [notice[1:] for notice in petition.notices] == [
        ("due_soon", "petition_officer"),
        ("overdue", "head"),
    ]
    decide(petition, "refuse", proposed_ground="ground_6")
    petition.do("refuse_petition")
    return Left(
        papers=("handling_proposal", "refusal"),
        events=("handling_decided", "refused"),
        absent=("accepted",),
        handling="refuse",
        late={"kn1_accept": True, "xld_process": True},
    )


@course
def supplemented(petition):
    """Khoản 2 Điều 7: the officer proposes again, and the terms have run on meanwhile."""
    decide(petition, "supplement", eligible="no", ineligible_ground="no_signature")
    petition.do("ask_supplement")
    assert petition.open == ["receive_supplement"]
    petition.do("receive_supplement")
    return Left(
        open=("propose_handling",),
        papers=("handling_proposal", "supplement_request"),
        events=("supplement_requested", "supplement_received"),
        running=frozenset({"kn1_accept", "xld_guide"}),
        handling="supplement",
    )


@course
def guided(petition):
    """Khoản 1 Điều 8, Điều 10: the right body is named, originals are given back."""
    decide(petition, "guide", **OF_ANOTHER_BODY)
    petition.do("guide_author")
    return Left(
        papers=("handling_proposal", "guidance"),
        events=("handling_decided", "handling_notice_sent"),
        absent=("accepted", "refused"),
        handling="guide",
        late={"xld_guide": False, "kn1_accept": None},
    )


@course
def given_back_to_whoever_forwarded_it(petition):
    """Khoản 2 Điều 8."""
    decide(petition, "return", **OF_ANOTHER_BODY)
    petition.do("return_petition")
    return Left(
        papers=("handling_proposal", "return"),
        events=("handling_notice_sent",),
        handling="return",
        late={"xld_guide": False},
    )


@course
def passed_on_and_returned(petition):
    """Khoản 4 Điều 5 Quy chế 2003: the wrong unit returns it, and it is handled anew."""
    with petition.office.database.reading() as tx:
        unit_id = tx.scalar(select(Unit.id).where(Unit.code == OTHER_WARD))
    decide(petition, "transfer", **OF_ANOTHER_BODY)
    petition.do("transfer_petition", transfer_to="unit", to_unit=str(unit_id))
    assert petition.run.status == "completed"
    assert petition.documents[-1].type == "transfer"
    registrar = other_people(petition.office, OTHER_WARD)["registrar"]
    with petition.office.database.writing() as tx:
        transfer_id = tx.scalar(select(Transfer.id)) or 0
        return_transfer(
            tx, petition.office, registrar, transfer_id=transfer_id, reason="Không đúng địa bàn"
        )
    petition.run_id = petition.runs[-1].run_id
    return Left(
        open=("propose_handling",),
        papers=("handling_proposal", "transfer"),
        events=("petition_received", "handling_notice_sent", "petition_received"),
        running=frozenset({"kn1_accept", "xld_process", "xld_guide"}),
        handling="transfer",
    )


@course
def passed_on_outside(petition):
    decide(petition, "transfer", **OF_ANOTHER_BODY)
    petition.do("transfer_petition")
    return Left(
        papers=("transfer",),
        events=("handling_notice_sent",),
        handling="transfer",
        late={"xld_guide": False, "kn1_accept": None},
    )


@course
def subordinate_urged(petition):
    """Khoản 3 Điều 7."""
    decide(petition, "urge", competence="subordinate", prior_resolution="overdue")
    petition.do("urge_subordinate")
    return Left(papers=("urging",), events=("handling_notice_sent",), handling="urge")


@course
def decision_in_force_considered(petition):
    """Điều 11."""
    decide(petition, "consider", prior_resolution="resolved_second")
    petition.do("consider_in_force")
    return Left(papers=("direction",), events=("handling_notice_sent",), handling="consider")


@course
def filed_away(petition):
    """Điều 28: only what cannot be handled, kept for a year."""
    decide(petition, "file_away", eligible="no", ineligible_ground="illegible")
    petition.do("file_away")
    return Left(
        papers=("handling_proposal",),
        events=("petition_stored",),
        absent=("handling_notice_sent",),
        handling="file_away",
    )


@course
def of_another_kind(petition):
    """It waits for the procedure of its kind, and is not lost."""
    decide(petition, "other_kind", actual_kind="feedback")
    assert petition.open == ["await_procedure"]
    petition.do("await_procedure")
    return Left(papers=("handling_proposal",), handling="other_kind")


@course
def withdrawn(petition):
    """Điều 10: whatever the triage has come to."""
    petition.do("propose_handling")
    petition.receive()
    assert petition.open == ["file_withdrawn"]
    petition.do("file_withdrawn")
    return Left(
        papers=("handling_proposal",),
        events=("withdrawn", "petition_stored"),
        absent=("handling_decided",),
        handling="withdrawn_early",
        late={"kn1_accept": False},
    )


@course_of(**FORWARDED)
def guided_and_whoever_forwarded_it_told(petition):
    """Khoản 1 Điều 29: the body that passed the petition on is answered."""
    decide(petition, "guide", **OF_ANOTHER_BODY)
    petition.do("guide_author")
    assert petition.open == ["answer_forwarder"]
    assert petition.running == {}
    petition.do("answer_forwarder")
    return Left(
        papers=("guidance", "reply"),
        events=("handling_notice_sent", "forwarder_answered"),
        handling="guide",
        late={"xld_guide": False},
    )


@course_of(**FORWARDED)
def accepted_and_whoever_forwarded_it_told_by_the_notice(petition):
    """Điều 27 Luật Khiếu nại: the notice of acceptance itself goes to whoever forwarded it."""
    decide(petition, "accept")
    return Left(papers=("handling_proposal",), absent=("reply",), handling="accept")


@course
def reported_to_the_head_at_once(petition):
    """Điều 12, Điều 27: the head directs, the triage goes on meanwhile."""
    petition.receive("urgent")
    assert petition.open == ["direct_urgent", "propose_handling"]
    petition.do(
        "direct_urgent",
        measure="recommend_stay",
        number="30/UBND-NC",
        sent_on="26/08/2026",
        recipient="Sở Mẫu",
    )
    decide(petition, "guide", **OF_ANOTHER_BODY)
    return Left(
        open=("guide_author",),
        papers=("direction", "handling_proposal"),
        events=("urgent_reported", "urgent_directed", "handling_decided"),
        running=frozenset({"kn1_accept", "xld_guide"}),
        handling="guide",
    )


@course_of(kind="feedback")
def feedback_taken_on(petition):
    """Khoản 1 Điều 21: it waits for the procedure of its kind, and is not lost."""
    assert petition.running.keys() == {"xld_process", "xld_guide"}
    petition.do("propose_feedback")
    petition.do("approve_feedback", **SENT_BACK)
    assert petition.open == ["propose_feedback"]
    petition.do("propose_feedback")
    petition.do("approve_feedback")
    return Left(
        open=("await_procedure",),
        papers=("handling_proposal", "handling_proposal"),
        events=("petition_received", "handling_decided"),
        absent=("accepted",),
        handling="accept",
        late={"xld_process": False, "xld_guide": None},
    )


@course_of(kind="feedback")
def feedback_decided_late_and_passed_on(petition):
    """Khoản 2 Điều 21: people are reminded and reported before."""
    petition.wait_until(petition.office.today() + LONG)
    assert [notice[1:] for notice in petition.notices] == [
        ("due_soon", "petition_officer"),
        ("overdue", "head"),
    ]
    petition.do("propose_feedback", handling="transfer", **OF_ANOTHER_BODY)
    petition.do("approve_feedback")
    petition.do("transfer_petition")
    return Left(
        papers=("handling_proposal", "transfer"),
        events=("handling_decided", "handling_notice_sent"),
        handling="transfer",
        late={"xld_process": True, "xld_guide": True},
    )


@course_of(kind="unclassified")
def unclassified_found_to_be_a_complaint(petition):
    """Điều 6; Điều 27 Luật Khiếu nại: the term for accepting has run since the receipt."""
    received_on = petition.office.today()
    assert petition.running.keys() == {"xld_process", "xld_guide"}
    petition.set_clock(received_on + timedelta(days=2))
    petition.do("sort_petition")
    assert petition.petition.kind == "complaint"
    assert petition.deadline("kn1_accept").started_on == received_on
    decide(petition, "accept")
    case = petition.opened()
    assert case.open == ["accept"]
    return Left(
        papers=("handling_proposal",),
        events=("petition_received", "handling_decided"),
        handling="accept",
        late={"kn1_accept": None, "xld_process": False},
    )


@course_of(kind="mixed")
def mixed_found_to_be_feedback(petition):
    petition.do("sort_petition", kind="feedback")
    assert petition.petition.kind == "feedback"
    return Left(
        open=("propose_feedback",),
        events=("petition_received",),
        running=frozenset({"xld_process", "xld_guide"}),
        handling=None,
    )


@course_of(kind="mixed")
def mixed_and_guided_to_split(petition):
    """Điều 22: each content goes to its own body; the author is named on paper only."""
    petition.do("sort_petition", kind="mixed", handling="guide")
    assert petition.petition.kind == "mixed"
    petition.do("guide_to_split")
    return Left(
        papers=("guidance",),
        events=("handling_notice_sent",),
        handling="guide",
        late={"xld_guide": False},
    )


@course_of(kind="mixed")
def found_to_be_a_denunciation(petition):
    """It waits for the procedure of denunciations; what it is called is another action's."""
    petition.do("sort_petition", kind="denunciation")
    assert petition.petition.kind == "mixed"
    return Left(
        open=("await_procedure",),
        handling="other_kind",
        late={"xld_process": None, "xld_guide": None},
    )


@course
def complaint_that_is_a_denunciation(petition):
    """Khoản 7 Điều 5 Quy chế: it begins anew without its author and is not sorted once more."""
    turn_into_denunciation(petition)
    assert petition.petition.kind == "denunciation"
    assert petition.run.status == "cancelled"
    petition.run_id = petition.runs[-1].run_id
    return Left(open=("await_procedure",), events=("petition_received",))


@course_of(kind="unclassified")
def not_to_be_read_and_filed_away(petition):
    """Điểm d khoản 1 Điều 28."""
    petition.do("sort_petition", kind="unclassified", handling="file_away")
    assert petition.petition.eligible is False
    petition.do("file_away")
    return Left(events=("petition_stored",), handling="file_away")


(VERSION,) = (one for one in VERSIONS if one.info.code == "triage")


def begun(office, people, told):
    return Matter.register(office, people, procedure="triage", **COMES_IN[told])


def test_no_flow_and_no_step_is_left_out_by_all_courses(office, people):
    visited = set()
    for told in COURSES:
        petition = begun(office, people, told)
        told(petition)
        visited |= {element for run in petition.runs for element in run.visited}
    drawn = VERSION.elements("sequenceFlow", "userTask", "serviceTask", "endEvent")
    assert {element.get("id") for element in drawn} - visited == set()


@pytest.mark.parametrize("told", COURSES, ids=lambda told: told.__name__)
def test_each_course_leaves_its_papers_events_and_terms(office, people, told):
    petition = begun(office, people, told)
    check_left(petition, told(petition))
