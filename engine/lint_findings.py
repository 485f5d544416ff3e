"""What a check says, and what it is told exists outside the version it checks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "tip"]
_ORDER: dict[Severity, int] = {"error": 0, "warning": 1, "tip": 2}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend or to think about.

    Attributes:
        severity: An error forbids publishing; a warning wants a look; a tip helps the reader.
        file: The file of the version it is in.
        element: Id of the element at fault; empty when it concerns the whole file.
        message: Vietnamese: what is wrong, then what to do. Begins in lower case, because the
            page writes the element's name and a colon before it.
    """

    severity: Severity
    file: str
    element: str
    message: str

    @property
    def order(self) -> tuple[int, str, str, str]:
        """What to mend first."""
        return _ORDER[self.severity], self.file, self.element, self.message


@dataclass(frozen=True, slots=True)
class Known:
    """Every code a version may name that is not in its own files.

    Attributes:
        roles: Codes of ``config/roles.toml``.
        unit_relations: How a unit may take part in a case.
        forms: Step names for which a form exists.
        terms: Terms of the term tables.
        events: Codes of ``config/events.toml``.
        effects: Names of effects that service tasks may ask for.
        documents: Document types.
        given_facts: Facts that nothing in a version needs to set, because a rule of the office
            sets them from the date of an act.
    """

    roles: frozenset[str]
    unit_relations: frozenset[str]
    forms: frozenset[str]
    terms: frozenset[str]
    events: frozenset[str]
    effects: frozenset[str]
    documents: frozenset[str]
    given_facts: frozenset[str] = frozenset()


Say = Callable[[str, str], Finding]
"""Makes a finding about ``(element, message)`` in a file already chosen."""


def error_in(file: str) -> Say:
    """Return a maker of errors about one file."""
    return lambda element, message: Finding("error", file, element, message)


def warning_in(file: str) -> Say:
    """Return a maker of warnings about one file."""
    return lambda element, message: Finding("warning", file, element, message)


def tip_in(file: str) -> Say:
    """Return a maker of tips about one file."""
    return lambda element, message: Finding("tip", file, element, message)


def listed(codes: frozenset[str] | tuple[str, ...] | set[str]) -> str:
    """Return codes as an enumeration to choose from, shortened when there are many."""
    shown = sorted(codes)
    most = 8
    return ", ".join(shown[:most]) + (", …" if len(shown) > most else "") if shown else "chưa có"
