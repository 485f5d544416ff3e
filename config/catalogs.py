"""Reads the code lists of the installation: roles, events, documents, form lists.

Every reader refuses a file that says too little or too much, and names the place:
a misspelt key must not be silently ignored.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

CONFIG = Path(__file__).resolve().parent
ROLES = CONFIG / "roles.toml"
EVENTS = CONFIG / "events.toml"
DOCUMENTS = CONFIG / "documents.toml"
LISTS = CONFIG / "lists.toml"

ROLE_GROUPS = frozenset({"staff", "administration", "lookup"})
DIRECTIONS = frozenset({"in", "out", "internal"})
KINDS = frozenset({"complaint", "denunciation", "feedback"})


class CatalogError(ValueError):
    """A code list does not say what it has to say; names the file and the place."""

    def __init__(self, path: Path, place: str, problem: str) -> None:
        super().__init__(f"{path.name}: {place}: {problem}" if place else f"{path.name}: {problem}")


@dataclass(frozen=True, slots=True)
class Role:
    """What a person may be in a unit; ``group`` is staff, administration or lookup."""

    code: str
    title: str
    group: str


@dataclass(frozen=True, slots=True)
class EventCode:
    """Something that happens on a legal date; ``title`` reads well after "ngày"."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A type of document; ``form`` is the number of its printed form, or empty."""

    code: str
    title: str
    direction: str
    form: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field of life a petition is about (lĩnh vực), and the kinds it may be chosen for."""

    code: str
    title: str
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground or criterion that the law lists, with the article that lists it."""

    code: str
    title: str
    article: str


@dataclass(frozen=True, slots=True)
class Lists:
    """The code lists that forms offer, each in the order of its file."""

    sources: Mapping[str, str]
    kinds: Mapping[str, str]
    fields: Mapping[str, Field]
    not_accepted_grounds: Mapping[str, Ground]
    complexity_criteria: Mapping[str, Ground]
    suspension_grounds: Mapping[str, Ground]

    def fields_for(self, kind: str) -> tuple[Field, ...]:
        """Return the fields that may be chosen for a petition of ``kind``."""
        return tuple(field for field in self.fields.values() if kind in field.kinds)


def read_roles(path: Path = ROLES) -> Mapping[str, Role]:
    """Read the roles, code -> role.

    Raises:
        CatalogError: A key is missing, misspelt or of the wrong type.
    """
    tables = _tables(path, read_toml(path), {"title", "group"})
    roles = {code: Role(code, table["title"], table["group"]) for code, table in tables.items()}
    for role in roles.values():
        _one_of(path, role.code, role.group, ROLE_GROUPS)
    return MappingProxyType(roles)


def read_events(path: Path = EVENTS) -> Mapping[str, EventCode]:
    """Read the event codes, code -> event.

    Raises:
        CatalogError: A title is missing or is not a text.
    """
    titles = _titles(path, "", read_toml(path))
    return MappingProxyType({code: EventCode(code, title) for code, title in titles.items()})


def read_documents(path: Path = DOCUMENTS) -> Mapping[str, DocumentType]:
    """Read the document types, code -> type.

    Raises:
        CatalogError: A key is missing, misspelt or of the wrong type.
    """
    tables = _tables(path, read_toml(path), {"title", "direction", "form"}, may_be_empty={"form"})
    types = {
        code: DocumentType(code, table["title"], table["direction"], table["form"])
        for code, table in tables.items()
    }
    for document in types.values():
        _one_of(path, document.code, document.direction, DIRECTIONS)
    return MappingProxyType(types)


def read_lists(path: Path = LISTS) -> Lists:
    """Read the lists that forms offer.

    Raises:
        CatalogError: A list or key is missing, misspelt or of the wrong type.
    """
    content = read_toml(path)
    _exactly(path, "", set(content), set(Lists.__dataclass_fields__))
    return Lists(
        sources=MappingProxyType(_titles(path, "sources", content["sources"])),
        kinds=MappingProxyType(_titles(path, "kinds", content["kinds"])),
        fields=MappingProxyType(_fields(path, content["fields"])),
        not_accepted_grounds=MappingProxyType(_grounds(path, content["not_accepted_grounds"])),
        complexity_criteria=MappingProxyType(_grounds(path, content["complexity_criteria"])),
        suspension_grounds=MappingProxyType(_grounds(path, content["suspension_grounds"])),
    )


def read_sources(path: Path = LISTS) -> Mapping[str, str]:
    """Read where a petition may come from (nguồn đơn), code -> title."""
    return read_lists(path).sources


def read_toml(path: Path) -> dict[str, Any]:
    """Read a file of the installation.

    Raises:
        CatalogError: It cannot be read.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CatalogError(path, "", f"không đọc được: {error}") from error


def _tables(
    path: Path, content: Mapping[str, Any], keys: set[str], *, may_be_empty: set[str] | None = None
) -> dict[str, dict[str, str]]:
    for code, table in content.items():
        _exactly(path, code, set(table) if isinstance(table, dict) else set(), keys)
        for key in keys - (may_be_empty or set()):
            checked_text(path, f"{code}.{key}", table[key])
    return dict(content)


def _fields(path: Path, content: Mapping[str, Any]) -> dict[str, Field]:
    fields = {}
    for code, table in content.items():
        _exactly(path, f"fields.{code}", set(table), {"title", "kinds"})
        for kind in table["kinds"]:
            _one_of(path, f"fields.{code}", kind, KINDS)
        title = checked_text(path, f"fields.{code}.title", table["title"])
        fields[code] = Field(code, title, frozenset(table["kinds"]))
    return fields


def _grounds(path: Path, content: Mapping[str, Any]) -> dict[str, Ground]:
    tables = _tables(path, content, {"title", "article"})
    return {code: Ground(code, table["title"], table["article"]) for code, table in tables.items()}


def _titles(path: Path, name: str, content: Mapping[str, Any]) -> dict[str, str]:
    return {code: checked_text(path, f"{name}.{code}", title) for code, title in content.items()}


def checked_text(path: Path, place: str, value: object) -> str:
    """Return a text that says something.

    Raises:
        CatalogError: It is empty, or no text.
    """
    if not isinstance(value, str) or not value.strip():
        raise CatalogError(path, place, "phải là một chuỗi không rỗng")
    return value


def _exactly(path: Path, place: str, found: set[str], wanted: set[str]) -> None:
    if found != wanted:
        wrong = ", ".join(sorted(found ^ wanted))
        raise CatalogError(path, place, f"thiếu hoặc thừa khóa: {wrong}")


def _one_of(path: Path, place: str, value: str, allowed: frozenset[str]) -> None:
    if value not in allowed:
        options = ", ".join(sorted(allowed))
        raise CatalogError(path, place, f"'{value}' không thuộc: {options}")
