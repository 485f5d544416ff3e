"""What a register is: a file that names its rows and, column by column, the measure it shows."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
SUBJECTS = frozenset({"petition", "case"})
USUAL_WIDTH = 16


class RegisterError(ValueError):
    """A register file says something that cannot be; names the file and the place."""

    def __init__(self, file: str, place: str, problem: str) -> None:
        super().__init__(f"{file}: {place}: {problem}")


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterColumn:
    """One column.

    Attributes:
        title: Its head.
        measure: What it shows, a name that ``reports.registers.measures`` knows.
        codes: Terms, events or document types that the measure is about.
        name: The fact, assignment or amount that the measure is about.
        titles: Code -> words, where the values are codes.
        list: The list of ``config/lists.toml`` that has the words instead.
        width: In characters of a sheet.
        wraps: Long texts take several lines.
        on_screen: The page shows it too; a sheet shows every column.
    """

    title: str
    measure: str
    codes: tuple[str, ...] = ()
    name: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    list: str = ""
    width: int = USUAL_WIDTH
    wraps: bool = False
    on_screen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """One register.

    Attributes:
        code: Name of its file.
        address: Its name in the address of its page.
        rows: ``petition`` (by day of receipt, at the receiving unit) or ``case`` (by day of
            acceptance, at the settling unit).
        basis: The article that wants it kept.
        dated: What the days of its filter are.
    """

    code: str
    title: str
    address: str
    rows: str
    basis: str
    dated: str
    columns: tuple[RegisterColumn, ...]

    @property
    def screen_columns(self) -> tuple[int, ...]:
        """The places of those columns that the page shows."""
        return tuple(place for place, one in enumerate(self.columns) if one.on_screen)

    def codes_of(self, *measures: str) -> tuple[str, ...]:
        """Return all codes that columns with one of these measures are about."""
        codes = (code for one in self.columns if one.measure in measures for code in one.codes)
        return tuple(dict.fromkeys(codes))


@cache
def find_registers() -> Mapping[str, Register]:
    """Return every register by its code.

    Raises:
        RegisterError: A file is wrong.
    """
    files = sorted(FOLDER.glob("*.toml"))
    return {path.stem: read_register(path.stem, path.read_text(encoding="utf-8")) for path in files}


def read_register(code: str, text: str) -> Register:
    """Read one file.

    Raises:
        RegisterError: A key is missing, unknown or of the wrong type.
    """
    raw = tomllib.loads(text)
    columns = raw.pop("columns", None)
    if not isinstance(columns, list) or not columns:
        raise RegisterError(code, "columns", "thiếu cột")
    head = {"code": code, "columns": tuple(_column(code, *one) for one in enumerate(columns, 1))}
    register: Register = _made(Register, code, "đầu tệp", raw | head)
    if register.rows not in SUBJECTS:
        raise RegisterError(code, "rows", "phải là petition hoặc case")
    return register


def _column(code: str, number: int, raw: Mapping[str, Any]) -> RegisterColumn:
    values = dict(raw)
    if "codes" in values:
        values["codes"] = tuple(values["codes"])
    column: RegisterColumn = _made(RegisterColumn, code, f"cột {number}", values)
    return column


def _made(kind: Any, code: str, place: str, values: Mapping[str, Any]) -> Any:  # noqa: ANN401
    unknown = values.keys() - {one.name for one in fields(kind)}
    if unknown:
        raise RegisterError(code, place, f"không biết khóa {', '.join(sorted(unknown))}")
    try:
        return kind(**values)
    except TypeError as error:
        raise RegisterError(code, place, "thiếu khóa") from error
