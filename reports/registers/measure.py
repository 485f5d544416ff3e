"""What a column of a register can show, and of whom it may be shown."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from reports.registers.batch import Batch
from reports.registers.definition import RegisterColumn
from reports.registers.entry import Entry
from reports.spreadsheet import Cell


class Shown(Enum):
    """Of which records a measure is shown.

    ``ALWAYS`` of every one. ``OPEN`` not of a secret one, of which there is only a status (khoản 6
    Điều 5 Quy chế 2003/QĐ-UBND). ``PERSONAL`` not of a denunciation either: what it says, who
    wrote it and what came out of it (khoản 7 Điều 5).
    """

    ALWAYS = 1
    OPEN = 2
    PERSONAL = 3


Reader = Callable[[Batch, Entry, RegisterColumn], Cell]


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure.

    Attributes:
        read: Returns the cell of an entry.
        shown: Of which records.
        codes: What the codes of its columns are: ``terms``, ``events``, ``documents`` or nothing.
        is_named: Its columns name a fact, an assignment or an amount.
        names: The names there are, where they are not data.
        instead: What stands in the cell of a denunciation.
    """

    read: Reader
    shown: Shown = Shown.OPEN
    codes: str = ""
    is_named: bool = False
    names: frozenset[str] = frozenset()
    instead: str = ""


def line_of(
    columns: Sequence[tuple[Measure, RegisterColumn]], batch: Batch, entry: Entry
) -> tuple[Cell, ...]:
    """Return one line, its cells empty where the record may not be shown so far."""
    record = entry.record
    if record.secrecy == "none" and record.kind != "denunciation":
        return tuple([measure.read(batch, entry, column) for measure, column in columns])
    return tuple([_cell(measure, batch, entry, column) for measure, column in columns])


def _cell(measure: Measure, batch: Batch, entry: Entry, column: RegisterColumn) -> Cell:
    if measure.shown is not Shown.ALWAYS and entry.record.secrecy != "none":
        return None
    if measure.shown is Shown.PERSONAL and entry.record.kind == "denunciation":
        return measure.instead
    return measure.read(batch, entry, column)


def titled(batch: Batch, column: RegisterColumn, code: object) -> Cell:
    """Return the words for a code; one without words is shown as it is rather than hidden."""
    if code is None:
        return None
    key = ("yes" if code else "no") if isinstance(code, bool) else str(code)
    titles: Mapping[str, object] = column.titles
    if column.list:
        titles = getattr(batch.office.lists, column.list)
    row = titles.get(key, key)
    return row if isinstance(row, str) else str(getattr(row, "title", row))


def lines(texts: list[str]) -> str:
    """Join several values of one cell, each once."""
    if len(texts) <= 1:
        return texts[0] if texts else ""
    return "; ".join(dict.fromkeys(text for text in texts if text))
