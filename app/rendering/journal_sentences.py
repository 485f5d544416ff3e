"""How an entry of the journal is told: a sentence, and the parts of its detail in words."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

from app.rendering.words import SECRECY
from cases.queries.journal_lines import JournalLine
from config.journal_words import JournalWords, read_journal_words

SYSTEM = "Hệ thống"
CHANGED = "đã đổi"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@cache
def journal_words() -> JournalWords:
    """Return the words, read once."""
    return read_journal_words()


def sentence(line: JournalLine) -> str:
    """Tell what was done: "Hoàn thành bước Thụ lý"."""
    words = journal_words().actions.get(line.action, line.action)
    parts = defaultdict(str, {name: _told(value) for name, value in line.parts.items()})
    return " ".join(words.format_map(parts).split())


def details(line: JournalLine) -> tuple[tuple[str, str], ...]:
    """Return what else the entry says, as pairs of words; what the sentence says is left out."""
    words = journal_words()
    said = words.actions.get(line.action, "")
    order = {name: place for place, name in enumerate(words.details)}
    parts = {name: SECRECY.get(str(part), part) for name, part in line.parts.items()}
    names = sorted(line.parts, key=lambda name: order.get(name, len(order)))
    return tuple(
        (words.details[name], told)
        for name in names
        if name in words.details and f"{{{name}}}" not in said and (told := _told(parts[name]))
    )


def _told(value: object) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, list):
        return ", ".join(filter(None, map(_told, value)))
    if isinstance(value, Mapping):
        return ", ".join(_pairs(value))
    return "" if value is None else str(value)


def _one_of(change: Mapping[str, object], side: str) -> str:
    """Return a value of a changed column; a day as people write it."""
    told = _told(change.get(side))
    return f"{date.fromisoformat(told):%d/%m/%Y}" if _DAY.fullmatch(told) else told


def _pairs(value: Mapping[str, object]) -> Iterator[str]:
    if "field" in value:
        before, after = _one_of(value, "before"), _one_of(value, "after")
        change = CHANGED if CHANGED in {before, after} else f"{before or '–'} → {after or '–'}"
        name = str(value["field"])
        yield f"{journal_words().fields.get(name, name)}: {change}"
        return
    for name, one in value.items():
        yield f"{name}: {_told(one)}"
