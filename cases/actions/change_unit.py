"""Changes a unit: its name, its parent, its days, or that its name was verified."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import cast

from sqlalchemy import select, update

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotFoundError
from cases.folding import fold
from cases.journal.changes import changes_of_row
from cases.models.unit import Unit
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.turns import take_turn
from cases.units.checked_units import (
    checked_days,
    checked_from_day,
    checked_name,
    refusal,
    refuse_end_of_a_busy_unit,
    refuse_errors,
    units_below,
)
from cases.units.unit_forms import (
    CHANGE_FORMS,
    DOCUMENT,
    FROM_DAY,
    NAME,
    PARENT,
    VALID_FROM,
    VALID_TO,
)
from cases.units.written_units import Change, locked_unit, write_changes
from forms.submission import Submission

Planned = tuple[dict[str, object], list[Change]]
"""Columns of the unit and lines of its history."""


def change_unit(
    tx: Transaction, office: Office, actor: Actor, *, code: str, what: str, submission: Submission
) -> None:
    """Change a unit by a paper; what it was before stays in its history.

    Args:
        tx: A writing transaction.
        office: The installation.
        actor: An administrator.
        code: The unit.
        what: One of ``CHANGE_FORMS``.
        submission: The answers to its form.

    Raises:
        NotAllowedError: The person does not administer the system.
        NotFoundError: No such unit.
        SubmissionRefusedError: The answers have errors, or contradict what is there.
    """
    require(Permission.UNITS_MANAGE, actor, Target())
    take_turn(tx, "units")
    unit = locked_unit(tx, code)
    if unit is None or what not in CHANGE_FORMS:
        raise NotFoundError
    refuse_errors(submission)
    after, changes = _PLANS[what](tx, office, unit, submission)
    if not changes:
        return
    before = {name: getattr(unit, name) for name in after}
    tx.execute(update(Unit).where(Unit.id == unit.id).values(**after))
    write_changes(tx, office, actor, changes)
    journal.write(
        tx,
        office,
        actor,
        "change_unit",
        subject=("unit", unit.id),
        detail={
            "code": code,
            "document": str(submission.values[DOCUMENT]),
            "fields": changes_of_row(Unit, before, after),
        },
    )


def _name(tx: Transaction, office: Office, unit: Unit, submission: Submission) -> Planned:
    form, name = CHANGE_FORMS["name"], str(submission.values[NAME])
    if name == unit.name:
        raise refusal(form, NAME, "chưa khác tên hiện nay")
    day = checked_from_day(office, form, unit, cast("date", submission.values[FROM_DAY]))
    checked_name(tx, form, name, unit.parent_id)
    after: dict[str, object] = {"name": name, "name_f": fold(name), "is_verified": True}
    return after, [_change(unit, submission, "name", unit.name, name, day)]


def _parent(tx: Transaction, office: Office, unit: Unit, submission: Submission) -> Planned:
    form = CHANGE_FORMS["parent"]
    code = str(submission.values.get(PARENT) or "")
    parent_id = tx.scalar(select(Unit.id).where(Unit.code == code)) if code else None
    if parent_id == unit.parent_id:
        raise refusal(form, PARENT, "chưa khác cấp trên hiện nay")
    if parent_id in units_below(tx, unit.id):  # somebody has put it there since the form was shown
        raise refusal(form, PARENT, "không phải chính đơn vị này hay đơn vị trực thuộc nó")
    day = checked_from_day(office, form, unit, cast("date", submission.values[FROM_DAY]))
    former = tx.scalar(select(Unit.code).where(Unit.id == unit.parent_id))
    return {"parent_id": parent_id}, [
        _change(unit, submission, "parent", former, code or None, day)
    ]


def _validity(tx: Transaction, office: Office, unit: Unit, submission: Submission) -> Planned:
    form = CHANGE_FORMS["validity"]
    valid_from = cast("date", submission.values[VALID_FROM])
    valid_to = cast("date | None", submission.values.get(VALID_TO))
    if unit.successor_id is not None and valid_to != unit.valid_to:
        raise refusal(form, VALID_TO, "không đổi được: đơn vị đã sáp nhập")
    checked_days(office, form, unit.kind, valid_from, valid_to)
    refuse_end_of_a_busy_unit(tx, office, form, unit, valid_to)
    days = {VALID_FROM: (unit.valid_from, valid_from), VALID_TO: (unit.valid_to, valid_to)}
    changes = [
        _change(unit, submission, what, _iso(before), _iso(after), after or before or valid_from)
        for what, (before, after) in days.items()
        if before != after
    ]
    return {"valid_from": valid_from, "valid_to": valid_to}, changes


def _verified(_tx: Transaction, office: Office, unit: Unit, submission: Submission) -> Planned:
    if unit.is_verified:
        return {}, []
    change = _change(unit, submission, "verified", None, unit.name, office.today())
    return {"is_verified": True}, [change]


_PLANS: Mapping[str, Callable[[Transaction, Office, Unit, Submission], Planned]] = {
    "name": _name,
    "parent": _parent,
    "validity": _validity,
    "verified": _verified,
}


def _change(
    unit: Unit,
    submission: Submission,
    what: str,
    before: str | None,
    after: str | None,
    day: date,
) -> Change:
    return Change(unit.id, what, before, after, day, str(submission.values[DOCUMENT]))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
