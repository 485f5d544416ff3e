"""Several runs of one case: they share its facts and deadlines, on both databases."""

from datetime import date
from functools import partial

import pytest

from cases.actions.complete_step import complete_step
from cases.sweeps.due_timers import sweep
from tests.cases.at_once import at_once
from tests.cases.fixtures import on_both_databases
from tests.cases.statements import sent_to

TRIALS = 5


@on_both_databases
class TestCourse:
    def test_of_a_suspension_from_the_first_decision_to_the_last_letter(
        self, office, accepted_complaint
    ):
        suspended = accepted_complaint.start("complaint_suspension")
        accepted_complaint.set_clock(date(2026, 9, 10))
        for step in ("send_suspension", "watch_ground", "resume", "send_resumption"):
            suspended.do(step)
        assert suspended.run.status == "completed"
        assert accepted_complaint.running == {"kn1_resolve": date(2026, 10, 12)}
        assert accepted_complaint.item("assign_verification").due_on == date(2026, 10, 12)

    def test_of_a_withdrawal_while_suspended(self, office, accepted_complaint):
        suspended = accepted_complaint.start("complaint_suspension")
        accepted_complaint.set_clock(date(2026, 11, 10))
        accepted_complaint.receive()
        accepted_complaint.do("terminate")
        assert suspended.run.status == "cancelled"
        assert accepted_complaint.deadline("kn1_resolve").late_by_law is False

    def test_of_a_case_that_turns_out_to_be_complex(self, office, accepted_complaint):
        accepted_complaint.start("complaint_term_conditions")
        assert accepted_complaint.item("assign_verification").due_on == date(2026, 10, 12)


@on_both_databases
class TestAtTheSameMoment:
    def test_a_decision_to_suspend_and_a_step_never_both_half_happen(
        self, office, register_complaint
    ):
        for _ in range(TRIALS):
            complaint = register_complaint().go_to("assign_verification")
            calls = (
                partial(complaint.start, "complaint_suspension"),
                partial(complaint.do, "assign_verification"),
            )
            outcomes = [type(one).__name__ for one in at_once(calls)]
            assert outcomes[0] == "Complaint", outcomes
            assert outcomes[1] in {"StepDone", "PausedCaseError"}
            assert complaint.run.paused_since is not None

    def test_two_suspensions_of_one_case_are_one(self, office, register_complaint):
        for _ in range(TRIALS):
            complaint = register_complaint().go_to("assign_verification")
            suspend = partial(complaint.start, "complaint_suspension")
            outcomes = sorted(type(one).__name__ for one in at_once([suspend, suspend]))
            assert outcomes == ["Complaint", "NotOfferedError"]
            assert len(complaint.suspensions) == 1

    def test_the_sweep_and_a_resumption_do_not_block_each_other(self, office, register_complaint):
        for _ in range(TRIALS):
            complaint = register_complaint().go_to("assign_verification")
            suspended = complaint.start("complaint_suspension")
            suspended.do("watch_ground")
            outcomes = at_once([partial(suspended.do, "resume"), partial(sweep, office)])
            assert not [one for one in outcomes if isinstance(one, Exception)], outcomes
            assert complaint.run.paused_since is None


class TestStatements:
    """An action costs at most 15 statements, each effect at most 8 more, and one commit."""

    @pytest.mark.parametrize(
        ("step", "most"), [("send_suspension", 15), ("watch_ground", 15), ("resume", 15 + 8)]
    )
    def test_of_a_step_of_a_further_run_stay_within_the_limit(
        self, office, accepted_complaint, step, most
    ):
        suspended = accepted_complaint.start("complaint_suspension")
        if step == "resume":
            suspended.do("watch_ground")
        item, answers = suspended.item(step), suspended.filled(step)
        with sent_to(office.database) as sent, office.database.writing() as tx:
            complete_step(
                tx,
                office,
                suspended.doer(item),
                run_id=suspended.run_id,
                task_id=item.task_id,
                submission=answers,
            )
        assert len(sent.statements) <= most, sent.statements
        assert sent.commits <= 1
