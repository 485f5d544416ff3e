"""Facts that conditions and scripts read and write: declared, of fitting type, used at all."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.catalog import VERSION_FILE
from engine.decisions import DecisionTable
from engine.diagram_scopes import Node, Scope, text_of
from engine.errors import ExpressionError
from engine.expressions import gate, gate_script, names_in
from engine.lint_draft import Draft
from engine.lint_findings import Finding, Known, error_in, tip_in
from engine.lint_types import Facts, is_condition, misfit, mistakes_in
from engine.notation import read_attribute

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Use:
    """What one node does with facts, its own outgoing conditions included."""

    reads: frozenset[str]
    writes: frozenset[str]


def use_of(draft: Draft, scope: Scope, node: Node) -> Use:
    """Return the facts a node reads and writes when a token passes it."""
    if node.tag == "scriptTask":
        lines = _script(node)
        reads = _NONE.union(*(names_in(expression) for _, expression in lines))
        return Use(reads, frozenset(name for name, _ in lines))
    if node.tag == "businessRuleTask":
        table = draft.decisions().get(read_attribute(node.xml, "decision") or "")
        return Use(reads_of(table), frozenset(table.outputs)) if table else Use(_NONE, _NONE)
    conditions = (condition for _, condition in _conditions(scope, node))
    return Use(_NONE.union(*(names_in(each) for each in conditions)), _NONE)


def reads_of(table: DecisionTable) -> frozenset[str]:
    """Return the facts a decision reads, in its columns and inside its cells."""
    cells = (cell for rule in table.rules for cell in rule.cells)
    return frozenset(table.inputs).union(*(cell.names for cell in cells))


def check_facts(draft: Draft) -> Iterator[Finding]:
    """Conditions and scripts use declared facts, and use them as declared."""
    facts = draft.info.facts if draft.info else None
    for process, scope in draft.scopes():
        for node in scope.nodes.values() if facts is not None else ():
            for element, message in _mistakes(scope, node, facts or {}):
                yield error_in(process.file)(element, message)


def check_form_facts(draft: Draft) -> Iterator[Finding]:
    """Facts that form fields write are declared."""
    if draft.info is None:
        return
    for form in draft.forms.values():
        for name in sorted(form.facts - set(draft.info.facts)):
            yield error_in(form.file)("", _undeclared(name))


def check_use_of_facts(draft: Draft, known: Known) -> Iterator[Finding]:
    """Declared facts serve a purpose, and what is read is written somewhere."""
    if draft.info is None:
        return
    uses = [use_of(draft, s, node) for _, s in draft.scopes() for node in s.nodes.values()]
    read = _NONE.union(*(use.reads for use in uses))
    by_forms = _NONE.union(*(form.facts for form in draft.forms.values()))
    given = {name for name, fact in draft.info.facts.items() if fact.is_given}
    written = (by_forms | known.given_facts | given).union(*(use.writes for use in uses))
    for name in draft.info.facts:
        tip = tip_in(VERSION_FILE)
        if name not in read | written:
            message = "dữ kiện không được dùng ở đâu. Bỏ khai báo, hoặc dùng trong điều kiện."
            yield tip(name, message)
        elif draft.forms and name not in written:
            message = "không biểu mẫu, kịch bản hay bảng nào ghi dữ kiện này. Gắn nó vào một ô."
            yield tip(name, message)


def _mistakes(scope: Scope, node: Node, facts: Facts) -> Iterator[tuple[str, str]]:
    for flow, condition in _conditions(scope, node):
        yield from ((flow, message) for message in _condition_mistakes(condition, facts))
    if node.tag == "scriptTask":
        for name, expression in _script(node):
            messages = _assignment_mistakes(name, expression, facts)
            yield from ((node.id, message) for message in messages)


def _condition_mistakes(condition: str, facts: Facts) -> Iterator[str]:
    undeclared = names_in(condition) - set(facts)
    if undeclared:
        yield from (_undeclared(name) for name in sorted(undeclared))
        return
    mistakes = list(mistakes_in(condition, facts))
    yield from (f"điều kiện: {mistake} Sửa điều kiện." for mistake in mistakes)
    if not mistakes and not is_condition(condition, facts):
        yield "điều kiện phải cho kết quả đúng hoặc sai. Viết thành một phép so sánh."


def _assignment_mistakes(name: str, expression: str, facts: Facts) -> Iterator[str]:
    undeclared = ({name} | names_in(expression)) - set(facts)
    if undeclared:
        yield from (_undeclared(each) for each in sorted(undeclared))
        return
    mistakes = list(mistakes_in(expression, facts))
    yield from (f"kịch bản: {mistake} Sửa kịch bản." for mistake in mistakes)
    if not mistakes and (reason := misfit(expression, facts[name], facts)):
        yield f"kịch bản: {reason} Sửa kịch bản."


def _undeclared(name: str) -> str:
    return f"dữ kiện «{name}» chưa khai báo. Thêm [facts.{name}] vào {VERSION_FILE}."


def _conditions(scope: Scope, node: Node) -> Iterator[tuple[str, str]]:
    """Yield flow id and text of the conditions a gateway chooses by, where they can be read."""
    if node.tag == "exclusiveGateway":
        for flow in scope.outgoing(node.id):
            if flow.condition and _is_readable(flow.condition):
                yield flow.id, flow.condition


def _script(node: Node) -> tuple[tuple[str, str], ...]:
    try:
        return gate_script(text_of(node.xml, "script") or "")
    except ExpressionError:
        return ()  # already refused


def _is_readable(condition: str) -> bool:
    try:
        return bool(gate(condition))
    except ExpressionError:
        return False  # already refused
