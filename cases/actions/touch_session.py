"""Notes that a session is in use, at most once a minute."""

from sqlalchemy import update

from cases.database import Transaction
from cases.models.user_session import UserSession
from cases.office import Office
from cases.session_tokens import fingerprint


def touch_session(tx: Transaction, office: Office, *, token: str) -> None:
    """Move ``last_seen_at`` to now."""
    tx.execute(
        update(UserSession)
        .where(UserSession.token_hash == fingerprint(token), UserSession.ended_at.is_(None))
        .values(last_seen_at=office.clock.written_at())
        .execution_options(synchronize_session=False)
    )
