"""Finds the record whose level is to change, the whole matter around it, and what is open."""

from dataclasses import dataclass

from sqlalchemy import select

from cases.actor import Actor
from cases.database import Transaction
from cases.erasure.reach import Reach, reach_of_matter
from cases.errors import SecrecyRefusedError
from cases.models.secrecy_change import SecrecyChange
from cases.office import Office
from cases.policy.predicates import Target
from cases.queries.found_subject import FoundSubject, find_subject
from cases.queries.subjects import Subject, about

OPEN = "proposed"


@dataclass(frozen=True, slots=True)
class Matter:
    """A record with everything that is about the same thing: one level holds for all of it."""

    found: FoundSubject
    reach: Reach

    @property
    def level(self) -> str:
        """How secret it is."""
        return self.found.row.secrecy

    @property
    def target(self) -> Target:
        """The record as the policy looks at it."""
        return Target(self.found.units, unit_id=self.found.unit_id)

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """Every petition and case of it."""
        petitions = (("petition", one) for one in self.reach.petitions)
        return (*petitions, *(("case", one) for one in self.reach.cases))


def find_matter(tx: Transaction, office: Office, actor: Actor, code: str) -> Matter:
    """Return the matter that a record belongs to.

    Raises:
        NotFoundError: No such case or petition, or none that the person may know of.
    """
    found = find_subject(tx, office, actor, code)
    return Matter(found, reach_of_matter(tx, found.subject))


def open_change(tx: Transaction, matter: Matter, *, locked: bool = False) -> SecrecyChange | None:
    """Return the proposal that waits for a second person, if there is one."""
    wanted = select(SecrecyChange).where(
        about(SecrecyChange, matter.subjects), SecrecyChange.state == OPEN
    )
    return tx.scalars(wanted.with_for_update() if locked else wanted).first()


def require_open(tx: Transaction, matter: Matter) -> SecrecyChange:
    """Return the proposal that waits, locked.

    Raises:
        SecrecyRefusedError: There is none any more.
    """
    change = open_change(tx, matter, locked=True)
    if change is None:
        raise SecrecyRefusedError("decided")
    return change
