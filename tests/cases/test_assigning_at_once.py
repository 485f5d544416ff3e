"""Leaders and officers reach for the same step at the same moment: exactly one has it then."""

from functools import partial

import pytest

from cases.actions.claim_item import claim_item
from cases.actions.complete_step import complete_step
from cases.assigning.refusals import AssignmentRefusedError, Why
from tests.cases.at_once import at_once
from tests.cases.hands import Hands

TRIALS = range(50)

many_trials = pytest.mark.parametrize(
    "office",
    ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)],
    indirect=True,
)


@pytest.fixture
def hands(office):
    return Hands(office)


def names(outcomes):
    return sorted(type(one).__name__ for one in outcomes)


@many_trials
class TestOneStep:
    def test_is_given_by_exactly_one_of_two_leaders(
        self, hands, people, colleagues, register_complaint
    ):
        officers = {one.account_id: one for one in (people["petition_officer"],)}
        officers |= {one.account_id: one for one in (colleagues["petition_officer"],)}
        for _ in TRIALS:
            complaint = register_complaint()
            item = complaint.item("propose_handling")
            outcomes = at_once(
                [
                    partial(hands.assign, leader, item, to=officer)
                    for leader, officer in zip(
                        (people["head"], people["section_head"]), officers.values(), strict=True
                    )
                ]
            )
            assert names(outcomes) == ["Assigned", "AssignmentRefusedError"], outcomes
            loser = next(one for one in outcomes if isinstance(one, AssignmentRefusedError))
            holder = officers[complaint.item("propose_handling").assignee_id]
            assert [(one.why, one.detail) for one in loser.refused] == [(Why.TAKEN, holder.name)]
        assert len(hands.history) == len(TRIALS)

    def test_is_given_or_claimed_but_not_both(
        self, office, hands, people, colleagues, register_complaint
    ):
        def claim(item):
            with office.database.writing() as tx:
                claim_item(tx, office, colleagues["petition_officer"], item_id=item.id)

        officer, other = people["petition_officer"], colleagues["petition_officer"]
        for _ in TRIALS:
            complaint = register_complaint()
            item = complaint.item("propose_handling")
            given = partial(hands.assign, people["head"], item, to=officer)
            outcomes = at_once([given, partial(claim, item)])
            now = complaint.item("propose_handling")
            holders = (now.assignee_id, now.claimant_id)
            if names(outcomes) == ["AssignmentRefusedError", "NoneType"]:
                assert holders == (None, other.account_id)
                assert outcomes[0].refused[0].detail == other.name
            else:
                assert names(outcomes) == ["Assigned", "NotAllowedError"], outcomes
                assert holders == (officer.account_id, None)

    def test_is_given_or_ended_and_nothing_waits_for_ever(
        self, office, hands, people, colleagues, register_complaint
    ):
        """Both lock the run before the step, so that they never wait for each other."""
        for _ in TRIALS:
            complaint = register_complaint()
            item = complaint.item("propose_handling")

            def end(complaint=complaint, item=item):
                with office.database.writing() as tx:
                    return complete_step(
                        tx,
                        office,
                        people["petition_officer"],
                        run_id=complaint.run_id,
                        task_id=item.task_id,
                        submission=complaint.filled("propose_handling"),
                    )

            other = colleagues["petition_officer"]
            outcomes = at_once([partial(hands.assign, people["head"], item, to=other), end])
            if names(outcomes) == ["AssignmentRefusedError", "StepDone"]:
                assert [one.why for one in outcomes[0].refused] == [Why.GONE]
                assert complaint.open == ["approve_proposal"]
            else:
                assert names(outcomes) == ["Assigned", "NotAllowedError"], outcomes
                assert complaint.item("propose_handling").assignee_id == other.account_id
