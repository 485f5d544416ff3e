"""Which rules govern an act, chosen by the date of the act and not by the version of the case.

When a new law reaches acts in cases that are under way (withdrawal, suspension, dialogue), no case
has to move to another version: the regime table says what the act is on that day. It is published
like the term tables and applies to every case of its kind.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self, cast

from engine.decisions import DecisionTable, Rule, read_decision_tables
from engine.errors import EngineError, NoRuleMatchedError, RulesOverlapError
from engine.values import Scalar

INPUTS = ("event", "occurred_on")
OUTPUTS: Mapping[str, type] = {
    "key": str,
    "title": str,
    "allowed": bool,
    "fact": str,
    "value": str,
    "records": str,
    "excludes": str,
    "basis": str,
    "effective_from": str,
    "effective_to": str,
    "note": str,
}


class RegimeTableError(ValueError):
    """A regime table says something impossible; names the file and the row."""

    def __init__(self, file: str, row: str, problem: str) -> None:
        super().__init__(f"{file}: {row or 'bảng'}: {problem}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """What holds for one act on one day.

    Attributes:
        key: The row; never reused for another rule.
        event: Event whose date is the date of the act.
        title: The act, in Vietnamese.
        is_allowed: The law knows the act on that day.
        fact: Fact that the act sets in versions that declare it, or empty.
        value: Code the fact takes.
        records: Events that happen with it, on the same day.
        excludes: (field, option) pairs that a form may not answer on that day.
        basis: Citation in Vietnamese.
        first_day: First day on which the row holds; ``date.min`` for the oldest.
        note: What a person must know, or empty.
    """

    key: str
    event: str
    title: str
    is_allowed: bool
    fact: str
    value: str
    records: tuple[str, ...]
    excludes: frozenset[tuple[str, str]]
    basis: str
    first_day: date
    note: str


class RegimeTables:
    """All regime tables of one version; the decision is named by the kind of case."""

    def __init__(self, tables: Mapping[str, DecisionTable]) -> None:
        self._tables = dict(tables)
        self._regimes = {
            kind: {regime.key: regime for regime in map(_regime, table.rules)}
            for kind, table in tables.items()
        }

    @classmethod
    def read(cls, files: Mapping[str, bytes]) -> Self:
        """Read the ``.dmn`` files of a version.

        Raises:
            RegimeTableError: A table cannot be read, or a row says something impossible.
        """
        tables: dict[str, DecisionTable] = {}
        for file, content in sorted(files.items()):
            for table in _read(file, content):
                if table.decision_id in tables:
                    raise RegimeTableError(file, "", f"đã có bảng «{table.decision_id}»")
                _check(file, table)
                tables[table.decision_id] = table
        return cls(tables)

    def choose(self, kind: str, event: str, on: date) -> Regime | None:
        """Return what governs an act of a case of ``kind``; ``None`` for events without a rule.

        Raises:
            RulesOverlapError: Two rows apply.
        """
        table = self._tables.get(kind)
        if table is None:
            return None
        try:
            chosen = table.decide({"event": event, "occurred_on": on.isoformat()})
        except NoRuleMatchedError:
            return None
        return self._regimes[kind][str(chosen["key"])]

    def rows(self) -> tuple[Regime, ...]:
        """Return every row, in the order of the tables."""
        return tuple(regime for rows in self._regimes.values() for regime in rows.values())

    def overlaps(self) -> tuple[str, ...]:
        """Return what is decided twice on the first day of some row, one line each."""
        found = []
        for kind, rows in self._regimes.items():
            for regime in rows.values():
                try:
                    self.choose(kind, regime.event, regime.first_day)
                except RulesOverlapError as error:
                    found.append(str(error))
        return tuple(dict.fromkeys(found))

    @property
    def facts(self) -> frozenset[str]:
        """The facts that some row sets."""
        return frozenset(regime.fact for regime in self.rows() if regime.fact)


def _read(file: str, content: bytes) -> tuple[DecisionTable, ...]:
    try:
        return read_decision_tables(content)
    except EngineError as error:
        raise RegimeTableError(file, "", str(error)) from error


def _check(file: str, table: DecisionTable) -> None:
    if table.inputs != INPUTS or set(table.outputs) != set(OUTPUTS):
        raise RegimeTableError(file, "", "cột vào hoặc cột ra không đúng")
    keys: set[str] = set()
    for rule in table.rules:
        key = str(rule.outputs["key"])
        if key in keys:
            raise RegimeTableError(file, key, "mã dòng dùng hai lần")
        keys.add(key)
        _check_row(file, key, rule.cells[0].literal, rule.outputs)
        if set(rule.cells[1].literals) != _dates(file, key, rule.outputs):
            raise RegimeTableError(file, key, "cột occurred_on khác ngày áp dụng của dòng")


def _check_row(file: str, key: str, event: Scalar, outputs: Mapping[str, Scalar]) -> None:
    for name, kind in OUTPUTS.items():
        if type(outputs[name]) is not kind:
            raise RegimeTableError(file, key, f"cột {name} phải là {kind.__name__}")
    problems = {
        "cột event phải ghi một mã sự kiện": not isinstance(event, str) or not event,
        "thiếu mã, tên hoặc căn cứ": not all(outputs[name] for name in ("key", "title", "basis")),
        "fact và value phải đi cùng nhau": bool(outputs["fact"]) != bool(outputs["value"]),
        "không được làm thì phải ghi vì sao ở cột note": not (
            outputs["allowed"] or outputs["note"]
        ),
        "cột excludes ghi từng cặp ô:giá trị": any(
            pair.count(":") != 1 for pair in str(outputs["excludes"]).split()
        ),
    }
    for problem, is_there in problems.items():
        if is_there:
            raise RegimeTableError(file, key, problem)


def _dates(file: str, key: str, outputs: Mapping[str, Scalar]) -> set[Scalar]:
    texts = {str(outputs[name]) for name in ("effective_from", "effective_to")} - {""}
    try:
        return {date.fromisoformat(text).isoformat() for text in texts}
    except ValueError as error:
        raise RegimeTableError(file, key, "ngày áp dụng phải có dạng 2026-07-01") from error


def _regime(rule: Rule) -> Regime:
    cells = {name: str(value) for name, value in rule.outputs.items()}
    pairs = (pair.partition(":") for pair in cells["excludes"].split())
    return Regime(
        key=cells["key"],
        event=cast("str", rule.cells[0].literal),
        title=cells["title"],
        is_allowed=rule.outputs["allowed"] is True,
        fact=cells["fact"],
        value=cells["value"],
        records=tuple(cells["records"].split()),
        excludes=frozenset((field, option) for field, _, option in pairs),
        basis=cells["basis"],
        first_day=date.fromisoformat(cells["effective_from"] or date.min.isoformat()),
        note=cells["note"],
    )
