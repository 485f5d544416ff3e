"""The two forms of the calendar page: drawn, filled and read."""

from datetime import date
from functools import cache

from flask import request

from app.typed_forms import limits
from cases.calendar_change.asked import DAY_FORM, DAY_OFF, WORKED, YEAR_FORM
from cases.errors import SubmissionRefusedError
from cases.queries.calendar_views import CalendarYearPage
from forms.date_reader import write_date
from forms.fields import Form
from forms.posted import RawValues
from forms.submission import Submission, read
from forms.wtforms_fields import StepForm, build, initial


def read_day() -> Submission:
    """Read what was posted about days."""
    return read(DAY_FORM, request.form, None, limits())


def read_year() -> Submission:
    """Read what was posted about a year."""
    return read(YEAR_FORM, request.form, None, limits())


def day_form(
    page: CalendarYearPage, chosen: date | None, refused: SubmissionRefusedError | None
) -> StepForm:
    """Return the form for days: as it was sent, or begun with a day chosen in the picture.

    A chosen day becomes the opposite of what it is. The document is that of the day edited
    before: one document mostly changes several days.
    """
    if refused is not None:
        return _refused(DAY_FORM, refused)
    values: dict[str, list[str]] = {}
    if chosen is not None:
        marks = _marks(page, chosen)
        is_off = bool(marks & {"off", "rest"})
        values = initial(DAY_FORM, {"first": chosen, "becomes": WORKED if is_off else DAY_OFF})
    if page.draft and page.draft.days:
        document = page.draft.days[-1].document
        values["document_number"] = [document.number]
        values["document_on"] = [write_date(document.issued_on)]
    return _built(DAY_FORM)(RawValues(values))


def year_form(refused: SubmissionRefusedError | None) -> StepForm:
    """Return the form for confirming a year, empty or as it was sent."""
    return _refused(YEAR_FORM, refused) if refused else _built(YEAR_FORM)(RawValues({}))


def _marks(page: CalendarYearPage, day: date) -> set[str]:
    cells = (cell for month in page.months for week in month.weeks for cell in week)
    return next((set(cell.mark.split()) for cell in cells if cell.day == day), set())


def _refused(form: Form, refused: SubmissionRefusedError) -> StepForm:
    shown = _built(form)(request.form)
    shown.show(refused.errors)
    return shown


@cache
def _built(form: Form) -> type[StepForm]:
    return build(form)
