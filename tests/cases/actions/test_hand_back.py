"""Đề xuất giao việc lại: whom a step was given to asks that somebody else do it."""

import pytest

from cases.actions.claim_item import claim_item
from cases.assigning.refusals import AssignmentRefusedError
from cases.errors import NotAllowedError, NotFoundError, SubmissionRefusedError
from tests.cases.fixtures import on_both_databases
from tests.cases.hands import Hands


@pytest.fixture
def hands(office):
    return Hands(office)


@pytest.fixture
def head(people):
    return people["head"]


@pytest.fixture
def officer(people):
    return people["petition_officer"]


@pytest.fixture
def given(hands, complaint, head, officer):
    """A step that the head has given to the officer."""
    hands.assign(head, complaint.item("propose_handling"), to=officer)
    return complaint.item("propose_handling")


@on_both_databases
class TestProposing:
    def test_leaves_the_step_with_the_person_until_it_is_answered(
        self, hands, complaint, given, officer
    ):
        hands.propose(officer, given, "Tôi đi công tác đến 05/09.")
        assert complaint.item("propose_handling").assignee_id == officer.account_id
        me = officer.account_id
        assert hands.history[-1] == ("proposed", me, me, "Tôi đi công tác đến 05/09.")
        complaint.do("propose_handling", by=officer)

    def test_twice_is_one_proposal(self, hands, given, officer):
        hands.propose(officer, given)
        hands.propose(officer, given)
        assert [kind for kind, *_ in hands.history] == ["assigned", "proposed"]

    def test_needs_a_reason(self, hands, given, officer):
        with pytest.raises(SubmissionRefusedError):
            hands.propose(officer, given, "")

    def test_is_for_whom_the_step_was_given_to(
        self, office, hands, given, head, colleagues, strangers, register_complaint, officer
    ):
        with pytest.raises(NotAllowedError):
            hands.propose(colleagues["petition_officer"], given)
        with pytest.raises(NotFoundError):
            hands.propose(strangers["petition_officer"], given)
        claimed = register_complaint().item("propose_handling")
        with office.database.writing() as tx:
            claim_item(tx, office, officer, item_id=claimed.id)
        with pytest.raises(NotAllowedError):
            hands.propose(officer, claimed)


@on_both_databases
class TestAnswer:
    @pytest.fixture
    def proposed(self, hands, complaint, given, officer):
        hands.propose(officer, given)
        return complaint.item("propose_handling")

    def test_may_be_that_the_step_is_free_again(self, hands, complaint, proposed, head, colleagues):
        hands.recall(head, proposed, "Đồng ý.")
        assert complaint.item("propose_handling").assignee_id is None
        complaint.do("propose_handling", by=colleagues["petition_officer"])

    def test_may_be_that_somebody_else_gets_it(
        self, hands, complaint, proposed, head, officer, colleagues
    ):
        other = colleagues["petition_officer"]
        hands.assign(head, proposed, to=other, reason="Đồng ý, giao người khác.")
        assert complaint.item("propose_handling").assignee_id == other.account_id
        assert hands.history[-1][:3] == ("reassigned", officer.account_id, other.account_id)

    def test_may_be_no_with_a_reason(self, hands, complaint, proposed, head, officer):
        with pytest.raises(SubmissionRefusedError):
            hands.decline(head, proposed, "")
        hands.decline(head, proposed, "Việc đã gần xong.")
        assert complaint.item("propose_handling").assignee_id == officer.account_id
        assert hands.history[-1][0] == "declined"

    def test_is_given_once(self, hands, complaint, proposed, head, people):
        hands.recall(head, proposed, "Đồng ý.")
        with pytest.raises(AssignmentRefusedError):
            hands.decline(people["section_head"], complaint.item("propose_handling"))

    def test_is_not_given_by_the_person(self, hands, proposed, officer):
        with pytest.raises(NotAllowedError):
            hands.decline(officer, proposed)

    def test_lets_the_person_propose_again(self, hands, complaint, proposed, head, officer):
        hands.decline(head, proposed)
        hands.propose(officer, complaint.item("propose_handling"), "Nay tôi nghỉ ốm.")
        assert hands.history[-1][0] == "proposed"
