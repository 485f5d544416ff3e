"""Every measure of a register. A register is a file of columns; what it can show stands here."""

import json
from collections.abc import Mapping
from operator import attrgetter
from typing import Any

from cases.deadlines.computation import Computation
from cases.deadlines.wording import amount_of
from reports.registers.batch import Batch
from reports.registers.case_measures import CASE_MEASURES
from reports.registers.definition import RegisterColumn
from reports.registers.entry import Entry
from reports.registers.measure import Measure, Reader, Shown, lines, titled
from reports.registers.petition_measures import PETITION_MEASURES
from reports.spreadsheet import Cell

FINISHED = "Đã kết thúc"


def _number(_batch: Batch, entry: Entry, _column: RegisterColumn) -> Cell:
    return entry.number


def _status(batch: Batch, entry: Entry, _column: RegisterColumn) -> Cell:
    return lines(entry.among(batch.open_steps)) or FINISHED


def _attribute(name: str) -> Reader:
    get = attrgetter(name)

    def read(batch: Batch, entry: Entry, column: RegisterColumn) -> Cell:
        value = get(entry.record)
        if value is None:
            return None
        if column.titles or column.list or isinstance(value, bool):
            return titled(batch, column, value)
        cell: Cell = value
        return cell

    return read


def _documents(batch: Batch, entry: Entry, column: RegisterColumn) -> Cell:
    rows = [row for row in entry.among(batch.documents) if row.type in column.codes]
    return lines([_document(row) for row in rows])


def _document(row: Any) -> str:  # noqa: ANN401 - a row
    if row.secrecy != "none":
        return "(văn bản mật)"
    number = row.number or "không số"
    issued = f" ngày {row.issued_on:%d/%m/%Y}" if row.issued_on else ""
    return f"{number}{issued}" + (f", gửi {row.recipient}" if row.recipient else "")


def _event(batch: Batch, entry: Entry, column: RegisterColumn) -> Cell:
    days = [row.occurred_on for row in entry.among(batch.events) if row.code in column.codes]
    return max(days, default=None)


def _fact(batch: Batch, entry: Entry, column: RegisterColumn) -> Cell:
    values = [row.value for row in entry.among(batch.facts) if row.name == column.name]
    return titled(batch, column, json.loads(values[-1])) if values else None


def _deadline(batch: Batch, entry: Entry, column: RegisterColumn) -> Any:  # noqa: ANN401 - a row
    rows = [row for row in entry.among(batch.deadlines) if row.term in column.codes]
    return rows[-1] if rows else None


def _due(batch: Batch, entry: Entry, column: RegisterColumn) -> Cell:
    row = _deadline(batch, entry, column)
    return row.due_on if row else None


def _timely(is_late: str, belated: str) -> Reader:
    def read(batch: Batch, entry: Entry, column: RegisterColumn) -> Cell:
        row = _deadline(batch, entry, column)
        if row is None:
            return None
        if row.closed_on is None:
            return "Quá hạn, chưa xong" if row.due_on < batch.today else "Trong hạn"
        late = getattr(row, is_late)
        return "Thôi tính" if late is None else (belated if late else "Đúng hạn")

    return read


def _extensions(batch: Batch, entry: Entry, _column: RegisterColumn) -> Cell:
    found = [
        one
        for row in entry.among(batch.extended)
        for one in Computation.from_json(row.computation).extensions
    ]
    return lines(
        [
            f"{amount_of(one.amount, one.unit)}, {one.document or 'không số'} "
            f"ngày {one.decided_on:%d/%m/%Y}"
            for one in found
        ]
    )


def _paper(name: str, shown: Shown = Shown.OPEN) -> Measure:
    return Measure(_attribute(name), shown)


_SHARED: Mapping[str, Measure] = {
    "number": Measure(_number, Shown.ALWAYS),
    "code": _paper("code", Shown.ALWAYS),
    "secrecy": _paper("secrecy", Shown.ALWAYS),
    "status": Measure(_status, Shown.ALWAYS),
    "kind": _paper("kind"),
    "field": _paper("field", Shown.PERSONAL),
    "paper_file_ref": _paper("paper_file_ref"),
    "document": Measure(_documents, codes="documents"),
    "event": Measure(_event, codes="events"),
    "fact": Measure(_fact, Shown.PERSONAL, is_named=True),
    "due": Measure(_due, codes="terms"),
    "timely_by_law": Measure(_timely("late_by_law", "Quá hạn"), codes="terms"),
    "timely_in_system": Measure(_timely("late_in_system", "Cập nhật sau hạn"), codes="terms"),
    "extensions": Measure(_extensions, codes="terms"),
}

_OWN_COLUMNS: Mapping[str, Mapping[str, Shown]] = {
    "petition": {
        "received_on": Shown.OPEN,
        "written_on": Shown.OPEN,
        "source": Shown.OPEN,
        "forwarder_kind": Shown.OPEN,
        "forwarded_document": Shown.OPEN,
        "signatory_count": Shown.PERSONAL,
        "eligible": Shown.OPEN,
        "ineligible_ground": Shown.OPEN,
        "competence": Shown.OPEN,
        "authority": Shown.OPEN,
        "prior_resolution": Shown.OPEN,
        "handling": Shown.OPEN,
        "triaged_on": Shown.OPEN,
        "registered_by": Shown.OPEN,
        "registered_at": Shown.OPEN,
        "unit": Shown.OPEN,
    },
    "case": {
        "instance": Shown.OPEN,
        "title": Shown.PERSONAL,
        "unit": Shown.OPEN,
        "accepted_on": Shown.OPEN,
        "acceptance_number": Shown.OPEN,
        "remote": Shown.OPEN,
        "complex": Shown.OPEN,
        "complexity_document": Shown.OPEN,
        "closing": Shown.OPEN,
        "closed_on": Shown.OPEN,
    },
}

_OWN: Mapping[str, Mapping[str, Measure]] = {"petition": PETITION_MEASURES, "case": CASE_MEASURES}

MEASURES: Mapping[str, Mapping[str, Measure]] = {
    kind: {
        **_SHARED,
        **{name: _paper(name, shown) for name, shown in columns.items()},
        **_OWN[kind],
    }
    for kind, columns in _OWN_COLUMNS.items()
}
"""What the rows are -> name of a measure -> the measure."""
