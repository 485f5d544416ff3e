"""Reads what somebody wants to change and refuses what would change nothing or make no sense."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from cases.calendar_change.asked import DAY_FORM, WORKED, YEAR_FORM
from cases.calendar_change.source_document import SourceDocument
from cases.calendar_change.stored_calendar import StoredCalendar
from cases.errors import SubmissionRefusedError
from config.holidays import is_weekend
from forms.fields import Form
from forms.submission import FieldError, Submission

MOST_DAYS = 31


@dataclass(frozen=True, slots=True)
class DayEdit:
    """Days that become free or worked, why and by which document."""

    days: tuple[date, ...]
    is_working: bool
    reason: str
    document: SourceDocument


def read_day_edit(
    submission: Submission, calendar: StoredCalendar, years: Collection[int], today: date
) -> DayEdit:
    """Read an answer to ``DAY_FORM``.

    Of several days, those whose weekday already says the same are left out.

    Args:
        submission: The answers.
        calendar: The calendar with what the draft has changed so far.
        years: Years that have a calendar.
        today: The office date.

    Raises:
        SubmissionRefusedError: Every problem at its field.
    """
    errors = list(submission.errors)
    errors += _future_document(DAY_FORM, "document_on", submission, today)
    first, last = _bounds(submission)
    if first is None or last is None:
        raise SubmissionRefusedError(errors)
    problem = _impossible(first, last, years)
    if problem:
        errors.append(problem)
    if errors:
        raise SubmissionRefusedError(errors)
    is_working = submission.values["becomes"] == WORKED
    days = tuple(_changed(first, last, calendar, is_working=is_working))
    if not days:
        raise SubmissionRefusedError([_nothing_changes(first, last, is_working=is_working)])
    return DayEdit(
        days,
        is_working,
        str(submission.values["reason"]),
        _document(submission, "document_number", "document_on"),
    )


def read_year_document(submission: Submission, today: date) -> SourceDocument:
    """Read an answer to ``YEAR_FORM``.

    Raises:
        SubmissionRefusedError: Every problem at its field.
    """
    errors = [*submission.errors]
    errors += _future_document(YEAR_FORM, "year_document_on", submission, today)
    if errors:
        raise SubmissionRefusedError(errors)
    return _document(submission, "year_document_number", "year_document_on")


def _bounds(submission: Submission) -> tuple[date | None, date | None]:
    """Return the first and the last day; ``None`` where it could not be read."""
    first = cast("date | None", submission.values.get("first"))
    if any(error.key == "last" for error in submission.errors):
        return first, None
    return first, cast("date | None", submission.values.get("last")) or first


def _impossible(first: date, last: date, years: Collection[int]) -> FieldError | None:
    if last < first:
        return _error(DAY_FORM, "last", f"Đến hết ngày không sớm hơn ngày đầu {first:%d/%m/%Y}")
    if (last - first).days >= MOST_DAYS:
        return _error(DAY_FORM, "last", f"Mỗi lần nhiều nhất {MOST_DAYS} ngày: chia làm nhiều lần")
    outside = [day for day in (first, last) if day.year not in years]
    if outside:
        key = "first" if first in outside else "last"
        message = f"Lịch có từ năm {min(years)} đến năm {max(years)}: kiểm tra lại năm"
        return _error(DAY_FORM, key, message)
    return None


def _changed(
    first: date, last: date, calendar: StoredCalendar, *, is_working: bool
) -> Iterator[date]:
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        if day in calendar.days or is_weekend(day) == is_working:
            yield day


def _nothing_changes(first: date, last: date, *, is_working: bool) -> FieldError:
    days = f"Ngày {first:%d/%m/%Y}" if first == last else "Các ngày này"
    state = "ngày làm việc" if is_working else "ngày nghỉ hằng tuần"
    return _error(DAY_FORM, "becomes", f"{days} đã là {state}: không có gì để sửa")


def _future_document(form: Form, key: str, submission: Submission, today: date) -> list[FieldError]:
    issued_on = submission.values.get(key)
    if isinstance(issued_on, date) and issued_on > today:
        return [_error(form, key, f"Ngày văn bản không muộn hơn hôm nay {today:%d/%m/%Y}")]
    return []


def _document(submission: Submission, number: str, issued_on: str) -> SourceDocument:
    values = submission.values
    return SourceDocument(str(values[number]), cast("date", values[issued_on]))


def _error(form: Form, key: str, message: str) -> FieldError:
    return FieldError(key, form.field(key).label, message)
