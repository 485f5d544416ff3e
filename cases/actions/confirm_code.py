"""Finishes a sign-in that waits for a code."""

from datetime import date, datetime

from sqlalchemy import Row, select, update

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.models.account import Account
from cases.models.user_session import UserSession
from cases.office import Office
from cases.refused_sign_in import SignInRefusedError
from cases.second_factor.checked import codes_wait_until, use_code
from cases.session_time import CODE_TIME
from cases.session_tokens import fingerprint, new_token
from cases.sessions import SignedIn, end_others


def confirm_code(office: Office, *, token: str, code: str, address: str) -> SignedIn:
    """Take the code and let the session begin, under a new token.

    Opens its own transaction: a wrong code is counted although nobody is let in.

    Raises:
        SignInRefusedError: ``over`` (no sign-in waits, or it has waited too long), ``throttled``
            (with ``retry_at``), ``wrong_code`` or ``locked``.
    """
    with office.database.writing() as tx:
        waiting = _waiting(tx, office, token)
        if waiting is None:
            raise SignInRefusedError("over")
        if waiting.locked_from is not None and waiting.locked_from <= office.today():
            raise SignInRefusedError("locked")
        retry_at = codes_wait_until(tx, office, waiting.account_id, address)
        if retry_at is not None:
            raise SignInRefusedError("throttled", retry_at)
        if use_code(tx, office, waiting.account_id, code, address):
            return _let_in(tx, office, waiting)
    raise SignInRefusedError("wrong_code")


def _waiting(
    tx: Transaction, office: Office, token: str
) -> Row[int, int, str, str, date | None] | None:
    now: datetime = office.clock.written_at()
    return tx.execute(
        select(
            UserSession.id,
            UserSession.account_id,
            UserSession.way,
            UserSession.address,
            Account.locked_from,
        )
        .join(Account, Account.id == UserSession.account_id)
        .where(
            UserSession.token_hash == fingerprint(token),
            UserSession.awaits_code,
            UserSession.ended_at.is_(None),
            UserSession.created_at > now - CODE_TIME,
        )
    ).one_or_none()


def _let_in(
    tx: Transaction, office: Office, waiting: Row[int, int, str, str, date | None]
) -> SignedIn:
    token = new_token()
    tx.execute(
        update(UserSession)
        .where(UserSession.id == waiting.id)
        .values(
            token_hash=fingerprint(token),
            awaits_code=False,
            last_seen_at=office.clock.written_at(),
        )
        .execution_options(synchronize_session=False)
    )
    detail = {"way": waiting.way} | end_others(tx, office, waiting.account_id, waiting.id)
    actor = Actor(waiting.account_id, "", "", (), waiting.id, waiting.address)
    subject = ("user_session", waiting.id)
    journal.write(tx, office, actor, "confirm_code", subject=subject, detail=detail)
    return SignedIn(token, waiting.id, waiting.account_id)
