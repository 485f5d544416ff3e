"""Whether the rows of one term fit together: never two at once, never a hole in between.

A row alone is checked by ``term_row_reader``. Here every question that the rows tell apart is
asked once in every stretch of time in which nothing opens or closes.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise, product

from cases.deadlines.errors import TermTableError
from cases.deadlines.period import TermRow
from engine.decisions import DecisionTable, Rule
from engine.errors import NoRuleMatchedError, RulesOverlapError
from engine.values import Scalar

SOMETHING_ELSE = "*"
"""Stands for every text that no cell names."""

Facts = Mapping[str, Scalar]


def check_rows(
    file: str,
    table: DecisionTable,
    rows: Mapping[str, TermRow],
    boundaries: Sequence[date],
    defaults: Facts,
) -> None:
    """Check the rows of one term.

    Args:
        file: File of the table, for the message.
        table: The table they stand in.
        rows: They, by key.
        boundaries: Days on which one of them opens or has just closed, in order.
        defaults: Every fact a table may ask, with the answer of a case that is silent.

    Raises:
        TermTableError: Two rows answer the same question, or none answers it between two
            days on which it is answered.
    """
    term = next(iter(rows.values())).term
    asked = [name for name in table.inputs if name in defaults]
    rules = [rule for rule in table.rules if str(rule.outputs["key"]) in rows]
    values = [_values(table, rules, name, defaults[name]) for name in asked]
    for answers in product(*values):
        facts = dict(zip(asked, answers, strict=True))
        answered = [
            _is_answered(file, table, rows, {**defaults, **facts, "term": term}, day)
            for day in boundaries
        ]
        # A circular's own count may lapse and be swallowed by the law later on.
        hole = _hole(answered) if facts.get("variant", "statute") == "statute" else None
        if hole is not None:
            said = _said(facts, defaults)
            problem = f"từ {boundaries[hole]:%d/%m/%Y}{said} không có dòng nào, trước và sau thì có"
            raise TermTableError(file, term, problem)


def _values(
    table: DecisionTable, rules: Sequence[Rule], name: str, default: Scalar
) -> list[Scalar]:
    """Every value of a fact that these rows can tell apart."""
    place = table.inputs.index(name)
    named = [value for rule in rules for value in rule.cells[place].literals]
    if not named:
        return [default]
    other: list[Scalar] = [True, False] if isinstance(default, bool) else [SOMETHING_ELSE]
    return list(dict.fromkeys([default, *named, *other]))


def _is_answered(
    file: str, table: DecisionTable, rows: Mapping[str, TermRow], facts: Facts, day: date
) -> bool:
    try:
        table.decide({**facts, "started_on": day.isoformat()})
    except NoRuleMatchedError:
        return False
    except RulesOverlapError as error:
        keys = ", ".join(key for key, row in rows.items() if row.is_in_force(day))
        problem = f"ngày {day:%d/%m/%Y} có nhiều dòng cùng áp dụng, trong số: {keys}"
        raise TermTableError(file, str(facts["term"]), problem) from error
    return True


def _hole(answered: Sequence[bool]) -> int | None:
    """Return the place of the first stretch without an answer between two with one."""
    found = [place for place, is_answered in enumerate(answered) if is_answered]
    holes = (before + 1 for before, after in pairwise(found) if after > before + 1)
    return next(holes, None)


def _said(facts: Facts, defaults: Facts) -> str:
    unusual = [
        f"{name} = {'có' if value is True else value}"
        for name, value in facts.items()
        if value != defaults[name]
    ]
    return f" khi {', '.join(unusual)}" if unusual else ""
