"""Ends the sessions of those whom the directory has disabled or no longer has.

Their accounts stay: locking one needs a document (regulation Art 8(3)). An outage ends nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import structlog
from sqlalchemy import select

from cases import journal
from cases.directory.errors import DirectoryUnavailableError
from cases.directory.person import Person, is_somebody_else
from cases.models.account import Account
from cases.models.user_session import UserSession
from cases.office import Office
from cases.sessions import BY_DIRECTORY, BY_PROVIDER, EndReason, end_sessions

EVERY = timedelta(minutes=4)
"""Whoever is disabled is out within five minutes."""
AFTER_AN_OUTAGE = timedelta(minutes=1)
ACTION = "end_directory_sessions"

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _SignedIn:
    account_id: int
    email: str
    directory_id: str | None
    is_known_there: bool


def sweep(office: Office) -> int:
    """Look up who is signed in; return of how many people the sessions ended."""
    directory, now = office.directory, office.clock.written_at()
    if directory is None or not directory.is_turn(now, EVERY):
        return 0
    people = _signed_in(office)
    try:
        found = directory.find([one.email for one in people])
    except DirectoryUnavailableError as error:
        directory.put_off(now + AFTER_AN_OUTAGE)
        _log.warning("people_not_looked_up", error=error.reason)
        return 0
    known = [one for one in people if one.is_known_there]
    if len(known) > 1 and not any(one.email in found for one in known):
        _log.error("directory_looks_empty", count=len(known))
        return 0
    return _end(office, {one.account_id: why for one in people if (why := _why(one, found))})


def _signed_in(office: Office) -> Sequence[_SignedIn]:
    """Return whose password is not kept here and whose session has not run out."""
    idle_since = office.clock.written_at() - timedelta(minutes=office.settings.idle_minutes)
    with office.database.reading() as tx:
        rows = tx.execute(
            select(Account.id, Account.email, Account.directory_id, UserSession.way)
            .join(Account, Account.id == UserSession.account_id)
            .where(
                UserSession.ended_at.is_(None),
                UserSession.last_seen_at > idle_since,
                UserSession.way.in_([BY_DIRECTORY, BY_PROVIDER]),
            )
            .order_by(Account.id)
        ).all()
    of_directory = {row.id for row in rows if row.way == BY_DIRECTORY}
    people = {row.id: row for row in rows}.values()
    return [
        _SignedIn(row.id, row.email, row.directory_id, row.id in of_directory) for row in people
    ]


def _why(one: _SignedIn, found: Mapping[str, Person]) -> str | None:
    """Return why somebody must go, in the words of the journal, or ``None``.

    Whom only the provider of single sign-on knows need not be in the directory.
    """
    person = found.get(one.email)
    if person is None:
        return "không còn trong danh bạ" if one.is_known_there else None
    if person.is_disabled:
        return "thư công vụ đã ngừng"
    if is_somebody_else(one.directory_id, person.directory_id):
        return "địa chỉ nay là của người khác"
    return None


def _end(office: Office, reasons: Mapping[int, str]) -> int:
    if not reasons:
        return 0
    with office.database.writing() as tx:
        end_sessions(tx, office, reasons, EndReason.DIRECTORY)
        entries: list[journal.Entry] = [
            (("account", account_id), {"because": why}) for account_id, why in reasons.items()
        ]
        journal.write_all(tx, office, None, ACTION, entries)
    return len(reasons)
