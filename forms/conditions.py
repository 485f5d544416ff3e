"""When a field is hidden: comparisons with other answers, and nothing else.

The text is the value of `conditional.hide` in the form file, a small part of FEEL:

    =handling != "accept"
    =kind = "complaint" and remote = true or signatures = no

`and` binds closer than `or`. There are no brackets, calls, paths, numbers or other operators:
whatever this module cannot read is refused at publishing, so nothing is ever evaluated that
the page script, the server and the form editor could understand differently.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

MAX_LENGTH = 500
RESERVED_WORDS = frozenset({"and", "or", "not", "true", "false", "yes", "no", "null"})

_TOKEN = re.compile(
    r"""\s*(?:(?P<word>[a-z][a-z0-9_]*)|"(?P<text>[^"\\\n]*)"|(?P<operator>!=|=))""", re.ASCII
)
_YES_NO = {"true": "yes", "yes": "yes", "false": "no", "no": "no"}


class ConditionError(ValueError):
    """A condition that is more than comparisons; the message says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison of an answer with a fixed value."""

    key: str
    is_equal: bool
    value: str

    def holds(self, answers: Mapping[str, str]) -> bool:
        """Compare; a question without an answer counts as the empty text."""
        return (answers.get(self.key, "") == self.value) is self.is_equal

    @property
    def opposite(self) -> "Comparison":
        """The comparison that holds when this one does not."""
        return Comparison(self.key, not self.is_equal, self.value)


@dataclass(frozen=True, slots=True)
class Condition:
    """Comparisons joined by `and`, and such groups joined by `or`."""

    alternatives: tuple[tuple[Comparison, ...], ...]

    @property
    def comparisons(self) -> tuple[Comparison, ...]:
        """Every comparison, from left to right."""
        return tuple(each for alternative in self.alternatives for each in alternative)

    def holds(self, answers: Mapping[str, str]) -> bool:
        """Say whether the condition is true of these answers (key to typed value).

        A yes/no question answers "yes" or "no"; an unanswered one the empty text.
        """
        return any(
            all(comparison.holds(answers) for comparison in alternative)
            for alternative in self.alternatives
        )

    def either(self, other: "Condition | None") -> "Condition":
        """Return the condition that holds when this one or the other one does."""
        if other is None:
            return self
        return Condition(self.alternatives + other.alternatives)

    def to_json(self) -> str:
        """Write the condition for a data attribute, to be read by the page script.

        A list of alternatives; each a list of `[key, "=" or "!=", value]`.
        """
        return json.dumps(
            [
                [[each.key, "=" if each.is_equal else "!=", each.value] for each in alternative]
                for alternative in self.alternatives
            ],
            ensure_ascii=False,
            separators=(",", ":"),
        )


def parse_condition(text: str) -> Condition:
    """Read the text of `conditional.hide`.

    Raises:
        ConditionError: The text is anything but comparisons joined by `and` and `or`.
    """
    if len(text) > MAX_LENGTH:
        reason = f"dài quá {MAX_LENGTH} ký tự"
        raise ConditionError(reason)
    if not text.startswith("="):
        reason = 'phải bắt đầu bằng dấu "="'
        raise ConditionError(reason)
    tokens = list(tokens_of(text[1:], _TOKEN))
    alternatives: list[tuple[Comparison, ...]] = []
    group: list[Comparison] = []
    position = 0
    while True:
        group.append(_comparison(tokens[position : position + 3]))
        position += 3
        joiner = tokens[position] if position < len(tokens) else None
        if joiner not in {None, ("word", "and"), ("word", "or")}:
            reason = f'sau một so sánh chỉ có thể là "and" hoặc "or", không phải "{joiner[1]}"'
            raise ConditionError(reason)
        if joiner != ("word", "and"):
            alternatives.append(tuple(group))
            group = []
        if joiner is None:
            return Condition(tuple(alternatives))
        position += 1


def tokens_of(text: str, token: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Yield name and text of each token; ``token`` has a named group for every kind.

    Raises:
        ConditionError: At some place there is no token.
    """
    position = 0
    text = text.rstrip()
    while position < len(text):
        match = token.match(text, position)
        if match is None or match.lastgroup is None:
            reason = f'không đọc được từ chỗ "{text[position:].strip()[:20]}"'
            raise ConditionError(reason)
        yield match.lastgroup, match[match.lastgroup]
        position = match.end()


def _comparison(tokens: list[tuple[str, str]]) -> Comparison:
    match tokens:
        case [("word", key), ("operator", operator), ("text", value)]:
            pass
        case [("word", key), ("operator", operator), ("word", word)] if word in _YES_NO:
            value = _YES_NO[word]
        case _:
            found = " ".join(value for _, value in tokens) or "hết biểu thức"
            reason = f'cần một so sánh dạng khóa = "giá trị" hoặc khóa != "giá trị", gặp: {found}'
            raise ConditionError(reason)
    if key in RESERVED_WORDS:
        reason = f'"{key}" không phải là khóa của một ô'
        raise ConditionError(reason)
    return Comparison(key, operator == "=", value)
