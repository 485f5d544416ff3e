"""One table of a TOML file, read key by key, so that what is left over is a misspelling."""

from collections.abc import Mapping
from typing import NoReturn, TypeVar, cast

from engine.errors import DeclarationError
from engine.values import Scalar

T = TypeVar("T")


class TomlTable:
    """The rest of a table: every reading takes a key away."""

    def __init__(self, file: str, values: Mapping[str, object]) -> None:
        """Begin with everything a table says.

        Args:
            file: Where it stands, for messages.
            values: Its keys and values.
        """
        self._file = file
        self._rest = dict(values)

    def take(self, key: str, kind: type[T], default: T | None = None) -> T:
        """Take a key and its value away.

        Raises:
            DeclarationError: It is missing and has no default, or is of another type.
        """
        value = self._rest.pop(key, default)
        if type(value) is not kind:
            raise DeclarationError(self._file, f"thiếu «{key}», hoặc «{key}» sai kiểu.")
        return value

    def text(self, key: str, default: str | None = None) -> str:
        """Take a text."""
        return self.take(key, str, default)

    def texts(self, key: str) -> tuple[str, ...]:
        """Take a list of texts; none when the key is missing."""
        values: list[object] = self.take(key, list, [])
        if not all(isinstance(value, str) for value in values):
            raise DeclarationError(self._file, f"«{key}» phải là danh sách chữ.")
        return tuple(str(value) for value in values)

    def tables(self, key: str) -> list[tuple[str, "TomlTable"]]:
        """Take a table of named tables."""
        found: list[tuple[str, TomlTable]] = []
        rows: dict[str, object] = self.take(key, dict, {})
        for name, row in rows.items():
            if not isinstance(row, dict) or not name.isidentifier() or name.startswith("_"):
                raise DeclarationError(self._file, f"[{key}.{name}] sai tên hoặc sai dạng.")
            found.append((name, TomlTable(f"{self._file} [{key}.{name}]", row)))
        return found

    def texts_by_name(self, key: str) -> Mapping[str, str]:
        """Take a table of texts; an empty one when the key is missing."""
        rows: dict[str, object] = self.take(key, dict, {})
        if not all(isinstance(value, str) for value in rows.values()):
            self.refuse(f"[{key}] phải ghi chữ ở mỗi dòng.")
        return {name: str(value) for name, value in rows.items()}

    def scalars(self) -> Mapping[str, Scalar]:
        """Return everything that is left as routing values."""
        if not all(isinstance(value, str | int | bool) for value in self._rest.values()):
            self.refuse("giá trị phải là chữ, số nguyên, true hoặc false.")
        return cast("Mapping[str, Scalar]", self._rest)

    def refuse(self, reason: str) -> NoReturn:
        """Refuse the table for a reason."""
        raise DeclarationError(self._file, reason)

    def refuse_the_rest(self) -> None:
        """Refuse the table when something was not asked for."""
        if self._rest:
            self.refuse(f"không hiểu {', '.join(map(repr, self._rest))}.")
