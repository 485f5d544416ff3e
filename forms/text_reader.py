"""Reads typed text: one Unicode form, no invisible or unreadable characters, a fitting length."""

import unicodedata

from forms.errors import RefusedAnswerError
from forms.fields import Field, Format, Kind
from forms.old_encodings import find_wrong_encoding
from forms.person_numbers import id_number, phone

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_SPACES = {ord("\u00a0"): " ", ord("\u202f"): " ", ord("\u2029"): "\n", ord("\u2028"): "\n"}
_DIRECTION_MARKS = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_FORBIDDEN_CATEGORIES = frozenset({"Cc", "Cs", "Co"})


def clean(typed: str) -> str:
    """Return the text in Unicode NFC, without invisible characters and odd line ends.

    Raises:
        RefusedAnswerError: The text holds characters that nobody can read.
    """
    text = unicodedata.normalize("NFC", typed.replace("\r\n", "\n").replace("\r", "\n"))
    wrong = find_wrong_encoding(text)
    if wrong is not None:
        raise RefusedAnswerError(wrong.value)
    text = text.translate(_SPACES).translate(_INVISIBLE)
    for position, character in enumerate(text, start=1):
        if character not in "\n\t" and _is_forbidden(character):
            message = f"Bỏ ký tự không in được ở vị trí {position}"
            raise RefusedAnswerError(message)
    return text


def read_text(field: Field, typed: str) -> str:
    """Read the answer to a field of text; the empty text when nothing was written.

    Raises:
        RefusedAnswerError: It has unreadable characters, a wrong length or a wrong shape.
    """
    text = clean(typed)
    if field.kind is Kind.LINES:
        text = "\n".join(line.rstrip() for line in text.split("\n")).strip()
    else:
        text = " ".join(text.split())
    if not text:
        return ""
    if field.format is not None:
        return _SHAPES[field.format](text)
    _check_length(field, text)
    return text


def read_id_number(text: str) -> str:
    """Read the number of a paper that proves who somebody is.

    The message names only what is normally asked for.

    Raises:
        RefusedAnswerError: It is none that ``id_number`` knows.
    """
    number = id_number(text)
    if number is None:
        message = "Nhập số căn cước gồm 12 chữ số"
        raise RefusedAnswerError(message)
    return number


def read_phone(text: str) -> str:
    """Read a telephone number; +84 becomes 0.

    Raises:
        RefusedAnswerError: It is not a number one can call from Vietnam.
    """
    number = phone(text)
    if number is None:
        message = "Nhập số điện thoại bắt đầu bằng 0, gồm 10 hoặc 11 chữ số"
        raise RefusedAnswerError(message)
    return number


_SHAPES = {Format.ID_NUMBER: read_id_number, Format.PHONE: read_phone}


def _is_forbidden(character: str) -> bool:
    return character in _DIRECTION_MARKS or (
        unicodedata.category(character) in _FORBIDDEN_CATEGORIES
    )


def _check_length(field: Field, text: str) -> None:
    if field.max_length is not None and len(text) > field.max_length:
        over = len(text) - field.max_length
        message = f"Dài quá {_grouped(field.max_length)} ký tự: rút gọn {_grouped(over)} ký tự"
        raise RefusedAnswerError(message)
    if field.min_length is not None and len(text) < field.min_length:
        message = f"Ghi ít nhất {_grouped(field.min_length)} ký tự"
        raise RefusedAnswerError(message)


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")
