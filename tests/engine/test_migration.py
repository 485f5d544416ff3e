"""Moving a running case to another version."""

import re
from collections.abc import Callable

import pytest

from engine.errors import CannotMigrateError, StateError
from engine.migration import MigrationPlan, can_migrate, migrate
from engine.parser import Procedure, parse
from tests.engine.case import DAY, NOW, Case
from tests.engine.diagrams import (
    boundary,
    choice,
    element,
    end,
    flow,
    line,
    message,
    parallel,
    procedure,
    start,
    timer,
    user,
)
from tests.engine.walk import HERE, Stored, Walk, settlement

OLD = settlement()
MAIN = (HERE / "settlement.bpmn").read_text("utf-8")
CALLED = (HERE / "verification.bpmn").read_text("utf-8")
STEPS = (
    *("register", "propose_acceptance", "decide_acceptance", "plan", "collect_evidence"),
    *("conclude", "hold_dialogue", "draft", "sign", "issue", "send_decision", "publish"),
)


def version(main: str = MAIN, called: str = CALLED) -> Procedure:
    diagrams = {"settlement.bpmn": main.encode(), "verification.bpmn": called.encode()}
    return parse("settlement", diagrams, {"terms.dmn": (HERE / "terms.dmn").read_bytes()})


def with_step_between(source: str, target: str, text: str = MAIN) -> str:
    """Put a new step into a flow, in the level of that flow."""
    old = f'<bpmn:sequenceFlow id="{source}_{target}" sourceRef="{source}" targetRef="{target}"/>'
    assert old in text
    return text.replace(old, user("review", name="Rà soát") + line(source, "review", target))


def without_step(step: str, before: str, after: str, text: str = MAIN) -> str:
    """Take a step out and connect its neighbours; a choice that led to it is no choice any more."""
    task = re.compile(rf'<bpmn:userTask id="{step}"[^>]*/>')
    into = re.compile(
        rf'<bpmn:sequenceFlow id="{before}_{step}".*?(/>|</bpmn:sequenceFlow>)', re.DOTALL
    )
    out = re.compile(rf'<bpmn:sequenceFlow id="{step}_{after}"[^>]*/>')
    assert all(len(part.findall(text)) == 1 for part in (task, into, out))
    text = out.sub("", into.sub("", task.sub("", text)))
    return (
        text
        if f'id="{before}_{after}"' in text
        else text.replace("</bpmn:process>", flow(before, after) + "</bpmn:process>")
    )


ALARM = boundary("soon", "settle", timer('deadline("kn1_resolve", before=15)'))
ALARM_BRANCH = end("e_soon") + flow("soon", "e_soon")
REMINDER = MAIN[
    MAIN.index('<bpmn:boundaryEvent id="settlement_overdue"') : MAIN.index(
        '<bpmn:userTask id="explain_delay"'
    )
]
WITH_ALARM = MAIN.replace(
    '<bpmn:endEvent id="refused"', ALARM + ALARM_BRANCH + '<bpmn:endEvent id="refused"'
)
WITHOUT_OVERDUE = (
    MAIN.replace(REMINDER, "")
    .replace('sourceRef="settlement_overdue"', 'sourceRef="chase_publication_2"')
    .replace(
        '<bpmn:endEvent id="explained"/>',
        '<bpmn:endEvent id="explained"/>' + choice("chase_publication_2"),
    )
)


def case_at(step: str, parsed: Procedure = OLD.procedure) -> Case:
    """A case in which a step of the main line is open, seven days after its start."""
    facts = {name: values[0] for name, values in OLD.choices.items()} | OLD.facts
    case = Case(parsed, facts)
    case.due = {"kn1_accept": NOW + 14 * DAY, "kn1_resolve": NOW + 60 * DAY}
    for each in STEPS:
        if step in case.open:
            break
        case.complete(each)
    case.now += 7 * DAY
    return case


def moved(case: Case, new: Procedure) -> Case:
    progress = migrate(case.procedure, new, case.state, case.call())
    case.procedure = new
    case.take(progress)
    return case


def finish(case: Case) -> list[str]:
    """Complete what is open, one by one, and tell the steps."""
    done = []
    while not case.progress.completed:
        assert len(done) < 40
        done.append(case.open[0])
        case.complete(done[-1])
    return done


class TestUnchanged:
    @pytest.mark.parametrize("step", STEPS)
    def test_a_case_stands_where_it_stood(self, step):
        case = case_at(step)
        before = case.state
        assert can_migrate(case.procedure, version(), before) == MigrationPlan(
            allowed=True, reasons=(), dropped_timers=(), added_timers=()
        )
        assert moved(case, version()).state == before
        assert finish(case)[-1] == "archive"

    def test_nothing_runs_and_no_date_moves(self):
        case = case_at("plan")
        case.due["kn1_resolve"] = NOW
        moved(case, version())
        assert (case.progress.path, case.progress.effects) == ((), ())
        assert case.tick().path[:2] == ("settlement_due_soon", "note_reminder")

    def test_a_case_that_is_over_stays_over(self):
        case = case_at("plan")
        case.cancel()
        assert moved(case, version()).progress.completed


class TestAnywhere:
    """Wherever a case stands, it can take a version that only adds, and come to its end."""

    new = version(with_step_between("take_number", "issue", WITH_ALARM))

    @pytest.mark.parametrize("seed", range(30))
    def test_it_can_be_finished(self, seed):
        walk = Walk(OLD, seed, Stored(OLD.procedure)).walk(seed)
        case = Case(OLD.procedure, walk.facts | {"signing": "sign", "approved": True})
        case.facts |= {"verified": True, "verified_on": "2026-03-01"}
        case.take(walk.progress)
        case.now = walk.now
        moved(case, self.new)
        finish(case)


class TestAllowed:
    def test_a_step_added_behind_a_running_subprocess_is_not_skipped(self):
        new = version(with_step_between("take_number", "issue"))
        case = moved(case_at("draft"), new)
        assert finish(case)[:4] == ["draft", "sign", "review", "issue"]

    def test_a_step_added_right_behind_the_open_one_is_not_skipped(self):
        new = version(with_step_between("propose_acceptance", "decide_acceptance"))
        case = moved(case_at("propose_acceptance"), new)
        assert finish(case)[:3] == ["propose_acceptance", "review", "decide_acceptance"]

    def test_a_step_added_where_the_case_has_passed_is_not_missed(self):
        new = version(with_step_between("propose_acceptance", "decide_acceptance"))
        assert "review" not in finish(moved(case_at("issue"), new))

    def test_a_step_ahead_may_go(self):
        new = version(without_step("hold_dialogue", "needs_dialogue", "draft"))
        assert finish(moved(case_at("plan"), new))[2:4] == ["conclude", "draft"]

    def test_a_step_added_in_an_open_called_process_is_not_skipped(self):
        new = version(called=with_step_between("collect_evidence", "conclude", CALLED))
        case = moved(case_at("collect_evidence"), new)
        assert finish(case)[:3] == ["collect_evidence", "review", "conclude"]

    def test_notation_follows_the_new_version(self):
        new = version(MAIN.replace('donthu:form="plan"', 'donthu:form="plan_2026"'))
        (step,) = moved(case_at("plan"), new).progress.open
        assert step.notation.form == "plan_2026"

    def test_the_id_of_an_open_step_stays(self):
        case = case_at("plan")
        before = case.task_id("plan")
        moved(case, version(with_step_between("draft", "sign")))
        assert case.task_id("plan") == before

    def test_both_branches_of_a_parallel_part_stay(self):
        case = moved(case_at("publish"), version(with_step_between("archive", "closed")))
        assert finish(case)[:2] == ["publish", "send_decision"]


class TestBoundaryEvents:
    def test_added_to_an_open_activity_start_to_wait(self):
        case = case_at("draft")
        new = version(WITH_ALARM)
        plan = can_migrate(case.procedure, new, case.state)
        assert (plan.allowed, plan.added_timers, plan.dropped_timers) == (True, ("soon",), ())
        moved(case, new)
        assert case.timers == ["settlement_due_soon", "settlement_overdue", "soon"]
        case.now = NOW + 50 * DAY
        assert case.tick().path == ("soon", "e_soon")
        assert finish(case)[-1] == "archive"

    def test_removed_from_an_open_activity_are_dropped(self):
        case = case_at("draft")
        new = version(WITHOUT_OVERDUE)
        plan = can_migrate(case.procedure, new, case.state)
        assert (plan.allowed, plan.dropped_timers) == (True, ("settlement_overdue",))
        moved(case, new)
        assert case.timers == ["settlement_due_soon"]
        assert "settlement_overdue" not in case.state.decode()
        assert finish(case)[-1] == "archive"

    def test_of_an_activity_that_is_not_open_do_not_matter(self):
        plan = can_migrate(OLD.procedure, version(WITH_ALARM), case_at("register").state)
        assert plan == MigrationPlan(True, (), (), ())  # noqa: FBT003

    def test_that_have_fired_do_not_wait_again(self):
        case = case_at("draft")
        case.due["kn1_resolve"] = NOW
        case.tick()
        moved(case, version(WITH_ALARM))
        assert case.timers == ["soon"]
        assert case.open == ["draft", "explain_delay"]


def step_with(*events: str) -> Procedure:
    ends = [end(f"e_{event}") + flow(event, f"e_{event}") for event in events]
    alarms = [boundary(event, "a", timer()) for event in events]
    return procedure(start(), user("a"), *alarms, *ends, end(), line("s", "a", "e"))


class TestFirstAndLastBoundaryEvent:
    def test_the_first_one_on_an_open_step_starts_to_wait(self):
        case = moved(Case(step_with()), step_with("t1", "t2"))
        assert case.timers == ["t1", "t2"]
        case.due["k"] = NOW
        assert case.tick().path == ("t1", "e_t1", "t2", "e_t2")
        assert case.complete("a").completed

    def test_the_last_one_on_an_open_step_is_dropped(self):
        case = moved(Case(step_with("t1")), step_with())
        assert case.timers == []
        assert "t1" not in case.state.decode()
        assert case.complete("a").completed

    def test_there_and_back_is_where_it_was(self):
        case = Case(step_with("t1"))
        before = case.state
        moved(moved(case, step_with()), step_with("t1"))
        assert case.state == before

    def test_one_that_moved_to_another_step_waits_there_only(self):
        def on(host: str) -> Procedure:
            parts = [user("a"), user("b"), boundary("t", host, timer()), end(), end("e2")]
            return procedure(start(), *parts, line("s", "a", "b", "e"), line("t", "e2"))

        case = moved(Case(on("a")), on("b"))
        assert case.timers == []
        case.complete("a")
        assert case.timers == ["t"]
        case = Case(on("b"))
        assert moved(case, on("a")).timers == ["t"]

    def test_an_open_reminder_stays_when_its_event_is_dropped(self):
        def alarmed(*parts: str) -> Procedure:
            common = [user("a"), user("late"), end(), end("e2"), line("late", "e2")]
            return procedure(start(), *common, *parts, line("s", "a", "e"))

        kept = alarmed(boundary("t2", "a", timer()), flow("t2", "late"))
        case = Case(alarmed(boundary("t", "a", timer()), flow("t", "late")), due={"k": NOW})
        assert can_migrate(case.procedure, kept, case.state).added_timers == ("t2",)
        moved(case, kept)
        case.due["k"] = None
        assert case.open == ["a", "late"]
        assert case.timers == ["t2"]
        assert finish(case) == ["a", "late"]

    def test_an_open_reminder_stays_when_the_last_event_is_dropped(self):
        def alarmed(*events: str) -> Procedure:
            parts = [user("a"), user("b"), user("late"), end(), end("e2"), line("late", "e2")]
            parts += [boundary(event, "a", timer()) for event in events]
            parts += [flow(event, "late") for event in events]
            other = [] if events else [boundary("t9", "b", timer()), flow("t9", "late")]
            return procedure(start(), *parts, *other, line("s", "a", "b", "e"))

        case = moved(Case(alarmed("t"), due={"k": NOW}), alarmed())
        case.due["k"] = None
        assert (case.open, case.timers) == (["a", "late"], [])
        assert finish(case) == ["a", "b", "late"]


REFUSED: dict[str, tuple[str, Callable[[], Procedure], str]] = {
    "the open step is gone": (
        "issue",
        lambda: version(without_step("issue", "take_number", "share")),
        r"đang mở «Ban hành quyết định» \(issue\) không còn",
    ),
    "the open step has another type": (
        "plan",
        lambda: version(
            MAIN.replace(
                '<bpmn:userTask id="plan"', '<bpmn:serviceTask donthu:effect="x" id="plan"'
            )
        ),
        r"đang mở «Lập kế hoạch xác minh» \(plan\) đã đổi loại",
    ),
    "the open subprocess is gone": (
        "plan",
        lambda: version(
            MAIN.replace('id="settle"', 'id="settle_2"').replace('"settle"', '"settle_2"')
        ),
        r"«Giải quyết» \(settle\) không còn",
    ),
    "the open call leads elsewhere": (
        "collect_evidence",
        lambda: version(
            MAIN.replace('calledElement="verification"', 'calledElement="verification_2"'),
            CALLED.replace('<bpmn:process id="verification"', '<bpmn:process id="verification_2"'),
        ),
        r"«Xác minh» \(verify\) gọi quy trình khác",
    ),
    "the open step of the called process is gone": (
        "collect_evidence",
        lambda: version(called=without_step("collect_evidence", "verifying", "conclude", CALLED)),
        r"«Thu thập chứng cứ» \(collect_evidence\) không còn",
    ),
}


class TestRefused:
    @pytest.mark.parametrize("what", REFUSED)
    def test_names_the_element(self, what):
        step, new, reason = REFUSED[what]
        case = case_at(step)
        plan = can_migrate(case.procedure, new(), case.state)
        assert not plan.allowed
        with pytest.raises(CannotMigrateError, match=reason) as refused:
            moved(case, new())
        assert refused.value.reasons == plan.reasons

    def test_another_procedure(self):
        case = case_at("plan")
        with pytest.raises(CannotMigrateError, match="không cùng một quy trình"):
            moved(case, step_with())

    def test_a_state_of_another_version(self):
        with pytest.raises(StateError):
            can_migrate(step_with(), step_with(), case_at("plan").state)


class TestJoin:
    """A join of the new version must not wait for a branch nobody is on."""

    @staticmethod
    def branches(*names: str, extra: str = "") -> Procedure:
        parts = [user("a"), parallel("f"), parallel("j"), user("z"), end(), *map(user, names)]
        routes = [line("f", name, "j") for name in names]
        if extra:
            routes[0] = line("f", names[0], extra, "j")
            parts.append(user(extra))
        return procedure(start(), *parts, *routes, line("s", "a", "f"), line("j", "z", "e"))

    @staticmethod
    def plain() -> Procedure:
        parts = [user("a"), user("b"), user("z"), end()]
        return procedure(start(), *parts, line("s", "a", "b", "z", "e"))

    def test_a_branch_added_ahead_of_the_case_is_run(self):
        case = moved(Case(self.branches("b", "c")), self.branches("b", "c", "d"))
        assert finish(case) == ["a", "b", "c", "d", "z"]

    def test_a_split_added_ahead_of_the_case_is_run(self):
        case = moved(Case(self.plain()), self.branches("b", "c"))
        assert finish(case) == ["a", "b", "c", "z"]

    def test_a_branch_added_to_a_split_the_case_has_passed_is_refused(self):
        case = Case(self.branches("b", "c"))
        case.complete("a")
        with pytest.raises(CannotMigrateError, match=r"«j».*«d»"):
            moved(case, self.branches("b", "c", "d"))

    def test_a_split_put_behind_the_case_is_refused(self):
        case = Case(self.plain())
        case.complete("a")
        with pytest.raises(CannotMigrateError, match=r"«j».*«c»"):
            moved(case, self.branches("b", "c"))

    def test_a_step_added_behind_a_branch_that_has_arrived_is_refused(self):
        case = Case(self.branches("b", "c"))
        case.complete("a", "b")
        with pytest.raises(CannotMigrateError, match=r"«j».*«extra»"):
            moved(case, self.branches("b", "c", extra="extra"))

    def test_a_step_added_to_a_branch_that_is_open_is_run(self):
        case = Case(self.branches("b", "c"))
        case.complete("a", "c")
        case = moved(case, self.branches("b", "c", extra="extra"))
        assert finish(case) == ["b", "extra", "z"]

    def test_a_branch_that_has_arrived_still_counts(self):
        case = Case(self.branches("b", "c", "d"))
        case.complete("a", "b", "c")
        case = moved(case, self.branches("b", "c", "d"))
        assert finish(case) == ["d", "z"]


def test_an_event_added_behind_an_open_event_gateway_is_awaited():
    def waiting(*names: str) -> Procedure:
        parts = [
            element("eventBasedGateway", "g"),
            choice("m"),
            end(),
            line("s", "g"),
            line("m", "e"),
        ]
        parts += [element("intermediateCatchEvent", name, message(name)) for name in names]
        return procedure(start(), *parts, *[line("g", n, "m") for n in names], messages=names)

    case = moved(Case(waiting("one", "two")), waiting("one", "two", "three"))
    assert case.progress.waits_for == ("one", "two", "three")
    assert case.catch("three").completed
