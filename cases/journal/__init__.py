"""The append-only record of who did what: ``journal.write(...)`` from every action.

``entries`` writes it, ``sealing`` seals it; ``proof`` checks the seals without any of this.
"""

from cases.journal.entries import Entry, note_view, write, write_all

__all__ = ["Entry", "note_view", "write", "write_all"]
