"""Ends a session."""

from sqlalchemy import update

from cases import journal
from cases.database import Transaction
from cases.models.user_session import UserSession
from cases.office import Office
from cases.session_tokens import fingerprint


def sign_out(tx: Transaction, office: Office, *, token: str) -> None:
    """End the session of ``token``; harmless when it has ended already."""
    tx.execute(
        update(UserSession)
        .where(UserSession.token_hash == fingerprint(token), UserSession.ended_at.is_(None))
        .values(ended_at=office.clock.written_at())
        .execution_options(synchronize_session=False)
    )
    journal.write(tx, office, None, "sign_out")
