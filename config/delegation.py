"""Reads what may be delegated (điểm c khoản 1 Điều 15 Quy chế) and who may be stood in for."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from config.catalogs import CONFIG, CatalogError, checked_text, read_toml

DELEGATION = CONFIG / "delegation.toml"

_TEXTS = ("title", "short", "article")


@dataclass(frozen=True, slots=True)
class Power:
    """One thing that a head may delegate; ``short`` stands in lists."""

    code: str
    title: str
    short: str
    article: str


@dataclass(frozen=True, slots=True)
class Delegable:
    """What may be delegated.

    Attributes:
        powers: Code -> power, in the order of the article.
        leave_roles: Roles whose steps somebody else may do while their holder is away.
    """

    powers: Mapping[str, Power]
    leave_roles: frozenset[str]


def read_delegable(roles: Collection[str], path: Path = DELEGATION) -> Delegable:
    """Read it.

    Args:
        roles: Codes of the roles there are.
        path: The file.

    Raises:
        CatalogError: A key is missing, misspelt or of the wrong type, or a role is unknown.
    """
    content = read_toml(path)
    if set(content) != {"powers", "leave"} or set(content["leave"]) != {"roles"}:
        raise CatalogError(path, "", "phải có đúng hai phần: powers, leave")
    away = content["leave"]["roles"]
    if not isinstance(away, list) or not set(away) <= set(roles):
        raise CatalogError(path, "leave.roles", "phải là các vai trò của roles.toml")
    powers = {code: _power(path, code, one) for code, one in content["powers"].items()}
    return Delegable(MappingProxyType(powers), frozenset(away))


def _power(path: Path, code: str, table: object) -> Power:
    if not isinstance(table, dict) or set(table) != set(_TEXTS):
        raise CatalogError(path, f"powers.{code}", f"phải có đúng các khóa: {', '.join(_TEXTS)}")
    for key in _TEXTS:
        checked_text(path, f"powers.{code}.{key}", table[key])
    return Power(code, *(table[key] for key in _TEXTS))
