"""Decision tables."""

import re

import pytest

from engine.decisions import find_decision_problems, read_decision_tables
from engine.errors import (
    DiagramError,
    ExpressionError,
    NoRuleMatchedError,
    RulesOverlapError,
    UndeclaredFactError,
    UnsafeXmlError,
)
from tests.engine.diagrams import table
from tests.engine.walk import HERE


def decide(*rows, **facts):
    (decision,) = read_decision_tables(table(*rows))
    return decision.decide(facts)


class TestDecide:
    @pytest.mark.parametrize(
        ("cell", "value"),
        [
            ("2", 2),
            ('"accept"', "accept"),
            ("True", True),
            ("true", True),
            ("False", False),
            ("None", None),
            ("null", None),
            ("-3", -3),
            ("-", 4),
            ("-", None),
            ("", "anything"),
            ("> 3", 4),
            ("<= 3", 3),
            ("!= 3", 4),
            ('>= "2026-07-01"', "2026-07-01"),
            ("3 < ? <= 5", 4),
            ('? in ["a", "b"]', "a"),
            ('in ["a?", "b"]', "a?"),
            ('not in ["a", "b"]', "c"),
            ("? is None or ? > 3", None),
            ('not (? in ["a"])', "b"),
        ],
    )
    def test_a_cell_matches(self, cell, value):
        assert decide((cell, "1"), v=value) == {"y": 1}

    @pytest.mark.parametrize(
        ("cell", "value"),
        [("1", True), ("True", 1), ("0", False), ("None", False), ('"1"', 1), ("> 3", 3)],
    )
    def test_a_cell_does_not_match(self, cell, value):
        with pytest.raises(NoRuleMatchedError):
            decide((cell, "1"), v=value)

    def test_no_row_is_an_error_that_names_the_facts(self):
        with pytest.raises(NoRuleMatchedError, match=r"«dec».*\{'v': 9\}"):
            decide(("1", "10"), v=9, other="kept out")

    def test_two_rows_are_an_error_that_names_the_facts(self):
        with pytest.raises(RulesOverlapError, match=r"«dec».*\{'v': 5\}"):
            decide(("> 1", "10"), ("> 2", "10"), v=5)

    def test_a_fact_without_value_cannot_be_compared_by_size(self):
        with pytest.raises(ExpressionError, match="> 3"):
            decide(("> 3", "1"), v=None)

    def test_an_absent_fact_is_an_error(self):
        with pytest.raises(UndeclaredFactError, match="v"):
            decide(("1", "1"), w=1)

    def test_a_condition_is_true_or_false(self):
        with pytest.raises(ExpressionError, match="đúng hoặc sai"):
            decide(("? + 1", "1"), v=1)

    def test_a_cell_may_compare_with_another_fact(self):
        assert decide(("? > limit", "1"), ("? <= limit", "2"), v=1, limit=3) == {"y": 2}

    def test_outputs_keep_their_type(self):
        (decision,) = read_decision_tables(
            table(("1", "10"), ("2", '"text"'), ("3", "false"), ("4", "-5"), ("5", "null"))
        )
        assert [row["y"] for row in decision.rows()] == [10, "text", False, -5, None]

    def test_the_facts_are_left_alone(self):
        facts = {"v": 4}
        (decision,) = read_decision_tables(table(("? > 3", "1")))
        decision.decide(facts)
        assert facts == {"v": 4}


class TestTable:
    def test_tells_its_columns(self):
        (decision,) = read_decision_tables((HERE / "terms.dmn").read_bytes())
        assert decision.decision_id == "terms"
        assert decision.inputs == ("nature", "remote")
        assert decision.outputs == ("acceptance_days", "settlement_days")
        assert decision.rows()[3] == {"acceptance_days": 10, "settlement_days": 60}

    def test_tells_what_its_cells_compare_with(self):
        (decision,) = read_decision_tables(table(("? in [1, 2]", "1"), ("3", "1"), ("-", "1")))
        assert [rule.cells[0].literals for rule in decision.rules] == [(1, 2), (3,), ()]

    def test_tells_which_other_facts_its_cells_read(self):
        (decision,) = read_decision_tables(table(("? > limit", "1")))
        assert decision.rules[0].cells[0].names == {"limit"}

    @pytest.mark.parametrize("hit", ["FIRST", "ANY", "COLLECT", "RULE ORDER"])
    def test_only_the_hit_policy_unique_is_accepted(self, hit):
        with pytest.raises(DiagramError, match="UNIQUE"):
            read_decision_tables(table(("1", "1"), hit=hit))

    @pytest.mark.parametrize(
        ("cell", "advice"),
        [
            ("[1..5]", "1 <= ? <= 5"),
            ("]1..5]", "1 <= ? <= 5"),
            ('"a","b"', 'in ["a", "b"]'),
            ("abc", "ngoặc kép"),
            ('not("a")', "ngoặc kép"),
            ('["a"]', "ngoặc kép"),
            ("1.5", "ngoặc kép"),
            ("> open(1)", "Call"),
            ("? > today()", "Call"),
            ("in", "cú pháp"),
        ],
    )
    def test_a_cell_that_would_be_misread_is_refused(self, cell, advice):
        with pytest.raises(DiagramError, match=re.escape(advice)) as refused:
            read_decision_tables(table((cell, "1")))
        assert refused.value.element == "i0"

    @pytest.mark.parametrize("cell", ["", "abc", "open(1)", "1 + 1", '["a"]', "v"])
    def test_an_output_is_a_literal(self, cell):
        with pytest.raises(DiagramError) as refused:
            read_decision_tables(table(("1", cell)))
        assert refused.value.element == "o0"

    def test_a_column_reads_one_fact(self):
        with pytest.raises(DiagramError, match="tên một dữ kiện"):
            read_decision_tables(table(("1", "1"), column="v + 1"))

    def test_every_problem_of_a_file_is_found(self):
        content = table(("abc", ""), ("[1..5]", "1"), column="a b", hit="FIRST")
        problems = find_decision_problems(content)
        assert {problem.element for problem in problems} == {"dec", "in", "i0", "o0", "i1"}

    def test_a_sound_file_has_no_problem(self):
        assert find_decision_problems((HERE / "terms.dmn").read_bytes()) == ()

    @pytest.mark.parametrize(
        "content",
        [
            b"<definitions/>",
            b'<definitions><decision id="d"/></definitions>',
            b'<definitions><decision id="d"><decisionTable/></decision></definitions>',
            table(("1", "1"))
            .replace(b"<outputEntry", b"<inputEntry", 1)
            .replace(b"</outputEntry>", b"</inputEntry>", 1),
        ],
    )
    def test_a_malformed_table_is_refused(self, content):
        with pytest.raises(DiagramError):
            read_decision_tables(content)

    def test_hostile_xml_is_refused(self):
        with pytest.raises(UnsafeXmlError):
            read_decision_tables(b"<!DOCTYPE a><definitions/>")
