"""Signs a person in with address and password."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, select

from cases import journal
from cases.database import Transaction
from cases.errors import SignInRefusedError
from cases.models.account import Account
from cases.models.sign_in_attempt import SignInAttempt
from cases.office import Office
from cases.passwords import is_right
from cases.sessions import SignedIn, open_session

WINDOW = timedelta(minutes=15)
FREE_ATTEMPTS = 5
FREE_ATTEMPTS_FROM_ADDRESS = 30
LONGEST_WAIT_SECONDS = 300


@dataclass(frozen=True, slots=True)
class _Found:
    account_id: int | None
    password_hash: str | None
    is_locked: bool


def sign_in(office: Office, *, email: str, password: str, address: str, agent: str) -> SignedIn:
    """Check the password and open a server-side session.

    Opens its own transactions, because checking a password takes a tenth of a second and must
    not hold the write lock. Failures slow the next attempt down, for the account and for the
    network address, but never lock anybody out for good.

    Raises:
        SignInRefusedError: ``wrong``, ``throttled`` (with ``retry_at``) or ``locked``.
    """
    name = email.strip().casefold()[:200]
    now = office.clock.written_at()
    with office.database.reading() as tx:
        retry_at = _retry_at(tx, name, address, now)
        found = _find(tx, office, name)
    if retry_at is not None:
        raise SignInRefusedError("throttled", retry_at)
    right = bool(password) and is_right(found.password_hash, password)
    with office.database.writing() as tx:
        if right and found.account_id is not None and not found.is_locked:
            tx.execute(delete(SignInAttempt).where(SignInAttempt.email == name))
            return open_session(
                tx,
                office,
                account_id=found.account_id,
                address=address,
                agent=agent,
                way="password",
            )
        _note_failure(tx, office, name, address, now)
    raise SignInRefusedError("locked" if right and found.is_locked else "wrong")


def _find(tx: Transaction, office: Office, name: str) -> _Found:
    row = tx.execute(
        select(Account.id, Account.password_hash, Account.locked_from).where(Account.email == name)
    ).one_or_none()
    if row is None:
        return _Found(None, None, is_locked=False)
    locked = row.locked_from is not None and row.locked_from <= office.today()
    return _Found(row.id, row.password_hash, locked)


def _retry_at(tx: Transaction, name: str, address: str, now: datetime) -> datetime | None:
    waits = [
        _wait(tx, SignInAttempt.email == name, FREE_ATTEMPTS, now),
        _wait(tx, SignInAttempt.address == address, FREE_ATTEMPTS_FROM_ADDRESS, now),
    ]
    return max((instant for instant in waits if instant), default=None)


def _wait(tx: Transaction, where: object, free: int, now: datetime) -> datetime | None:
    count, last = tx.execute(
        select(func.count(), func.max(SignInAttempt.at)).where(
            where,  # type: ignore[arg-type]
            SignInAttempt.at > now - WINDOW,
        )
    ).one()
    if count < free:
        return None
    until = last + timedelta(seconds=min(2 ** (count - free + 3), LONGEST_WAIT_SECONDS))
    return until if until > now else None


def _note_failure(tx: Transaction, office: Office, name: str, address: str, now: datetime) -> None:
    tx.execute(insert(SignInAttempt), [{"email": name, "address": address, "at": now}])
    tx.execute(
        delete(SignInAttempt)
        .where(SignInAttempt.at < now - 4 * WINDOW)
        .execution_options(synchronize_session=False)
    )
    journal.write(tx, office, None, "sign_in_refused", detail={"address": address})
