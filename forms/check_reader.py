"""Reads the conditions under which a form file refuses answers: its list `checks`.

The text is the value of `refuse` in the list `checks` of the form file. It is read like the
condition of a hidden field (`forms.conditions`) and knows three things more:

    =written_on > received_on                              dates, numbers; also `<` `<=` `>=`
    =petition.signatory_count >= 2 and papers = "none"     what the case knows already
    =recipients lacks "superior"                           what is (`has`) or is not ticked

A comparison with something that was not answered does not hold, except `!=` and `lacks`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from forms.checks import MEMBER, Check, Statement
from forms.conditions import MAX_LENGTH, RESERVED_WORDS, ConditionError, tokens_of
from forms.fields import NUMERIC, Field, Kind
from forms.schema_node import Node

KNOWN: Mapping[str, Kind] = MappingProxyType(
    {
        "petition.signatory_count": Kind.NUMBER,
        "petition.source": Kind.CHOICES,
        "petition.received_on": Kind.DATE,
    }
)
"""Names a check may use beside the fields of its form; of several petitions: the sum of their
signatories, all their sources, the first day."""

_TOKEN = re.compile(
    r"""\s*(?:(?P<word>[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)?)|"(?P<text>[^"\\\n]*)"
    |(?P<number>\d{1,9})|(?P<operator>!=|<=|>=|=|<|>))""",
    re.ASCII | re.VERBOSE,
)
_YES_NO = {"true": True, "yes": True, "false": False, "no": False}
_OF_ONE = frozenset({Kind.CHOICE, Kind.SELECT})
_LONGEST = 300


def read_checks(root: Node, fields: Sequence[Field]) -> Iterator[Check]:
    """Yield the checks of a form file; what is wrong with one goes to the problems of the form."""
    for number, item in enumerate(root.items("checks"), start=1):
        node = Node(item, f"Điều kiện từ chối thứ {number}", root.problems)
        message = node.wording("message", _LONGEST)
        if not message:
            node.refuse('thiếu lời báo: ghi "message"')
        try:
            alternatives = parse_refusal(node.text("refuse", MAX_LENGTH))
        except ConditionError as error:
            node.refuse(str(error))
            alternatives = ()
        check = Check(alternatives, message, node.text("field"), node.wording("article"))
        for problem in problems_of(check, fields):
            node.refuse(problem)
        node.finish()
        yield check


def parse_refusal(text: str) -> tuple[tuple[Statement, ...], ...]:
    """Read the text of `refuse`.

    Raises:
        ConditionError: The text is anything but comparisons joined by `and` and `or`.
    """
    if len(text) > MAX_LENGTH:
        reason = f"dài quá {MAX_LENGTH} ký tự"
        raise ConditionError(reason)
    if not text.startswith("="):
        reason = 'phải bắt đầu bằng dấu "="'
        raise ConditionError(reason)
    groups: list[list[tuple[str, str]]] = [[]]
    joiners: list[str] = []
    for token in tokens_of(text[1:], _TOKEN):
        if token in {("word", "and"), ("word", "or")}:
            joiners.append(token[1])
            groups.append([])
        else:
            groups[-1].append(token)
    alternatives: list[list[Statement]] = [[]]
    for joiner, group in zip(["and", *joiners], groups, strict=True):
        if joiner == "or":
            alternatives.append([])
        alternatives[-1].append(_test(group))
    return tuple(tuple(each) for each in alternatives)


def problems_of(check: Check, fields: Sequence[Field]) -> Iterator[str]:
    """Say in Vietnamese what the form does not have or cannot compare."""
    by_key = {field.key: field for field in fields}
    if check.field not in by_key:
        yield f"không có ô “{check.field}” để báo"
    kinds = {**KNOWN, **{field.key: field.kind for field in fields}}
    for statement in check.statements:
        missing = [name for name in statement.names if name not in kinds]
        if missing:
            yield f"không có ô “{missing[0]}”"
            continue
        problem = _misfit(statement, kinds)
        if problem is None and isinstance(statement.value, str):
            options = by_key[statement.key].options if statement.key in by_key else ()
            if options and statement.value not in {option.value for option in options}:
                problem = f"“{statement.value}” không phải là lựa chọn của “{statement.key}”"
        if problem:
            yield problem


def _misfit(statement: Statement, kinds: Mapping[str, Kind]) -> str | None:
    """Say why these two things cannot be compared."""
    key, kind = statement.key, kinds[statement.key]
    if statement.other is not None:
        both = {kind, kinds[statement.other]}
        fits = both == {Kind.DATE} or both <= NUMERIC
        return None if fits else f"“{key}” và “{statement.other}” phải cùng là ngày hoặc là số"
    if statement.operator in MEMBER:
        return None if kind is Kind.CHOICES else f"“{key}” phải là ô chọn nhiều mục"
    if isinstance(statement.value, bool):
        return None if kind is Kind.YES_NO else f"“{key}” phải là ô có/không"
    if isinstance(statement.value, int):
        return None if kind in NUMERIC else f"“{key}” phải là ô số"
    return None if kind in _OF_ONE else f"“{key}” phải là ô chọn một mục"


def _test(tokens: Sequence[tuple[str, str]]) -> Statement:
    match tokens:
        case [("word", key), ("word", word), ("text", value)] if word in MEMBER:
            statement = Statement(key, word, value)
        case [("word", key), ("operator", "=" | "!=" as operator), ("text", value)]:
            statement = Statement(key, operator, value)
        case [("word", key), ("operator", operator), ("number", value)]:
            statement = Statement(key, operator, int(value))
        case [("word", key), ("operator", "=" | "!=" as operator), ("word", word)] if (
            word in _YES_NO
        ):
            statement = Statement(key, operator, _YES_NO[word])
        case [("word", key), ("operator", operator), ("word", other)]:
            statement = Statement(key, operator, other=other)
        case _:
            found = " ".join(value for _, value in tokens) or "hết biểu thức"
            reason = f'cần một so sánh, ví dụ khóa = "giá trị" hoặc ngày_a > ngày_b, gặp: {found}'
            raise ConditionError(reason)
    wrong = next((name for name in statement.names if name in RESERVED_WORDS | MEMBER), None)
    if wrong is not None:
        reason = f'"{wrong}" không phải là khóa của một ô'
        raise ConditionError(reason)
    return statement
