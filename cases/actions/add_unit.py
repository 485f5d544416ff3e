"""Adds a unit to the organisation tree, by the paper that set it up."""

from typing import TYPE_CHECKING, cast

from sqlalchemy import select

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.models.unit import Unit
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.turns import take_turn
from cases.units.checked_units import checked_code, checked_days, checked_name, refuse_errors
from cases.units.unit_forms import ADD_FORM, CODE, DOCUMENT, KIND, NAME, PARENT, VALID_FROM
from cases.units.written_units import NewUnit, write_units
from forms.submission import Submission

if TYPE_CHECKING:
    from datetime import date


def add_unit(tx: Transaction, office: Office, actor: Actor, *, submission: Submission) -> str:
    """Add a unit and return its code.

    Raises:
        NotAllowedError: The person does not administer the system.
        SubmissionRefusedError: The answers have errors, or contradict what is there.
    """
    require(Permission.UNITS_MANAGE, actor, Target())
    take_turn(tx, "units")
    refuse_errors(submission)
    values = submission.values
    kind, valid_from = str(values[KIND]), cast("date", values[VALID_FROM])
    parent = values.get(PARENT)
    parent_id = tx.scalar(select(Unit.id).where(Unit.code == parent)) if parent else None
    code = checked_code(tx, ADD_FORM, str(values[CODE]))
    name = checked_name(tx, ADD_FORM, str(values[NAME]), parent_id)
    checked_days(office, ADD_FORM, kind, valid_from, None)
    document = str(values[DOCUMENT])
    new = NewUnit(code, name, kind, parent_id, valid_from, document=document)
    (unit_id,) = write_units(tx, office, actor, [new])
    journal.write(
        tx,
        office,
        actor,
        "add_unit",
        subject=("unit", unit_id),
        detail={"code": code, "document": document},
    )
    return code
