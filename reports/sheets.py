"""Lists that can be taken along as .xlsx. Each is a module of ``reports.lists``, found by its name.

A module there has ``sheet(tx, office, actor, asked) -> Sheet``: the rows of its page with the
filters and the policy of its page, however many there are. Its rows are read as they are taken.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import IO

from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotFoundError
from cases.office import Office
from reports import lists
from reports.spreadsheet import Cell, Column, write_spreadsheet


@dataclass(frozen=True, slots=True)
class Sheet:
    """One list, ready to be written.

    Attributes:
        title: What the list is, with what it is narrowed to: "Việc của tôi: Tôi làm được".
        unit: Whose list it is; the city when no unit was chosen.
        file_name: Name of the file, in ASCII, without its ending.
        total: How many rows there are.
        rows: The rows; good once, as long as the transaction lasts.
        notes: More lines under the title.
    """

    title: str
    unit: str
    file_name: str
    columns: Sequence[Column]
    total: int
    rows: Iterator[Sequence[Cell]]
    notes: tuple[str, ...] = ()


SheetSource = Callable[[Transaction, Office, Actor, Mapping[str, str]], Sheet]


@cache
def sheet_sources() -> Mapping[str, SheetSource]:
    """Return the list modules by their name."""
    names = (module.name for module in iter_modules(lists.__path__))
    return {name: import_module(f"{lists.__name__}.{name}").sheet for name in names}


def open_sheet(
    tx: Transaction, office: Office, actor: Actor, *, code: str, asked: Mapping[str, str]
) -> Sheet:
    """Return a list with what was asked for.

    Raises:
        NotFoundError: There is no such list.
        NotAllowedError: The person may not see it.
    """
    source = sheet_sources().get(code)
    if source is None:
        raise NotFoundError
    return source(tx, office, actor, asked)


def write_sheet(target: IO[bytes], sheet: Sheet, office: Office, actor: Actor) -> None:
    """Write a list as a workbook that says what it is, and who made it when."""
    now = office.clock.now()
    write_spreadsheet(
        target,
        title=sheet.title.partition(":")[0],
        columns=sheet.columns,
        rows=sheet.rows,
        notes=(
            sheet.unit,
            sheet.title,
            *sheet.notes,
            f"{actor.name} lập lúc {now:%H:%M} ngày {now:%d/%m/%Y}, {sheet.total} dòng",
        ),
    )
