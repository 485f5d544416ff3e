"""Hides most of an identity or phone number on screen."""

SHOWN = 3


def masked(number: str | None) -> str | None:
    """Return the number with all but its last three characters replaced by dots."""
    if not number:
        return number
    return "•" * max(0, len(number) - SHOWN) + number[-SHOWN:]
