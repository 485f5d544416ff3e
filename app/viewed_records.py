"""Writes down who looked at a record that is protected: one that is secret."""

from typing import Protocol

from app.office_context import actor, office, writing
from cases import journal


class Viewed(Protocol):
    """What a page shows."""

    @property
    def id(self) -> int:
        """The row of the record."""

    @property
    def subject_kind(self) -> str:
        """Whether that is a case or a petition."""

    @property
    def is_protected(self) -> bool:
        """Whether looking at it is written down."""


def note_view(record: Viewed) -> None:
    """Write down that the person looks at a record, if it is protected.

    Called before the page is made: nobody sees what the journal does not know of.
    """
    if record.is_protected:
        with writing() as tx:
            journal.note_view(tx, office(), actor(), (record.subject_kind, record.id))


def note_look_up(subject: tuple[str, int]) -> None:
    """Write down that somebody who may only look up looks at a record, whatever it is about."""
    with writing() as tx:
        journal.note_view(tx, office(), actor(), subject, detail={"way": "tra cứu"})
