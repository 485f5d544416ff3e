"""What only a register of cases shows."""

from collections.abc import Mapping
from typing import Any

from reports.registers.batch import AMOUNTS, Batch
from reports.registers.definition import RegisterColumn
from reports.registers.entry import Entry
from reports.registers.measure import Measure, Reader, Shown, lines, titled
from reports.registers.petition_measures import PETITIONS_OF_A_CASE
from reports.spreadsheet import Cell

ENFORCED = frozenset(
    {
        "recover_money",
        "recover_land",
        "return_money_organisation",
        "return_land_organisation",
        "return_money_individual",
        "return_land_individual",
        "returned_beneficiaries_organisation",
        "returned_beneficiaries_individual",
    }
)
"""What is carried out, with who gets it."""


def _of_cases(entry: Entry, rows: Mapping[Any, Any]) -> list[Any]:
    if not rows:
        return []
    return [row for one in entry.case_ids for row in rows.get(one, ())]


def _assigned(batch: Batch, entry: Entry, column: RegisterColumn) -> Cell:
    rows = _of_cases(entry, batch.assigned)
    return lines([row.full_name for row in rows if row.name == column.name])


def _decision(attribute: str) -> Reader:
    def read(batch: Batch, entry: Entry, column: RegisterColumn) -> Cell:
        rows = _of_cases(entry, batch.decisions)
        value = getattr(rows[-1], attribute) if rows else None
        if column.titles:
            return titled(batch, column, value)
        cell: Cell = value
        return cell

    return read


def _suspensions(batch: Batch, entry: Entry, _column: RegisterColumn) -> Cell:
    texts = []
    for row in _of_cases(entry, batch.suspensions):
        until = row.resumed_on or row.ended_on
        end = f"đến {until:%d/%m/%Y}" if until else "đến nay"
        texts.append(f"{row.suspended_on:%d/%m/%Y} {end}")
    return lines(texts)


def _enforcement(attribute: str) -> Reader:
    def read(batch: Batch, entry: Entry, column: RegisterColumn) -> Cell:
        rows = _of_cases(entry, batch.enforcements)
        value = getattr(rows[-1], attribute) if rows else None
        if column.titles:
            return titled(batch, column, value)
        cell: Cell = value
        return cell

    return read


def _owed(batch: Batch, entry: Entry, column: RegisterColumn) -> Cell:
    """Return an amount as it is to be carried out; until then as it was decided."""
    rows = _of_cases(entry, batch.enforcements) or _of_cases(entry, batch.decisions)
    value = getattr(rows[-1], column.name) if rows else None
    return None if value is None else float(value)


def _enforced(batch: Batch, entry: Entry, column: RegisterColumn) -> Cell:
    rows = [
        row
        for row in _of_cases(entry, batch.enforced)
        if column.name == "_".join(filter(None, (row.what, row.recipient)))
    ]
    return float(sum(row.amount for row in rows)) if rows else None


CASE_MEASURES: Mapping[str, Measure] = {
    **PETITIONS_OF_A_CASE,
    "assigned": Measure(_assigned, is_named=True),
    "decision_number": Measure(_decision("number")),
    "decision_signed_on": Measure(_decision("signed_on")),
    "decision_signer": Measure(_decision("signer")),
    "decision_outcome": Measure(_decision("outcome"), Shown.PERSONAL),
    "enforcement_required": Measure(_decision("enforcement_required"), Shown.PERSONAL),
    "owed": Measure(_owed, Shown.PERSONAL, is_named=True, names=frozenset(AMOUNTS)),
    "enforced": Measure(_enforced, Shown.PERSONAL, is_named=True, names=ENFORCED),
    "suspensions": Measure(_suspensions),
    "enforcement_required_from": Measure(_enforcement("required_from"), Shown.PERSONAL),
    "enforcement_done_on": Measure(_enforcement("done_on"), Shown.PERSONAL),
    "enforcement_result": Measure(_enforcement("result"), Shown.PERSONAL),
}
