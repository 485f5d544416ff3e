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
from cases.second_factor.checked import is_set
from cases.session_tokens import fingerprint, new_token
from cases.turns import take_turn
from config.settings import OFF

BY_PROVIDER = "oidc"
BY_DIRECTORY = "directory"
"""The way of signing in for which no password of ours is used."""

BY_DEMO = "demo"
"""The way of the demo list, which asks for nothing."""


class EndReason(StrEnum):
    """Why a session ended before it ran out."""

    SIGNED_OUT = "signed_out"
    ENDED = "ended"
    REPLACED = "replaced"
    PASSWORD = "password"  # noqa: S105 - a reason, not a secret
    LOCKED = "locked"
    CODES_RESET = "codes_reset"
    DIRECTORY = "directory"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A fresh session; ``token`` goes into the cookie and is stored nowhere.

    While it ``awaits_code`` nobody is signed in by it: see ``cases.actions.confirm_code``.
    """

    token: str
    session_id: int
    account_id: int
    awaits_code: bool = False


def open_session(
    tx: Transaction, office: Office, *, account_id: int, address: str, agent: str, way: str
) -> SignedIn:
    """Write the session and its journal entry.

    Whoever has set codes up has yet to give one, whatever way they came. Where an office allows
    one session at a time, the person's others end once somebody is signed in.
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
        "awaits_code": _is_code_asked(tx, office, account_id, way),
    }
    session_id = tx.scalars(insert(UserSession).returning(UserSession.id), [row]).one()
    actor = Actor(account_id, "", "", (), session_id, address)
    detail: dict[str, object] = {"way": way}
    if not row["awaits_code"]:
        detail |= end_others(tx, office, account_id, session_id)
    journal.write(
        tx,
        office,
        actor,
        "ask_code" if row["awaits_code"] else "sign_in",
        subject=("user_session", session_id),
        detail=detail,
    )
    return SignedIn(token, session_id, account_id, bool(row["awaits_code"]))


def end_others(
    tx: Transaction, office: Office, account_id: int, session_id: int
) -> dict[str, object]:
    """End the person's other sessions where an office allows one; return what the journal says."""
    if not office.settings.single_session:
        return {}
    # Of two who sign in at once, the second must see the first.
    take_turn(tx, f"sessions of {account_id}")
    ended = end_sessions(tx, office, [account_id], EndReason.REPLACED, kept=session_id)
    return {"ended": len(ended)} if ended else {}


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


def _is_code_asked(tx: Transaction, office: Office, account_id: int, way: str) -> bool:
    if office.settings.second_factor == OFF or way == BY_DEMO:
        return False
    return is_set(tx, account_id)
