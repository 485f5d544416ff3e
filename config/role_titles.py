"""Reads what roles are called in units of different kinds."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from config.catalogs import CONFIG, CatalogError, Role, checked_text, read_toml

ROLE_TITLES = CONFIG / "role_titles.toml"

RoleTitles = Mapping[str, Mapping[str, str]]
"""Kind of unit -> role -> title."""


def read_role_titles(roles: Mapping[str, Role], path: Path = ROLE_TITLES) -> RoleTitles:
    """Read the titles that differ from those of the roles themselves.

    Raises:
        CatalogError: A role is unknown, or a title is no text.
    """
    content = read_toml(path)
    for kind, titles in content.items():
        if not isinstance(titles, dict):
            raise CatalogError(path, kind, "phải là một bảng")
        for role, title in titles.items():
            if role not in roles:
                raise CatalogError(path, f"{kind}.{role}", "không có vai trò này")
            checked_text(path, f"{kind}.{role}", title)
    return MappingProxyType(content)


def role_title(
    roles: Mapping[str, Role], titles: RoleTitles, role: str, unit_kind: str | None
) -> str:
    """Return what somebody with this role is called in a unit of this kind."""
    own = titles.get(unit_kind or "", {}).get(role)
    return own or (roles[role].title if role in roles else role)
