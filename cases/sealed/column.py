"""A column whose values are sealed on their way into the database and opened on their way out."""

from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, Dialect, String, Text, cast, type_coerce
from sqlalchemy.types import TypeDecorator

from cases.sealed.cipher import seal, unseal
from cases.sealed.keys import KeyFile

_KEYS: WeakKeyDictionary[Dialect, KeyFile] = WeakKeyDictionary()
_LINE = "\n"


def give_keys(dialect: Dialect, keys: KeyFile) -> None:
    """Let the columns of a database use these keys."""
    _KEYS[dialect] = keys


def keys_of(dialect: Dialect) -> KeyFile:
    """Return the keys of a database that an office works with."""
    return _KEYS[dialect]


@dataclass(frozen=True, slots=True)
class ForRow:
    """A text to be sealed, and whose it is: it can be read in that row only.

    Attributes:
        row: The values of the columns that the sealed column names as its row, in that order.
    """

    text: str
    row: tuple[object, ...]

    def __repr__(self) -> str:
        """Say nothing of the text."""
        return f"ForRow(..., {self.row})"


class Sealed(TypeDecorator[Any]):
    """A sealed text. Written as ``ForRow``, read as ``str``.

    A statement that reads the column brings the row along, so that a value which somebody has
    moved from another row or column cannot be opened.
    """

    impl = Text
    cache_ok = True

    def __init__(self, name: str, *, row: tuple[str, ...], index: str | None = None) -> None:
        """Describe the column.

        Args:
            name: Table and column, ``party.phone``: what is sealed for one opens in no other.
            row: Columns that tell the rows apart and never change in the life of a row.
            index: Column of the same table with the blind index, if there is one.
        """
        super().__init__()
        self.name = name
        self.row = row
        self.index = index

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ANN401
        """Seal; a bare text is refused, because nothing would tie it to its row."""
        if value is None:
            return None
        if not isinstance(value, ForRow):
            msg = f"{self.name} takes ForRow"
            raise TypeError(msg)
        return seal(keys_of(dialect), value.text, self.place(*value.row))

    def column_expression(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """Read what names the row before the sealed text, each on a line of its own."""
        table: Any = column.table
        read: Any = type_coerce(column, Text)
        for name in reversed(self.row):
            read = cast(table.c[name], String) + _LINE + read
        return type_coerce(read, self)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Open what was sealed for this row.

        Raises:
            KeysError: The key is not there, or the value stands where it was not written.
        """
        if value is None:
            return None
        *row, sealed = value.split(_LINE)
        return unseal(keys_of(dialect), sealed, self.place(*row))

    def place(self, *row: object) -> str:
        """Return what a value is tied to."""
        return _LINE.join([self.name, *map(str, row)])
