"""Puts days into the change of the calendar that a person is working on."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from cases.actor import Actor
from cases.calendar_change.drafts import days_of, draft_to_edit, leave_out, years_of
from cases.calendar_change.edits import DayEdit, read_day_edit
from cases.calendar_change.stored_calendar import (
    StoredCalendar,
    proposed_calendar,
    stored_calendar,
)
from cases.database import Transaction
from cases.models.calendar_change import CalendarChange
from cases.models.calendar_change_day import CalendarChangeDay
from cases.models.calendar_year import CalendarYear
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.upsert import upsert_rows
from config.holidays import is_weekend
from forms.submission import Submission


def change_calendar_days(
    tx: Transaction, office: Office, actor: Actor, *, submission: Submission
) -> tuple[date, ...]:
    """Add days to the person's draft and return them; what was said of them before is replaced.

    The calendar itself stays as it is until the draft is confirmed.

    Args:
        tx: A writing transaction.
        office: The installation.
        actor: Who edits.
        submission: The answers to ``DAY_FORM``.

    Raises:
        NotAllowedError: The person may not edit the calendar.
        SubmissionRefusedError: The answers have errors, or would change nothing.
    """
    require(Permission.CALENDAR_EDIT, actor, Target())
    draft = draft_to_edit(tx, office, actor)
    in_force = stored_calendar(tx)
    calendar = proposed_calendar(in_force, days_of(tx, draft.id), years_of(tx, draft.id))
    years = tx.scalars(select(CalendarYear.year)).all()
    edit = read_day_edit(submission, calendar, years, office.today())
    plain = [day for day in edit.days if _is_plain(day, in_force, is_working=edit.is_working)]
    _write(tx, draft, edit, [day for day in edit.days if day not in plain])
    leave_out(tx, draft, days=plain)
    return edit.days


def _is_plain(day: date, in_force: StoredCalendar, *, is_working: bool) -> bool:
    """Tell whether a day becomes what it is anyway: only the draft had said something else."""
    return day not in in_force.days and is_working != is_weekend(day)


def _write(tx: Transaction, draft: CalendarChange, edit: DayEdit, days: Sequence[date]) -> None:
    rows = [
        {
            "change_id": draft.id,
            "day": day,
            "is_working": edit.is_working,
            "reason": edit.reason,
            "document_number": edit.document.number,
            "document_on": edit.document.issued_on,
        }
        for day in days
    ]
    if rows:
        upsert_rows(tx, CalendarChangeDay, rows, key=("change_id", "day"))
