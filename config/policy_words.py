"""Reads how the access policy is told to people who do not read code."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from config.catalogs import CONFIG, CatalogError, checked_text, read_toml

POLICY_WORDS = CONFIG / "policy_words.toml"


@dataclass(frozen=True, slots=True)
class Rule:
    """What one may do, or what nobody may, and the article it rests on, or empty."""

    what: str
    basis: str


@dataclass(frozen=True, slots=True)
class PolicyWords:
    """The words.

    Attributes:
        permissions: Permission -> what it allows.
        sets: Set of roles -> what its members are called together.
        conditions: Name of a condition -> a clause, with ``{role}`` where a role has its title.
        limits: What holds for everybody, in the order of the file.
    """

    permissions: Mapping[str, Rule]
    sets: Mapping[str, str]
    conditions: Mapping[str, str]
    limits: tuple[Rule, ...]


def read_policy_words(path: Path = POLICY_WORDS) -> PolicyWords:
    """Read the words.

    Raises:
        CatalogError: A rule or clause says too little or too much.
    """
    content = read_toml(path)
    for part in ("sets", "conditions"):
        for name, clause in content[part].items():
            checked_text(path, f"{part}.{name}", clause)
    return PolicyWords(
        permissions=MappingProxyType(_rules(path, content, "permissions")),
        sets=MappingProxyType(content["sets"]),
        conditions=MappingProxyType(content["conditions"]),
        limits=tuple(_rules(path, content, "limits").values()),
    )


def _rules(path: Path, content: Mapping[str, Any], part: str) -> dict[str, Rule]:
    rules = {}
    for name, table in content[part].items():
        if set(table) != {"what", "basis"} or not table["what"].strip():
            raise CatalogError(path, f"{part}.{name}", "phải có đúng what và basis")
        rules[name] = Rule(**table)
    return rules
