"""Who acts: a person, the roles they hold now, and where they sit."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Assignment:
    """One role in one unit, whose kind tells what its holder is called."""

    role: str
    unit_id: int
    unit_name: str
    unit_kind: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person, as every action and query sees them.

    Attributes:
        account_id: Row of ``account``.
        name: Full name, as shown on screen.
        email: Official address, the account's name.
        assignments: Roles in force today.
        session_id: Row of ``user_session``; ``None`` for the worker and the command line.
        address: Network address the request came from, for the journal.
        uses_shortcuts: Whether single letters act as keys on this person's pages.
    """

    account_id: int
    name: str
    email: str
    assignments: tuple[Assignment, ...]
    session_id: int | None = None
    address: str = ""
    uses_shortcuts: bool = True

    @property
    def roles(self) -> frozenset[str]:
        """Codes of all roles, wherever they are held."""
        return frozenset(one.role for one in self.assignments)

    @property
    def unit_ids(self) -> frozenset[int]:
        """Units in which the person holds any role."""
        return frozenset(one.unit_id for one in self.assignments)

    def holds(self, role: str, unit_id: int | None) -> bool:
        """Tell whether the person holds ``role`` in the unit ``unit_id``."""
        return any(one.role == role and one.unit_id == unit_id for one in self.assignments)
