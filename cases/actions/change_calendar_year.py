"""Puts "this year's calendar is announced" into the change that a person is working on."""

from cases.actor import Actor
from cases.calendar_change.drafts import draft_to_edit
from cases.calendar_change.edits import read_year_document
from cases.database import Transaction
from cases.errors import NotFoundError
from cases.models.calendar_change_year import CalendarChangeYear
from cases.models.calendar_year import CalendarYear
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.upsert import upsert_rows
from forms.submission import Submission


def change_calendar_year(
    tx: Transaction, office: Office, actor: Actor, *, year: int, submission: Submission
) -> None:
    """Add the confirmation of a year to the person's draft.

    A year that is confirmed already may be confirmed by another document.

    Args:
        tx: A writing transaction.
        office: The installation.
        actor: Who edits.
        year: Which year.
        submission: The answers to ``YEAR_FORM``.

    Raises:
        NotAllowedError: The person may not edit the calendar.
        NotFoundError: There is no calendar of that year.
        SubmissionRefusedError: The answers have errors.
    """
    require(Permission.CALENDAR_EDIT, actor, Target())
    if tx.get(CalendarYear, year) is None:
        raise NotFoundError
    document = read_year_document(submission, office.today())
    draft = draft_to_edit(tx, office, actor)
    row = {
        "change_id": draft.id,
        "year": year,
        "document_number": document.number,
        "document_on": document.issued_on,
    }
    upsert_rows(tx, CalendarChangeYear, [row], key=("change_id", "year"))
