"""What people do to the calendar, and many deadlines for it to act on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert, select

from cases.actions.change_calendar_confirm import change_calendar_confirm
from cases.actions.change_calendar_days import change_calendar_days
from cases.actions.change_calendar_less import change_calendar_less
from cases.actions.change_calendar_preview import change_calendar_preview
from cases.actions.change_calendar_year import change_calendar_year
from cases.actor import Actor
from cases.calendar_change.asked import DAY_FORM, YEAR_FORM
from cases.deadlines.computation import compute
from cases.models.calendar_change import CalendarChange
from cases.models.calendar_change_deadline import CalendarChangeDeadline
from cases.models.calendar_day import CalendarDay
from cases.models.deadline import Deadline
from cases.models.event import Event
from cases.models.journal_entry import JournalEntry
from cases.office import Office
from cases.sweeps.calendar_changes import sweep
from forms.fields import Form
from forms.limits import Limits
from forms.posted import RawValues
from forms.submission import Submission, read
from tests.cases.matter import Matter

A_DAY_OFF = {
    "first": "04/09/2026",
    "becomes": "off",
    "reason": "nghỉ hoán đổi với thứ Bảy 12/09/2026",
    "document_number": "Thông báo 77/TB-BNV",
    "document_on": "20/08/2026",
}
AN_ANNOUNCEMENT = {
    "year_document_number": "Thông báo 88/TB-BNV",
    "year_document_on": "20/08/2026",
}


@dataclass
class Editor:
    """Somebody who edits the calendar."""

    office: Office
    actor: Actor

    def edit(self, **typed: str) -> tuple[date, ...]:
        """Make Friday 04/09/2026 a day off, but for ``typed``."""
        with self.office.database.writing() as tx:
            return change_calendar_days(
                tx, self.office, self.actor, submission=self._filled(DAY_FORM, A_DAY_OFF | typed)
            )

    def announce(self, year: int, **typed: str) -> None:
        """Confirm a year."""
        submission = self._filled(YEAR_FORM, AN_ANNOUNCEMENT | typed)
        with self.office.database.writing() as tx:
            change_calendar_year(tx, self.office, self.actor, year=year, submission=submission)

    def leave_out(self, *, day: date | None = None, year: int | None = None) -> None:
        with self.office.database.writing() as tx:
            change_calendar_less(tx, self.office, self.actor, day=day, year=year)

    def preview(self) -> CalendarChange:
        return self.change(change_calendar_preview(self.office, self.actor))

    def confirm(self, change: CalendarChange) -> None:
        """Confirm what was seen as ``change``."""
        with self.office.database.writing() as tx:
            change_calendar_confirm(
                tx,
                self.office,
                self.actor,
                change_id=change.id,
                preview_number=change.preview_number,
            )

    def put_into_force(self) -> CalendarChange:
        """Preview, confirm, and let the worker do its part."""
        change = self.preview()
        self.confirm(change)
        sweep(self.office)
        return self.change(change.id)

    def change(self, change_id: int) -> CalendarChange:
        with self.office.database.reading() as tx:
            return tx.get_one(CalendarChange, change_id)

    def drafts(self) -> Sequence[CalendarChange]:
        with self.office.database.reading() as tx:
            of_mine = CalendarChange.created_by_id == self.actor.account_id
            return tx.scalars(select(CalendarChange).where(of_mine)).all()

    def _filled(self, form: Form, typed: dict[str, str]) -> Submission:
        posted = RawValues({key: [value] for key, value in typed.items()})
        return read(form, posted, None, Limits(self.office.today()))


def moves(office: Office, change_id: int) -> dict[int, tuple[date, date | None, int]]:
    """Return by deadline the dates before and after, and how being late changes."""
    with office.database.reading() as tx:
        rows = tx.scalars(
            select(CalendarChangeDeadline).where(CalendarChangeDeadline.change_id == change_id)
        )
        return {row.deadline_id: (row.old_due_on, row.new_due_on, row.lateness) for row in rows}


def stored_days(office: Office) -> dict[date, tuple[bool, str, str]]:
    """Return the exceptional days as they are stored."""
    with office.database.reading() as tx:
        rows = tx.scalars(select(CalendarDay))
        return {row.day: (row.is_working, row.reason, row.source) for row in rows}


def due_dates(office: Office) -> dict[int, date]:
    """Return the due date of every deadline."""
    with office.database.reading() as tx:
        return {row.id: row.due_on for row in tx.execute(select(Deadline.id, Deadline.due_on))}


def entries(office: Office, action: str) -> list[JournalEntry]:
    """Return the journal entries of an action."""
    with office.database.reading() as tx:
        rows = select(JournalEntry).where(JournalEntry.action == action).order_by(JournalEntry.id)
        return list(tx.scalars(rows))


def open_many(
    matter: Matter, count: int, *, term: str = "kn1_accept", first: date = date(2026, 8, 1)
) -> list[int]:
    """Open many deadlines of one term on one case, begun on forty days from ``first`` on."""
    office = matter.office
    with office.database.writing() as tx:
        rules = office.rules(tx)
        event_id = tx.scalars(select(Event.id).limit(1)).one()
        rows = []
        for number in range(count):
            started_on = first + timedelta(days=number % 40)
            row = rules.terms.choose(term, started_on, {})
            computation = compute(row, started_on, rules.calendar)
            rows.append(deadline_row(matter, rules.terms_version_id, event_id, computation))
        return list(tx.scalars(insert(Deadline).returning(Deadline.id), rows))


def deadline_row(
    matter: Matter, table_version_id: int, event_id: int, counted: Any, **changed: Any
) -> dict[str, Any]:
    """Return the row of an open deadline of a case."""
    return {
        "subject_kind": "case",
        "subject_id": matter.registered.case_id,
        "term": counted.row.term,
        "row_key": counted.row.key,
        "table_version_id": table_version_id,
        "opening_event_id": event_id,
        "started_on": counted.start,
        "due_on": counted.due_on,
        "ends_on_events": " ".join(counted.row.ends_on),
        "pauses": counted.row.paused_by_suspension,
        "is_provisional": counted.is_provisional,
        "computation": counted.to_json(),
        **changed,
    }
