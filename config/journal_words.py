"""Reads how the journal tells what was done."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from config.catalogs import CONFIG, checked_text, read_toml

JOURNAL_WORDS = CONFIG / "journal_words.toml"

PARTS = ("actions", "details", "fields")


@dataclass(frozen=True, slots=True)
class JournalWords:
    """The words.

    Attributes:
        actions: Action -> sentence with ``{part}`` of the detail.
        details: Part of the detail -> what it is called.
        fields: Column that changed -> what it is called; fields of forms have names of their own.
    """

    actions: Mapping[str, str]
    details: Mapping[str, str]
    fields: Mapping[str, str]


def read_journal_words(path: Path = JOURNAL_WORDS) -> JournalWords:
    """Read the words.

    Raises:
        CatalogError: A sentence is none.
    """
    content = read_toml(path)
    for part in PARTS:
        for name, words in content.get(part, {}).items():
            checked_text(path, f"{part}.{name}", words)
    return JournalWords(*(MappingProxyType(content[part]) for part in PARTS))
