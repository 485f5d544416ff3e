"""Numbers that lead to one person: of identity papers and telephones, in one way of writing each.

A citizen card has 12 digits. Papers in a file may be older or foreign-issued, so nine digits (the
former identity card) and a passport number (one letter and 7 or 8 digits) are taken as well.
"""

import re

_ID_NUMBER = re.compile(r"\d{12}|\d{9}|[A-Z]\d{7,8}", re.ASCII)
_PHONE = re.compile(r"0\d{9,10}|\+[1-9]\d{7,14}", re.ASCII)
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


def _bare(typed: str) -> str:
    return _SEPARATORS.sub("", typed).upper()
