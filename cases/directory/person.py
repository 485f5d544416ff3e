"""What the directory says of a person and of a branch, and what it answers to a password."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What came of checking a password. The values are the reasons of a refusal."""

    RIGHT = "right"
    WRONG = "wrong"
    EXPIRED = "expired"
    MUST_CHANGE = "must_change"
    SHUT = "shut"
    DISABLED = "disabled"


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of checking a password, and of whom the directory says so.

    Attributes:
        verdict: Whether it is right.
        directory_id: The person in the directory; empty for a password that is kept here, for a
            wrong one, and where the directory hides it.
    """

    verdict: Verdict
    directory_id: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """One entry of the directory.

    Attributes:
        place: Name of the entry.
        directory_id: What stays the same when name and address change; empty where it is hidden.
        emails: The addresses of the person, in small letters.
        full_name: As shown on screen.
        is_disabled: The person may not sign in anywhere until somebody decides so. A lock that
            wrong passwords have brought about, and that ends by itself, does not count.
    """

    place: str
    directory_id: str
    emails: tuple[str, ...]
    full_name: str
    is_disabled: bool = False


@dataclass(frozen=True, slots=True)
class Branch:
    """A part of the directory that may hold the people of one unit."""

    place: str
    name: str


def is_somebody_else(known: str | None, found: str) -> bool:
    """Tell whether an address now belongs to another person than the one who had the account."""
    return bool(known and found and known != found)
