"""One line of a register, before its columns are read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from cases.queries.subjects import Subject

Rows = Mapping[Any, Sequence[Any]]
"""Subject, or id of a case or petition, -> rows of one table, oldest first."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a register.

    Attributes:
        number: Its place in the book, from 1.
        record: The petition or the case, with the names of its units and people.
        subjects: It and what it was opened by, or what it opened: petitions and cases.
    """

    number: int
    record: Row[Any]
    subjects: tuple[Subject, ...]
    petition_ids: tuple[int, ...]
    case_ids: tuple[int, ...]

    def among(self, rows: Rows) -> list[Any]:
        """Return the rows of all subjects."""
        if not rows:
            return []
        return [row for subject in self.subjects for row in rows.get(subject, ())]


def entry_of(number: int, record: Row[Any], subjects: tuple[Subject, ...]) -> Entry:
    """Return a line with the petitions and the cases among its subjects at hand."""
    ids = {
        kind: tuple([one for of, one in subjects if of == kind]) for kind in ("petition", "case")
    }
    return Entry(number, record, subjects, ids["petition"], ids["case"])
