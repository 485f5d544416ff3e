"""Reads and writes numbers the Vietnamese way: 1.234.567,5."""

import re
from decimal import Decimal

from forms.errors import RefusedAnswerError
from forms.fields import Field, Kind

MAX_DIGITS = 15
_LARGEST_COUNT = Decimal(999_999_999)

_NUMBER = re.compile(
    r"(?P<sign>-?)(?P<whole>\d{1,3}(?:\.\d{3})+|\d{1,3}(?: \d{3})+|\d+)(?:,(?P<rest>\d+))?",
    re.ASCII,
)
_ENGLISH_DECIMAL = re.compile(r"-?\d+\.\d+", re.ASCII)


def read_number(field: Field, typed: str) -> int | Decimal:
    """Read a number, an amount of money (million dong) or an area (square metres).

    Thousands may be grouped with dots or spaces; the comma stands before the decimals.
    A count is an int, everything with decimals a Decimal.

    Raises:
        RefusedAnswerError: It is not such a number, or outside the bounds of the field.
    """
    number = _parse(field, typed)
    low, high = bounds(field)
    if number < low:
        message = f"Nhập số từ {write_number(low)} trở lên"
        raise RefusedAnswerError(message)
    if number > high:
        message = f"Nhập số không quá {write_number(high)}"
        raise RefusedAnswerError(message)
    return number if field.decimals else int(number)


def bounds(field: Field) -> tuple[Decimal, Decimal]:
    """Return the smallest and the largest number a field takes.

    Without a stated minimum nothing below zero is taken: offices count, measure and pay.
    """
    largest = _LARGEST_COUNT if field.kind is Kind.NUMBER else Decimal(10**MAX_DIGITS - 1)
    low = Decimal(0) if field.minimum is None else field.minimum
    return low, largest if field.maximum is None else field.maximum


def write_number(number: int | Decimal) -> str:
    """Write a number as people type it here: 1234567.50 becomes "1.234.567,5"."""
    whole, _, rest = f"{Decimal(number):,f}".partition(".")
    rest = rest.rstrip("0")
    return whole.replace(",", ".") + (f",{rest}" if rest else "")


def _parse(field: Field, typed: str) -> Decimal:
    text = " ".join(typed.replace("\u2212", "-").split())
    match = _NUMBER.fullmatch(text)
    if match is None:
        if len(text) <= 2 * MAX_DIGITS and _ENGLISH_DECIMAL.fullmatch(text):
            message = f"Dùng dấu phẩy cho phần lẻ: {text.replace('.', ',')}"
            raise RefusedAnswerError(message)
        message = f"Nhập số, ví dụ {'1.234,5' if field.decimals else '1.234'}"
        raise RefusedAnswerError(message)
    whole = re.sub(r"[. ]", "", match["whole"])
    rest = (match["rest"] or "").rstrip("0")
    if len(whole.lstrip("0")) > MAX_DIGITS:
        message = f"Số quá lớn: nhiều nhất {MAX_DIGITS} chữ số"
        raise RefusedAnswerError(message)
    if len(rest) > field.decimals:
        message = f"Nhập nhiều nhất {field.decimals} chữ số sau dấu phẩy"
        raise RefusedAnswerError(message if field.decimals else "Nhập số nguyên, không có phần lẻ")
    return Decimal(f"{match['sign']}{whole}.{rest or '0'}")
