"""Hides most of an identity or phone number on screen."""

from forms.person_numbers import replace_numbers

SHOWN = 3


def masked(number: str | None) -> str | None:
    """Return the number with all but its last three characters replaced by dots."""
    if not number:
        return number
    return "•" * max(0, len(number) - SHOWN) + number[-SHOWN:]


def masked_numbers(text: str) -> str:
    """Return a text in which every number that may belong to a person is masked."""
    return replace_numbers(text, lambda number: masked(number) or "")
