"""Every arrow of triage is taken by some course of a petition.

Each course ends in a state that the law knows: what is open, which papers were issued, which events
happened, which terms run and what has become of the petition.
"""

from datetime import timedelta

import pytest
from sqlalchemy import select

from cases.actions.return_transfer import return_transfer
from cases.models.transfer import Transfer
from cases.models.unit import Unit
from tests.cases.answers import SENT_BACK
from tests.cases.installations import OTHER_WARD, other_people
from tests.cases.matter import Matter
from tests.workflows.bundled import VERSIONS
from tests.workflows.courses import Course, Left, check_left

LONG = timedelta(days=40)
OF_ANOTHER_BODY = {"competence": "not_own"}
COURSES: list[Course] = []


def course(told: Course) -> Course:
    COURSES.append(told)
    return told


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


(VERSION,) = (one for one in VERSIONS if one.info.code == "triage")


@pytest.fixture
def petition(office, people):
    return Matter.register(office, people, procedure="triage")


def test_no_flow_and_no_step_is_left_out_by_all_courses(office, people):
    visited = set()
    for told in COURSES:
        petition = Matter.register(office, people, procedure="triage")
        told(petition)
        visited |= {element for run in petition.runs for element in run.visited}
    drawn = VERSION.elements("sequenceFlow", "userTask", "serviceTask", "endEvent")
    assert {element.get("id") for element in drawn} - visited == set()


@pytest.mark.parametrize("told", COURSES, ids=lambda told: told.__name__)
def test_each_course_leaves_its_papers_events_and_terms(petition, told):
    check_left(petition, told(petition))
