"""Decision tables (DMN): exactly one row must match, in a language small enough to check.

A table reads facts, one per input column, and gives literals. A cell is empty or ``-`` (any
value), a literal, an operator with a literal (``> 3``, ``in ["a", "b"]``) or an expression over
``?``, the value of the column (``3 < ? <= 5``). FEEL lists and ranges are refused, not misread.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from engine.decision_cells import Cell, read_cell, read_literal
from engine.errors import (
    DiagramError,
    ExpressionError,
    NoRuleMatchedError,
    RulesOverlapError,
    UndeclaredFactError,
)
from engine.expressions import Evaluator
from engine.safe_xml import read_xml
from engine.values import Scalar


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: a cell per input column, a literal per output column."""

    rule_id: str
    cells: tuple[Cell, ...]
    outputs: Mapping[str, Scalar]


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """One decision, read-only and shared between threads.

    Attributes:
        decision_id: What diagrams and callers name it by.
        title: Its label.
        inputs: The facts its columns read, in order.
        outputs: The names of its output columns, in order.
        rules: Its rows, in order.
    """

    decision_id: str
    title: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    rules: tuple[Rule, ...] = field(repr=False)

    def decide(self, facts: Mapping[str, Scalar]) -> dict[str, Scalar]:
        """Return the outputs of the one row that covers the facts.

        Raises:
            NoRuleMatchedError: No row covers them.
            RulesOverlapError: Several rows do.
            UndeclaredFactError: An input is not among the facts; an empty fact is passed as None.
            ExpressionError: A cell cannot be evaluated, such as ``> 3`` on a fact without value.
        """
        values = tuple(_fact(facts, name) for name in self.inputs)
        evaluator = Evaluator(names := dict(facts))
        found: Rule | None = None
        for rule in self.rules:
            if _covers(rule, values, names, evaluator):
                if found:
                    raise RulesOverlapError(self.decision_id, self._read(facts))
                found = rule
        if not found:
            raise NoRuleMatchedError(self.decision_id, self._read(facts))
        return dict(found.outputs)

    def rows(self) -> tuple[dict[str, Scalar], ...]:
        """Return the outputs of every row, in order."""
        return tuple(dict(rule.outputs) for rule in self.rules)

    def _read(self, facts: Mapping[str, Scalar]) -> dict[str, Scalar]:
        return {name: facts[name] for name in self.inputs}


def read_decision_tables(xml: bytes) -> tuple[DecisionTable, ...]:
    """Return every decision of a DMN file.

    Raises:
        UnsafeXmlError: The file is not XML we are willing to read.
        DiagramError: The first thing in it that we do not evaluate.
    """
    problems: list[DiagramError] = []
    tables = tuple(_Reader(node, problems).table() for node in _decisions(xml))
    if problems:
        raise problems[0]
    if not tables:
        raise DiagramError(element="", reason="tệp không có bảng quyết định nào.")
    return tables


def find_decision_problems(xml: bytes) -> tuple[DiagramError, ...]:
    """Return everything in a DMN file that we do not evaluate, cell by cell.

    Raises:
        UnsafeXmlError: The file is not XML we are willing to read.
    """
    problems: list[DiagramError] = []
    for node in _decisions(xml):
        _Reader(node, problems).table()
    return tuple(problems)


class _Reader:
    """Reads one ``decision`` element and notes every problem instead of stopping at the first."""

    def __init__(self, decision: etree._Element, problems: list[DiagramError]) -> None:
        self._decision = decision
        self._id = decision.get("id", "")
        self._problems = problems

    def table(self) -> DecisionTable:
        found = list(_children(self._decision, "decisionTable"))
        if len(found) != 1:
            self._note(self._id, "phải có đúng một bảng quyết định (decisionTable).")
            return DecisionTable(self._id, self._decision.get("name", ""), (), (), ())
        table = found[0]
        if table.get("hitPolicy", "UNIQUE") != "UNIQUE" or table.get("aggregation"):
            self._note(self._id, "chỉ hỗ trợ hit policy UNIQUE (đúng một dòng khớp).")
        inputs = tuple(self._input(node) for node in _children(table, "input"))
        outputs = tuple(self._output(node) for node in _children(table, "output"))
        if len({*inputs, *outputs}) < len(inputs) + len(outputs):
            self._note(self._id, "tên cột bị trùng.")
        rules = tuple(self._rule(node, inputs, outputs) for node in _children(table, "rule"))
        if not (inputs and outputs and rules):
            self._note(self._id, "bảng phải có cột vào, cột ra và ít nhất một dòng.")
        return DecisionTable(self._id, self._decision.get("name", ""), inputs, outputs, rules)

    def _input(self, node: etree._Element) -> str:
        expression = next(_children(node, "inputExpression"), None)
        name = _text(expression) if expression is not None else ""
        return self._column(node, name, "cột vào phải ghi tên một dữ kiện")

    def _output(self, node: etree._Element) -> str:
        return self._column(node, node.get("name", ""), "cột ra phải có tên (name) viết liền")

    def _column(self, node: etree._Element, name: str, reason: str) -> str:
        if not name.isidentifier() or name.startswith("_"):
            self._note(node.get("id", self._id), f"{reason}, không phải «{name}».")
        return name

    def _rule(
        self, node: etree._Element, inputs: tuple[str, ...], outputs: tuple[str, ...]
    ) -> Rule:
        rule_id = node.get("id", "")
        conditions = list(_children(node, "inputEntry"))
        results = list(_children(node, "outputEntry"))
        if len(conditions) != len(inputs) or len(results) != len(outputs):
            self._note(rule_id or self._id, "số ô của dòng khác số cột của bảng.")
        cells = tuple(self._cell(entry) for entry in conditions)
        values = tuple(self._result(entry) for entry in results)
        return Rule(rule_id, cells, dict(zip(outputs, values, strict=False)))

    def _cell(self, entry: etree._Element) -> Cell:
        try:
            return read_cell(_text(entry))
        except ExpressionError as error:
            self._note(entry.get("id", self._id), str(error))
            return Cell("-")

    def _result(self, entry: etree._Element) -> Scalar:
        try:
            return read_literal(_text(entry))
        except ExpressionError as error:
            self._note(entry.get("id", self._id), str(error))
            return None

    def _note(self, element: str, reason: str) -> None:
        self._problems.append(DiagramError(element, reason))


def _covers(
    rule: Rule, values: tuple[Scalar, ...], names: dict[str, Scalar], evaluator: Evaluator
) -> bool:
    return all(
        cell.matches(value, names, evaluator)
        for cell, value in zip(rule.cells, values, strict=True)
    )


def _fact(facts: Mapping[str, Scalar], name: str) -> Scalar:
    if name not in facts:
        raise UndeclaredFactError(name)
    return facts[name]


def _decisions(xml: bytes) -> Iterator[etree._Element]:
    return _children(read_xml(xml), "decision")


def _children(node: etree._Element, name: str) -> Iterator[etree._Element]:
    """Child elements by local name: modelers write DMN 1.1 to 1.5, each its own namespace."""
    return (child for child in node if etree.QName(child).localname == name)


def _text(entry: etree._Element) -> str:
    text = next(_children(entry, "text"), None)
    return (text.text or "").strip() if text is not None else ""
