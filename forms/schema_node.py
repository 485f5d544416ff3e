"""One JSON object of a form file, read key by key.

Reading never stops at the first mistake: what is wrong is added to a list, in Vietnamese and
naming the component, and a harmless value is returned. `finish` then refuses every key that
nobody asked for, so a setting the program would ignore never looks as if it worked.
"""

import unicodedata
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

_EMPTY: Mapping[str, object] = MappingProxyType({})
_LARGEST = 10**15
_EXPRESSION = "không dùng biểu thức hay mẫu thay thế ở đây, chỉ ghi chữ"


class Node:
    """A JSON object and the place to report what is wrong with it."""

    def __init__(self, content: object, where: str, problems: list[str]) -> None:
        self._content: Mapping[str, object] = content if isinstance(content, dict) else _EMPTY
        self._read: set[str] = set()
        self.where = where
        self.problems = problems
        if content is not None and not isinstance(content, dict):
            self.refuse("phải là một đối tượng JSON")

    def refuse(self, reason: str) -> None:
        """Add a problem of this component."""
        self.problems.append(f"{self.where}: {reason}.")

    def raw(self, key: str) -> object:
        """Return the value as JSON gave it, and count the key as known."""
        self._read.add(key)
        return self._content.get(key)

    def text(self, key: str, limit: int = 300) -> str:
        """Return a text in Unicode NFC without surrounding space; absent is empty."""
        value = self.raw(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.refuse(f'"{key}" phải là chữ')
            return ""
        text = unicodedata.normalize("NFC", value).strip()
        if len(text) > limit:
            self.refuse(f'"{key}" dài quá {limit} ký tự')
        if any(unicodedata.category(each) in {"Cc", "Cs"} and each != "\n" for each in text):
            self.refuse(f'"{key}" có ký tự điều khiển')
        return text

    def wording(self, key: str, limit: int = 300) -> str:
        """Return words for the screen: no FEEL expression and no template in them."""
        text = self.text(key, limit)
        if text.startswith("=") or "{{" in text:
            self.refuse(f'"{key}" {_EXPRESSION}')
        return text

    def flag(self, key: str) -> bool:
        """Return a boolean; absent is false."""
        value = self.raw(key)
        if value is None or isinstance(value, bool):
            return bool(value)
        self.refuse(f'"{key}" phải là true hoặc false')
        return False

    def whole(self, key: str, lowest: int, highest: int) -> int | None:
        """Return a whole number within bounds, also when it is written as a text."""
        number = self.number(key)
        if number is None:
            return None
        if number != int(number) or not lowest <= number <= highest:
            self.refuse(f'"{key}" phải là số nguyên từ {lowest} đến {highest}')
            return None
        return int(number)

    def number(self, key: str) -> Decimal | None:
        """Return a number, also when it is written as a text as form editors do."""
        value = self.raw(key)
        if value is None or value == "":
            return None
        number = _decimal(value)
        if number is None:
            self.refuse(f'"{key}" phải là số')
        return number

    def child(self, key: str) -> "Node":
        """Return a nested object; absent is an empty one."""
        return Node(self.raw(key), f"{self.where}, {key}", self.problems)

    def items(self, key: str) -> list[object]:
        """Return a nested list; absent is empty."""
        value = self.raw(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.refuse(f'"{key}" phải là danh sách')
            return []
        return value

    def must_be_off(self, *keys: str) -> None:
        """Refuse settings that form editors write but that this program does not offer."""
        for key in keys:
            if self.raw(key) not in (None, False, ""):
                self.refuse(f'"{key}" không dùng được ở đây')

    def finish(self) -> None:
        """Refuse every key that was not read."""
        for key in self._content:
            if key not in self._read:
                self.refuse(f'thuộc tính "{key}" không có trong quy ước')


def _decimal(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) <= _LARGEST else None
