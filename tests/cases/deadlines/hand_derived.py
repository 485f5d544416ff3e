"""Reads the terms that were computed by hand: ``tests/data/hand_derived_terms.md``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from cases.deadlines.period import Extension, Pause

PATH = Path(__file__).resolve().parents[2] / "data" / "hand_derived_terms.md"
UNITS = {"ngày": "calendar", "ngày làm việc": "working", "tháng": "month"}
NOT_IN_FORCE = "không áp dụng"


@dataclass(frozen=True)
class DerivedTerm:
    """One row of the tables; ``due_on`` is None where no row of the law applies."""

    number: str
    term: str
    start: date
    facts: dict[str, str | bool]
    extensions: tuple[Extension, ...]
    pauses: tuple[Pause, ...]
    rows: tuple[str, ...]
    derivation: str
    due_on: date | None
    is_provisional: bool


@dataclass(frozen=True)
class DerivedYear:
    """One row of the calendar that the derivations rest on."""

    year: int
    off: frozenset[date]
    made_up: frozenset[date]
    confirmed: bool


def derived_terms() -> Iterator[DerivedTerm]:
    for cells in _rows(7):
        number, term, facts, start, rows, derivation, due_on = cells
        parts = [part.strip() for part in facts.split(",") if part.strip()]
        yield DerivedTerm(
            number=number,
            term=term,
            start=_day(start),
            facts=dict(_fact(part) for part in parts if part[0] != "+" and part[:4] != "dừng"),
            extensions=tuple(_extension(part, start) for part in parts if part[0] == "+"),
            pauses=tuple(_pause(part) for part in parts if part[:4] == "dừng"),
            rows=tuple(rows.split()),
            derivation=derivation,
            due_on=None if due_on == NOT_IN_FORCE else _day(due_on.removesuffix(" (tạm tính)")),
            is_provisional=due_on.endswith("(tạm tính)"),
        )


def derived_years() -> Iterator[DerivedYear]:
    for year, off, made_up, confirmed in _rows(4):
        yield DerivedYear(
            int(year),
            frozenset(_day(f"{day}/{year}") for day in off.split()),
            frozenset(_day(f"{day}/{year}") for day in made_up.split()),
            {"có": True, "chưa": False}[confirmed],
        )


def _rows(columns: int) -> Iterator[list[str]]:
    for line in PATH.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        is_head = cells[0] in {"Số", "Năm"} or not cells[0].strip("-")
        if line.startswith("|") and not is_head and len(cells) == columns:
            yield cells


def _day(text: str) -> date:
    return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007 - a day has no zone


def _fact(text: str) -> tuple[str, str | bool]:
    name, equals, value = text.partition("=")
    return name, value if equals else True


def _extension(text: str, decided_on: str) -> Extension:
    amount, unit = re.fullmatch(r"\+(\d+) (.+)", text).groups()
    return Extension(int(amount), UNITS[unit], "45/QĐ-UBND", _day(decided_on))


def _pause(text: str) -> Pause:
    begins, _, ends = text.removeprefix("dừng ").partition("-")
    return Pause(_day(begins), _day(ends) if ends else None)
