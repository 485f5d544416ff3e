"""Decision tables against the declared facts, and every case a table must answer."""

from collections.abc import Iterator
from itertools import islice, product

from engine.catalog import VERSION_FILE, FactDeclaration
from engine.decisions import DecisionTable, Rule
from engine.errors import (
    ExpressionError,
    NoRuleMatchedError,
    RulesOverlapError,
    UndeclaredFactError,
)
from engine.lint_draft import Draft, Table
from engine.lint_facts import reads_of
from engine.lint_findings import Finding, error_in, warning_in
from engine.lint_types import Facts, misfit_of_value
from engine.notation import read_attribute
from engine.values import Scalar

MAX_CASES = 5_000
_MAX_QUESTIONS = 200_000


def check_decisions(draft: Draft) -> Iterator[Finding]:
    """Columns are declared facts, cells hold values they can have, every case is answered."""
    used = {read_attribute(node.xml, "decision") for _, node in draft.nodes()}
    for each in draft.tables:
        if each.decision_id not in used:
            message = "không bước nào dùng bảng quyết định này. Bỏ tệp, hoặc gọi nó trong sơ đồ."
            yield warning_in(each.file)(each.decision_id, message)
        if each.table and draft.info:
            yield from _table(each, each.table, draft.info.facts)


def check_decision_ids(draft: Draft) -> Iterator[Finding]:
    """No two decisions bear the same id."""
    seen: set[str] = set()
    for each in draft.tables:
        if each.decision_id in seen:
            message = f"mã bảng quyết định «{each.decision_id}» bị trùng. Đổi một trong hai mã."
            yield error_in(each.file)(each.decision_id, message)
        seen.add(each.decision_id)


def _table(place: Table, table: DecisionTable, facts: Facts) -> Iterator[Finding]:
    error = error_in(place.file)
    undeclared = (reads_of(table) | set(table.outputs)) - set(facts)
    for name in sorted(undeclared):
        message = f"cột hoặc ô nêu «{name}», chưa khai báo. Thêm [facts.{name}] vào {VERSION_FILE}."
        yield error(table.decision_id, message)
    if undeclared:
        return
    misfits = [each for rule in table.rules for each in _misfits(table, rule, facts)]
    yield from (error(rule, f"{reason} Sửa ô này.") for rule, reason in misfits)
    if not misfits:
        yield from _unanswered(place, table, facts)


def _misfits(table: DecisionTable, rule: Rule, facts: Facts) -> Iterator[tuple[str, str]]:
    element = rule.rule_id or table.decision_id
    for name, cell in zip(table.inputs, rule.cells, strict=True):
        own = cell.literals if not cell.names else ()
        reasons = filter(None, (misfit_of_value(value, facts[name]) for value in own))
        yield from ((element, reason) for reason in islice(reasons, 1))
    for name, value in rule.outputs.items():
        if reason := misfit_of_value(value, facts[name]):
            yield element, reason


def _unanswered(place: Table, table: DecisionTable, facts: Facts) -> Iterator[Finding]:
    """Ask the table about every combination of values that can make a difference."""
    names = sorted(reads_of(table))
    choices = [_values(facts[name], table) for name in names]
    most = min(MAX_CASES, _MAX_QUESTIONS // len(table.rules))
    for values in islice(product(*choices), most):
        case = dict(zip(names, values, strict=True))
        if problem := _problem(table, case):
            shown = ", ".join(f"{name} = {value!r}" for name, value in case.items())
            yield error_in(place.file)(table.decision_id, f"{problem} khi {shown}. Sửa các dòng.")
            return


def _problem(table: DecisionTable, case: dict[str, Scalar]) -> str:
    try:
        table.decide(case)
    except NoRuleMatchedError:
        return "không dòng nào khớp"
    except RulesOverlapError:
        return "nhiều dòng cùng khớp"
    except (ExpressionError, UndeclaredFactError) as error:
        return f"không tính được ({error})"
    return ""


def _values(fact: FactDeclaration, table: DecisionTable) -> tuple[Scalar, ...]:
    """Return one value from every part into which the cells divide the values of a fact."""
    if fact.type == "bool":
        return (True, False)
    if fact.type == "code":
        return fact.codes
    columns = zip(*(rule.cells for rule in table.rules), strict=True)
    cells = [cell for column in columns for cell in column]
    literals = {value for cell in cells for value in cell.literals}
    if fact.type == "int":
        numbers = {each for each in literals if isinstance(each, int) and each not in (True, False)}
        return tuple(sorted({0, *(each + by for each in numbers for by in (-1, 0, 1))}))
    return tuple(sorted({"0001-01-01", "9999-12-31", *(str(each) for each in literals if each)}))
