"""Dates, times, sizes and counts as Vietnamese offices write them."""

from datetime import date, datetime

from config.clock import TIME_ZONE

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
KILOBYTE = 1024


def full_date(day: date | None) -> str:
    """Write a date: 26/08/2026. An instant is written as its date in the office."""
    if day is None:
        return ""
    return f"{_local(day):%d/%m/%Y}"


def short_date(day: date | None) -> str:
    """Write a date whose year is plain: 26/08."""
    if day is None:
        return ""
    return f"{_local(day):%d/%m}"


def weekday_date(day: date) -> str:
    """Write a date with its day of the week: Thứ Tư, 26/08/2026."""
    return f"{WEEKDAYS[_local(day).weekday()]}, {full_date(day)}"


def clock_time(instant: datetime) -> str:
    """Write the time of day: 10:42."""
    return f"{_local(instant):%H:%M}"


def full_instant(instant: datetime) -> str:
    """Write an instant: 26/08/2026 10:42."""
    return f"{_local(instant):%d/%m/%Y %H:%M}"


def saved_time(instant: datetime, today: date) -> str:
    """Write when something was saved: 10:38, or 10:38 ngày 25/08/2026 on another day."""
    day = _local(instant)
    if isinstance(day, datetime) and day.date() == today:
        return clock_time(instant)
    return f"{clock_time(instant)} ngày {full_date(instant)}"


def file_size(size: int) -> str:
    """Write a number of bytes: 212 KB, 1,4 MB."""
    if size < KILOBYTE * KILOBYTE:
        return f"{max(1, round(size / KILOBYTE))} KB"
    return f"{size / KILOBYTE / KILOBYTE:.1f} MB".replace(".", ",").replace(",0 ", " ")


def count(number: int) -> str:
    """Write a count: 1.234."""
    return f"{number:,}".replace(",", ".")


def _local(day: date) -> date:
    return day.astimezone(TIME_ZONE) if isinstance(day, datetime) else day
