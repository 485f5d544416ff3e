"""The one place that every text written beside a step passes before it is kept."""

import unicodedata

from cases.errors import NoteRefusedError
from forms.named_people import find_people

LONGEST = 4000


KINDS_WITHOUT_AUTHOR = frozenset({"denunciation", "mixed", "unclassified"})
"""Kinds of petition whose author has no place in the system, or may turn out to have none."""


def accepted_text(kind: str, typed: str) -> str:
    """Return the text as it is kept.

    Whatever rule a kind of petition puts on free text is checked here, and only here.

    Args:
        kind: Kind of the petition or case. Beside a denunciation, and beside what may become
            one, nothing is kept that may name its author (regulation Art 5(7)).
        typed: What somebody wrote.

    Raises:
        NoteRefusedError: Nothing was written, too much, or what may name the author.
    """
    return text_that_names_nobody(typed) if kind in KINDS_WITHOUT_AUTHOR else _kept(typed)


def text_that_names_nobody(typed: str) -> str:
    """Return a text as it is kept, looked through for what may tell who somebody is.

    Raises:
        NoteRefusedError: Nothing was written, too much, or what may name somebody.
    """
    text = _kept(typed)
    found = find_people(text)
    if found:
        raise NoteRefusedError("people", found)
    return text


def _kept(typed: str) -> str:
    text = unicodedata.normalize("NFC", typed.replace("\r\n", "\n")).strip()
    if not text:
        raise NoteRefusedError("empty")
    if len(text) > LONGEST:
        raise NoteRefusedError("long")
    return text
