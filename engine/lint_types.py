"""Which kinds of value an expression can have, and comparisons that can never be meant."""

import ast
from collections.abc import Iterator, Mapping

from engine.catalog import FactDeclaration
from engine.expressions import gate
from engine.lint_findings import listed

Facts = Mapping[str, FactDeclaration]

_ANY = frozenset({"text", "int", "bool"})
_KINDS = {"code": "text", "date": "text", "int": "int", "bool": "bool"}
_WORDS = {"text": "chữ", "int": "số", "bool": "đúng/sai"}


def mistakes_in(source: str, facts: Facts) -> Iterator[str]:
    """Yield what is wrong in an expression whose names are all declared."""
    for node in ast.walk(gate(source)):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            for operator, left, right in zip(node.ops, sides, sides[1:], strict=False):
                yield from _comparison(operator, left, right, facts)
        if isinstance(node, ast.BinOp) and _kinds(node, facts) != {"int"}:
            yield "chỉ cộng, trừ số với số."


def is_condition(source: str, facts: Facts) -> bool:
    """Whether an expression can only be true, false or a yes/no fact without value."""
    return _kinds(gate(source), facts) <= {"bool"}


def misfit(source: str, declaration: FactDeclaration, facts: Facts) -> str:
    """Return why the value of an expression does not fit a fact; empty when it does."""
    values = list(_literals(gate(source).value))
    for value in values:
        if reason := misfit_of_value(value, declaration):
            return reason
    if not _kinds(gate(source), facts) <= {_KINDS[declaration.type]}:
        return f"«{declaration.name}» không nhận giá trị kiểu này."
    return ""


def misfit_of_value(value: object, declaration: FactDeclaration) -> str:
    """Return why a literal does not fit a fact; empty when it does."""
    if value is None or not isinstance(value, str | int):
        return ""
    try:
        declaration.check(value)
    except ValueError:
        wanted = listed(declaration.codes) if declaration.codes else _EXPECTED[declaration.type]
        return f"«{declaration.name}» không nhận giá trị {value!r}, chỉ nhận {wanted}."
    return ""


_EXPECTED = {"bool": "True hoặc False", "int": "số nguyên", "date": "ngày dạng 2026-07-01"}


def _comparison(
    operator: ast.cmpop, left: ast.expr, right: ast.expr, facts: Facts
) -> Iterator[str]:
    """A fact against literals: they must be values the fact can have; else kinds must meet."""
    for fact, other in ((left, right), (right, left)):
        if isinstance(fact, ast.Name) and fact.id in facts:
            literals = [each.value for each in _elements(other) if isinstance(each, ast.Constant)]
            reasons = [misfit_of_value(value, facts[fact.id]) for value in literals]
            if any(reasons):
                yield next(filter(None, reasons))
                return
    if isinstance(operator, ast.In | ast.NotIn) and not isinstance(right, ast.List | ast.Tuple):
        yield 'sau «in» phải là danh sách, ví dụ in ["a", "b"].'
        return
    kinds, others = _kinds(left, facts), frozenset[str]()
    for each in _elements(right):
        others |= _kinds(each, facts)
    if kinds and others and not kinds & others:
        yield f"so sánh {_spoken(kinds)} với {_spoken(others)} không bao giờ đúng."
    elif isinstance(operator, ast.Lt | ast.LtE | ast.Gt | ast.GtE) and "bool" in kinds | others:
        yield "giá trị đúng/sai không so sánh lớn nhỏ được."


def _elements(node: ast.expr) -> list[ast.expr]:
    return node.elts if isinstance(node, ast.List | ast.Tuple) else [node]


def _literals(node: ast.expr) -> Iterator[object]:
    """Yield the literals an expression can have as its value."""
    if isinstance(node, ast.Constant):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)


def _kinds(node: ast.expr | ast.Expr, facts: Facts) -> frozenset[str]:
    """Return the kinds of value a part can have beside None."""
    if isinstance(node, ast.Constant):
        return _kind_of_literal(node.value)
    if isinstance(node, ast.Name):
        return frozenset({_KINDS[facts[node.id].type]}) if node.id in facts else _ANY
    if isinstance(node, ast.Compare) or (
        isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)
    ):
        return frozenset({"bool"})
    if isinstance(node, ast.List | ast.Tuple):
        return frozenset({"list"})
    parts = (_kinds(part, facts) for part in _value_parts(node))
    return frozenset[str]().union(*parts)


def _value_parts(node: ast.AST) -> Iterator[ast.expr]:
    """Yield the parts one of which becomes the value, or from which it is computed."""
    if isinstance(node, ast.IfExp):
        yield from (node.body, node.orelse)
    else:
        yield from (part for part in ast.iter_child_nodes(node) if isinstance(part, ast.expr))


def _kind_of_literal(value: object) -> frozenset[str]:
    if value is None:
        return frozenset()
    if isinstance(value, bool):
        return frozenset({"bool"})
    return frozenset({"int" if isinstance(value, int) else "text"})


def _spoken(kinds: frozenset[str]) -> str:
    return " hoặc ".join(sorted(_WORDS.get(kind, "danh sách") for kind in kinds))
