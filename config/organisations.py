"""Reads the units of a city from a file; each city, and each reform of it, is a file of its own."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from config.catalogs import CONFIG, CatalogError
from config.unit_kinds import UnitKinds

ORGANISATIONS = CONFIG / "organisations"

CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""What the code of a unit looks like: it stands in addresses and is typed in commands."""
LONGEST_CODE = 60
LONGEST_NAME = 200

_UNIT = {"code": str, "name": str, "kind": str}
_OF_A_UNIT = {
    "parent": str,
    "valid_from": date,
    "valid_to": date,
    "document": str,
    "verified": bool,
}
_END = {"code": str, "last_day": date, "to": list}
_OF_AN_END = {"document": str, "verified": bool}
_FILE = {"title": str, "valid_from": date, "document": str, "units": list}


@dataclass(frozen=True, slots=True)
class ListedUnit:
    """A unit as the file lists it.

    Attributes:
        parent: Code of the unit that it belongs to; empty at the top.
        document: What the unit exists by.
        is_verified: The name was read in a text that is in force; otherwise it is shown as
            unverified until somebody has looked.
    """

    code: str
    name: str
    kind: str
    parent: str
    valid_from: date
    valid_to: date | None
    document: str
    is_verified: bool


@dataclass(frozen=True, slots=True)
class ListedEnd:
    """The end of a unit that an earlier file has listed.

    Attributes:
        successors: Codes of the units that take over. Of several, people choose matter by matter.
        is_verified: Who takes over was read in a text; a file has to say so.
    """

    code: str
    last_day: date
    successors: tuple[str, ...]
    document: str
    is_verified: bool


@dataclass(frozen=True, slots=True)
class Organisation:
    """A file, parents before their parts."""

    title: str
    units: tuple[ListedUnit, ...]
    ends: tuple[ListedEnd, ...]


def organisation_files() -> tuple[str, ...]:
    """Return the names of the files that come with the program."""
    return tuple(sorted(path.stem for path in ORGANISATIONS.glob("*.toml")))


def organisation_path(named: str) -> Path:
    """Return the file of that name that comes with the program, or the path that was named."""
    return ORGANISATIONS / f"{named}.toml" if named in organisation_files() else Path(named)


def read_organisation(path: Path, kinds: UnitKinds) -> Organisation:
    """Read a file.

    Raises:
        CatalogError: The file cannot be read or contradicts itself; it names the unit.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CatalogError(path, "", f"không đọc được: {error}") from error
    _typed(path, "", content, _FILE, {"ended": list})
    units = [_unit(path, content, number, one) for number, one in _numbered(content["units"])]
    listed: dict[str, ListedUnit] = {}
    for unit in units:
        _refuse_unit(path, unit, kinds, listed)
        listed[unit.code] = unit
    ended = _numbered(content.get("ended", []))
    ends = tuple(_end(path, content, number, one) for number, one in ended)
    codes = [one.code for one in ends]
    for end in ends:
        _refuse_end(path, end, listed, is_twice=codes.count(end.code) > 1)
    return Organisation(content["title"], tuple(units), ends)


def _unit(path: Path, content: Mapping[str, Any], number: int, table: object) -> ListedUnit:
    place = _place("units", number, table)
    row = _typed(path, place, table, _UNIT, _OF_A_UNIT)
    return ListedUnit(
        code=row["code"],
        name=unicodedata.normalize("NFC", row["name"]).strip(),
        kind=row["kind"],
        parent=row.get("parent", ""),
        valid_from=row.get("valid_from", content["valid_from"]),
        valid_to=row.get("valid_to"),
        document=row.get("document", content["document"]),
        is_verified=row.get("verified", True),
    )


def _end(path: Path, content: Mapping[str, Any], number: int, table: object) -> ListedEnd:
    place = _place("ended", number, table)
    row = _typed(path, place, table, _END, _OF_AN_END)
    if not all(isinstance(one, str) for one in row["to"]):
        raise CatalogError(path, place, "'to' phải là danh sách mã đơn vị")
    return ListedEnd(
        code=row["code"],
        last_day=row["last_day"],
        successors=tuple(row["to"]),
        document=row.get("document", content["document"]),
        is_verified=row.get("verified", False),
    )


def _refuse_unit(
    path: Path, unit: ListedUnit, kinds: UnitKinds, above: Mapping[str, ListedUnit]
) -> None:
    if not CODE.fullmatch(unit.code) or len(unit.code) > LONGEST_CODE:
        raise CatalogError(path, unit.code, "mã chỉ gồm chữ thường không dấu, số, dấu nối")
    if unit.code in above:
        raise CatalogError(path, unit.code, "mã được ghi hai lần")
    if not unit.name or len(unit.name) > LONGEST_NAME:
        raise CatalogError(path, unit.code, f"tên dài từ 1 đến {LONGEST_NAME} chữ")
    if unit.parent and unit.parent not in above:
        problem = f"cấp trên '{unit.parent}' phải có trong tệp, ở dòng phía trên"
        raise CatalogError(path, unit.code, problem)
    if unit.kind not in kinds:
        raise CatalogError(path, unit.code, f"không có loại '{unit.kind}' trong unit_kinds.toml")
    if unit.valid_to and unit.valid_to < unit.valid_from:
        raise CatalogError(path, unit.code, "ngày cuối trước ngày đầu")
    if not kinds[unit.kind].is_known_on(unit.valid_from):
        problem = f"ngày {unit.valid_from:%d/%m/%Y} không có loại '{unit.kind}'"
        raise CatalogError(path, unit.code, problem)


def _refuse_end(
    path: Path, end: ListedEnd, listed: Mapping[str, ListedUnit], *, is_twice: bool
) -> None:
    if is_twice or end.code in listed:
        raise CatalogError(path, end.code, "hết hiệu lực một lần, và không còn trong 'units'")
    for code in end.successors:
        if code not in listed:
            raise CatalogError(path, end.code, f"đơn vị kế thừa '{code}' không có trong 'units'")


def _typed(
    path: Path, place: str, table: object, needed: Mapping[str, type], other: Mapping[str, type]
) -> Mapping[str, Any]:
    """Return the table if it says all it must, nothing else, and each thing in its type."""
    if not isinstance(table, dict) or not set(needed) <= set(table) <= {*needed, *other}:
        keys = set(table) if isinstance(table, dict) else set()
        wrong = ", ".join(sorted((set(needed) - keys) | (keys - {*needed, *other})))
        raise CatalogError(path, place, f"thiếu hoặc thừa khóa: {wrong}")
    for key, value in table.items():
        if type(value) is not {**needed, **other}[key]:
            raise CatalogError(path, f"{place}.{key}".strip("."), "sai kiểu")
    return table


def _numbered(tables: list[object]) -> Iterator[tuple[int, object]]:
    return enumerate(tables, start=1)


def _place(part: str, number: int, table: object) -> str:
    code = table.get("code") if isinstance(table, dict) else None
    return str(code) if code else f"{part}, dòng {number}"
