"""Notes that a session is in use, at most once a minute."""

from sqlalchemy import update

from cases.database import Transaction
from cases.models.user_session import UserSession
from cases.office import Office
from cases.session_time import idle_time, longest_time
from cases.session_tokens import fingerprint


def touch_session(tx: Transaction, office: Office, *, token: str) -> None:
    """Move ``last_seen_at`` to now, unless the session is over."""
    now = office.clock.written_at()
    tx.execute(
        update(UserSession)
        .where(
            UserSession.token_hash == fingerprint(token),
            UserSession.ended_at.is_(None),
            UserSession.last_seen_at > now - idle_time(office),
            UserSession.created_at > now - longest_time(office),
        )
        .values(last_seen_at=now)
        .execution_options(synchronize_session=False)
    )
