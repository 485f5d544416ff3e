"""What the page of a handover posts."""

from collections.abc import Callable, Mapping, Sequence

from flask import request

from app.made_forms import filled_made, read_made, refused_made
from app.office_context import office, reading
from app.typed_forms import Choices, limits
from cases.handover.asked import (
    EMERGENCY,
    FROM_UNIT,
    LOCK,
    MOVE,
    TO_UNIT,
    emergency_form,
    lock_form,
    move_form,
)
from cases.handover.handover_page import DutyRow, HandoverPage
from cases.queries.unit_choice import open_units
from config.lock_grounds import LockGround
from forms.fields import Form
from forms.submission import FieldError, Submission
from forms.wtforms_fields import StepForm

WAYS = {"khoa": LOCK, "chuyen": MOVE, "khan-cap": EMERGENCY}
"""Part of the address -> what is begun."""

ALL, ENDED = "tat-ca", "0"
PREFIX = "giao."
MOST = 1000
"""More open things than a page shows."""


def form_of(page: HandoverPage, way: str, errors: Sequence[FieldError]) -> StepForm:
    """Return the form, empty or as it was sent."""
    form, choices = _form(page, way), _choices(page, way)
    if errors:
        return refused_made(form, errors, choices)
    units = choices.get(FROM_UNIT, ())
    known = {FROM_UNIT: units[0][0]} if len(units) == 1 else {}
    return filled_made(form, known, choices)


def read_form(page: HandoverPage, way: str) -> Submission:
    """Read what this request posted."""
    return read_made(_form(page, way), limits(), _choices(page, way))


def asked_gifts(page: HandoverPage) -> Mapping[str, int | None]:
    """Return open thing -> who shall have it; ``None`` where it is to end.

    What has no choice of its own goes to the person chosen for all, if that person may have it.
    What is no longer there is asked for all the same: the answer says that it has gone.
    """
    rows = {row.duty.key: row for row in page.rows}
    names = [name for name in request.form if name.startswith(PREFIX)][:MOST]
    wanted: dict[str, int | None] = {}
    for name in names:
        key = name.removeprefix(PREFIX)
        typed = request.form[name] or _for_all(rows.get(key))
        if typed.isascii() and typed.isdigit():
            wanted[key] = None if typed == ENDED else int(typed)
    return wanted


def _for_all(row: DutyRow | None) -> str:
    typed = request.form.get(ALL, "")
    able = {str(one.id) for one in row.people} if row and row.may_give else set()
    return typed if typed in able else ""


def _form(page: HandoverPage, way: str) -> Form:
    made: Mapping[str, Callable[[], Form]] = {
        LOCK: lambda: lock_form(_grounds(page)),
        MOVE: lambda: move_form(office().roles),
        EMERGENCY: lambda: emergency_form(_grounds(page)),
    }
    return made[WAYS[way]]()


def _grounds(page: HandoverPage) -> list[LockGround]:
    """Return the grounds that the regulation has for accounts with these roles."""
    grounds = office().lock_grounds.values()
    return [one for one in grounds if not page.groups or one.groups & page.groups]


def _choices(page: HandoverPage, way: str) -> Choices:
    if WAYS[way] != MOVE:
        return {}
    with reading() as tx:
        units = open_units(tx, office())
    held = {str(one.unit_id): one.unit_name for one in page.roles}
    return {FROM_UNIT: tuple(held.items()), TO_UNIT: units}
