"""Many cases at once: copies of one that went through the actions, made inside the database.

Registering 20,000 petitions one by one would take minutes and say nothing about what is measured.
A copy has every row of the original but its journal and the triage of its petition, with the ids
moved by a multiple of a stride and codes of its own; so each is a whole case that can be worked on.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import String, Table, cast, func, insert, literal, select, update

from cases.database import METADATA, Transaction
from cases.models.deadline import Deadline
from cases.models.run import Run
from cases.office import Office
from cases.sealed.column import Sealed
from config.clock import TIME_ZONE

BATCH = 500
FIRST_NUMBER = 100_000
"""Copies are numbered from here, above whatever the books have given out."""

_TABLES = METADATA.tables
_OF_A_SUBJECT = ("event", "deadline", "fact")


def copy_case(office: Office, case_id: int, copies: int) -> range:
    """Copy a case with everything that hangs on it; return the ids of the copies."""
    conditions = _rows_of(case_id)
    with office.database.writing() as tx:
        stride = 1 + max(_highest_id(tx, _TABLES[name]) for name in conditions)
        number = select(literal(1).label("n")).cte("number", recursive=True)
        number = number.union_all(select(number.c.n + 1).where(number.c.n < copies))
        for name, condition in conditions.items():
            table = _TABLES[name]
            cells = dict(_cells(tx, table, condition, number.c.n, stride, conditions))
            rows = select(*cells.values()).select_from(table).join(number, literal(1) == 1)
            tx.execute(insert(table).from_select(list(cells), rows.where(condition)))
    return range(case_id + stride, case_id + stride * copies + 1, stride)


def make_due(office: Office, case_ids: Sequence[int]) -> None:
    """Put the deadlines of cases into the past, so that their timers have come due."""
    past = office.today() - timedelta(days=30)
    fired_at = datetime.combine(past, time(), TIME_ZONE)
    with office.database.writing() as tx:
        for start in range(0, len(case_ids), BATCH):
            ids = case_ids[start : start + BATCH]
            for table, moved in ((Deadline, {"due_on": past}), (Run, {"next_fires_at": fired_at})):
                tx.execute(
                    update(table)
                    .where(table.subject_kind == "case", table.subject_id.in_(ids))
                    .values(**moved)
                )


def _rows_of(case_id: int) -> Mapping[str, Any]:
    """Return which rows of which table belong to a case, in an order that foreign keys allow."""
    columns = {name: table.c for name, table in _TABLES.items()}
    joined, run, step = columns["petition_case"], columns["run"], columns["case_step"]
    petitions = select(joined.petition_id).where(joined.case_id == case_id)
    runs = select(run.id).where(run.subject_kind == "case", run.subject_id == case_id)
    steps = select(step.id).where(step.run_id.in_(runs))
    own: dict[str, tuple[str, Any]] = {
        "petition": ("id", petitions),
        "petition_text": ("petition_id", petitions),
        "party": ("petition_id", petitions),
        "case": ("id", [case_id]),
        "petition_case": ("case_id", [case_id]),
        "case_unit": ("case_id", [case_id]),
        "run": ("id", runs),
        "assignment": ("run_id", runs),
        "work_item": ("run_id", runs),
        "case_step": ("run_id", runs),
        "document": ("case_id", [case_id]),
        "decision": ("case_id", [case_id]),
        **{name: ("subject_id", [case_id]) for name in _OF_A_SUBJECT},
        "answer": ("step_id", steps),
        "notice": ("case_id", [case_id]),
    }
    found: dict[str, Any] = {
        name: columns[name][column].in_(ids) for name, (column, ids) in own.items()
    }
    found["case_unit"] |= columns["case_unit"].petition_id.in_(petitions)
    for name in _OF_A_SUBJECT:
        found[name] &= columns[name].subject_kind == "case"
    return found


def _cells(
    tx: Transaction,
    table: Table,
    condition: Any,  # noqa: ANN401
    number: Any,  # noqa: ANN401
    stride: int,
    copied: Mapping[str, Any],
) -> Iterator[tuple[str, Any]]:
    """Yield column -> expression of its value in the copies."""
    for column in table.columns:
        if isinstance(column.type, Sealed) or column.name.endswith("_blind"):
            continue  # it can be read in its own row only
        name, points_at = column.name, {key.column.table.name for key in column.foreign_keys}
        if name in {"id", "subject_id"} or (name.endswith("_id") and points_at & copied.keys()):
            yield name, column + number * stride
        elif name in {"code", "registration_token"} and table.name != "event":
            original = str(tx.scalar(select(func.min(column)).where(condition)))
            own_number = cast(table.c.id + number * stride + FIRST_NUMBER, String)
            yield name, literal(original.rpartition("-")[0] + "-") + own_number
        else:
            yield name, column


def _highest_id(tx: Transaction, table: Table) -> int:
    return tx.scalar(select(func.max(table.c.id))) or 0 if "id" in table.c else 0
