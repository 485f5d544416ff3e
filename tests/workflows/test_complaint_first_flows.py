"""Every arrow of every version of the first complaint is taken by some course of a case."""

from datetime import date, timedelta

import pytest

from tests.cases.answers import REFUSAL, SENT_BACK, VERIFY_MORE
from tests.cases.installations import USUAL_DAY
from tests.cases.matter import Matter
from tests.workflows.bundled import VERSIONS

LONG = timedelta(days=120)


def everything_in_time(matter):
    matter.go_to("close_case")
    matter.do("close_case")


def everything_late(matter):
    for step in ("approve_proposal", "assign_verification", "send_decision", "close_case"):
        matter.go_to(step)
        matter.wait_until(matter.office.today() + LONG)
    matter.do("close_case")


def findings_that_agree(matter):
    matter.go_to("verify_report")
    matter.do("verify_report", findings_differ="no")
    matter.do("decide")


def sent_back_twice(matter):
    matter.go_to("approve_proposal")
    matter.do("approve_proposal", **SENT_BACK)
    matter.go_to("decide")
    matter.do("decide", **VERIFY_MORE)
    matter.go_to("send_decision")


def refused(matter):
    matter.go_to("accept")
    matter.do("accept", **REFUSAL)


def withdrawn_before_acceptance(matter):
    matter.receive()
    matter.do("file_withdrawn")


def terminated_by_form_14a_and_sent_late(matter):
    matter.go_to("verify_report")
    matter.receive()
    matter.do("terminate")
    matter.wait_until(matter.office.today() + LONG)
    matter.do("send_termination")


def terminated_soon_after_the_receipt(matter):
    """Under the old version this is before July 2026: the decision is one by form 12."""
    received_on = matter.events[0][1]
    matter.set_clock(received_on + timedelta(days=14))
    matter.go_to("verify_report")
    matter.receive()
    matter.do("terminate")


COURSES = (
    everything_in_time,
    everything_late,
    findings_that_agree,
    sent_back_twice,
    refused,
    withdrawn_before_acceptance,
    terminated_by_form_14a_and_sent_late,
    terminated_soon_after_the_receipt,
)
OF_COMPLAINTS = [one for one in VERSIONS if one.info.code == "complaint_first"]


@pytest.mark.parametrize("version", OF_COMPLAINTS, ids=lambda version: version.name)
def test_no_flow_and_no_step_is_left_out_by_all_courses(office, people, version):
    visited = set()
    received_on = max(version.info.effective_from, date(2026, 6, 1))
    for course in COURSES:
        office.clock.set(USUAL_DAY)
        matter = Matter.register(office, people, received_on=received_on)
        assert matter.version.effective_from == version.info.effective_from
        course(matter)
        visited |= matter.visited
    drawn = version.elements("sequenceFlow", "userTask", "serviceTask", "endEvent")
    assert {element.get("id") for element in drawn} - visited == set()
