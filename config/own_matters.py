"""Reads who may do a step of a record that is about themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from config.catalogs import CONFIG, CatalogError, read_roles, read_toml

OWN_MATTERS = CONFIG / "own_matters.toml"


@dataclass(frozen=True, slots=True)
class OwnMatter:
    """Roles whose holders may, and what gives it to them."""

    roles: frozenset[str]
    article: str
    why: str


@cache
def read_own_matters(path: Path = OWN_MATTERS) -> Mapping[str, OwnMatter]:
    """Read them: kind of record -> who may.

    Raises:
        CatalogError: A key is missing or misspelt, or a role is unknown.
    """
    found, known = {}, set(read_roles())
    for kind, table in read_toml(path).items():
        if set(table) != {"roles", "article", "why"}:
            raise CatalogError(path, kind, "phải có đúng roles, article, why")
        roles = frozenset(table["roles"])
        if unknown := roles - known:
            raise CatalogError(path, f"{kind}.roles", f"không có vai trò {min(unknown)}")
        found[kind] = OwnMatter(roles, table["article"], table["why"])
    return MappingProxyType(found)
