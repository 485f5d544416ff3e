"""Running procedures: steps, facts, timers, messages, effects, the pause."""

from datetime import UTC, timedelta

import pytest

from engine import runner
from engine.errors import (
    EngineError,
    ExpressionError,
    MessageNotAwaitedError,
    NoRuleMatchedError,
    PausedError,
    RulesOverlapError,
    StateError,
    StepLimitError,
    StepNotOpenError,
    UndeclaredFactError,
)
from engine.run import Run
from engine.state import dump
from engine.values import Effect, WaitingTimer
from tests.engine.case import DAY, NOW, Case
from tests.engine.diagrams import (
    boundary,
    call,
    catch,
    choice,
    diagram,
    element,
    end,
    flow,
    line,
    message,
    parallel,
    procedure,
    rule,
    script,
    service,
    start,
    sub,
    table,
    timer,
    user,
)

ONE_STEP = procedure(start(), user("a"), end(), line("s", "a", "e"))


def with_timer(text: str = 'deadline("k", before=3)', *, interrupts: bool = False):
    """A step with one timer, whose branch has a step of its own."""
    return procedure(
        start(),
        user("a"),
        boundary("on_time", "a", timer(text), interrupts=interrupts),
        user("late"),
        end(),
        end("e2"),
        line("s", "a", "e"),
        line("on_time", "late", "e2"),
    )


class TestStep:
    def test_is_open_with_its_notation(self):
        (step,) = Case(ONE_STEP).progress.open
        assert step.element == "a"
        assert step.notation == ONE_STEP.steps["a"]

    def test_keeps_its_id_until_it_is_completed(self):
        case = Case(with_timer())
        task_id = case.task_id("a")
        case.due["k"] = NOW
        case.tick()
        assert case.task_id("a") == task_id

    def test_is_completed_once(self):
        case = Case(ONE_STEP)
        task_id = case.task_id("a")
        case.complete("a")
        with pytest.raises(StepNotOpenError):
            runner.complete(ONE_STEP, case.state, case.call(), task_id)

    @pytest.mark.parametrize("task_id", ["", "x", "0" * 32])
    def test_that_never_was_open_cannot_be_completed(self, task_id):
        case = Case(ONE_STEP)
        with pytest.raises(StepNotOpenError):
            runner.complete(ONE_STEP, case.state, case.call(), task_id)

    def test_of_a_called_process_is_open(self):
        inner = diagram(start("s1"), user("b"), end("e1"), line("s1", "b", "e1"), process="q")
        case = Case(procedure(start(), call("a", "q"), end(), line("s", "a", "e"), called=(inner,)))
        assert case.open == ["b"]
        assert case.complete("b").completed


class TestProgress:
    def test_lists_the_elements_and_flows_of_the_call_in_order(self):
        case = Case(ONE_STEP)
        assert (case.progress.path, case.progress.flows) == (("s",), ("s_a",))
        case.complete("a")
        assert (case.progress.path, case.progress.flows) == (("a", "e"), ("a_e",))

    def test_lists_the_chosen_flow_only(self):
        parts = (choice("g", "g_b"), user("a"), user("b"), end(), flow("g", "a", "x"))
        parsed = procedure(start(), *parts, line("s", "g", "b", "e"), line("a", "e"))
        assert Case(parsed, {"x": True}).progress.flows == ("s_g", "g_a")
        assert Case(parsed, {"x": False}).progress.flows == ("s_g", "g_b")

    def test_lists_flows_into_and_out_of_a_step_with_boundary_events(self):
        case = Case(with_timer(), due={"k": NOW})
        assert case.progress.flows == ("s_a", "on_time_late")
        assert case.complete("a").flows == ("a_e",)

    def test_says_when_the_case_is_over(self):
        case = Case(ONE_STEP)
        assert not case.progress.completed
        assert case.complete("a").completed

    def test_of_an_inspection_changes_nothing(self):
        case = Case(with_timer())
        case.due["k"] = NOW
        seen = case.inspect()
        assert seen.state == case.state
        assert (seen.open, seen.timers) == (case.progress.open, case.progress.timers)
        assert (seen.path, seen.flows, seen.effects) == ((), (), ())


class TestFacts:
    def test_written_in_one_branch_are_read_in_another_in_the_same_call(self):
        parts = (parallel("g"), script("w", "x = 1"), choice("r", "r_no"), user("yes"), user("no"))
        ends = (end(), end("e2"), end("e3"))
        parsed = procedure(
            start(),
            *parts,
            *ends,
            line("s", "g", "w", "e"),
            line("g", "r", "no", "e2"),
            flow("r", "yes", "x == 1"),
            line("yes", "e3"),
        )
        assert Case(parsed, {"x": None}).open == ["yes"]

    def test_are_shared_with_subprocesses_and_called_processes(self):
        add = "x = x + 1"
        inner = sub("a", start("s1"), script("t1", add), end("e1"), line("s1", "t1", "e1"))
        called = diagram(
            start("s2"), script("t2", add), end("e2"), line("s2", "t2", "e2"), process="q"
        )
        parts = (script("t0", "x = 1"), inner, call("c", "q"), end())
        parsed = procedure(start(), *parts, line("s", "t0", "a", "c", "e"), called=(called,))
        progress = Case(parsed, {"x": None}).progress
        assert progress.changes == {"x": 3}
        assert progress.path == ("s", "t0", "s1", "t1", "e1", "a", "s2", "t2", "e2", "c", "e")

    def test_are_reported_when_written_with_the_value_they_had(self):
        parsed = procedure(start(), script("t", "x = x"), end(), line("s", "t", "e"))
        assert Case(parsed, {"x": 5}).progress.changes == {"x": 5}

    @pytest.mark.parametrize("text", ["y = 1", "x = y"])
    def test_that_are_undeclared_can_be_neither_written_nor_read(self, text):
        parsed = procedure(start(), script("t", text), end(), line("s", "t", "e"))
        with pytest.raises(UndeclaredFactError, match="«y»"):
            Case(parsed, {"x": None})

    def test_that_are_undeclared_cannot_be_read_by_a_condition(self):
        parts = (choice("g", "g_e"), user("a"), end(), flow("g", "a", "x == 1"))
        parsed = procedure(start(), *parts, line("s", "g", "e"), line("a", "e"))
        with pytest.raises(UndeclaredFactError, match="«x»"):
            Case(parsed)
        assert Case(parsed, {"x": None}).progress.completed

    def test_take_no_list(self):
        parsed = procedure(start(), script("t", "x = [1]"), end(), line("s", "t", "e"))
        with pytest.raises(ExpressionError, match="danh sách"):
            Case(parsed, {"x": None})

    def test_may_have_any_name_a_library_could_trip_over(self):
        facts = {"typename": "a", "data": "b", "task": "c"}
        text = "typename = data + task"
        parsed = procedure(start(), script("t", text), user("a"), end(), line("s", "t", "a", "e"))
        case = Case(parsed, facts)
        case.complete("a")
        assert case.facts["typename"] == "bc"

    def test_of_the_caller_are_left_alone(self):
        facts = {"x": 1}
        parsed = procedure(start(), script("t", "x = 2"), end(), line("s", "t", "e"))
        runner.start(parsed, Case(ONE_STEP, facts).call())
        assert facts == {"x": 1}


class TestDecisionTask:
    parts = (start(), rule("t", "dec"), user("a"), end(), line("s", "t", "a", "e"))

    def test_writes_the_outputs_of_the_one_row(self):
        parsed = procedure(*self.parts, tables=(table(("1", "10"), ("2", "20")),))
        assert Case(parsed, {"v": 2, "y": None}).progress.changes == {"y": 20}

    def test_without_a_matching_row_the_call_is_refused(self):
        parsed = procedure(*self.parts, tables=(table(("1", "10")),))
        with pytest.raises(NoRuleMatchedError):
            Case(parsed, {"v": 2, "y": None})

    def test_with_two_matching_rows_the_call_is_refused(self):
        parsed = procedure(*self.parts, tables=(table(("> 1", "10"), ("> 2", "20")),))
        with pytest.raises(RulesOverlapError):
            Case(parsed, {"v": 3, "y": None})

    def test_writes_declared_facts_only(self):
        parsed = procedure(*self.parts, tables=(table(("1", "10")),))
        with pytest.raises(UndeclaredFactError, match="«y»"):
            Case(parsed, {"v": 1})


class TestEffect:
    def test_is_handed_out_and_the_case_goes_on(self):
        parts = (service("t", "notify", to="head", kind="late"), end())
        progress = Case(procedure(start(), *parts, line("s", "t", "e"))).progress
        assert progress.effects == (Effect("notify", {"to": "head", "kind": "late"}, "t"),)
        assert progress.completed


class TestTimer:
    def test_waits_while_its_deadline_has_no_date(self):
        case = Case(with_timer())
        case.now += 1000 * DAY
        case.tick()
        assert case.open == ["a"]
        assert case.progress.timers == (WaitingTimer("on_time", "k", 3),)

    def test_keeps_no_date_in_the_state(self):
        case = Case(with_timer())
        before = case.state
        case.due["k"] = NOW + 10 * DAY
        assert case.tick().state == before

    def test_fires_when_the_date_of_the_row_has_come(self):
        case = Case(with_timer())
        case.due["k"] = NOW + 3 * DAY
        case.tick()
        assert case.open == ["a", "late"]

    def test_fires_at_the_instant_not_before(self):
        case = Case(with_timer())
        case.due["k"] = NOW + 3 * DAY + timedelta(microseconds=1)
        case.tick()
        assert case.open == ["a"]

    def test_compares_instants_of_any_time_zone(self):
        case = Case(with_timer())
        case.due["k"] = (NOW + 3 * DAY).astimezone(UTC)
        case.tick()
        assert case.open == ["a", "late"]

    def test_is_not_armed_again(self):
        case = Case(with_timer())
        case.due["k"] = NOW
        state = case.tick().state
        case.due["k"] = NOW + 5 * DAY
        case.now += 30 * DAY
        assert case.tick().state == state
        assert case.progress.path == ()

    def test_that_interrupts_closes_its_step(self):
        case = Case(with_timer(interrupts=True))
        case.due["k"] = NOW
        case.tick()
        assert case.open == ["late"]
        assert case.complete("late").completed

    def test_that_is_due_before_its_step_opens_fires_at_once(self):
        case = Case(with_timer(), due={"k": NOW - DAY})
        assert case.progress.path == ("s", "on_time")
        assert case.open == ["a", "late"]

    def test_that_nobody_swept_is_cancelled_with_its_step(self):
        case = Case(with_timer())
        case.due["k"] = NOW
        assert case.complete("a").completed

    def test_does_not_fire_while_the_case_is_paused(self):
        case = Case(with_timer())
        before = case.state
        case.due["k"] = NOW
        case.paused = True
        assert case.tick().state == before
        case.paused = False
        case.tick()
        assert case.open == ["a", "late"]

    def test_lets_everything_behind_it_run_in_the_same_call(self):
        parts = (boundary("t1", "a", timer()), script("w", "x = True"), catch("t2", timer()))
        parsed = procedure(
            start(),
            user("a"),
            *parts,
            user("b"),
            end(),
            end("e2"),
            line("s", "a", "e"),
            line("t1", "w", "t2", "b", "e2"),
        )
        case = Case(parsed, {"x": None}, due={"k": NOW})
        assert case.open == ["a", "b"]
        assert case.facts["x"] is True


class TestOverdueTimers:
    """The sweep may come late; the course of the case must be as if it had come in time."""

    @staticmethod
    def case(*, first: bool, second: bool) -> Case:
        parts = [
            boundary("first", "a", timer('deadline("k1")'), interrupts=first),
            boundary("second", "a", timer('deadline("k2")'), interrupts=second),
            *map(user, ("one", "two")),
            *map(end, ("e", "e1", "e2")),
            *[line("s", "a", "e"), line("first", "one", "e1"), line("second", "two", "e2")],
        ]
        case = Case(procedure(start(), user("a"), *parts))
        case.due = {"k1": NOW - 2 * DAY, "k2": NOW - DAY}
        case.tick()
        return case

    def test_an_earlier_interruption_silences_a_later_timer(self):
        assert self.case(first=True, second=False).open == ["one"]

    def test_an_earlier_reminder_comes_before_a_later_interruption(self):
        case = self.case(first=False, second=True)
        assert case.open == ["one", "two"]
        assert case.progress.path == ("first", "second")

    def test_of_two_interruptions_the_earlier_one_happens(self):
        case = self.case(first=True, second=True)
        assert case.open == ["one"]
        assert case.complete("one").completed

    def test_at_one_instant_the_reminder_comes_first(self):
        parts = [
            boundary("b", "a", timer(), interrupts=False),
            boundary("c", "a", timer(), interrupts=True),
            *map(end, ("e", "e1", "e2")),
            *[line("s", "a", "e"), line("b", "e1"), line("c", "e2")],
        ]
        case = Case(procedure(start(), user("a"), *parts), due={"k": NOW})
        assert case.progress.path == ("s", "b", "e1", "c", "e2")

    def test_an_outer_interruption_closes_what_was_opened_inside(self):
        inner = [
            user("a"),
            boundary("t1", "a", timer('deadline("k1")'), interrupts=True),
            user("one"),
            end("e1"),
            end("e3"),
        ]
        sub_process = sub("p1", start("s1"), *inner, line("s1", "a", "e1"), line("t1", "one", "e3"))
        outer = boundary("t2", "p1", timer('deadline("k2")'), interrupts=True)
        parts = [sub_process, outer, user("two"), end(), end("e2")]
        case = Case(procedure(start(), *parts, line("s", "p1", "e"), line("t2", "two", "e2")))
        case.due = {"k1": NOW - 2 * DAY, "k2": NOW - DAY}
        assert case.tick().path == ("t1", "t2")
        assert case.open == ["two"]


class TestMessage:
    parts = (
        user("a"),
        boundary("withdrawal", "a", message("withdrawn"), interrupts=True),
        user("close"),
        end(),
        end("e2"),
        line("s", "a", "e"),
        line("withdrawal", "close", "e2"),
    )

    def case(self) -> Case:
        return Case(procedure(start(), *self.parts, messages=("withdrawn", "other")))

    def test_that_is_awaited_is_named(self):
        assert self.case().progress.waits_for == ("withdrawn",)

    def test_moves_the_case(self):
        case = self.case()
        case.catch("withdrawn")
        assert case.open == ["close"]
        assert case.progress.waits_for == ()
        assert case.progress.flows == ("withdrawal_close",)

    def test_is_caught_while_the_case_is_paused(self):
        case = self.case()
        case.paused = True
        case.catch("withdrawn")
        assert case.open == ["close"]

    @pytest.mark.parametrize("name", ["other", "unheard of", ""])
    def test_that_nothing_waits_for_is_refused(self, name):
        with pytest.raises(MessageNotAwaitedError):
            self.case().catch(name)

    def test_is_refused_the_second_time(self):
        case = self.case()
        case.catch("withdrawn")
        with pytest.raises(MessageNotAwaitedError):
            case.catch("withdrawn")

    def test_is_received_by_a_receive_task(self):
        receive = element("receiveTask", "a", messageRef="m_answer")
        parsed = procedure(start(), receive, end(), line("s", "a", "e"), messages=("answer",))
        case = Case(parsed)
        assert case.progress.waits_for == ("answer",)
        assert case.catch("answer").completed

    def test_thrown_to_the_outside_is_named(self):
        throw = element("intermediateThrowEvent", "t", message("done"))
        parsed = procedure(start(), throw, end(), line("s", "t", "e"), messages=("done",))
        assert Case(parsed).progress.thrown == ("done",)

    def test_thrown_by_an_end_is_named(self):
        parsed = procedure(start(), end("e", message("done")), flow("s", "e"), messages=("done",))
        assert Case(parsed).progress.thrown == ("done",)

    def test_thrown_inside_is_caught_inside(self):
        throw = element("intermediateThrowEvent", "t", message("done"))
        parts = [parallel("g"), catch("c", message("done")), user("a"), throw, user("b")]
        parsed = procedure(
            start(),
            *parts,
            end(),
            end("e2"),
            line("s", "g", "c", "a", "e"),
            line("g", "b", "t", "e2"),
            messages=("done",),
        )
        case = Case(parsed)
        case.complete("b")
        assert case.progress.thrown == ()
        assert case.open == ["a"]


class TestEventGateway:
    events = (
        ("t1", timer('deadline("k1")')),
        ("t2", timer('deadline("k2")')),
        ("m", message("answer")),
    )

    def case(self) -> Case:
        parts = [
            part
            for name, definition in self.events
            for part in (
                catch(name, definition, name="Cùng tên"),
                user(f"u_{name}"),
                end(f"e_{name}"),
                line("g", name, f"u_{name}", f"e_{name}"),
            )
        ]
        gateway = element("eventBasedGateway", "g")
        return Case(procedure(start(), gateway, flow("s", "g"), *parts, messages=("answer",)))

    def test_waits_for_each_of_its_events(self):
        progress = self.case().progress
        assert sorted(progress.timers) == [WaitingTimer("t1", "k1", 0), WaitingTimer("t2", "k2", 0)]
        assert progress.waits_for == ("answer",)

    def test_follows_the_timer_that_is_due(self):
        case = self.case()
        case.due["k2"] = NOW
        case.tick()
        assert case.open == ["u_t2"]
        assert case.progress.flows == ("g_t2", "t2_u_t2")

    def test_of_two_timers_follows_the_earlier(self):
        case = self.case()
        case.due = {"k1": NOW - DAY, "k2": NOW - 2 * DAY}
        case.tick()
        assert case.open == ["u_t2"]

    def test_follows_the_message(self):
        case = self.case()
        case.catch("answer")
        assert case.open == ["u_m"]

    def test_follows_the_message_when_the_caller_did_not_tick_before(self):
        case = self.case()
        case.due["k1"] = NOW
        case.catch("answer")
        assert case.open == ["u_m"]


class TestPause:
    parsed = procedure(
        start(),
        parallel("g"),
        user("a"),
        user("b", whilePaused="true"),
        user("c"),
        end(),
        end("e2"),
        line("s", "g", "a", "e"),
        line("g", "b", "c", "e2"),
    )

    def test_refuses_steps(self):
        case = Case(self.parsed)
        case.paused = True
        with pytest.raises(PausedError, match="«a»"):
            case.complete("a")

    def test_lets_marked_steps_be_completed(self):
        case = Case(self.parsed)
        case.paused = True
        case.complete("b")
        assert case.open == ["a", "c"]

    def test_is_kept_nowhere(self):
        case = Case(self.parsed)
        state = case.state
        case.paused = True
        assert case.tick().state == state
        case.paused = False
        case.complete("a")
        assert case.open == ["b"]


class TestEnd:
    def test_comes_when_the_last_branch_has_ended(self):
        case = Case(with_timer())
        case.due["k"] = NOW
        case.tick()
        assert not case.complete("a").completed
        assert case.complete("late").completed

    def test_that_terminates_closes_everything(self):
        inner = sub("p1", start("s1"), user("x"), end("e4"), line("s1", "x", "e4"))
        parts = [parallel("g"), user("a"), boundary("t", "a", timer()), user("b"), inner]
        stop = end("e", "<bpmn:terminateEventDefinition/>")
        ends = [stop, end("e1"), end("e2"), end("e3")]
        lines = [line("s", "g", "a", "e1"), line("g", "b", "e"), line("g", "p1", "e3")]
        case = Case(procedure(start(), *parts, *ends, *lines, line("t", "e2")))
        progress = case.complete("b")
        assert progress.completed
        assert (progress.open, progress.timers, progress.thrown) == ((), (), ())

    def test_that_terminates_a_subprocess_lets_the_case_go_on(self):
        stop = end("e1", "<bpmn:terminateEventDefinition/>")
        inner = [parallel("g"), user("x"), user("y"), stop, end("e2")]
        level = sub("p1", start("s1"), *inner, line("s1", "g", "x", "e1"), line("g", "y", "e2"))
        case = Case(procedure(start(), level, user("b"), end(), line("s", "p1", "b", "e")))
        case.complete("x")
        assert case.open == ["b"]

    def test_leaves_nothing_to_do(self):
        case = Case(ONE_STEP)
        case.complete("a")
        assert case.tick().completed
        assert case.inspect().completed
        with pytest.raises(MessageNotAwaitedError):
            case.catch("withdrawn")


class TestCancel:
    def test_ends_the_case_where_it_stands(self):
        case = Case(with_timer())
        progress = case.cancel()
        assert progress.completed
        assert (progress.open, progress.timers, progress.waits_for) == ((), (), ())

    def test_runs_nothing_more(self):
        case = Case(with_timer())
        case.cancel()
        case.due["k"] = NOW
        assert case.tick().path == ()
        assert case.open == []

    def test_of_a_case_that_is_over_changes_nothing(self):
        case = Case(ONE_STEP)
        state = case.complete("a").state
        assert case.cancel().state == state


class TestError:
    def test_an_automatic_loop_is_stopped(self):
        parts = [script("t", "x = 1"), choice("g", "g_t"), end(), flow("g", "e", "x == 2")]
        parsed = procedure(start(), *parts, line("s", "t", "g", "t"))
        with pytest.raises(StepLimitError):
            Case(parsed, {"x": 0})

    def test_an_automatic_loop_over_an_overdue_timer_is_stopped(self):
        parts = [catch("t", timer()), choice("g", "g_t"), end(), flow("g", "e", "x")]
        parsed = procedure(start(), *parts, line("s", "t", "g", "t"))
        with pytest.raises(StepLimitError):
            Case(parsed, {"x": False}, due={"k": NOW})

    def test_a_condition_that_cannot_be_evaluated_refuses_the_call(self):
        parts = [user("a"), choice("g", "g_e"), user("b"), end(), flow("g", "b", "x > 1")]
        parsed = procedure(start(), *parts, line("s", "a", "g", "e"), line("b", "e"))
        case = Case(parsed, {"x": None})
        before = case.state
        with pytest.raises(ExpressionError, match="x > 1"):
            case.complete("a")
        case.facts["x"] = 2
        assert case.state == before
        case.complete("a")
        assert case.open == ["b"]

    def test_an_exception_of_the_caller_passes_unchanged(self):
        case = Case(with_timer())
        broken = case.call()
        object.__setattr__(broken, "due", lambda term, before: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            runner.tick(case.procedure, case.state, broken)

    def test_every_error_is_ours(self):
        for state in (b"", b"{}", b"[]", b"null", b'{"v":2}', b"\xff", b'{"v":1,"levels":[]}'):
            with pytest.raises(EngineError):
                runner.tick(ONE_STEP, state, Case(ONE_STEP).call())

    def test_a_token_that_has_yet_to_run_is_not_stored(self):
        run = Run.begin(ONE_STEP, Case(ONE_STEP).call())
        with pytest.raises(StateError, match="chưa chạy xong"):
            dump(run.workflow)

    def test_data_in_a_token_is_not_stored(self):
        run = Run.begin(ONE_STEP, Case(ONE_STEP).call())
        run.settle()
        run.workflow.task_tree.children[0].data["name"] = "Nguyễn"
        with pytest.raises(StateError, match="mang dữ liệu"):
            dump(run.workflow)
