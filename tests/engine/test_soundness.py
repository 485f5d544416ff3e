"""Does every course of a diagram reach its end, whatever the facts say."""

import pytest

from engine.diagram_scopes import processes, scopes_of
from engine.safe_xml import read_xml
from engine.soundness import Flaw, find_flaws
from tests.engine.diagrams import (
    boundary,
    catch,
    choice,
    diagram,
    element,
    end,
    flow,
    line,
    message,
    parallel,
    script,
    start,
    sub,
    timer,
    user,
)
from tests.engine.sample_version import GOOD, changed, the_error, the_warning


def flaws(*parts: str, scope: int = 0, limit: int = 20_000) -> list[tuple[str, str]]:
    content = diagram(*parts, messages=("m",))
    scopes = [each for process in processes(read_xml(content)) for each in scopes_of(process)]
    return [(flaw.kind, flaw.element) for flaw in find_flaws(scopes[scope], limit)]


class TestSoundCourses:
    def test_a_line_of_steps(self):
        assert (
            flaws(start(), user("a"), script("b", "x = 1"), end(), line("s", "a", "b", "e")) == []
        )

    def test_a_choice_that_comes_together_again(self):
        parts = (start(), choice("g"), user("a"), user("b"), choice("j"), end())
        assert flaws(*parts, line("s", "g", "a", "j", "e"), line("g", "b", "j")) == []

    def test_branches_that_part_and_join(self):
        parts = (start(), parallel("g"), user("a"), user("b"), parallel("j"), end())
        assert flaws(*parts, line("s", "g", "a", "j", "e"), line("g", "b", "j")) == []

    def test_branches_that_part_and_end_each_on_its_own(self):
        parts = (start(), parallel("g"), user("a"), user("b"), end(), end("e2"))
        assert flaws(*parts, line("s", "g", "a", "e"), line("g", "b", "e2")) == []

    def test_sending_back_to_an_earlier_step(self):
        parts = (start(), user("a"), choice("g"), end())
        assert flaws(*parts, line("s", "a", "g", "e"), flow("g", "a")) == []

    def test_a_reminder_beside_a_step_that_may_be_repeated(self):
        parts = (start(), user("a"), boundary("t", "a", timer()), script("r", "x = 1"), end("e2"))
        back = (choice("g"), end(), line("s", "a", "g", "e"), flow("g", "a"))
        assert flaws(*parts, *back, line("t", "r", "e2")) == []

    def test_an_event_that_ends_a_subprocess(self):
        inner = sub("p1", start("s1"), user("a"), end("e1"), line("s1", "a", "e1"))
        parts = (start(), inner, boundary("w", "p1", message("m"), interrupts=True), user("b"))
        assert flaws(*parts, end(), end("e2"), line("s", "p1", "e"), line("w", "b", "e2")) == []

    def test_the_first_of_two_events(self):
        events = (catch("t", timer()), catch("m", message("m")))
        parts = (start(), element("eventBasedGateway", "g"), *events, choice("j"), end())
        assert flaws(*parts, line("s", "g", "t", "j", "e"), line("g", "m", "j")) == []

    def test_an_end_that_stops_everything(self):
        stop = end("stop", "<bpmn:terminateEventDefinition/>")
        parts = (start(), parallel("g"), user("a"), user("b"), stop, end())
        assert flaws(*parts, line("s", "g", "a", "stop"), line("g", "b", "e")) == []

    @pytest.mark.parametrize("file", ["process.bpmn", "verification.bpmn"])
    def test_every_scope_of_the_sample(self, file):
        scopes = [each for one in processes(read_xml(GOOD[file])) for each in scopes_of(one)]
        assert [find_flaws(scope) for scope in scopes] == [()] * len(scopes)


class TestDeadlocks:
    CHOICE = (start(), choice("g"), user("a"), user("b"), end())
    FLOWS = (line("s", "g", "a", "j", "e"), line("g", "b", "j"))

    def test_a_join_after_a_choice_waits_for_ever(self):
        assert flaws(*self.CHOICE, parallel("j"), *self.FLOWS) == [("deadlock", "j")]

    def test_a_join_that_a_reminder_may_never_reach_waits_for_ever(self):
        parts = (start(), user("a"), boundary("t", "a", timer()), parallel("j"), end())
        assert flaws(*parts, line("s", "a", "j", "e"), flow("t", "j")) == [("deadlock", "j")]

    def test_a_join_inside_a_subprocess_is_found_in_its_own_scope(self):
        inner = sub("p1", *self.CHOICE, parallel("j"), *self.FLOWS)
        parts = (start("s0"), inner, end("e0"), line("s0", "p1", "e0"))
        assert flaws(*parts) == []
        assert flaws(*parts, scope=1) == [("deadlock", "j")]

    def test_an_interrupted_branch_leaves_its_join_waiting(self):
        parts = (start(), parallel("g"), user("a"), user("b"), parallel("j"), end(), end("e2"))
        stop = (boundary("w", "a", message("m"), interrupts=True), flow("w", "e2"))
        assert flaws(*parts, *stop, line("s", "g", "a", "j", "e"), line("g", "b", "j")) == [
            ("deadlock", "j")
        ]


class TestDoubleTokens:
    def test_branches_that_meet_in_a_choice_open_the_next_step_twice(self):
        parts = (start(), parallel("g"), user("a"), user("b"), choice("j"), user("c"), end())
        assert flaws(*parts, line("s", "g", "a", "j", "c", "e"), line("g", "b", "j")) == [
            ("duplicate", "c")
        ]

    def test_a_reminder_that_runs_into_the_main_line_opens_it_twice(self):
        parts = (start(), user("a"), boundary("t", "a", timer()), choice("j"), user("b"), end())
        assert flaws(*parts, line("s", "a", "j", "b", "e"), flow("t", "j")) == [("duplicate", "b")]

    def test_a_split_in_a_circle_opens_its_side_branch_again_and_again(self):
        parts = (start(), user("a"), parallel("g"), user("b"), choice("x"), end(), end("e2"))
        assert flaws(
            *parts, line("s", "a", "g", "b", "e2"), line("g", "x", "e"), flow("x", "a")
        ) == [("duplicate", "b")]


class TestEndlessCourses:
    def test_a_circle_without_a_way_out(self):
        parts = (start(), choice("g"), end(), user("a"), user("b"))
        assert flaws(*parts, line("s", "g", "e"), line("g", "a", "b", "a")) == [("endless", "a")]


class TestLimits:
    WIDE = tuple(user(f"u{number}") for number in range(12))

    def test_what_is_too_large_to_play_is_said_not_endured(self):
        flows = "".join(line("g", f"u{number}", "j") for number in range(12))
        parts = (start(), parallel("g"), *self.WIDE, parallel("j"), end())
        found = flaws(*parts, line("s", "g"), flows, line("j", "e"), limit=1_000)
        assert found == [("too_large", "p")]

    def test_a_scope_without_start_has_no_course(self):
        assert flaws(user("a"), end(), line("a", "e")) == []

    def test_a_flaw_is_a_value(self):
        assert Flaw("deadlock", "j") == Flaw("deadlock", "j")


class TestFindings:
    def test_a_join_that_waits_for_ever_is_an_error(self):
        tags = ("exclusiveGateway", "parallelGateway")
        old = '<bpmn:exclusiveGateway id="settle_merge" />'
        the_error(changed((old, old.replace(*tags))), "settle_merge", "chờ mãi")

    def test_a_step_opened_twice_is_a_warning(self):
        old = '<bpmn:parallelGateway id="join" />'
        files = changed((old, old.replace("parallel", "exclusive")))
        the_warning(files, "wait", "hai lần cùng lúc")
