"""Chooses the row of a term by the date of its starting event; the only door to legal numbers."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Self

from cases.deadlines.errors import TermNotInForceError, TermTableError, UnknownTermError
from cases.deadlines.period import TermRow
from cases.deadlines.row_check import check_rows
from cases.deadlines.term_row_reader import IN_SOME_TABLES, OUTPUTS, read_row
from engine.decisions import DecisionTable, Rule, read_decision_tables
from engine.errors import EngineError, NoRuleMatchedError
from engine.values import Scalar

# What a table may ask beside the term and the date, and the answer of a case that is silent.
DEFAULTS: Mapping[str, Scalar] = MappingProxyType(
    {
        "complex": False,
        "remote": False,
        "especially_complex": False,
        "condition": "normal",
        "variant": "statute",
    }
)


@dataclass(frozen=True, slots=True)
class _Term:
    """The rows of one term and where to ask.

    Attributes:
        file: File of the table, for messages.
        table: The table that decides.
        rows: Its rows of this term, by key.
        boundaries: Days on which the answer may change, in order.
    """

    file: str
    table: DecisionTable
    rows: Mapping[str, TermRow]
    boundaries: tuple[date, ...]


class TermTables:
    """All term tables of one version, read once and shared by all threads.

    Asking is cheap: within two boundaries of a term the answer depends on the facts
    only, so it is decided once and remembered.
    """

    def __init__(self, terms: Mapping[str, _Term]) -> None:
        self._terms = dict(terms)
        self._remembered: dict[tuple[str, int, tuple[Scalar, ...]], TermRow | None] = {}
        self._term_of_key = {key: name for name, term in terms.items() for key in term.rows}
        self._opened_by: dict[str, tuple[str, ...]] = {}
        for name, term in terms.items():
            for event in dict.fromkeys(row.starts_on for row in term.rows.values()):
                self._opened_by[event] = (*self._opened_by.get(event, ()), name)

    @classmethod
    def read(cls, files: Mapping[str, bytes]) -> Self:
        """Read the ``.dmn`` files of a version; other files are not looked at.

        Raises:
            TermTableError: A table cannot be read, a row says something impossible, two
                rows answer the same question, an answer is missing between two others, or
                a term or key stands in two tables.
        """
        terms: dict[str, _Term] = {}
        for file, content in sorted(files.items()):
            if not file.endswith(".dmn"):
                continue
            for table in _tables(file, content):
                for name, term in _terms_of(file, table):
                    if name in terms:
                        raise TermTableError(file, name, f"đã có trong {terms[name].file}")
                    terms[name] = term
        _check_keys(terms)
        return cls(terms)

    @property
    def terms(self) -> Mapping[str, str]:
        """Term -> title, as its newest row words it."""
        return {
            name: max(term.rows.values(), key=lambda row: row.effective_from).title
            for name, term in self._terms.items()
        }

    def choose(self, term: str, on: date, facts: Mapping[str, Scalar]) -> TermRow:
        """Return the row for a starting event on that day.

        Args:
            term: The term, e.g. ``kn1_resolve``.
            on: Legal date of the starting event, never today's date.
            facts: Facts of the case; a missing one counts as no, normal, statute.

        Raises:
            UnknownTermError: No table has such a term.
            TermNotInForceError: No row of it applies; names the rows in force that day.
        """
        known = self._terms.get(term)
        if known is None:
            raise UnknownTermError(term, on, self._term_of_key.get(term))
        asked = tuple(_fact(facts, name) for name in known.table.inputs if name in DEFAULTS)
        place = (term, bisect_right(known.boundaries, on), asked)
        if place not in self._remembered:
            self._remembered[place] = _decide(known, term, on, facts)
        row = self._remembered[place]
        if row is None:
            raise TermNotInForceError(term, on, self._in_force(term, on))
        return row

    def row(self, key: str, on: date) -> TermRow:
        """Return one row by its key, for a starting event on that day.

        Raises:
            UnknownTermError: No table has such a row.
            TermNotInForceError: The row is closed, or not yet open; names those in force.
        """
        term = self._term_of_key.get(key)
        if term is None:
            raise UnknownTermError(key, on)
        row = self._terms[term].rows[key]
        if not row.is_in_force(on):
            raise TermNotInForceError(key, on, self._in_force(term, on))
        return row

    def rows(self, term: str) -> tuple[TermRow, ...]:
        """Return every row a term ever had, in the order of its table; none if unknown."""
        return tuple(self._terms[term].rows.values()) if term in self._terms else ()

    def values_of(self, name: str) -> tuple[str, ...]:
        """Return every text that some row tells apart in the column ``name``."""
        named = {
            value
            for table in {term.file: term.table for term in self._terms.values()}.values()
            if name in table.inputs
            for rule in table.rules
            for value in rule.cells[table.inputs.index(name)].literals
        }
        return tuple(sorted(str(value) for value in named))

    def opened_by(self, event: str) -> tuple[str, ...]:
        """Return the terms of which some row starts with the event, on whatever date."""
        return self._opened_by.get(event, ())

    def _in_force(self, term: str, on: date) -> tuple[str, ...]:
        return tuple(row.key for row in self.rows(term) if row.is_in_force(on))


def _decide(known: _Term, term: str, on: date, facts: Mapping[str, Scalar]) -> TermRow | None:
    asked = {name: _fact(facts, name) for name in DEFAULTS}
    try:
        chosen = known.table.decide({**asked, "term": term, "started_on": on.isoformat()})
    except NoRuleMatchedError:
        return None
    except EngineError as error:
        raise TermTableError(known.file, term, str(error)) from error
    return known.rows[str(chosen["key"])]


def _fact(facts: Mapping[str, Scalar], name: str) -> Scalar:
    value = facts.get(name)
    return DEFAULTS[name] if value is None else value


def _tables(file: str, content: bytes) -> tuple[DecisionTable, ...]:
    try:
        tables = read_decision_tables(content)
    except EngineError as error:
        raise TermTableError(file, "", str(error)) from error
    for table in tables:
        if not {"term", "started_on"} <= set(table.inputs) <= {"term", "started_on", *DEFAULTS}:
            raise TermTableError(file, "", f"cột vào không đúng: {', '.join(table.inputs)}")
        if set(table.outputs) - set(IN_SOME_TABLES) != set(OUTPUTS):
            wrong = ", ".join(sorted((set(table.outputs) - set(IN_SOME_TABLES)) ^ set(OUTPUTS)))
            raise TermTableError(file, "", f"thiếu hoặc thừa cột ra: {wrong}")
    return tables


def _terms_of(file: str, table: DecisionTable) -> Iterator[tuple[str, _Term]]:
    grouped: dict[str, dict[str, TermRow]] = {}
    for rule in table.rules:
        row = _row_of(file, table, rule)
        if row.key in grouped.setdefault(row.term, {}):
            raise TermTableError(file, row.key, "mã dòng dùng hai lần")
        grouped[row.term][row.key] = row
    for name, rows in grouped.items():
        boundaries = _boundaries(rows.values())
        check_rows(file, table, rows, boundaries, DEFAULTS)
        yield name, _Term(file, table, rows, boundaries)


def _row_of(file: str, table: DecisionTable, rule: Rule) -> TermRow:
    term = rule.cells[table.inputs.index("term")].literal
    if not isinstance(term, str) or not term:
        raise TermTableError(file, rule.rule_id, "cột term phải ghi một mã thời hạn")
    row = read_row(file, term, rule.outputs)
    dates = {day.isoformat() for day in (row.effective_from, row.effective_to) if day}
    # The remembered answers rest on this: a row opens and closes on the days it shows.
    if set(rule.cells[table.inputs.index("started_on")].literals) != dates:
        raise TermTableError(file, row.key, "cột started_on khác ngày áp dụng của dòng")
    return row


def _boundaries(rows: Iterable[TermRow]) -> tuple[date, ...]:
    opened = {row.effective_from for row in rows}
    closed = {row.effective_to + timedelta(days=1) for row in rows if row.effective_to}
    return tuple(sorted(opened | closed))


def _check_keys(terms: Mapping[str, _Term]) -> None:
    seen: dict[str, str] = {}
    for term in terms.values():
        for key in term.rows:
            if key in seen:
                raise TermTableError(term.file, key, f"mã dòng đã có trong {seen[key]}")
            seen[key] = term.file
