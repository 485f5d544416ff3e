"""Numbers that lead to one person: of identity papers and telephones, in one way of writing each.

A citizen card has 12 digits. Papers in a file may be older or foreign-issued, so nine digits (the
former identity card) and a passport number (one letter and 7 or 8 digits) are taken as well.
"""

import re
from collections.abc import Callable

_ID_NUMBER = re.compile(r"\d{12}|\d{9}|[A-Z]\d{7,8}", re.ASCII)
_PHONE = re.compile(r"0\d{9,10}|\+[1-9]\d{7,14}", re.ASCII)
_IN_TEXT = re.compile(r"(?<![\w/.-])(?:\+?\d(?:[ .-]?\d){8,13}|[A-Za-z]\d{7,8})(?![\w/])", re.ASCII)
"""Nine digits or more, perhaps in groups, or a passport: may belong to a person."""
_SEPARATORS = re.compile(r"[\s.\-()]+")


def id_number(typed: str) -> str | None:
    """Return the number of an identity paper without signs in between; ``None`` if it is none."""
    number = _bare(typed)
    return number if _ID_NUMBER.fullmatch(number) and "(" not in typed else None


def phone(typed: str) -> str | None:
    """Return a number that can be called from Vietnam, +84 as 0; ``None`` if it is none."""
    number = re.sub(r"\A\+84", "0", _bare(typed))
    return number if _PHONE.fullmatch(number) else None


def person_number(typed: str) -> str | None:
    """Return whichever of both it is, as it stands in the database."""
    return id_number(typed) or phone(typed)


def numbers_in(text: str) -> tuple[str, ...]:
    """Return the numbers in a text that may belong to a person, each in its one way of writing."""
    whole = person_number(text)
    found = (person_number(one) or _bare(one) for one in _IN_TEXT.findall(text))
    return tuple(dict.fromkeys([*([whole] if whole else []), *found]))


def replace_numbers(text: str, write: Callable[[str], str]) -> str:
    """Return a text in which each number that may belong to a person is written otherwise."""
    return _IN_TEXT.sub(lambda found: write(found[0]), text)


def without_numbers(text: str) -> str:
    """Return a text without the numbers that may belong to a person."""
    return replace_numbers(text, lambda _: " ")


def _bare(typed: str) -> str:
    return _SEPARATORS.sub("", typed).upper()
