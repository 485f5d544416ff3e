"""Corrects what a progress report said was done: by rows that make up the difference.

Rows of reports are only added to. A correction of a number adds what is missing or too much, one of
the date takes everything back on the old day and says it again on the new one.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from cases.amendments.field_changes import FieldChange
from cases.amendments.reported_enforcement import EVENT, FOLLOW_UP, OVER, Numbers, Reported
from cases.database import Transaction
from cases.errors import SubmissionRefusedError
from cases.models.enforcement import Enforcement
from cases.models.enforcement_event import EnforcementEvent
from cases.models.follow_up import FollowUp
from cases.rows import insert_rows
from cases.steps.enforcement_records import COUNTED, KINDS, OWED, done_so_far
from forms.submission import FieldError

BEYOND = "vượt số phải thi hành; chọn Có ở ô vượt số phải thi hành và ghi lý do"
MORE_OFFICIALS = "không quá tổng số người"


def correct_report(
    tx: Transaction,
    reported: Reported,
    changes: Mapping[str, FieldChange],
    days: tuple[date, date],
    step_id: int,
) -> None:
    """Add the rows that lead from what was reported to what is right.

    Args:
        tx: A writing transaction.
        reported: What stands on record.
        changes: Record -> its change.
        days: The day of the report before the correction, and after it.
        step_id: The step.

    Raises:
        SubmissionRefusedError: More than is owed without a reason, or more officials than persons.
    """
    enforcement = reported.enforcement
    if enforcement is None or not (changes or days[0] != days[1]):
        return
    done = _corrected(reported.done, changes, EVENT)
    counted = _corrected(reported.counted, changes, FOLLOW_UP)
    over = changes.get(f"{EVENT}.{OVER}")
    is_over = bool(over.new) if over else reported.is_over_owed
    _refuse(tx, enforcement, reported, (done, counted), changes, is_over=is_over)
    events = [
        {
            "enforcement_id": enforcement.id,
            "step_id": step_id,
            "occurred_on": day,
            "what": OWED[column][0],
            "recipient": OWED[column][1],
            "amount": amount,
            "is_over_owed": is_over,
        }
        for day, column, amount in _rows(reported.done, done, days)
    ]
    if events:
        insert_rows(tx, EnforcementEvent, events)
    told = list(_rows(reported.counted, counted, days))
    follow_ups = [
        {
            "case_id": enforcement.case_id,
            "step_id": step_id,
            "occurred_on": day,
            "kind": kind,
            **{name: int(numbers.get(f"{kind}_{name}", 0)) for name in COUNTED},
        }
        for day in dict.fromkeys(day for day, _, _ in told)
        for numbers in [{column: number for on, column, number in told if on == day}]
        for kind in KINDS
        if any(column.startswith(kind) for column in numbers)
    ]
    if follow_ups:
        insert_rows(tx, FollowUp, follow_ups)


def _corrected(before: Numbers, changes: Mapping[str, FieldChange], record: str) -> Numbers:
    new = {
        path.partition(".")[2]: Decimal(str(change.new or 0))
        for path, change in changes.items()
        if path.startswith(f"{record}.") and not path.endswith(OVER)
    }
    return {**before, **new}


def _rows(
    before: Numbers, after: Numbers, days: tuple[date, date]
) -> Iterator[tuple[date, str, Decimal]]:
    old_day, new_day = days
    for column, number in after.items():
        was = before.get(column, Decimal())
        steps = [(old_day, -was), (new_day, number)]
        if old_day == new_day:
            steps = [(new_day, number - was)]
        yield from ((day, column, amount) for day, amount in steps if amount)


def _refuse(
    tx: Transaction,
    enforcement: Enforcement,
    reported: Reported,
    corrected: tuple[Numbers, Numbers],
    changes: Mapping[str, FieldChange],
    *,
    is_over: bool,
) -> None:
    done, counted = corrected
    errors = []
    so_far = done_so_far(tx, enforcement)
    for column, amount in done.items():
        total = so_far[column] - reported.done.get(column, Decimal()) + amount
        change = changes.get(f"{EVENT}.{column}")
        if change and not is_over and total > Decimal(getattr(enforcement, column)):
            errors.append(_error(change, BEYOND))
    for kind in KINDS:
        change = changes.get(f"{FOLLOW_UP}.{kind}_officials") or changes.get(
            f"{FOLLOW_UP}.{kind}_persons"
        )
        persons = counted.get(f"{kind}_persons", Decimal())
        if change and counted.get(f"{kind}_officials", Decimal()) > persons:
            errors.append(_error(change, MORE_OFFICIALS))
    if errors:
        raise SubmissionRefusedError(errors)


def _error(change: FieldChange, problem: str) -> FieldError:
    asked = change.field
    return FieldError(asked.key, asked.label, f"{asked.label} {problem}")
