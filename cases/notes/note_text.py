"""The one place that every text written beside a step passes before it is kept."""

import unicodedata

from cases.errors import NoteRefusedError

LONGEST = 4000


def accepted_text(kind: str, typed: str) -> str:  # noqa: ARG001 - asked by what follows
    """Return the text as it is kept.

    Whatever rule a kind of petition puts on free text is checked here, and only here.

    Args:
        kind: Kind of the petition or case: complaint, denunciation, feedback.
        typed: What somebody wrote.

    Raises:
        NoteRefusedError: Nothing was written, or too much.
    """
    text = unicodedata.normalize("NFC", typed.replace("\r\n", "\n")).strip()
    if not text:
        raise NoteRefusedError("empty")
    if len(text) > LONGEST:
        raise NoteRefusedError("long")
    return text
