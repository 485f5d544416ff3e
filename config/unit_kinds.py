"""Reads which kinds of bodies use the system (Điều 2 Quy chế 2003/QĐ-UBND)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from config.catalogs import CONFIG, CatalogError, checked_text, read_toml

UNIT_KINDS = CONFIG / "unit_kinds.toml"

_TEXTS = {"title", "article"}
_DAYS = {"first_day", "last_day"}
_RECEIVES = "receives"
_MAY_HAVE = _TEXTS | _DAYS | {"basis", _RECEIVES}


@dataclass(frozen=True, slots=True)
class UnitKind:
    """One kind.

    Attributes:
        article: The item of the regulation that names it.
        receives: Petitions can be passed on to bodies of the kind.
        first_day: First day on which the law knows the kind; ``None`` as long as anybody asks.
        last_day: The last such day; ``None`` if it knows it still.
        basis: The law that says so; empty where there is no such day.
    """

    code: str
    title: str
    article: str
    receives: bool = True
    first_day: date | None = None
    last_day: date | None = None
    basis: str = ""

    def is_known_on(self, day: date) -> bool:
        """Tell whether there can be a unit of the kind on the day."""
        return (self.first_day or day) <= day <= (self.last_day or day)


UnitKinds = Mapping[str, UnitKind]
"""Code -> kind, in the order of the regulation."""


def read_unit_kinds(path: Path = UNIT_KINDS) -> UnitKinds:
    """Read the kinds.

    Raises:
        CatalogError: A key is missing, misspelt or of the wrong type.
    """
    content = read_toml(path)
    return MappingProxyType({code: _kind(path, code, one) for code, one in content.items()})


def _kind(path: Path, code: str, table: object) -> UnitKind:
    keys = set(table) if isinstance(table, dict) else set()
    if not isinstance(table, dict) or not _TEXTS <= keys <= _MAY_HAVE:
        wrong = ", ".join(sorted((_TEXTS - keys) | (keys - _MAY_HAVE)))
        raise CatalogError(path, code, f"thiếu hoặc thừa khóa: {wrong}")
    for key in keys - _DAYS - {_RECEIVES}:
        checked_text(path, f"{code}.{key}", table[key])
    for key in keys & _DAYS:
        if type(table[key]) is not date:
            raise CatalogError(path, f"{code}.{key}", "phải là một ngày")
    if not isinstance(table.get(_RECEIVES, True), bool):
        raise CatalogError(path, f"{code}.{_RECEIVES}", "phải là true hoặc false")
    if bool(keys & _DAYS) != ("basis" in keys):
        raise CatalogError(path, f"{code}.basis", "ghi căn cứ khi và chỉ khi có ngày")
    return UnitKind(code, **table)
