"""What a run has used of its facts, and what it has asked for."""

from engine.passed import deciding_facts, passed_effects
from tests.engine.diagrams import (
    choice,
    end,
    flow,
    line,
    procedure,
    rule,
    script,
    service,
    start,
    table,
    user,
)

ROUTED = procedure(
    start(),
    user("a"),
    choice("g", default="g_b"),
    user("b"),
    service("note", "notify", to="head"),
    end(),
    line("s", "a", "g"),
    flow("g", "b"),
    flow("g", "note", "way == 1"),
    line("note", "e"),
    line("b", "e"),
)
COMPUTED = procedure(
    start(),
    rule("r", "dec"),
    script("t", "z = w + 1"),
    end(),
    line("s", "r", "t", "e"),
    tables=(
        table(
            ("1", "2"),
        ),
    ),
)


class TestDecidingFacts:
    def test_are_none_before_a_gateway_is_passed(self):
        assert deciding_facts(ROUTED, {"s", "a"}) == frozenset()

    def test_are_those_that_a_passed_gateway_reads(self):
        assert deciding_facts(ROUTED, {"s", "a", "g", "b"}) == {"way"}

    def test_are_those_that_tables_and_scripts_have_worked_with(self):
        assert deciding_facts(COMPUTED, {"s", "r"}) == {"v"}
        assert deciding_facts(COMPUTED, {"s", "r", "t"}) == {"v", "w"}


class TestPassedEffects:
    def test_are_those_that_were_asked_for(self):
        assert passed_effects(ROUTED, {"s", "a", "g", "b"}) == ()
        (effect,) = passed_effects(ROUTED, {"s", "a", "g", "note"})
        assert (effect.name, dict(effect.params)) == ("notify", {"to": "head"})
