"""Slows guessing down, for whatever secret is asked for, and never locks anybody out for good.

Failures are counted by account and by network address. Somebody who often fails for another
person's account, or in the same house, must not keep that person out: from an address at which
the person has signed in before, only the person's own failures there count.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, func, insert, select

from cases import journal
from cases.database import Transaction
from cases.models.account import Account
from cases.models.sign_in_attempt import SignInAttempt
from cases.models.user_session import UserSession
from cases.office import Office

WINDOW = timedelta(minutes=15)
FREE_ATTEMPTS = 5
LONGEST_WAIT_SECONDS = 300
REMEMBERED = timedelta(days=30)
"""So long somebody is known at a network address."""


def retry_at(
    tx: Transaction, office: Office, *, email: str, address: str, account_id: int | None = None
) -> datetime | None:
    """Return when the next attempt is taken; ``None`` for now.

    Args:
        tx: A transaction.
        office: The installation.
        email: Name under which the failures are counted.
        address: Network address of the browser.
        account_id: Whose they are, where the name is not the address of the account.
    """
    now = office.clock.written_at()
    of_account = SignInAttempt.email == email
    is_theirs = Account.email == email if account_id is None else Account.id == account_id
    if _is_known(tx, is_theirs, address, now):
        return _wait(tx, and_(of_account, SignInAttempt.address == address), FREE_ATTEMPTS, now)
    waits = [
        _wait(tx, of_account, FREE_ATTEMPTS, now),
        _wait(tx, SignInAttempt.address == address, office.settings.wrong_sign_ins, now),
    ]
    return max((instant for instant in waits if instant), default=None)


def note_failure(tx: Transaction, office: Office, *, email: str, address: str) -> None:
    """Count a wrong secret and tell the journal, without the name that was tried."""
    now = office.clock.written_at()
    tx.execute(insert(SignInAttempt), [{"email": email, "address": address, "at": now}])
    tx.execute(
        delete(SignInAttempt)
        .where(SignInAttempt.at < now - 4 * WINDOW)
        .execution_options(synchronize_session=False)
    )
    journal.write(tx, office, None, "sign_in_refused", detail={"address": address})


def forget_failures(tx: Transaction, *, email: str) -> None:
    """Count anew for somebody who has shown the right secret."""
    tx.execute(delete(SignInAttempt).where(SignInAttempt.email == email))


def _is_known(tx: Transaction, is_theirs: ColumnElement[bool], address: str, now: datetime) -> bool:
    """Tell whether the person has been let in at the address; a password alone is not that yet."""
    before = select(UserSession.id).join(Account, Account.id == UserSession.account_id)
    was_let_in = (is_theirs, UserSession.address == address, UserSession.awaits_code.is_(False))
    is_recent = UserSession.created_at > now - REMEMBERED
    return tx.scalar(before.where(*was_let_in, is_recent).limit(1)) is not None


def _wait(tx: Transaction, where: ColumnElement[bool], free: int, now: datetime) -> datetime | None:
    count, last = tx.execute(
        select(func.count(), func.max(SignInAttempt.at)).where(
            where, SignInAttempt.at > now - WINDOW
        )
    ).one()
    if count < free:
        return None
    until = last + timedelta(seconds=min(2 ** (count - free + 3), LONGEST_WAIT_SECONDS))
    return until if until > now else None
