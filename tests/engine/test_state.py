"""What is stored of a case."""

import json

import pytest

from engine import runner
from engine.errors import StateError
from engine.tokens import decode, encode
from tests.engine.case import NOW, Case
from tests.engine.diagrams import (
    boundary,
    choice,
    end,
    flow,
    line,
    parallel,
    procedure,
    start,
    timer,
    user,
)
from tests.engine.walk import Stored, Walk, settlement

LOOP = (user("b"), choice("g", "g_a"), end(), flow("g", "e", "x"), line("a", "b", "g", "a"))
REMINDER = (boundary("t", "a", timer()), user("late"), end("e2"), line("t", "late", "e2"))


class TestGrowth:
    """The state has one size, however long the history of the case is."""

    @staticmethod
    def sizes(case: Case, *elements: str) -> set[int]:
        found = set()
        for _ in range(400):
            case.complete(*elements)
            found.add(len(case.state))
        return found

    def test_of_a_loop(self):
        case = Case(procedure(start(), user("a"), *LOOP, flow("s", "a")), {"x": False})
        assert len(self.sizes(case, "a", "b")) == 1

    def test_of_a_loop_while_a_reminder_is_open(self):
        parsed = procedure(start(), user("a"), *REMINDER, *LOOP, flow("s", "a"))
        case = Case(parsed, {"x": False}, due={"k": NOW})
        case.due["k"] = None
        assert case.open == ["a", "late"]
        assert len(self.sizes(case, "a", "b")) == 1

    def test_of_a_loop_inside_a_parallel_branch(self):
        parts = [parallel("f"), user("c"), parallel("j"), user("a"), choice("g", "g_a"), end()]
        lines = [line("s", "f", "a", "g", "a"), line("f", "c", "j", "e"), flow("g", "j", "x")]
        case = Case(procedure(start(), *parts, *lines), {"x": False})
        assert len(self.sizes(case, "a")) == 1

    def test_of_a_split_and_join_inside_a_loop(self):
        parts = [choice("m"), parallel("f"), user("b"), user("c"), parallel("j")]
        lines = [line("s", "m", "f", "b", "j", "g", "m"), line("f", "c", "j"), flow("g", "e", "x")]
        parts += [choice("g", "g_m"), end()]
        case = Case(procedure(start(), *parts, *lines), {"x": False})
        assert len(self.sizes(case, "b", "c")) == 1

    def test_a_case_of_the_size_of_a_statute_stays_under_a_kilobyte(self):
        subject = settlement()
        walks = [Walk(subject, seed, Stored(subject.procedure)).walk(60) for seed in range(40)]
        assert max(len(each.state) for walk in walks for each in walk.progresses) < 1000


class TestContent:
    def test_is_tokens_and_nothing_else(self):
        subject = settlement()
        case = Case(
            subject.procedure, {n: v[0] for n, v in subject.choices.items()} | subject.facts
        )
        case.due = {"kn1_accept": NOW, "kn1_resolve": NOW}
        case.complete("register")
        text = case.state.decode()
        assert "2026" not in text
        assert not any(name in text for name in (*case.facts, "kn1_accept"))

    def test_of_a_case_that_is_over_is_one_token(self):
        case = Case(procedure(start(), user("a"), end(), line("s", "a", "e")))
        state = json.loads(case.complete("a").state)
        assert state == {"v": 1, "done": True, "levels": [[None, [[-1, "Start", "C"]]]]}

    def test_survives_being_read_and_written(self):
        subject = settlement()
        for seed in range(10):
            walk = Walk(subject, seed, Stored(subject.procedure)).walk(40)
            for progress in walk.progresses:
                assert encode(decode(progress.state)) == progress.state
                seen = runner.inspect(subject.procedure, progress.state, walk.call())
                assert seen.state == progress.state

    def test_does_not_depend_on_the_order_of_keys(self):
        case = Case(procedure(start(), user("a"), *REMINDER, end(), line("s", "a", "e")))
        stored = json.loads(case.state)
        case.progress = runner.inspect(
            case.procedure, json.dumps(dict(sorted(stored.items()))).encode(), case.call()
        )
        assert case.complete("a").completed


def broken(**changes: object) -> bytes:
    sound = {
        "v": 1,
        "done": False,
        "levels": [[None, [[-1, "Start", "C"], [0, "a", "R", "0" * 32]]]],
    }
    return json.dumps(sound | changes).encode()


ROOT = [-1, "Start", "C"]


class TestDamage:
    parsed = procedure(start(), user("a"), end(), line("s", "a", "e"))

    def read(self, state: bytes) -> None:
        runner.inspect(self.parsed, state, Case(self.parsed).call())

    def test_the_sound_example_is_read(self):
        self.read(broken())

    @pytest.mark.parametrize("version", [0, 2, "1", None])
    def test_an_unknown_format_is_refused_by_number(self, version):
        with pytest.raises(StateError, match=f"định dạng {version!r}"):
            self.read(broken(v=version))

    @pytest.mark.parametrize(
        "state",
        [
            b"",
            b"\xff\xfe",
            b"null",
            b"[]",
            b"{}",
            b'{"v":1}',
            broken(levels=None),
            broken(levels=[]),
            broken(levels=[[None, []]]),
            broken(levels=[[None, [ROOT, [0, "a", "?"]]]]),
            broken(levels=[[None, [ROOT, [0]]]]),
            broken(levels=[[None, [ROOT, [5, "a", "R"]]]]),
            broken(levels=[[None, [ROOT, [1, "a", "R"]]]]),
            broken(levels=[[None, [ROOT, [-1, "a", "R"]]]]),
            broken(levels=[[None, [ROOT, [0, "a", "R", "no id"]]]]),
            broken(levels=[[None, [ROOT]], [None, [ROOT]]]),
            broken(levels=[[None, [ROOT]], [[0, 9], [ROOT]]]),
            broken(levels=[[None, [ROOT]], [[1, 0], [ROOT]]]),
            broken(levels=[[None, [ROOT, [0, "a", "S"]]], [[0, 1], [ROOT]]]),
            broken(levels=[[None, [ROOT, [0, "gone", "R", "0" * 32]]]]),
        ],
        ids=range(20),
    )
    def test_damage_is_refused(self, state):
        with pytest.raises(StateError):
            self.read(state)

    def test_the_state_of_another_procedure_is_refused(self):
        subject = settlement()
        with pytest.raises(StateError, match="không khớp"):
            runner.tick(subject.procedure, broken(), Case(self.parsed).call())
