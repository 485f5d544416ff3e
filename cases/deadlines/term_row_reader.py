"""Turns one row of a decision table into a :class:`TermRow`, or says what is wrong with it."""

from collections.abc import Mapping
from datetime import date
from typing import cast, get_args

from cases.deadlines.errors import TermTableError
from cases.deadlines.period import Direction, TermRow, Unit
from engine.values import Scalar

OUTPUTS: Mapping[str, type] = {
    "key": str,
    "title": str,
    "scope": str,
    "amount": int,
    "unit": str,
    "direction": str,
    "starts_on": str,
    "ends_on": str,
    "paused": bool,
    "rolls": bool,
    "basis": str,
    "effective_from": str,
    "effective_to": str,
    "verified": bool,
    "note": str,
}
IN_SOME_TABLES: Mapping[str, type] = {"pause_basis": str, "statute_days": int}
NEVER_EMPTY = ("key", "title", "starts_on", "basis", "effective_from")


def read_row(file: str, term: str, outputs: Mapping[str, Scalar]) -> TermRow:
    """Return the row that the output cells state.

    Raises:
        TermTableError: A cell is missing, of the wrong type, or impossible.
    """
    key = str(outputs.get("key", ""))
    _check_types(file, key, outputs)
    cells = _Cells(outputs)
    effective_from = _day(file, key, cells.text("effective_from"))
    effective_to = cells.text("effective_to")
    row = TermRow(
        term=term,
        key=key,
        title=cells.text("title"),
        scope=cells.text("scope"),
        amount=cast("int", outputs["amount"]),
        unit=cast("Unit", cells.text("unit")),
        direction=cast("Direction", cells.text("direction")),
        starts_on=cells.text("starts_on"),
        ends_on=tuple(cells.text("ends_on").split()),
        paused_by_suspension=outputs["paused"] is True,
        rolls=outputs["rolls"] is True,
        basis=cells.text("basis"),
        effective_from=effective_from,
        effective_to=_day(file, key, effective_to) if effective_to else None,
        is_verified=outputs["verified"] is True,
        note=cells.text("note"),
        pause_basis=str(outputs.get("pause_basis", "")),
        statute_days=cast("int", outputs.get("statute_days", 0)),
    )
    _check_values(file, row)
    return row


class _Cells:
    def __init__(self, outputs: Mapping[str, Scalar]) -> None:
        self._outputs = outputs

    def text(self, name: str) -> str:
        return str(self._outputs[name])


def _check_types(file: str, key: str, outputs: Mapping[str, Scalar]) -> None:
    given = {name: kind for name, kind in IN_SOME_TABLES.items() if name in outputs}
    for name, kind in {**OUTPUTS, **given}.items():
        if type(outputs[name]) is not kind:
            raise TermTableError(file, key, f"cột {name} phải là {kind.__name__}")
    for name in NEVER_EMPTY:
        if not str(outputs[name]).strip():
            raise TermTableError(file, key, f"cột {name} không được trống")


def _check_values(file: str, row: TermRow) -> None:
    problems = {
        f"đơn vị tính phải là {', '.join(get_args(Unit))}": row.unit not in get_args(Unit),
        f"chiều tính phải là {', '.join(get_args(Direction))}": row.direction
        not in get_args(Direction),
        "số lượng không được âm; tính lùi thì ghi ở cột chiều tính": row.amount < 0,
        "số ngày luật ghi không được âm": row.statute_days < 0,
        "thời hạn tính lùi phải ít nhất một ngày": row.is_backward and row.amount == 0,
        "ngày đóng dòng ở trước ngày mở": row.effective_to is not None
        and row.effective_to < row.effective_from,
    }
    for problem, is_there in problems.items():
        if is_there:
            raise TermTableError(file, row.key, problem)


def _day(file: str, key: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise TermTableError(file, key, f"ngày '{text}' phải có dạng 2026-07-01") from error
