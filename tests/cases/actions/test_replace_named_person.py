"""Whom a decision named for a step, such as the verifier, is replaced by the head's decision."""

import pytest

from cases.assigning.refusals import AssignmentRefusedError, Why
from cases.errors import SubmissionRefusedError
from tests.cases.fixtures import on_both_databases
from tests.cases.hands import Hands


@pytest.fixture
def hands(office):
    return Hands(office)


@pytest.fixture
def verification(complaint):
    """The step of a verifier whom the head's decision has named."""
    complaint.go_to("verify_report")
    return complaint.item("verify_report")


@pytest.fixture
def replace(hands, people, colleagues, verification):
    def replace(by="head", **asked):
        asked = {"reason": "Người xác minh chuyển công tác.", "paper": hands.paper()} | asked
        return hands.assign(people[by], verification, to=colleagues["verifier"], **asked)

    return replace


@on_both_databases
class TestReplacing:
    def test_gives_the_step_to_the_new_verifier(self, replace, complaint, colleagues, people):
        replace()
        new = colleagues["verifier"]
        assert complaint.item("verify_report").assignee_id == new.account_id
        complaint.do("verify_report", by=new)

    def test_records_the_decision_among_the_papers_of_the_case(self, replace, complaint, hands):
        replace(paper=hands.paper("88/QĐ-UBND", "26/08/2026"))
        paper = complaint.documents[-1]
        assert (paper.type, paper.number) == ("verification_assignment", "88/QĐ-UBND")
        assert f"{paper.issued_on:%d/%m/%Y}" == "26/08/2026"

    def test_records_no_event_and_moves_no_deadline(self, replace, complaint, verification):
        events, running = complaint.events, complaint.running
        replace()
        assert (complaint.events, complaint.running) == (events, running)


class TestDecision:
    @pytest.mark.parametrize(
        ("number", "issued_on", "wrong"),
        [
            ("", "26/08/2026", "number"),
            ("88/QĐ-UBND", "", "issued_on"),
            ("88/QĐ-UBND", "27/08/2026", "issued_on"),
            ("88/QĐ-UBND", "01/08/2026", "issued_on"),
        ],
    )
    def test_needs_a_number_and_a_day_between_the_former_one_and_today(
        self, replace, hands, complaint, people, number, issued_on, wrong
    ):
        with pytest.raises(SubmissionRefusedError) as refused:
            replace(paper=hands.paper(number, issued_on))
        assert [error.key for error in refused.value.errors] == [wrong]
        assert complaint.item("verify_report").assignee_id == people["verifier"].account_id

    def test_cannot_be_left_out(self, replace):
        with pytest.raises(SubmissionRefusedError):
            replace(paper=None)

    def test_is_the_heads(self, replace):
        with pytest.raises(AssignmentRefusedError) as refused:
            replace(by="section_head")
        assert [one.why for one in refused.value.refused] == [Why.NAMED]

    def test_replaces_one_person_at_a_time(self, hands, people, colleagues, register_complaint):
        steps = [
            register_complaint().go_to("verify_report").item("verify_report") for _ in range(2)
        ]
        with pytest.raises(AssignmentRefusedError) as refused:
            hands.assign(
                people["head"],
                *steps,
                to=colleagues["verifier"],
                reason="Chuyển công tác.",
                paper=hands.paper(),
            )
        assert {one.why for one in refused.value.refused} == {Why.NAMED}

    def test_cannot_simply_be_taken_back(self, hands, people, verification):
        with pytest.raises(AssignmentRefusedError) as refused:
            hands.recall(people["head"], verification)
        assert [one.why for one in refused.value.refused] == [Why.NAMED]

    def test_can_be_asked_for_by_the_verifier(self, hands, complaint, people, verification):
        hands.propose(people["verifier"], verification, "Tôi có liên quan đến người bị khiếu nại.")
        hands.decline(people["head"], complaint.item("verify_report"))
        assert [kind for kind, *_ in hands.history] == ["proposed", "declined"]
