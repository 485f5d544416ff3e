"""What may follow a step, whatever is answered in it."""

import pytest

from engine.followers import followers, may_end
from engine.parser import parse
from tests.workflows.bundled import VERSIONS


@pytest.fixture(scope="module")
def triage():
    version = next(one for one in VERSIONS if one.info.code == "triage")
    return parse("triage", {"process.bpmn": version.files["process.bpmn"]}, {})


def test_the_next_user_task_follows_across_gateways_and_the_end_of_a_phase(triage):
    assert followers(triage, "propose_handling") == ("approve_proposal",)
    assert followers(triage, "guide_author") == ("answer_forwarder",)


def test_a_step_behind_which_a_branch_leads_to_the_end_may_be_the_last(triage):
    assert may_end(triage, "guide_author")
    assert may_end(triage, "answer_forwarder")


def test_a_step_that_another_one_always_follows_is_not_the_last(triage):
    assert not may_end(triage, "propose_handling")
    assert not may_end(triage, "ask_supplement")


def test_nothing_follows_a_step_that_is_not_there(triage):
    assert followers(triage, "moon") == ()
    assert not may_end(triage, "moon")
