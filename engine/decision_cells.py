"""One cell of a decision table: a condition on the value of its column."""

import ast
import re
from dataclasses import dataclass

from engine.errors import ExpressionError
from engine.expressions import Evaluator, gate, names_in
from engine.values import Scalar

_COLUMN = "column_value"
_ANY = ("", "-")
_OPERATOR = re.compile(r"(<=|>=|==|!=|<|>|(not\s+)?in\b)")
# Modelers write booleans as in FEEL when the column is declared boolean.
_FEEL_WORDS = {"true": True, "false": False, "null": None}


@dataclass(frozen=True, slots=True)
class Cell:
    """A condition.

    Attributes:
        text: As written.
        literal: The value to equal, where the cell is a literal.
        is_literal: Whether it is; the literal itself may be None.
        expression: The condition over the column's value, where it is none of the above.
    """

    text: str
    literal: Scalar = None
    is_literal: bool = False
    expression: str = ""

    @property
    def is_any(self) -> bool:
        """Whether the cell accepts every value."""
        return not self.is_literal and not self.expression

    @property
    def literals(self) -> tuple[Scalar, ...]:
        """Every literal the column's value is compared with, for checks of their types."""
        if self.is_literal:
            return (self.literal,)
        if not self.expression:
            return ()
        return tuple(
            node.value
            for node in ast.walk(gate(self.expression))
            if isinstance(node, ast.Constant) and isinstance(node.value, str | int | None)
        )

    @property
    def names(self) -> frozenset[str]:
        """Facts the cell reads beside its own column."""
        return names_in(self.expression) - {_COLUMN} if self.expression else frozenset()

    def matches(self, value: Scalar, names: dict[str, Scalar], evaluator: Evaluator) -> bool:
        """Whether the column's value meets the condition.

        Args:
            value: The value of the column.
            names: The mapping the evaluator reads; the column's value is put into it.
            evaluator: Evaluates over ``names``.

        Raises:
            ExpressionError: The condition cannot be evaluated, or is neither true nor false.
        """
        if self.is_literal:
            # In Python True == 1; in a table of the law a yes is not a number.
            return type(value) is type(self.literal) and value == self.literal
        if not self.expression:
            return True
        names[_COLUMN] = value
        try:
            result = evaluator.evaluate(self.expression)
        except ExpressionError as error:
            raise ExpressionError(self.text, error.reason) from error
        if not isinstance(result, bool):
            raise ExpressionError(self.text, "ô điều kiện phải cho kết quả đúng hoặc sai.")
        return result


def read_cell(text: str) -> Cell:
    """Return the condition a cell states.

    Raises:
        ExpressionError: It is no condition of ours.
    """
    if text in _ANY:
        return Cell(text)
    over_column = _put_column(text)
    if over_column != text:
        gate(over_column)
        return Cell(text, expression=over_column)
    if _OPERATOR.match(text):
        gate(f"{_COLUMN} {text}")
        return Cell(text, expression=f"{_COLUMN} {text}")
    return Cell(text, literal=read_literal(text), is_literal=True)


def read_literal(text: str) -> Scalar:
    """Return the value of a literal.

    Raises:
        ExpressionError: Empty, or more than a literal.
    """
    if not text:
        raise ExpressionError(text, "ô trống; hãy ghi một giá trị.")
    if text in _FEEL_WORDS:
        return _FEEL_WORDS[text]
    try:
        value = ast.literal_eval(gate(text).value)
    except (ExpressionError, ValueError) as error:
        raise ExpressionError(text, _advice(text)) from error
    if isinstance(value, str | int | None):
        return value
    raise ExpressionError(text, _advice(text))


def _advice(text: str) -> str:
    if text.startswith(("[", "(", "]")) and ".." in text:
        return "không dùng khoảng kiểu FEEL; hãy viết 1 <= ? <= 5."
    if "," in text:
        return 'không dùng danh sách kiểu FEEL; hãy viết in ["a", "b"].'
    return "phải là một giá trị: số, True, False, None hoặc chữ trong ngoặc kép."


def _put_column(text: str) -> str:
    """Replace every ``?`` outside quotes by the name of the column's value."""
    parts = re.split(r"""("[^"]*"|'[^']*')""", text)
    return "".join(
        part if part[:1] in ('"', "'") else part.replace("?", f" {_COLUMN} ") for part in parts
    )
