"""Sending a case back, or on, to a step by hand."""

import pytest

from engine.errors import CannotJumpError
from engine.values import WaitingTimer
from tests.engine.case import NOW, Case
from tests.engine.diagrams import (
    boundary,
    call,
    diagram,
    end,
    line,
    message,
    parallel,
    procedure,
    script,
    start,
    sub,
    timer,
    user,
)
from tests.engine.walk import settlement


@pytest.fixture
def case() -> Case:
    subject = settlement()
    facts = {name: values[0] for name, values in subject.choices.items()} | subject.facts
    case = Case(subject.procedure, facts)
    case.complete("register", "propose_acceptance", "decide_acceptance")
    return case


class TestJump:
    def test_opens_the_step_and_closes_what_was_open(self, case):
        case.complete("plan")
        case.jump("propose_acceptance")
        assert case.open == ["propose_acceptance"]

    def test_lets_the_timers_of_the_step_wait_anew(self, case):
        case.jump("propose_acceptance")
        assert case.progress.timers == (WaitingTimer("acceptance_overdue", "kn1_accept", 0),)
        assert case.progress.waits_for == ()

    def test_leaves_nothing_of_what_was_closed(self, case):
        case.complete("plan")
        case.jump("propose_acceptance")
        case.due = {"kn1_accept": NOW, "kn1_resolve": NOW}
        assert case.tick().path == ("acceptance_overdue", "mark_overdue", "marked")
        state = case.state.decode()
        assert '"settle' not in state.replace('"settlement.EndJoin"', "")
        assert "collect_evidence" not in state

    def test_lets_the_case_run_to_its_end(self, case):
        case.jump("register")
        case.complete("register", "propose_acceptance", "decide_acceptance", "plan")
        case.complete("collect_evidence", "conclude", "hold_dialogue", "draft", "sign", "issue")
        case.complete("send_decision", "publish", "chase_publication") if (
            case.facts["settlement_days"] == 30
        ) else case.complete("send_decision", "publish")
        assert case.complete("archive").completed

    def test_gives_the_same_step_a_new_id(self, case):
        case.jump("propose_acceptance")
        before = case.task_id("propose_acceptance")
        case.jump("propose_acceptance")
        assert case.task_id("propose_acceptance") != before

    def test_within_a_subprocess_keeps_what_waits_around_it(self, case):
        case.complete("plan", "collect_evidence", "conclude")
        case.jump("plan")
        assert case.open == ["plan"]
        assert case.timers == ["settlement_due_soon", "settlement_overdue"]
        assert case.progress.waits_for == ("withdrawn",)

    def test_within_a_called_process(self, case):
        case.complete("plan", "collect_evidence")
        case.jump("collect_evidence")
        assert case.open == ["collect_evidence"]
        assert case.timers == ["settlement_due_soon", "settlement_overdue"]

    def test_to_a_subprocess_begins_it_anew(self, case):
        case.complete("plan", "collect_evidence")
        case.jump("settle")
        assert case.open == ["plan"]
        assert case.timers == ["settlement_due_soon", "settlement_overdue"]

    def test_to_a_call_begins_the_called_process_anew(self, case):
        case.complete("plan", "collect_evidence", "conclude")
        case.jump("verify")
        assert case.open == ["collect_evidence"]

    def test_forward_skips_what_lies_between(self, case):
        case.jump("archive")
        assert case.complete("archive").completed

    def test_is_stored_like_any_other_standing(self, case):
        case.jump("propose_acceptance")
        state = case.state
        assert case.inspect().state == state
        assert case.tick().state == state


class TestRefused:
    def test_while_the_level_runs_in_parallel(self):
        parts = [parallel("f"), user("a", name="Bước A"), user("b"), parallel("j"), end()]
        case = Case(procedure(start(), *parts, line("s", "f", "a", "j", "e"), line("f", "b", "j")))
        with pytest.raises(CannotJumpError, match=r"song song: «Bước A» \(a\), «b»"):
            case.jump("a")

    def test_while_one_branch_waits_at_the_join(self):
        parts = [parallel("f"), user("a"), user("b"), parallel("j"), end()]
        case = Case(procedure(start(), *parts, line("s", "f", "a", "j", "e"), line("f", "b", "j")))
        case.complete("a")
        with pytest.raises(CannotJumpError, match="song song"):
            case.jump("a")

    def test_while_a_reminder_is_open(self, case):
        case.due["kn1_resolve"] = NOW
        case.tick()
        assert case.open == ["explain_delay", "plan"]
        with pytest.raises(CannotJumpError, match="Giải trình quá hạn"):
            case.jump("propose_acceptance")

    def test_into_a_level_that_is_not_open(self, case):
        case.jump("propose_acceptance")
        with pytest.raises(CannotJumpError, match="«sign»"):
            case.jump("sign")

    def test_into_a_process_that_is_open_twice(self):
        inner = diagram(
            start("s1"), user("x"), user("y"), end("e1"), line("s1", "x", "y", "e1"), process="q"
        )
        parts = [parallel("f"), call("a", "q"), call("b", "q"), parallel("j"), end()]
        lines = [line("s", "f", "a", "j", "e"), line("f", "b", "j")]
        case = Case(procedure(start(), *parts, *lines, called=(inner,)))
        assert case.open == ["x", "x"]
        with pytest.raises(CannotJumpError):
            case.jump("y")

    @pytest.mark.parametrize(
        "element", ["unheard_of", "closed", "share", "count_signature", "Start"]
    )
    def test_to_what_nobody_does(self, case, element):
        with pytest.raises(CannotJumpError):
            case.jump(element)

    def test_after_the_end(self, case):
        case.cancel()
        with pytest.raises(CannotJumpError, match="đã kết thúc"):
            case.jump("register")


class TestParallelLevels:
    """Only the level of the target is cleared; its neighbours stay."""

    @pytest.fixture
    def case(self) -> Case:
        def level(name: str) -> str:
            steps = [f"{name}{number}" for number in range(3)]
            ends = [start(f"s{name}"), end(f"e{name}")]
            route = line(f"s{name}", *steps, f"e{name}")
            return sub(name, *ends, *map(user, steps), route)

        parts = [parallel("f"), level("a"), level("b"), parallel("j"), script("t", "x = 1"), end()]
        alarm = [boundary("m", "b", message("stop"), interrupts=True), end("e2"), line("m", "e2")]
        lines = [line("s", "f", "a", "j", "t", "e"), line("f", "b", "j")]
        parsed = procedure(start(), *parts, *alarm, *lines, messages=("stop",))
        case = Case(parsed, {"x": None})
        case.complete("a0", "b0", "b1")
        return case

    def test_the_neighbour_keeps_its_step(self, case):
        before = case.task_id("b2")
        case.jump("a0")
        assert case.open == ["a0", "b2"]
        assert case.task_id("b2") == before
        assert case.progress.waits_for == ("stop",)

    def test_the_join_still_waits_for_both(self, case):
        case.jump("a0")
        case.complete("b2")
        assert not case.progress.completed
        assert case.complete("a0", "a1", "a2").completed


def test_a_jump_to_a_step_with_an_overdue_timer_fires_it_in_the_same_call():
    parts = [user("a"), boundary("t", "a", timer()), user("late"), end(), end("e2"), user("b")]
    case = Case(procedure(start(), *parts, line("s", "a", "b", "e"), line("t", "late", "e2")))
    case.complete("a")
    case.due["k"] = NOW
    assert case.jump("a").path == ("t",)
    assert case.open == ["a", "late"]
