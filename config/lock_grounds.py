"""Reads on which grounds an account is locked (khoản 3 Điều 8 Quy chế 2003/QĐ-UBND)."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from config.catalogs import CONFIG, ROLE_GROUPS, CatalogError, checked_text, read_toml

LOCK_GROUNDS = CONFIG / "lock_grounds.toml"

_TEXTS = ("title", "article", "paper")
_KEYS = {*_TEXTS, "groups", "of_unit"}


@dataclass(frozen=True, slots=True)
class LockGround:
    """One ground.

    Attributes:
        title: What is the case.
        article: The article that says so.
        paper: What the paper is whose number and date are asked for.
        groups: Groups of roles whose accounts can be locked on it.
        of_unit: It is about a whole unit, so that all accounts of the unit are locked together.
    """

    code: str
    title: str
    article: str
    paper: str
    groups: frozenset[str]
    of_unit: bool


LockGrounds = Mapping[str, LockGround]
"""Code -> ground, in the order of the article."""


def read_lock_grounds(path: Path = LOCK_GROUNDS) -> LockGrounds:
    """Read the grounds.

    Raises:
        CatalogError: A key is missing, misspelt or of the wrong type.
    """
    content = read_toml(path)
    return MappingProxyType({code: _ground(path, code, one) for code, one in content.items()})


def _ground(path: Path, code: str, table: object) -> LockGround:
    if not isinstance(table, dict) or set(table) != _KEYS:
        wrong = ", ".join(sorted(_KEYS ^ set(table if isinstance(table, dict) else ())))
        raise CatalogError(path, code, f"thiếu hoặc thừa khóa: {wrong}")
    for key in _TEXTS:
        checked_text(path, f"{code}.{key}", table[key])
    groups = table["groups"]
    if not isinstance(groups, list) or not groups or not set(groups) <= ROLE_GROUPS:
        raise CatalogError(path, f"{code}.groups", "phải là các nhóm vai trò của roles.toml")
    if not isinstance(table["of_unit"], bool):
        raise CatalogError(path, f"{code}.of_unit", "phải là true hoặc false")
    return LockGround(
        code,
        table["title"],
        table["article"],
        table["paper"],
        frozenset(groups),
        table["of_unit"],
    )
