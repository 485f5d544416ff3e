"""Two people, or two processes, do the same thing at the same moment."""

from datetime import date, time
from functools import partial

import pytest
from sqlalchemy import func, select

from cases.actions.claim_item import claim_item
from cases.actions.complete_step import complete_step
from cases.errors import ItemTakenError, StepAlreadyDoneError
from cases.models.case_step import CaseStep
from cases.models.event import Event
from cases.models.petition import Petition
from cases.steps.step_done import StepDone
from cases.sweeps.due_timers import sweep
from tests.cases.at_once import at_once
from tests.cases.fixtures import on_both_databases
from tests.cases.matter import register, version_of

many_trials = pytest.mark.parametrize(
    ("office", "trials"),
    [
        pytest.param("sqlite", 50, id="sqlite"),
        pytest.param("postgresql", 10, id="postgresql", marks=pytest.mark.slow),
    ],
    indirect=["office"],
)


def completing(matter, actor, item, submission):
    def complete():
        with matter.office.database.writing() as tx:
            return complete_step(
                tx,
                matter.office,
                actor,
                run_id=matter.run_id,
                task_id=item.task_id,
                submission=submission,
            )

    return complete


class TestOneStep:
    @many_trials
    def test_is_ended_by_exactly_one_of_two_people(
        self, office, people, colleagues, register_complaint, trials
    ):
        for _ in range(trials):
            complaint = register_complaint()
            item = complaint.item("propose_handling")
            answers = complaint.filled("propose_handling")
            both = (people["petition_officer"], colleagues["petition_officer"])
            outcomes = at_once([completing(complaint, who, item, answers) for who in both])
            assert sorted(type(one).__name__ for one in outcomes) == [
                "StepAlreadyDoneError",
                "StepDone",
            ], outcomes
            assert complaint.open == ["approve_proposal"]
            assert [step.element for step in complaint.steps] == ["register", "propose_handling"]
            assert len(complaint.events) == 2

    @on_both_databases
    def test_names_the_one_who_was_faster(self, office, people, colleagues, complaint):
        item = complaint.item("propose_handling")
        answers = complaint.filled("propose_handling")
        both = (people["petition_officer"], colleagues["petition_officer"])
        outcomes = at_once([completing(complaint, who, item, answers) for who in both])
        winner = next(
            who for who, one in zip(both, outcomes, strict=True) if isinstance(one, StepDone)
        )
        loser = next(one for one in outcomes if isinstance(one, StepAlreadyDoneError))
        assert (loser.done_by, loser.case_code) == (winner.name, complaint.registered.code)
        assert loser.done_at == office.clock.now()
        assert loser.next_steps == ("Duyệt đề xuất",)

    @on_both_databases
    @pytest.mark.parametrize("trial", range(5))
    def test_and_a_withdrawal_leave_one_course_of_the_case(self, office, people, complaint, trial):
        item = complaint.item("propose_handling")
        step = completing(
            complaint, people["petition_officer"], item, complaint.filled("propose_handling")
        )
        outcomes = at_once([step, complaint.receive])
        assert isinstance(outcomes[1], StepDone), outcomes
        assert isinstance(outcomes[0], StepDone | StepAlreadyDoneError), outcomes
        assert complaint.open == ["file_withdrawn"]

    @on_both_databases
    def test_is_claimed_by_exactly_one_of_two_people(self, office, people, colleagues, complaint):
        item_id = complaint.item("propose_handling").id

        def claim(actor):
            with office.database.writing() as tx:
                claim_item(tx, office, actor, item_id=item_id)

        both = (people["petition_officer"], colleagues["petition_officer"])
        outcomes = at_once([partial(claim, who) for who in both])
        assert [type(one) for one in outcomes if one] == [ItemTakenError], outcomes

    @on_both_databases
    def test_can_be_claimed_while_the_case_moves_on(self, office, people, colleagues, complaint):
        item = complaint.item("propose_handling")

        def claim():
            with office.database.writing() as tx:
                claim_item(tx, office, colleagues["petition_officer"], item_id=item.id)

        step = completing(
            complaint, people["petition_officer"], item, complaint.filled("propose_handling")
        )
        outcomes = at_once([step, claim])
        assert {type(one).__name__ for one in outcomes} in (
            {"StepDone", "NotFoundError"},
            {"ItemTakenError", "NoneType"},
            {"StepDone", "NoneType"},
        ), outcomes


@on_both_databases
class TestOneRegistration:
    def test_sent_twice_by_a_double_click_registers_once(self, office, people):
        version = version_of(office, "triage", office.today())
        post = partial(register, office, people, version, token="one-form")
        outcomes = at_once([post, post, post])
        assert {one.code for one in outcomes} == {"D-2026-000001"}, outcomes
        assert sorted(one.is_repeat for one in outcomes) == [False, True, True]
        with office.database.reading() as tx:
            assert tx.scalar(select(func.count()).select_from(Petition)) == 1

    def test_of_many_people_gives_each_a_number_of_its_own(self, office, people):
        version = version_of(office, "triage", office.today())
        outcomes = at_once([partial(register, office, people, version) for _ in range(6)])
        codes = sorted(one.code for one in outcomes)
        assert codes == [f"D-2026-{number:06d}" for number in range(1, 7)]


@on_both_databases
class TestOneDueTimer:
    def test_is_fired_by_exactly_one_of_two_sweeps(self, office, register_complaint):
        complaints = [register_complaint(date(2026, 8, 20)) for _ in range(5)]
        complaints[0].set_clock(date(2026, 9, 30), time(9))
        outcomes = at_once([partial(sweep, office), partial(sweep, office)])
        assert sum(outcomes) == 5, outcomes
        for complaint in complaints:
            assert len(complaint.notices) == 2

    def test_fires_once_when_the_sweep_meets_the_person(self, office, people, register_complaint):
        complaint = register_complaint(date(2026, 8, 20)).go_to("accept")
        item, answers = complaint.item("accept"), complaint.filled("accept")
        complaint.set_clock(date(2026, 9, 2), time(0))
        step = completing(complaint, people["head"], item, answers)
        outcomes = at_once([step, partial(sweep, office)])
        assert isinstance(outcomes[0], StepDone), outcomes
        assert len(complaint.notices) == 2
        with office.database.reading() as tx:
            assert tx.scalar(select(func.count()).where(Event.code == "accepted")) == 1
            assert tx.scalar(select(func.count()).where(CaseStep.element == "accept")) == 1
