"""The lines of a digest. They hold codes, names of steps and dates: nothing of a person."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

MOST_LINES = 20
"""A digest names so many of each kind; its counts are complete."""


@dataclass(frozen=True, slots=True)
class Line:
    """One step or deadline."""

    code: str
    name: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Lines:
    """What is late, due today and due soon, each by date."""

    late: tuple[Line, ...]
    today: tuple[Line, ...]
    soon: tuple[Line, ...]

    def to_json(self) -> str:
        """Write the lines."""
        return json.dumps(
            {
                kind: [[one.code, one.name, one.due_on.isoformat()] for one in getattr(self, kind)]
                for kind in ("late", "today", "soon")
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what ``to_json`` wrote."""
        kinds = json.loads(text)
        return cls(*(_read(kinds[kind]) for kind in ("late", "today", "soon")))


def first_lines(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return the most urgent lines."""
    return tuple(sorted(lines, key=lambda one: (one.due_on, one.code))[:MOST_LINES])


def _read(rows: Iterable[tuple[str, str, str]]) -> tuple[Line, ...]:
    return tuple(Line(code, name, date.fromisoformat(due_on)) for code, name, due_on in rows)
