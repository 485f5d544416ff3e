"""The sessions of a person: those that run, and those that are over."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from cases.actor import Actor
from cases.database import Transaction
from cases.models.user_session import UserSession
from cases.office import Office
from cases.session_time import CODE_TIME, runs_out_at

SHOWN_FOR = timedelta(days=30)
SHOWN_AT_MOST = 10
NO_CODE = "no_code"
"""Why a sign-in ended that got as far as the password, and was given no code."""
_READ_AT_MOST = 200


@dataclass(frozen=True, slots=True)
class OwnSession:
    """One sign-in of the person.

    Attributes:
        way: How they signed in.
        address: Network address of the browser.
        agent: What the browser called itself.
        is_this: It is the session that asks.
        ended_at: When it ended or ran out; ``None`` while it runs.
        end_reason: Why somebody ended it; ``None`` when it ran out.
    """

    id: int
    way: str
    address: str
    agent: str
    began_at: datetime
    last_seen_at: datetime
    is_this: bool
    ended_at: datetime | None
    end_reason: str | None


@dataclass(frozen=True, slots=True)
class OwnSessions:
    """Running sessions, the one that asks first; and the newest of those that are over."""

    running: tuple[OwnSession, ...]
    over: tuple[OwnSession, ...]


def own_sessions(tx: Transaction, office: Office, actor: Actor) -> OwnSessions:
    """Return the person's sessions of the last thirty days, newest first, in one statement."""
    now = office.clock.written_at()
    rows = tx.scalars(
        select(UserSession)
        .where(
            UserSession.account_id == actor.account_id,
            UserSession.last_seen_at > now - SHOWN_FOR,
        )
        .order_by(UserSession.last_seen_at.desc(), UserSession.id.desc())
        .limit(_READ_AT_MOST)
    )
    sessions = [_shown(office, actor, row, now) for row in rows]
    running = sorted((one for one in sessions if not one.ended_at), key=lambda one: not one.is_this)
    over = [one for one in sessions if one.ended_at]
    return OwnSessions(tuple(running), tuple(over[:SHOWN_AT_MOST]))


def _shown(office: Office, actor: Actor, row: UserSession, now: datetime) -> OwnSession:
    if row.awaits_code:
        runs_out = row.created_at + CODE_TIME
        return _view(actor, row, min(row.ended_at or runs_out, runs_out), NO_CODE)
    runs_out = runs_out_at(office, created_at=row.created_at, last_seen_at=row.last_seen_at)
    ended_at = row.ended_at or (runs_out if runs_out <= now else None)
    has_run_out = ended_at is not None and ended_at >= runs_out
    return _view(
        actor,
        row,
        min(ended_at, runs_out) if ended_at else None,
        None if has_run_out else row.end_reason,
    )


def _view(
    actor: Actor, row: UserSession, ended_at: datetime | None, end_reason: str | None
) -> OwnSession:
    return OwnSession(
        id=row.id,
        way=row.way,
        address=row.address,
        agent=row.agent,
        began_at=row.created_at,
        last_seen_at=row.last_seen_at,
        is_this=row.id == actor.session_id,
        ended_at=ended_at,
        end_reason=end_reason,
    )
