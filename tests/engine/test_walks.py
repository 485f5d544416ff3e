"""The stored form against the whole history in memory, and against BPMN played by hand.

These walks are the gate for any change of the engine and any other version of the library.
"""

import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import pytest

from engine import state
from engine.errors import EngineError
from engine.parser import parse
from tests.engine.diagrams import (
    boundary,
    choice,
    diagram,
    end,
    flow,
    line,
    parallel,
    start,
    timer,
    user,
)
from tests.engine.random_diagrams import CHOICES, RandomDiagram
from tests.engine.reference import Reference
from tests.engine.walk import (
    HERE,
    InMemory,
    Stored,
    Subject,
    Walk,
    in_any_order,
    in_order,
    settlement,
)

SETTLEMENT = settlement()
DIAGRAMS = {path.name: path.read_bytes() for path in HERE.glob("*.bpmn")}
TABLES = {path.name: path.read_bytes() for path in HERE.glob("*.dmn")}

# Three branches between a split and its join, one of them with a loop of its own, the whole in a
# loop, a reminder on the first step.
LOOPS = {
    "p.bpmn": diagram(
        start(),
        user("a"),
        boundary("t", "a", timer()),
        user("late"),
        end("e2"),
        *(parallel("f"), user("b"), user("c"), user("d"), parallel("j")),
        *(choice("gd", "gd_d"), user("z"), choice("gz", "gz_a"), end()),
        line("s", "a", "f", "b", "j", "z", "gz", "a"),
        *(line("f", "c", "j"), line("f", "d", "gd", "d"), line("t", "late", "e2")),
        *(flow("gd", "j", "x"), flow("gz", "e", "y")),
    )
}
LOOP_CHOICES = {"x": [True, False], "y": [True] + [False] * 6}


def loops() -> Subject:
    return Subject(parse("p", LOOPS, {}), LOOP_CHOICES)


@cache
def settled(seed: int) -> Walk:
    """A walk of the stored form, which several tests hold against something else."""
    return Walk(SETTLEMENT, seed, Stored(SETTLEMENT.procedure)).walk(moves(seed))


def moves(seed: int) -> int:
    """How far a walk goes: some to the end, many more through the first half."""
    return 60 if seed < 60 else 20


class TestStoredAgainstMemory:
    @pytest.mark.parametrize("first", range(0, 300, 20))
    def test_a_settlement_goes_the_same_way(self, first):
        for seed in range(first, first + 20):
            memory = Walk(SETTLEMENT, seed, InMemory(SETTLEMENT.procedure)).walk(moves(seed))
            assert in_order(settled(seed)) == in_order(memory)
            assert settled(seed).facts == memory.facts

    def test_together_the_walks_take_every_flow(self):
        flows = {flow for seed in range(100) for flow in settled(seed).flows}
        assert flows == SETTLEMENT.procedure.flow_ids

    @pytest.mark.parametrize("seed", range(30))
    def test_a_random_diagram_goes_the_same_way(self, seed):
        drawn = RandomDiagram(seed, parallel_in_loops=False)
        subject = Subject(parse("p", drawn.files, {}), CHOICES, drawn.counters)
        stored = Walk(subject, seed, Stored(subject.procedure)).walk(30)
        assert in_order(stored) == in_order(
            Walk(subject, seed, InMemory(subject.procedure)).walk(30)
        )


class TestStoredAgainstReference:
    @pytest.mark.parametrize("first", range(0, 60, 20))
    def test_a_settlement_goes_the_way_of_bpmn(self, first):
        for seed in range(first, first + 20):
            player = Reference("settlement", DIAGRAMS, TABLES)
            reference = Walk(SETTLEMENT, seed, player).walk(moves(seed))
            assert in_any_order(settled(seed)) == in_any_order(reference)
            assert settled(seed).facts == reference.facts

    @pytest.mark.parametrize("first", range(0, 300, 20))
    def test_splits_and_joins_in_loops_go_the_way_of_bpmn(self, first):
        subject = loops()
        for seed in range(first, first + 20):
            stored = Walk(subject, seed, Stored(subject.procedure)).walk(20)
            reference = Walk(subject, seed, Reference("p", LOOPS, {})).walk(20)
            assert in_any_order(stored) == in_any_order(reference)

    @pytest.mark.parametrize("seed", range(40))
    def test_a_random_diagram_goes_the_way_of_bpmn(self, seed):
        drawn = RandomDiagram(seed, parallel_in_loops=True)
        subject = Subject(parse("p", drawn.files, {}), CHOICES, drawn.counters)
        stored = Walk(subject, seed, Stored(subject.procedure)).walk(30)
        reference = Walk(subject, seed, Reference("p", drawn.files, {})).walk(30)
        assert in_any_order(stored) == in_any_order(reference)


class TestTheWalksThemselves:
    """A walk that cannot fail proves nothing."""

    @staticmethod
    def differs() -> bool:
        subject = loops()
        for seed in range(20):
            try:
                stored = Walk(subject, seed, Stored(subject.procedure)).walk(20)
            except (EngineError, IndexError):
                return True
            reference = Walk(subject, seed, Reference("p", LOOPS, {})).walk(20)
            if in_any_order(stored) != in_any_order(reference):
                return True
        return False

    def test_find_no_difference_in_the_sound_engine(self):
        assert not self.differs()

    @pytest.mark.parametrize(
        "forgotten",
        [
            lambda task: task.state == state.TaskState.CANCELLED,
            lambda task: task.state == state.TaskState.COMPLETED and task.task_spec.name in "bcd",
            lambda task: isinstance(task.task_spec, state.BoundaryEventSplit),
            lambda task: task.task_spec.name == "gd",
        ],
        ids=["joins cancelled", "last step of a branch", "open split", "last gateway of a branch"],
    )
    def test_notice_what_the_state_forgets(self, forgotten, monkeypatch):
        needed = state._needed  # noqa: SLF001

        def forgetful(level):
            return {each for each in needed(level) if not forgotten(level.tasks[each])}

        monkeypatch.setattr(state, "_needed", forgetful)
        assert self.differs()

    def test_cannot_take_the_whole_history_for_truth_when_a_split_sits_in_a_loop(self):
        """The library joins too early there, which is why the reference exists."""
        subject = loops()
        early = 0
        for seed in range(20):
            try:
                walk = Walk(subject, seed, InMemory(subject.procedure)).walk(20)
            except Exception:  # noqa: BLE001  # it also crashes, in several ways
                early += 1
                continue
            open_steps = [{step.element for step in each.open} for each in walk.progresses]
            early += any("z" in each and each & {"b", "c", "d"} for each in open_steps)
        assert early > 0


class TestThreads:
    def test_a_procedure_is_shared_without_being_changed(self):
        def trace(seed: int) -> list[object]:
            return in_order(Walk(SETTLEMENT, seed, Stored(SETTLEMENT.procedure)).walk(20))

        alone = [trace(seed) for seed in range(24)]
        interval = sys.getswitchinterval()
        sys.setswitchinterval(1e-5)
        try:
            with ThreadPoolExecutor(8) as pool:
                assert list(pool.map(trace, range(24))) == alone
        finally:
            sys.setswitchinterval(interval)
