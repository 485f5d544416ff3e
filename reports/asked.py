"""Filters of a list as texts that a form or a row can carry, and back."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar, get_type_hints

Filter = TypeVar("Filter")

LONGEST = 200
LIKE_WORDS = frozenset({"text"})
"""Fields that people type words into: they may name somebody."""

_READERS: Mapping[Any, Callable[[str], object]] = {
    str: str,
    str | None: str,
    int: int,
    int | None: int,
    bool: "1".__eq__,
    date | None: date.fromisoformat,
}


def to_asked(filters: Any) -> dict[str, str]:  # noqa: ANN401 - any frozen dataclass
    """Return what of a filter differs from its defaults."""
    asked = {}
    for field in fields(filters):
        value = getattr(filters, field.name)
        if value != field.default:
            asked[field.name] = "1" if value is True else str(value)
    return asked


def from_asked(kind: type[Filter], asked: Mapping[str, str]) -> Filter:
    """Return a filter; nonsense counts as not asked.

    Args:
        kind: A frozen dataclass whose fields are texts, numbers, dates, or yes and no.
        asked: Name of a field -> its value.
    """
    hints, values = get_type_hints(kind), {}
    for field in fields(kind):  # type: ignore[arg-type] # a dataclass
        text = asked.get(field.name, "")[:LONGEST]
        if text:
            with suppress(ValueError):
                values[field.name] = _READERS[hints[field.name]](text)
    return kind(**values)


def codes_only(asked: Mapping[str, str]) -> dict[str, str]:
    """Return what a journal may keep: no words that somebody typed, only that there were some."""
    return {name: "có" if name in LIKE_WORDS else value for name, value in asked.items()}
