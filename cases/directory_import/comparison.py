"""What differs between the people of a unit here and in the directory."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar

from cases.directory.person import Person, is_somebody_else
from cases.folding import fold
from cases.official_address import is_official

GONE, DISABLED, SOMEBODY_ELSE = "gone", "disabled", "somebody_else"
"""Why an account should be locked; locking it needs a document."""


@dataclass(frozen=True, slots=True)
class Known:
    """An account, as far as the comparison needs it.

    Attributes:
        is_of_unit: The person holds a role in the unit, or will.
        is_kept_here: The account has a password here and needs nobody in the directory.
        is_locked: The account is locked, or will be.
    """

    account_id: int
    email: str
    name: str
    directory_id: str | None
    is_of_unit: bool
    is_kept_here: bool
    is_locked: bool = False


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody of the branch who has no account."""

    email: str
    name: str
    directory_id: str


@dataclass(frozen=True, slots=True)
class Renamed:
    """Somebody who is called otherwise in the directory."""

    account_id: int
    email: str
    name: str
    new_name: str


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody of the unit who may no longer be there.

    Attributes:
        why: ``GONE``, ``DISABLED`` or ``SOMEBODY_ELSE``.
        new_id: Who has the address now, for ``SOMEBODY_ELSE``.
        new_name: What that person is called.
    """

    account_id: int
    email: str
    name: str
    why: str
    new_id: str = ""
    new_name: str = ""


_Named = TypeVar("_Named", Known, Newcomer, Renamed, Leaver)


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs, each list by name.

    Attributes:
        newcomers: May get an account on a written request.
        renamed: May be renamed.
        leavers: Should be locked.
        arrived: Have an account, sit in the branch, and hold no role in the unit.
        left: Hold a role in the unit and sit elsewhere in the directory.
        unusable: So many people of the branch have no official address, or are disabled.
        same: So many people are the same here and there.
    """

    newcomers: tuple[Newcomer, ...]
    renamed: tuple[Renamed, ...]
    leavers: tuple[Leaver, ...]
    arrived: tuple[Known, ...]
    left: tuple[Known, ...]
    unusable: int
    same: int

    @property
    def is_empty(self) -> bool:
        """Tell whether here and there everything is the same."""
        return not (self.newcomers or self.renamed or self.leavers or self.arrived or self.left)

    @property
    def mark(self) -> str:
        """Return what differs whenever anything in the comparison does."""
        return sha256(repr(self).encode()).hexdigest()


def compare(
    domain: str,
    branch: Sequence[Person],
    elsewhere: Mapping[str, Person],
    accounts: Iterable[Known],
) -> Changes:
    """Compare.

    Args:
        domain: Domain of official addresses.
        branch: The people of the unit's branch.
        elsewhere: Whoever else has the address of an account, by address.
        accounts: The accounts of the unit, and those with an address of the branch.
    """
    there = {email: one for one in branch for email in one.emails if is_official(email, domain)}
    known = {one.email: one for one in accounts}
    usable = {email: one for email, one in there.items() if not one.is_disabled and one.full_name}
    found = {email: there.get(email) or elsewhere.get(email) for email in known}
    leavers = tuple(_leavers(known.values(), found))
    gone = {one.account_id for one in leavers}
    staying = [
        (one, person)
        for email, one in known.items()
        if one.account_id not in gone and (person := found[email])
    ]
    return Changes(
        newcomers=_by_name(
            Newcomer(_official(person, domain), person.full_name, person.directory_id)
            for person in {id(one): one for one in usable.values()}.values()
            if not any(email in known for email in person.emails)
        ),
        renamed=_by_name(
            Renamed(one.account_id, one.email, one.name, person.full_name)
            for one, person in staying
            if one.is_of_unit and person.full_name and person.full_name != one.name
        ),
        leavers=_by_name(leavers),
        arrived=_by_name(one for one, _ in staying if not (one.is_of_unit or one.is_locked)),
        left=_by_name(one for one, _ in staying if one.is_of_unit and one.email not in there),
        unusable=sum(not any(email in usable for email in one.emails) for one in branch),
        same=sum(
            one.is_of_unit and one.email in there and person.full_name in {one.name, ""}
            for one, person in staying
        ),
    )


def _leavers(known: Iterable[Known], found: Mapping[str, Person | None]) -> Iterator[Leaver]:
    for one in known:
        person = found[one.email]
        if not one.is_of_unit or one.is_kept_here:
            continue
        if person is None:
            yield Leaver(one.account_id, one.email, one.name, GONE)
        elif is_somebody_else(one.directory_id, person.directory_id):
            yield Leaver(
                one.account_id,
                one.email,
                one.name,
                SOMEBODY_ELSE,
                person.directory_id,
                person.full_name,
            )
        elif person.is_disabled:
            yield Leaver(one.account_id, one.email, one.name, DISABLED)


def _official(person: Person, domain: str) -> str:
    return next(email for email in person.emails if is_official(email, domain))


def _by_name(people: Iterable[_Named]) -> tuple[_Named, ...]:
    return tuple(sorted(people, key=lambda one: (fold(one.name), one.email)))
