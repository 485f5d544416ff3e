"""What came from the page: the strings somebody typed, before anything is read from them.

The same shape, `dict[str, list[str]]`, serves three purposes: it is what a submission is read
from, what a draft stores as JSON, and what the page shows again. Only names of the form pass:
tokens, buttons and anything posted by hand under another name are dropped here.

The control of a column stands under `<list key>-<row number>-<column key>`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from forms.fields import Field, Form, Kind

MAX_ROWS = 100
_ROW = re.compile(r"(?P<key>[a-z0-9_]+)-(?P<row>\d{1,6})-(?P<column>[a-z0-9_]+)", re.ASCII)


class Posted(Protocol):
    """Names with their values, as web frameworks give them."""

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names."""

    def getlist(self, key: str, /) -> list[str]:
        """Return the values of a name; an absent name has none."""


class RawValues(dict[str, list[str]]):
    """Strings kept in a dictionary, readable like what a browser posts."""

    def getlist(self, key: str, /) -> list[str]:
        """Return the values of a name; an absent name has none."""
        return self.get(key, [])


def raw_values(form: Form, posted: Posted) -> dict[str, list[str]]:
    """Return what was typed into the fields of a form, ready to be stored as a draft.

    Files are not part of it. Rows of a list in which nothing was written are dropped and the
    others are numbered from 0, so that an error finds its row on the page shown next.
    Hidden fields are kept: whoever changes an answer back finds what was there.
    """
    raw: dict[str, list[str]] = {}
    names = set(posted)
    for field in form.fields:
        if field.kind is Kind.LIST:
            raw.update(_rows(field, posted, names))
        elif field.kind is not Kind.FILE and field.key in names:
            raw[field.key] = posted.getlist(field.key)
    return raw


def is_name_of(form: Form, name: str) -> bool:
    """Tell whether a control of the form has this name."""
    match = _ROW.fullmatch(name)
    for field in form.fields:
        if field.key == name:
            return True
        if match and field.kind is Kind.LIST and match["key"] == field.key:
            return any(column.key == match["column"] for column in field.columns)
    return False


def row_name(field: Field, row: int, column: Field) -> str:
    """Return the name of the control of one column in one row of a list."""
    return f"{field.key}-{row}-{column.key}"


def row_count(field: Field, raw: Mapping[str, Sequence[str]]) -> int:
    """Return how many rows of a list were written in."""
    matches = (_ROW.fullmatch(name) for name in raw)
    rows = [int(match["row"]) for match in matches if match and match["key"] == field.key]
    return max(rows, default=-1) + 1


def _rows(field: Field, posted: Posted, names: set[str]) -> Iterator[tuple[str, list[str]]]:
    columns = {column.key: column for column in field.columns}
    written: dict[int, dict[str, list[str]]] = {}
    for name in names:
        match = _ROW.fullmatch(name)
        if match and match["key"] == field.key and match["column"] in columns:
            values = posted.getlist(name)
            row = written.setdefault(int(match["row"]), {})
            if any(value.strip() for value in values) and match["column"] not in row:
                row[match["column"]] = values
    filled = [written[number] for number in sorted(written) if written[number]]
    for number, row in enumerate(filled[: MAX_ROWS + 1]):
        for key, column in columns.items():
            if key in row:
                yield row_name(field, number, column), row[key]
