"""Opens server-side sessions, for whatever way of signing in."""

from dataclasses import dataclass

from sqlalchemy import insert

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.models.user_session import UserSession
from cases.office import Office
from cases.session_tokens import fingerprint, new_token


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A fresh session; ``token`` goes into the cookie and is stored nowhere."""

    token: str
    session_id: int
    account_id: int


def open_session(
    tx: Transaction, office: Office, *, account_id: int, address: str, agent: str, way: str
) -> SignedIn:
    """Write the session and its journal entry."""
    token = new_token()
    now = office.clock.written_at()
    row = {
        "token_hash": fingerprint(token),
        "account_id": account_id,
        "created_at": now,
        "last_seen_at": now,
        "address": address,
        "agent": agent[:200],
    }
    session_id = tx.scalars(insert(UserSession).returning(UserSession.id), [row]).one()
    actor = Actor(account_id, "", "", (), session_id, address)
    journal.write(
        tx, office, actor, "sign_in", subject=("user_session", session_id), detail={"way": way}
    )
    return SignedIn(token, session_id, account_id)
