"""Who acts: a person, the roles they hold now, and where they sit."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Assignment:
    """One role in one unit, whose kind tells what its holder is called."""

    role: str
    unit_id: int
    unit_name: str
    unit_kind: str = ""


@dataclass(frozen=True, slots=True)
class HeldDelegation:
    """What somebody may do today for another person of the same unit (TUQ.).

    Attributes:
        kind: ``powers`` (điểm c khoản 1 Điều 15 Quy chế) or ``leave``.
        unit_id: The unit in which it counts.
        giver_id: For whom the person acts.
        powers: Codes of the delegated powers.
        subject_kinds: Kinds of petition it counts for; none are all.
        roles: Roles of the giver whose steps the person does during the leave.
        document: The paper that it rests on: number and day.
        valid_to: Its last day.
    """

    id: int
    kind: str
    unit_id: int
    giver_id: int
    giver_name: str
    powers: frozenset[str]
    subject_kinds: frozenset[str]
    roles: frozenset[str]
    document: tuple[str, date]
    valid_to: date


@dataclass(frozen=True, slots=True)
class HeldVisit:
    """A support visit that somebody makes right now (khoản 1 Điều 16 Quy chế)."""

    id: int
    unit_id: int
    unit_name: str
    until: datetime


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
        delegations: For whom the person may act today.
        visit: The screens of a unit that the person looks at to help, and nothing but looks.
        on_behalf_of: Account for whom the person acts right now; ``None`` in their own right.
    """

    account_id: int
    name: str
    email: str
    assignments: tuple[Assignment, ...]
    session_id: int | None = None
    address: str = ""
    uses_shortcuts: bool = True
    delegations: tuple[HeldDelegation, ...] = ()
    on_behalf_of: int | None = None
    visit: HeldVisit | None = None

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

    def units_with(self, role: str) -> frozenset[int]:
        """Return where the person holds ``role``, or stands in for somebody who holds it."""
        own = {one.unit_id for one in self.assignments if one.role == role}
        return frozenset(own | {one.unit_id for one in self.delegations if role in one.roles})
