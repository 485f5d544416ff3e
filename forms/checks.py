"""Answers that contradict each other: what a form refuses although each answer alone is right."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from forms.values import Value

Known = Mapping[str, Value]
"""What the case knows: a name of `forms.check_reader.KNOWN` -> its value."""

NOTHING_KNOWN: Known = MappingProxyType({})
MEMBER = frozenset({"has", "lacks"})


@dataclass(frozen=True, slots=True)
class Statement:
    """One comparison: of an answer with a fixed value, or with another answer."""

    key: str
    operator: str
    value: str | bool | int | None = None
    other: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Everything it looks at."""
        return (self.key,) if self.other is None else (self.key, self.other)

    def holds(self, values: Mapping[str, Value]) -> bool:
        """Compare the answers."""
        left = values.get(self.key)
        right = self.value if self.other is None else values.get(self.other)
        if self.operator in MEMBER:
            return (isinstance(left, tuple) and right in left) is (self.operator == "has")
        if self.operator == "!=":
            return left != right
        if left is None or right is None:
            return False
        return left == right if self.operator == "=" else _in_order(left, self.operator, right)


@dataclass(frozen=True, slots=True)
class Check:
    """What a form refuses although each answer alone is right.

    Attributes:
        alternatives: Comparisons joined by `and`, and such groups joined by `or`.
        message: What to correct, in Vietnamese.
        field: The field at which it is said.
        article: The article of law behind it, if there is one.
    """

    alternatives: tuple[tuple[Statement, ...], ...]
    message: str
    field: str
    article: str = ""

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Every comparison, from left to right."""
        return tuple(each for alternative in self.alternatives for each in alternative)

    @property
    def asks_the_case(self) -> bool:
        """Tell whether the answers alone do not decide it."""
        return any("." in name for statement in self.statements for name in statement.names)

    @property
    def words(self) -> str:
        """The message with its article."""
        return f"{self.message} ({self.article})" if self.article else self.message

    def refuses(self, values: Mapping[str, Value], known: Known = NOTHING_KNOWN) -> bool:
        """Tell whether the answers contradict each other, or what the case knows."""
        everything = {**known, **values}
        return any(
            all(statement.holds(everything) for statement in group) for group in self.alternatives
        )


def _in_order(left: Value, operator: str, right: Value) -> bool:
    if isinstance(left, date) and isinstance(right, date):
        difference = (left - right).days
    elif isinstance(left, int | Decimal) and isinstance(right, int | Decimal):
        difference = int((left > right) - (left < right))
    else:
        return False
    return {
        "<": difference < 0,
        "<=": difference <= 0,
        ">": difference > 0,
        ">=": difference >= 0,
    }[operator]
