"""What the forms for a new unit and for changes of a unit show and offer."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotFoundError
from cases.models.unit import Unit
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.unit_page import find_unit
from cases.units.checked_units import Choices, unit_choices
from cases.units.unit_forms import ADD_FORM, CHANGE_FORMS, NAME, PARENT, VALID_FROM, VALID_TO
from forms.fields import Form


@dataclass(frozen=True, slots=True)
class UnitQuestion:
    """A form about a unit.

    Attributes:
        code: The unit; empty for a new one.
        name: What it is called.
        values: What the form holds before anybody types.
    """

    code: str
    name: str
    form: Form
    choices: Choices
    values: Mapping[str, object]


def question_of_addition(tx: Transaction, office: Office, actor: Actor) -> UnitQuestion:
    """Return the form for a new unit.

    Raises:
        NotAllowedError: The person does not administer the system.
    """
    require(Permission.UNITS_MANAGE, actor, Target())
    return UnitQuestion("", "", ADD_FORM, unit_choices(tx, office), {})


def question_of_change(
    tx: Transaction, office: Office, actor: Actor, *, code: str, what: str
) -> UnitQuestion:
    """Return the form for one change of a unit.

    Raises:
        NotAllowedError: The person does not administer the system.
        NotFoundError: No such unit, or no such change.
    """
    require(Permission.UNITS_MANAGE, actor, Target())
    unit = find_unit(tx, code)
    if what not in CHANGE_FORMS:
        raise NotFoundError
    form = CHANGE_FORMS[what]
    keys = {field.key for field in form.fields}
    parent = tx.scalar(select(Unit.code).where(Unit.id == unit.parent_id))
    known = {
        NAME: unit.name,
        PARENT: parent,
        VALID_FROM: unit.valid_from,
        VALID_TO: unit.valid_to,
    }
    return UnitQuestion(
        unit.code,
        unit.name,
        form,
        unit_choices(tx, office, but=unit),
        {key: value for key, value in known.items() if key in keys and value is not None},
    )
