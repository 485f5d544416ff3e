"""Takes one day or year, or everything, out of the change that a person is working on."""

from datetime import date

from cases.actor import Actor
from cases.calendar_change.drafts import (
    days_of,
    forget_preview,
    leave_out,
    own_draft,
    years_of,
)
from cases.database import Transaction
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.turns import take_turn


def change_calendar_less(
    tx: Transaction,
    office: Office,  # noqa: ARG001 - every action takes it
    actor: Actor,
    *,
    day: date | None = None,
    year: int | None = None,
) -> None:
    """Leave a day or the confirmation of a year as it is; without either, drop the whole draft.

    Asking for what is not in the draft changes nothing.

    Raises:
        NotAllowedError: The person may not edit the calendar.
    """
    require(Permission.CALENDAR_EDIT, actor, Target())
    take_turn(tx, f"calendar draft {actor.account_id}")
    draft = own_draft(tx, actor)
    if draft is None:
        return
    forget_preview(tx, draft)
    drops_all = day is None and year is None
    days = days_of(tx, draft.id) if drops_all else ()
    years = years_of(tx, draft.id) if drops_all else ()
    leave_out(
        tx,
        draft,
        days=[one.day for one in days] if day is None else [day],
        years=[one.year for one in years] if year is None else [year],
    )
