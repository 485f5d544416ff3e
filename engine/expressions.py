"""The expression language of diagrams and tables: one whitelist for publishing and running.

Comparisons, ``and``/``or``/``not``, ``+``/``-``, ``x if c else y``, lists to test membership in,
names of facts and literals. No call, no attribute, no index, no clock: time enters through events.
"""

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

from simpleeval import EvalWithCompoundTypes, NameNotDefined

from engine.errors import ExpressionError, UndeclaredFactError
from engine.values import Scalar

MAX_LENGTH = 1000
MAX_DEPTH = 50
MAX_BEFORE = 365

_ALLOWED = (
    *(ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.BinOp, ast.Add, ast.Sub),
    *(ast.Compare, ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn),
    *(ast.Is, ast.IsNot, ast.Name, ast.Load, ast.Constant, ast.IfExp, ast.List, ast.Tuple),
)
# CPython 3.11 counts the depth of all trees that threads build at once in one place, and then
# raises "AST constructor recursion depth mismatch" in one of them.
_PARSING = Lock()
# simpleeval silences warnings while it builds an evaluator. Two threads doing so at once can
# leave them silenced for the whole process.
_BUILDING = Lock()


@dataclass(frozen=True, slots=True)
class Deadline:
    """What a timer waits for: ``before`` working days ahead of the deadline of ``term``."""

    term: str
    before: int = 0


@lru_cache(maxsize=8192)
def gate(source: str) -> ast.Expr:
    """Return the parsed expression if every part of it is allowed. Share it, never change it.

    Raises:
        ExpressionError: Not an expression, too long or deep, or a part is not allowed.
    """
    body = _parse(source)
    for node in ast.walk(body):
        if reason := _refusal(node):
            raise ExpressionError(source, reason)
    return ast.Expr(value=body)


@lru_cache(maxsize=2048)
def gate_script(source: str) -> tuple[tuple[str, str], ...]:
    """Return the assignments of a script: lines ``fact = expression`` and nothing else.

    Raises:
        ExpressionError: Another kind of line, or an expression outside the language.
    """
    assignments = tuple(_assignment(source, line) for line in _statements(source))
    if not assignments:
        raise ExpressionError(source, "kịch bản trống.")
    return assignments


@lru_cache(maxsize=2048)
def gate_timer(source: str) -> Deadline:
    """Return the deadline a timer names: ``deadline("term")`` or ``deadline("term", before=3)``.

    Both parts are literals, so that publishing can check the term against the term tables.

    Raises:
        ExpressionError: Anything else.
    """
    call = _parse(source) if source else None
    if (
        isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "deadline"
        and len(call.args) == 1
        and [keyword.arg for keyword in call.keywords] in ([], ["before"])
    ):
        term = getattr(call.args[0], "value", None)
        before = getattr(call.keywords[0].value, "value", None) if call.keywords else 0
        if isinstance(term, str) and term and type(before) is int and 0 <= before <= MAX_BEFORE:
            return Deadline(term, before)
    raise ExpressionError(source, 'mốc thời gian phải có dạng deadline("mã thời hạn", before=3).')


def names_in(source: str) -> frozenset[str]:
    """Return the facts an expression reads."""
    nodes = ast.walk(gate(source))
    return frozenset(node.id for node in nodes if isinstance(node, ast.Name))


class Evaluator:
    """Evaluates gated expressions. One per call: a shared one mixes names between threads."""

    def __init__(self, facts: Mapping[str, Scalar]) -> None:
        with _BUILDING:
            self._evaluator = EvalWithCompoundTypes(functions={})
        self._evaluator.functions = {}  # the library adds list, tuple, dict and set
        self._evaluator.names = facts  # set afterwards: an empty mapping would be replaced

    def evaluate(self, source: str) -> object:
        """Return the value; a list or tuple only where the expression is one.

        Raises:
            UndeclaredFactError: A name is not among the facts.
            ExpressionError: Outside the language, or the values do not fit (text < number).
        """
        parsed = gate(source)
        try:
            return self._evaluator.eval(source, previously_parsed=parsed)
        except NameNotDefined as error:
            raise UndeclaredFactError(error.name) from error
        except Exception as error:
            # simpleeval and the operators raise many kinds; all mean the same to the caller.
            raise ExpressionError(source, f"không tính được ({error}).") from error


def _parse(source: str) -> ast.expr:
    match _statements(source):
        case [ast.Expr(value=expression)]:
            pass
        case _:
            raise ExpressionError(source, "sai cú pháp.")
    level: list[ast.AST] = [expression]
    for _ in range(MAX_DEPTH):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
    if level:
        raise ExpressionError(source, "lồng nhau quá sâu.")
    return expression


def _statements(source: str) -> list[ast.stmt]:
    if len(source) > MAX_LENGTH:
        raise ExpressionError(source, f"dài hơn {MAX_LENGTH} ký tự.")
    try:
        with _PARSING:
            return ast.parse(source.strip()).body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ExpressionError(source, "sai cú pháp.") from error


def _assignment(source: str, line: ast.stmt) -> tuple[str, str]:
    if (
        isinstance(line, ast.Assign)
        and len(line.targets) == 1
        and isinstance(target := line.targets[0], ast.Name)
        and not target.id.startswith("_")
    ):
        expression = ast.unparse(line.value)
        gate(expression)
        return target.id, expression
    raise ExpressionError(source, "mỗi dòng phải có dạng «dữ kiện = biểu thức».")


def _refusal(node: ast.AST) -> str:
    """Why this part of an expression is not allowed; empty when it is."""
    if not isinstance(node, _ALLOWED):
        return f"không được dùng {type(node).__name__}."
    if isinstance(node, ast.Name) and node.id.startswith("_"):
        return f"tên «{node.id}» không được bắt đầu bằng dấu gạch dưới."
    if isinstance(node, ast.Constant) and not isinstance(node.value, str | int | None):
        return f"không được dùng giá trị {node.value!r}."
    if isinstance(node, ast.Compare) and not all(map(_is_sound, node.ops, node.comparators)):
        return "«is» chỉ dùng với None, True, False; hãy dùng «==»."
    return ""


def _is_sound(operator: ast.cmpop, right: ast.expr) -> bool:
    """``is`` compares identity, which two equal texts or numbers need not have."""
    if not isinstance(operator, ast.Is | ast.IsNot):
        return True
    return isinstance(right, ast.Constant) and isinstance(right.value, bool | None)
