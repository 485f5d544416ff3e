"""Builds the demo office, once, in an empty installation."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from sqlalchemy import select

from cases.actor import Actor
from cases.database import Transaction
from cases.demo.almanac import Almanac
from cases.demo.delegations import write_delegations
from cases.demo.neighbours import NEIGHBOURS, PEOPLE_OF_NEIGHBOURS
from cases.demo.people import PEOPLE, UNITS, address_of, write_people
from cases.demo.replay import Replay
from cases.demo.schedule import schedule
from cases.demo.stories import tell
from cases.demo.troubles import write_troubles
from cases.errors import CasesError
from cases.models.account import Account
from cases.office import Office
from cases.queries.actors import actor_of
from cases.queries.people import DemoPerson, demo_people
from config.clock import TIME_ZONE, Clock, FixedClock

ENVIRONMENTS = frozenset({"development", "test"})
EVERYBODY = (*PEOPLE, *PEOPLE_OF_NEIGHBOURS)
SETTLING_IN = timedelta(days=30)
"""So long before the first petition the people were there."""


class DemoRefusedError(CasesError):
    """No demo office is made here.

    Attributes:
        reason: ``environment`` or ``not_empty``.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class DemoCase:
    """A case or petition of the demo; ``shows`` says what it is an example of."""

    code: str
    shows: str


@dataclass(frozen=True, slots=True)
class DemoOffice:
    """What was made."""

    people: tuple[DemoPerson, ...]
    cases: tuple[DemoCase, ...]


class _PastClock(FixedClock):
    """Office time is set; what is written down beside it is the real instant."""

    def __init__(self, instant: datetime, real: Clock) -> None:
        super().__init__(instant)
        self._real = real

    def written_at(self) -> datetime:
        return self._real.written_at()


def exists(tx: Transaction) -> bool:
    """Tell whether the installation has people, invented or real."""
    return tx.scalar(select(Account.id).limit(1)) is not None


def build(office: Office, *, now: datetime | None = None) -> DemoOffice:
    """Make units, people and matters that stand today where each has something to show.

    All of it is one transaction: an office that is interrupted half way is not there.

    Args:
        office: An installation that has been set up and has no people.
        now: The instant the dates are relative to; the office's present if omitted.

    Raises:
        DemoRefusedError: Not a development or test installation, or it has people already.
    """
    if office.settings.environment not in ENVIRONMENTS:
        raise DemoRefusedError("environment")
    now = now or office.clock.now()
    with office.database.writing() as tx:
        if exists(tx):
            raise DemoRefusedError("not_empty")
        cases = _fill(tx, office, now)
        return DemoOffice(demo_people(tx, office), cases)


def _fill(tx: Transaction, office: Office, now: datetime) -> tuple[DemoCase, ...]:
    today = now.astimezone(TIME_ZONE).date()
    almanac = Almanac(office.terms(tx), office.calendar(tx), today)
    stories = tell(almanac)
    acts = schedule(stories, almanac, now)
    opening_day = almanac.calendar.previous_working(acts[0].at.date() - SETTLING_IN)
    clock = _PastClock(datetime.combine(opening_day, time(7, 30), TIME_ZONE), office.clock)
    past = replace(office, clock=clock)
    write_people(tx, past, (*UNITS, *NEIGHBOURS), EVERYBODY)
    staff = _staff(tx, past)
    replay = Replay(tx, past, clock, stories, staff)
    replay.play(acts, until=now)
    write_delegations(tx, past, staff)
    write_troubles(tx, past, staff)
    return tuple(
        DemoCase(replay.registered[number].code, story.shows)
        for number, story in enumerate(stories)
    )


def _staff(tx: Transaction, office: Office) -> dict[tuple[str, str], Actor]:
    """Return by unit and role who does what; nobody shares a role with a colleague."""
    staff: dict[tuple[str, str], Actor] = {}
    for person in EVERYBODY:
        actor = actor_of(tx, office, email=address_of(person, office))
        staff |= {(person.unit, role): actor for role in person.roles}
    return staff
