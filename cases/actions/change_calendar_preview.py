"""Works out what the change of a person would do."""

from sqlalchemy import func, select

from cases.actor import Actor
from cases.calendar_change.drafts import (
    any_recomputing,
    days_of,
    draft_to_edit,
    own_draft,
    years_of,
)
from cases.calendar_change.errors import CalendarBusyError, EmptyChangeError
from cases.calendar_change.preview import preview
from cases.calendar_change.touched_deadlines import touched_deadlines
from cases.models.deadline import Deadline
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target

AT_ONCE = 1000
"""So many deadlines are looked at while the person waits; more are left to the worker."""


def change_calendar_preview(office: Office, actor: Actor) -> int:
    """Preview the person's draft, at once or by the worker; return the id of the change.

    Opens its own transactions: what is computed is computed outside of them.

    Raises:
        NotAllowedError: The person may not edit the calendar.
        EmptyChangeError: Nothing has been edited.
        CalendarBusyError: Another change is being recomputed.
    """
    require(Permission.CALENDAR_EDIT, actor, Target())
    with office.database.writing() as tx:
        if own_draft(tx, actor) is None:
            raise EmptyChangeError
        if any_recomputing(tx):
            raise CalendarBusyError
        draft = draft_to_edit(tx, office, actor)
        draft.status = "previewing"
        touched = touched_deadlines(days_of(tx, draft.id), years_of(tx, draft.id))
        count = tx.scalar(select(func.count()).select_from(Deadline).where(touched)) or 0
        draft.total_count = count
        change_id = draft.id
    if count <= AT_ONCE:
        preview(office, change_id)
    return change_id
