"""Asks the directory of an office, and spares the office when the directory is away."""

import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from datetime import datetime, timedelta
from threading import BoundedSemaphore, Thread
from typing import TYPE_CHECKING, TypeVar

import structlog

from cases.directory.errors import DirectoryUnavailableError
from cases.directory.person import Branch, Checked, Person, Verdict
from config.directory_server import DirectoryServer

if TYPE_CHECKING:
    from cases.directory.connection import Connection

SECONDS_TO_SIGN_IN = 4.0
SECONDS_TO_LOOK_UP = 10.0
SECONDS_TO_LIST = 30.0
SECONDS_OF_REST = 10.0
"""So long a directory that is away is not asked again: whoever signs in then is told at once."""
AT_ONCE = 4
"""So many requests may wait for the directory; the others of the server stay free for work."""
SECONDS_TO_QUEUE = 0.5
ADDRESSES_IN_ONE_QUESTION = 40

_Answer = TypeVar("_Answer")

_log = structlog.get_logger(__name__)


class Directory:
    """The directory, shared by all threads of a process.

    Every method raises ``DirectoryUnavailableError`` when there is no usable answer in time.
    """

    def __init__(self, server: DirectoryServer) -> None:
        """Ask this server; nothing is opened yet."""
        self._server = server
        self._turns = BoundedSemaphore(AT_ONCE)
        self._away_until = 0.0
        self._look_again_at: datetime | None = None

    def is_turn(self, now: datetime, every: timedelta) -> bool:
        """Tell whether it is time to look everybody up again; the next time is ``every`` later."""
        if self._look_again_at and now < self._look_again_at:
            return False
        self._look_again_at = now + every
        return True

    def put_off(self, until: datetime) -> None:
        """Look everybody up at another time than said."""
        self._look_again_at = until

    def check(self, email: str, password: str) -> Checked:
        """Check a password by signing in as the person who has this address.

        An address that nobody has, or that several have, gets the same answer as a wrong password.
        """
        if not password:
            return Checked(Verdict.WRONG)  # to the directory this would mean: signed in as nobody

        def try_it(connection: "Connection") -> Checked:
            found = _with_address(connection.people_with([email]), email)
            if len(found) > 1:
                _log.warning("address_not_unique", count=len(found))
            if len(found) != 1:
                return Checked(Verdict.WRONG)
            verdict = connection.bind(found[0].place, password)
            if verdict is not Verdict.RIGHT:
                return Checked(verdict)
            person = found[0]
            return Checked(Verdict.DISABLED if person.is_disabled else verdict, person.directory_id)

        return self._asked(SECONDS_TO_SIGN_IN, try_it)

    def find(self, emails: Iterable[str]) -> Mapping[str, Person]:
        """Return who has these addresses, by address; nobody for one that several have."""
        wanted = sorted(set(emails))

        def look(connection: "Connection") -> list[Person]:
            batches = range(0, len(wanted), ADDRESSES_IN_ONE_QUESTION)
            return [
                person
                for start in batches
                for person in connection.people_with(
                    wanted[start : start + ADDRESSES_IN_ONE_QUESTION]
                )
            ]

        people = self._asked(SECONDS_TO_LOOK_UP, look) if wanted else []
        having = {email: _with_address(people, email) for email in wanted}
        return {email: found[0] for email, found in having.items() if len(found) == 1}

    def people_under(self, place: str) -> tuple[Person, ...]:
        """Return the people of a branch who have a mail address."""
        return tuple(self._asked(SECONDS_TO_LIST, lambda asked: asked.people_under(place)))

    def branches(self) -> tuple[Branch, ...]:
        """Return the organisational units under the base, by their entry."""
        found = self._asked(SECONDS_TO_LIST, lambda asked: asked.branches())
        return tuple(sorted(found, key=lambda one: one.place))

    def _asked(self, seconds: float, question: "Callable[[Connection], _Answer]") -> _Answer:
        """Ask in a thread of its own, and wait for it so long and no longer.

        The library knows no limit for agreeing on encryption: a thread that hangs there ends when
        the connection does, and until then counts among those that may ask at once.
        """
        if time.monotonic() < self._away_until:
            raise DirectoryUnavailableError("resting")
        if not self._turns.acquire(timeout=SECONDS_TO_QUEUE):
            raise DirectoryUnavailableError("busy")
        answer: Future[_Answer] = Future()
        Thread(target=self._ask, args=(seconds, question, answer), daemon=True).start()
        try:
            return answer.result(timeout=seconds)
        except (TimeoutError, DirectoryUnavailableError) as error:
            self._away_until = time.monotonic() + SECONDS_OF_REST
            _log.warning("directory_unavailable", error=str(error) or "TIMEOUT")
            raise DirectoryUnavailableError(str(error) or "TIMEOUT") from error

    def _ask(
        self,
        seconds: float,
        question: "Callable[[Connection], _Answer]",
        answer: "Future[_Answer]",
    ) -> None:
        try:
            # The library is not there where no directory is used.
            from cases.directory.connection import opened  # noqa: PLC0415

            with opened(self._server, seconds) as connection:
                answer.set_result(question(connection))
        except Exception as error:  # noqa: BLE001 - whoever asked is told
            answer.set_exception(error)
        finally:
            self._turns.release()


def _with_address(people: Iterable[Person], email: str) -> list[Person]:
    """Leave out what only the directory takes for the same address."""
    return [person for person in people if email.casefold() in person.emails]
