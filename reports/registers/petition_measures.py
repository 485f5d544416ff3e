"""What only a register of petitions shows, or what comes from the petitions of a case."""

from collections.abc import Mapping
from typing import Any

from reports.registers.batch import Batch
from reports.registers.definition import RegisterColumn
from reports.registers.entry import Entry
from reports.registers.measure import Measure, Reader, Shown, lines
from reports.spreadsheet import Cell

NOT_RECORDED = "không cập nhật"
"""Where a denunciation has no author (khoản 7 Điều 5 Quy chế 2003/QĐ-UBND)."""


def _of_petitions(entry: Entry, rows: Mapping[Any, Any]) -> list[Any]:
    if not rows:
        return []
    return [row for one in entry.petition_ids for row in rows.get(one, ())]


def _people(role: str, attribute: str) -> Reader:
    def read(batch: Batch, entry: Entry, _column: RegisterColumn) -> Cell:
        people = [row for row in _of_petitions(entry, batch.parties) if row.role == role]
        return lines([getattr(row, attribute) or "" for row in people])

    return read


def _words(attribute: str) -> Reader:
    def read(batch: Batch, entry: Entry, _column: RegisterColumn) -> Cell:
        return lines([getattr(row, attribute) or "" for row in _of_petitions(entry, batch.texts)])

    return read


def _cases(batch: Batch, entry: Entry, _column: RegisterColumn) -> Cell:
    return lines([row.code for one in entry.case_ids for row in batch.cases.get(one, ())])


def _petitions(batch: Batch, entry: Entry, _column: RegisterColumn) -> Cell:
    return lines([row.code for row in _of_petitions(entry, batch.petitions)])


def _first_received_on(batch: Batch, entry: Entry, _column: RegisterColumn) -> Cell:
    days = [row.received_on for row in _of_petitions(entry, batch.petitions)]
    return min(days, default=None)


def _duplicate_of(batch: Batch, entry: Entry, _column: RegisterColumn) -> Cell:
    return lines(
        [row.duplicate_of for row in _of_petitions(entry, batch.petitions) if row.duplicate_of]
    )


TRANSFERS = {"sent": "", "received": " (đã nhận)", "returned": " (đã trả lại)"}


def _transfers(batch: Batch, entry: Entry, _column: RegisterColumn) -> Cell:
    rows = _of_petitions(entry, batch.transfers)
    return lines([f"{row.to}, {row.sent_on:%d/%m/%Y}{TRANSFERS[row.status]}" for row in rows])


OF_ITS_PETITIONS: Mapping[str, Measure] = {
    "authors": Measure(_people("author", "full_name"), Shown.PERSONAL, instead=NOT_RECORDED),
    "author_addresses": Measure(_people("author", "address"), Shown.PERSONAL),
    "respondents": Measure(_people("respondent", "full_name"), Shown.PERSONAL),
    "summary": Measure(_words("summary"), Shown.PERSONAL),
    "request": Measure(_words("request"), Shown.PERSONAL),
}

PETITION_MEASURES: Mapping[str, Measure] = {
    **OF_ITS_PETITIONS,
    "cases": Measure(_cases),
    "transferred_to": Measure(_transfers),
    "duplicate_of": Measure(_duplicate_of),
}

PETITIONS_OF_A_CASE: Mapping[str, Measure] = {
    **OF_ITS_PETITIONS,
    "petitions": Measure(_petitions),
    "first_received_on": Measure(_first_received_on),
}
