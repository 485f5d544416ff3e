"""Previewing and recomputing 100,000 open deadlines after a change of the calendar.

Half of the cases wait to be accepted (working days), half were accepted and wait for a decision
(calendar days). They began on the last days; a tenth has been extended by a decision of its own.
Every working day of the coming month becomes a day off, so that each deadline is computed anew
and nearly all of them move.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from time import perf_counter
from typing import Any

from sqlalchemy import String, Table, bindparam, cast, insert, literal, select, update

from bench import walk
from bench.figure import Figure
from bench.prepared_office import PreparedOffice, prepared_office
from cases.actions.change_calendar_confirm import change_calendar_confirm
from cases.actions.change_calendar_days import change_calendar_days
from cases.actions.change_calendar_preview import change_calendar_preview
from cases.calendar_change.asked import DAY_FORM
from cases.database import METADATA, Transaction
from cases.deadlines.computation import Computation, compute
from cases.deadlines.period import Extension
from cases.models.calendar_change import CalendarChange
from cases.models.deadline import Deadline
from cases.sweeps.calendar_changes import sweep
from forms.limits import Limits
from forms.posted import RawValues
from forms.submission import read

EDITOR = "buithih"
TEMPLATES = {"accept": 8, "assign_verification": 28}
"""Step that waits in the case -> on how many last days the deadlines began."""

DEADLINES = 100_000
STRIDE = 1_000_000
ONE_IN = 10
BATCH = 5_000
MONTH = timedelta(days=30)

_TABLE: Any = Deadline.__table__
_CHANGE = update(_TABLE).where(_TABLE.c.id == bindparam("of_id"))


def measure() -> Iterator[Figure]:
    """Time the preview, then everything from confirming until the last deadline is written."""
    with prepared_office() as prepared:
        _fill(prepared)
        office, editor = prepared.office, prepared.people[EDITOR]
        with office.database.writing() as tx:
            change_calendar_days(tx, office, editor, submission=_a_month_off(office.today()))
        began = perf_counter()
        change_id = change_calendar_preview(office, editor)
        sweep(office)
        yield Figure("preview_100k_s", round(perf_counter() - began, 1), "s")
        number = _change(prepared, change_id).preview_number
        began = perf_counter()
        with office.database.writing() as tx:
            change_calendar_confirm(tx, office, editor, change_id=change_id, preview_number=number)
        sweep(office)
        yield Figure("recompute_100k_s", round(perf_counter() - began, 1), "s")
        change = _change(prepared, change_id)
        yield Figure("recompute_100k_looked_at", change.looked_count, "deadlines")
        yield Figure("recompute_100k_moved", change.moved_count, "deadlines")


def _fill(prepared: PreparedOffice) -> None:
    for element, days in TEMPLATES.items():
        template = walk.case_before(prepared, element)
        with prepared.office.database.writing() as tx:
            for name in ("case", "run", "work_item", "deadline"):
                _copy(tx, METADATA.tables[name], template, DEADLINES // len(TEMPLATES))
        for ids in _batches(_open_deadlines(prepared, template)):
            _spread(prepared, ids, days)


def _copy(tx: Transaction, table: Table, template: int, copies: int) -> None:
    """Copy the rows of a case that recomputing reads or writes, with ids of their own.

    One case has one run, so that moving every id by the same amount keeps them together; what is
    not copied is still that of the original.
    """
    of_case = table.c.get("case_id", table.c.get("subject_id", table.c.id)) == template
    number = select(literal(STRIDE).label("n")).cte("number", recursive=True)
    last = STRIDE + copies - 1
    number = number.union_all(select(number.c.n + 1).where(number.c.n < last))
    cells: dict[str, Any] = {column.name: column for column in table.c}
    for name in {"id", "case_id", "subject_id", "run_id"} & cells.keys():
        cells[name] = table.c[name] + template * 2 * STRIDE + number.c.n
    if table.name == "case":
        cells["code"] = literal("KN-") + cast(cells["id"], String)
    if "subject_kind" in table.c:
        of_case &= table.c.subject_kind == "case"
    rows = select(*cells.values()).select_from(table).join(number, literal(1) == 1)
    if table.name == "deadline":
        rows = rows.where(table.c.closed_on.is_(None))
    tx.execute(insert(table).from_select(list(cells), rows.where(of_case)))


def _open_deadlines(prepared: PreparedOffice, template: int) -> Sequence[int]:
    moved = template * 2 * STRIDE
    with prepared.office.database.reading() as tx:
        of_copies = (
            Deadline.subject_id > moved,
            Deadline.subject_id < moved + 2 * STRIDE + template,
        )
        return tx.scalars(select(Deadline.id).where(*of_copies).order_by(Deadline.id)).all()


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]


def _spread(prepared: PreparedOffice, ids: Sequence[int], days: int) -> None:
    """Let deadlines begin on as many different days, some of them extended."""
    office = prepared.office
    stored = select(_TABLE.c.id, _TABLE.c.computation).where(_TABLE.c.id.in_(ids))
    with office.database.writing() as tx:
        calendar, rows = office.calendar(tx), []
        for number, (id_, text) in enumerate(tx.connection().execute(stored).all()):
            row = Computation.from_json(text).row
            begun = office.today() - timedelta(days=number % days)
            extra = () if number % ONE_IN else (Extension(5, row.unit, f"{id_}/QĐ", begun),)
            computed = compute(row, begun, calendar, extra_days=extra)
            rows.append(
                {
                    "of_id": id_,
                    "started_on": begun,
                    "due_on": computed.due_on,
                    "is_provisional": computed.is_provisional,
                    "computation": computed.to_json(),
                }
            )
        tx.connection().execute(_CHANGE, rows)


def _a_month_off(today: date) -> Any:  # noqa: ANN401
    typed = {
        "first": today + timedelta(days=1),
        "last": today + MONTH,
        "document_on": today,
    }
    answers = {key: [f"{day:%d/%m/%Y}"] for key, day in typed.items()}
    answers |= {"becomes": ["off"], "reason": ["nghỉ"], "document_number": ["1/QĐ"]}
    return read(DAY_FORM, RawValues(answers), None, Limits(today))


def _change(prepared: PreparedOffice, change_id: int) -> CalendarChange:
    with prepared.office.database.reading() as tx:
        return tx.get_one(CalendarChange, change_id)
