"""Dates and amounts as a Vietnamese office writes them."""

from datetime import date
from functools import lru_cache

from cases.deadlines.period import Unit

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
UNITS: dict[Unit, str] = {"calendar": "ngày", "working": "ngày làm việc", "month": "tháng"}
DAYS_KEPT = 16_384
"""Forty years and more: an explanation names the same days over and over."""


@lru_cache(maxsize=DAYS_KEPT)
def full_date(day: date) -> str:
    """Return e.g. "03/08/2026"."""
    return f"{day:%d/%m/%Y}"


@lru_cache(maxsize=DAYS_KEPT)
def day_month(day: date) -> str:
    """Return e.g. "03/08", where the year is plain."""
    return f"{day:%d/%m}"


def weekday(day: date) -> str:
    """Return e.g. "thứ Hai", as it stands inside a sentence."""
    return WEEKDAYS[day.weekday()]


@lru_cache(maxsize=DAYS_KEPT)
def named_date(day: date) -> str:
    """Return e.g. "thứ Hai 03/08/2026"."""
    return f"{weekday(day)} {full_date(day)}"


def amount_of(amount: int, unit: Unit) -> str:
    """Return an amount as laws write it, e.g. "07 ngày làm việc"."""
    return f"{amount:02d} {UNITS[unit]}"


def begin_sentence(text: str) -> str:
    """Return the text with a capital first letter."""
    return text[:1].upper() + text[1:]


def inside_sentence(title: str) -> str:
    """Return a title as it stands inside a sentence."""
    return title[:1].lower() + title[1:]
