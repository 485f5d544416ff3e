"""Ends a session."""

from sqlalchemy import select

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.models.user_session import UserSession
from cases.office import Office
from cases.session_tokens import fingerprint
from cases.sessions import EndReason


def sign_out(tx: Transaction, office: Office, *, token: str) -> None:
    """End the session of ``token``; harmless when it has ended already."""
    session = tx.scalar(
        select(UserSession).where(
            UserSession.token_hash == fingerprint(token), UserSession.ended_at.is_(None)
        )
    )
    if session is None:
        return
    session.ended_at = office.clock.written_at()
    session.end_reason = EndReason.SIGNED_OUT
    tx.flush()
    actor = Actor(session.account_id, "", "", (), session.id, session.address)
    journal.write(tx, office, actor, "sign_out", subject=("user_session", session.id))
