"""Ends one of one's own sessions, from whatever machine."""

from sqlalchemy import update

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotFoundError
from cases.models.user_session import UserSession
from cases.office import Office
from cases.sessions import EndReason


def end_session(tx: Transaction, office: Office, actor: Actor, *, session_id: int) -> None:
    """End the session at once; its browser is told so when it comes back.

    Raises:
        NotFoundError: No such session of this person, or it has ended.
    """
    ended = tx.scalars(
        update(UserSession)
        .where(
            UserSession.id == session_id,
            UserSession.account_id == actor.account_id,
            UserSession.ended_at.is_(None),
        )
        .values(ended_at=office.clock.written_at(), end_reason=EndReason.ENDED)
        .returning(UserSession.id)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if ended is None:
        raise NotFoundError
    journal.write(tx, office, actor, "end_session", subject=("user_session", ended))
