"""Signs a person in with address and password."""

from dataclasses import dataclass

from sqlalchemy import select, update

from cases import throttle
from cases.credentials import check_password, is_kept_in_directory
from cases.database import Transaction
from cases.directory.errors import DirectoryUnavailableError
from cases.directory.person import Checked, Verdict, is_somebody_else
from cases.models.account import Account
from cases.office import Office
from cases.official_address import as_written, is_official
from cases.refused_sign_in import SignInRefusedError
from cases.sessions import BY_DIRECTORY, SignedIn, open_session


@dataclass(frozen=True, slots=True)
class _Found:
    account_id: int | None
    password_hash: str | None
    directory_id: str | None
    is_locked: bool


def sign_in(office: Office, *, email: str, password: str, address: str, agent: str) -> SignedIn:
    """Check the password where it is kept and open a server-side session.

    Opens its own transactions, because checking a password takes a tenth of a second, or as long
    as the directory takes, and must not hold the write lock. Failures slow the next attempt down,
    for the account and for the network address, but never lock anybody out for good.

    Raises:
        SignInRefusedError: ``wrong``, ``throttled`` (with ``retry_at``), ``locked``; ``domain``
            (no official address), ``unknown`` (the directory knows the person, but nobody has
            asked for an account), ``somebody_else`` (the directory has given the address to
            another person), ``unavailable`` (the directory is away), or what the directory says
            of the password: ``expired``, ``must_change``, ``shut``, ``disabled``.
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
        checked = _check(office, name, found, password)
    except DirectoryUnavailableError as error:
        raise SignInRefusedError("unavailable") from error
    reason = _reason_against(found, checked)
    with office.database.writing() as tx:
        if reason is None and not _is_unchanged(tx, office, name, found):
            reason = "wrong"
        if reason is None and found.account_id is not None:
            throttle.forget_failures(tx, email=name)
            _remember_person(tx, found, checked)
            in_directory = is_kept_in_directory(office, found.password_hash)
            return open_session(
                tx,
                office,
                account_id=found.account_id,
                address=address,
                agent=agent,
                way=BY_DIRECTORY if in_directory else "password",
            )
        throttle.note_failure(tx, office, email=name, address=address)
    raise SignInRefusedError(reason or "wrong")


def _check(office: Office, name: str, found: _Found, password: str) -> Checked:
    """Check the password of what may be an account; of nothing else is anybody asked."""
    if not is_official(name, office.settings.email_domain):
        return Checked(Verdict.WRONG)
    return check_password(office, email=name, password_hash=found.password_hash, password=password)


def _reason_against(found: _Found, checked: Checked) -> str | None:
    """Return why nobody is signed in, or ``None``."""
    if checked.verdict is not Verdict.RIGHT:
        return checked.verdict.value
    if found.account_id is None:
        return "unknown"
    if is_somebody_else(found.directory_id, checked.directory_id):
        return "somebody_else"
    return "locked" if found.is_locked else None


def _remember_person(tx: Transaction, found: _Found, checked: Checked) -> None:
    """Keep who has the address: it may be given to somebody else one day."""
    if checked.directory_id and not found.directory_id:
        tx.execute(
            update(Account)
            .where(Account.id == found.account_id)
            .values(directory_id=checked.directory_id)
        )


def _is_unchanged(tx: Transaction, office: Office, name: str, found: _Found) -> bool:
    """Tell whether password and lock are still those that were looked at.

    Whoever changes them ends the sessions there are: one that begins right then must not be left
    over. The account is held until the session is written.
    """
    now = _find(tx, office, name, is_held=True)
    return (now.account_id, now.password_hash, now.is_locked) == (
        found.account_id,
        found.password_hash,
        found.is_locked,
    )


def _find(tx: Transaction, office: Office, name: str, *, is_held: bool = False) -> _Found:
    account = select(
        Account.id, Account.password_hash, Account.locked_from, Account.directory_id
    ).where(Account.email == name)
    row = tx.execute(account.with_for_update() if is_held else account).one_or_none()
    if row is None:
        return _Found(None, None, None, is_locked=False)
    locked = row.locked_from is not None and row.locked_from <= office.today()
    return _Found(row.id, row.password_hash, row.directory_id, locked)
