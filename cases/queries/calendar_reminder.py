"""Reminds the inspectorate of the calendar of the coming year."""

from sqlalchemy import select

from cases.actor import Actor
from cases.database import Transaction
from cases.models.calendar_year import CalendarYear
from cases.office import Office
from cases.policy.permission_map import allows
from cases.policy.permissions import Permission
from cases.policy.predicates import Target

DECEMBER = 12


def unannounced_year(tx: Transaction, office: Office, actor: Actor) -> int | None:
    """Return next year, if it is December and next year's calendar has not been confirmed.

    ``None`` for people who cannot do anything about it.
    """
    today = office.today()
    if today.month < DECEMBER or not allows(Permission.CALENDAR_EDIT, actor, Target()):
        return None
    coming = today.year + 1
    confirmed = select(CalendarYear.is_confirmed).where(CalendarYear.year == coming)
    return None if tx.scalar(confirmed) else coming
