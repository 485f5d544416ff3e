"""Hides most of an identity or phone number on screen."""

import re

SHOWN = 3
_NUMBER = re.compile(r"(?<![\w/.-])\+?\d(?:[ .-]?\d){8,13}(?![\w/])")
"""Nine digits or more, perhaps in groups: an identity, passport, phone or account number."""


def masked(number: str | None) -> str | None:
    """Return the number with all but its last three characters replaced by dots."""
    if not number:
        return number
    return "•" * max(0, len(number) - SHOWN) + number[-SHOWN:]


def masked_numbers(text: str) -> str:
    """Return a text in which every number that may belong to a person is masked."""
    return _NUMBER.sub(lambda found: masked(found[0]) or "", text)
