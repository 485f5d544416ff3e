"""Signs a person in with address and password."""

from dataclasses import dataclass

from sqlalchemy import select

from cases import throttle
from cases.credentials import check_password, is_kept_in_directory
from cases.database import Transaction
from cases.directory.errors import DirectoryUnavailableError
from cases.directory.person import Verdict
from cases.errors import SignInRefusedError
from cases.models.account import Account
from cases.office import Office
from cases.official_address import as_written, is_official
from cases.sessions import SignedIn, open_session


@dataclass(frozen=True, slots=True)
class _Found:
    account_id: int | None
    password_hash: str | None
    is_locked: bool


def sign_in(office: Office, *, email: str, password: str, address: str, agent: str) -> SignedIn:
    """Check the password where it is kept and open a server-side session.

    Opens its own transactions, because checking a password takes a tenth of a second, or as long
    as the directory takes, and must not hold the write lock. Failures slow the next attempt down,
    for the account and for the network address, but never lock anybody out for good.

    Raises:
        SignInRefusedError: ``wrong``, ``throttled`` (with ``retry_at``), ``locked``; ``domain``
            (no official address), ``unknown`` (the directory knows the person, but nobody has
            asked for an account), ``unavailable`` (the directory is away), or what the directory
            says of the password: ``expired``, ``must_change``, ``shut``, ``disabled``.
    """
    name = as_written(email)
    domain = office.settings.email_domain
    if name.partition("@")[2] not in {"", domain}:
        raise SignInRefusedError("domain")
    with office.database.reading() as tx:
        retry_at = throttle.retry_at(tx, office, email=name, address=address)
        found = _find(tx, office, name)
    if retry_at is not None:
        raise SignInRefusedError("throttled", retry_at)
    try:
        reason = _reason_against(office, name, found, password)
    except DirectoryUnavailableError as error:
        raise SignInRefusedError("unavailable") from error
    with office.database.writing() as tx:
        if reason is None and found.account_id is not None:
            throttle.forget_failures(tx, email=name)
            in_directory = is_kept_in_directory(office, found.password_hash)
            return open_session(
                tx,
                office,
                account_id=found.account_id,
                address=address,
                agent=agent,
                way="directory" if in_directory else "password",
            )
        throttle.note_failure(tx, office, email=name, address=address)
    raise SignInRefusedError(reason or "wrong")


def _reason_against(office: Office, name: str, found: _Found, password: str) -> str | None:
    """Check the password; return why nobody is signed in, or ``None``."""
    if not is_official(name, office.settings.email_domain):
        return "wrong"
    verdict = check_password(
        office, email=name, password_hash=found.password_hash, password=password
    )
    if verdict is not Verdict.RIGHT:
        return verdict.value
    if found.account_id is None:
        return "unknown"
    return "locked" if found.is_locked else None


def _find(tx: Transaction, office: Office, name: str) -> _Found:
    row = tx.execute(
        select(Account.id, Account.password_hash, Account.locked_from).where(Account.email == name)
    ).one_or_none()
    if row is None:
        return _Found(None, None, is_locked=False)
    locked = row.locked_from is not None and row.locked_from <= office.today()
    return _Found(row.id, row.password_hash, locked)
