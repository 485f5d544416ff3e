"""Reads dates as they are typed, and keeps the dates of events between their bounds."""

import re
from datetime import date

from forms.errors import RefusedAnswerError
from forms.fields import Field
from forms.limits import Limits
from forms.records import RECORDS

_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


def read_date(field: Field, typed: str, limits: Limits) -> date:
    """Read a date: dd/mm/yyyy, d/m/yyyy or yyyy-mm-dd.

    The date of an event, or of something that has happened, cannot lie in the future; the
    date of an event cannot lie before the event that opened the step.

    Raises:
        RefusedAnswerError: It is no date, or outside these bounds.
    """
    day = parse_date(typed)
    if _has_happened(field) and day > limits.today:
        message = f"{field.label} không muộn hơn hôm nay {write_date(limits.today)}"
        raise RefusedAnswerError(message)
    if field.event is not None and limits.earliest is not None and day < limits.earliest:
        opening = limits.earliest_label or "ngày"
        message = f"{field.label} không sớm hơn {opening} {write_date(limits.earliest)}"
        raise RefusedAnswerError(message)
    return day


def write_date(day: date) -> str:
    """Write a date as people type it here: 14/08/2026."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def parse_date(typed: str) -> date:
    """Read a date: dd/mm/yyyy, d/m/yyyy or yyyy-mm-dd.

    Raises:
        RefusedAnswerError: It is no date.
    """
    text = re.sub(r"\s", "", typed)
    match = _DAY_FIRST.fullmatch(text) or _YEAR_FIRST.fullmatch(text)
    if match is None:
        message = "Nhập ngày theo dạng ngày/tháng/năm, ví dụ 26/08/2026"
        raise RefusedAnswerError(message)
    year = int(match["year"])
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        message = f"Nhập năm từ {_FIRST_YEAR} đến {_LAST_YEAR}"
        raise RefusedAnswerError(message)
    try:
        return date(year, int(match["month"]), int(match["day"]))
    except ValueError:
        message = f"Không có ngày {text}: kiểm tra lại ngày và tháng"
        raise RefusedAnswerError(message) from None


def _has_happened(field: Field) -> bool:
    record = RECORDS.get(field.record or "")
    is_event = field.event is not None and not field.appointed
    return is_event or (record is not None and record.is_past)
