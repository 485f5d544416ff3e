"""Opens and ends server-side sessions, for whatever way of signing in."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import insert, update

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.models.user_session import UserSession
from cases.office import Office
from cases.session_tokens import fingerprint, new_token

BY_PROVIDER = "oidc"
BY_DIRECTORY = "directory"
"""The way of signing in for which no password of ours is used."""


class EndReason(StrEnum):
    """Why a session ended before it ran out."""

    SIGNED_OUT = "signed_out"
    ENDED = "ended"
    REPLACED = "replaced"
    PASSWORD = "password"  # noqa: S105 - a reason, not a secret
    LOCKED = "locked"
    DIRECTORY = "directory"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A fresh session; ``token`` goes into the cookie and is stored nowhere."""

    token: str
    session_id: int
    account_id: int


def open_session(
    tx: Transaction, office: Office, *, account_id: int, address: str, agent: str, way: str
) -> SignedIn:
    """Write the session and its journal entry.

    Where an office allows one session at a time, the person's others end here.
    """
    token = new_token()
    now = office.clock.written_at()
    row = {
        "token_hash": fingerprint(token),
        "account_id": account_id,
        "created_at": now,
        "last_seen_at": now,
        "address": address,
        "agent": agent[:200],
        "way": way,
    }
    session_id = tx.scalars(insert(UserSession).returning(UserSession.id), [row]).one()
    detail: dict[str, object] = {"way": way}
    if office.settings.single_session:
        replaced = end_sessions(tx, office, [account_id], EndReason.REPLACED, kept=session_id)
        detail |= {"ended": len(replaced)} if replaced else {}
    actor = Actor(account_id, "", "", (), session_id, address)
    journal.write(tx, office, actor, "sign_in", subject=("user_session", session_id), detail=detail)
    return SignedIn(token, session_id, account_id)


def end_sessions(
    tx: Transaction,
    office: Office,
    account_ids: Collection[int],
    reason: EndReason,
    *,
    kept: int | None = None,
) -> tuple[int, ...]:
    """End the sessions of people in one statement; the caller writes the journal.

    Args:
        tx: A writing transaction.
        office: The installation.
        account_ids: Whose sessions end.
        reason: Why; the browser is told when it comes back.
        kept: The session that goes on.

    Returns:
        The sessions that ended, among them those that had run out unnoticed.
    """
    ended = tx.scalars(
        update(UserSession)
        .where(
            UserSession.account_id.in_(account_ids),
            UserSession.id != (kept or 0),
            UserSession.ended_at.is_(None),
        )
        .values(ended_at=office.clock.written_at(), end_reason=reason)
        .returning(UserSession.id)
        .execution_options(synchronize_session=False)
    )
    return tuple(ended)
