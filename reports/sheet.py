"""One list, ready to be written as a workbook."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import IO

from cases.actor import Actor
from cases.office import Office
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
