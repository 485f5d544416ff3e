"""Who is signed in with a token."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, or_, select

from cases.actor import Actor, Assignment
from cases.database import Transaction
from cases.models.account import Account
from cases.models.draft import Draft
from cases.models.role_assignment import RoleAssignment
from cases.models.unit import Unit
from cases.models.user_session import UserSession
from cases.office import Office
from cases.session_tokens import fingerprint

TOUCH_EVERY = timedelta(minutes=1)
REMEMBERED = timedelta(hours=12)

_TODAY: Any = bindparam("today")
# Every request asks this: building the statement takes longer than running it.
_SESSION = (
    select(
        UserSession.id.label("session_id"),
        UserSession.last_seen_at,
        Account.id,
        Account.full_name,
        Account.email,
        Account.uses_shortcuts,
        Account.must_change_password,
        RoleAssignment.role,
        Unit.id.label("unit_id"),
        Unit.name.label("unit_name"),
        Unit.kind.label("unit_kind"),
    )
    .join(Account, Account.id == UserSession.account_id)
    .outerjoin(
        RoleAssignment,
        and_(
            RoleAssignment.account_id == Account.id,
            RoleAssignment.valid_from <= _TODAY,
            or_(RoleAssignment.valid_to.is_(None), RoleAssignment.valid_to >= _TODAY),
        ),
    )
    .outerjoin(Unit, Unit.id == RoleAssignment.unit_id)
    .where(
        UserSession.token_hash == bindparam("of_token"),
        UserSession.ended_at.is_(None),
        or_(Account.locked_from.is_(None), Account.locked_from > _TODAY),
    )
    .order_by(RoleAssignment.id)
)


@dataclass(frozen=True, slots=True)
class LoadedSession:
    """A running session; ``needs_touch`` when its last use was noted over a minute ago."""

    actor: Actor
    needs_touch: bool
    expires_at: datetime
    must_change_password: bool


@dataclass(frozen=True, slots=True)
class EndedSession:
    """A session that ran out or was ended, for the page that says so."""

    account_id: int
    email: str
    name: str
    ended_at: datetime
    draft_places: tuple[str, ...]


def load_actor(
    tx: Transaction, office: Office, *, token: str, address: str
) -> LoadedSession | None:
    """Return the person behind a token, in one statement; ``None`` when the session is over.

    A session is over when it was ended, when it was idle too long, or when the account is
    locked: locking therefore ends all sessions at once.
    """
    wanted = {"of_token": fingerprint(token), "today": office.today()}
    rows = tx.connection().execute(_SESSION, wanted).all()
    if not rows:
        return None
    first, now = rows[0], office.clock.written_at()
    expires_at = first.last_seen_at + timedelta(minutes=office.settings.idle_minutes)
    if now >= expires_at:
        return None
    actor = Actor(
        account_id=first.id,
        name=first.full_name,
        email=first.email,
        assignments=tuple(
            Assignment(row.role, row.unit_id, row.unit_name, row.unit_kind)
            for row in rows
            if row.role
        ),
        session_id=first.session_id,
        address=address,
        uses_shortcuts=first.uses_shortcuts,
    )
    return LoadedSession(
        actor=actor,
        needs_touch=now - first.last_seen_at >= TOUCH_EVERY,
        expires_at=expires_at,
        must_change_password=first.must_change_password,
    )


def ended_session(tx: Transaction, office: Office, *, token: str) -> EndedSession | None:
    """Return what is left of a session that is over, for at most twelve hours."""
    row = tx.execute(
        select(
            UserSession.last_seen_at,
            UserSession.ended_at,
            Account.id,
            Account.email,
            Account.full_name,
        )
        .join(Account, Account.id == UserSession.account_id)
        .where(UserSession.token_hash == fingerprint(token))
    ).one_or_none()
    if row is None:
        return None
    ran_out = row.last_seen_at + timedelta(minutes=office.settings.idle_minutes)
    ended_at = min(row.ended_at, ran_out) if row.ended_at else ran_out
    now = office.clock.written_at()
    if ended_at > now or now - ended_at > REMEMBERED:
        return None
    places = tx.scalars(
        select(Draft.place).where(Draft.account_id == row.id).order_by(Draft.saved_at.desc())
    )
    return EndedSession(row.id, row.email, row.full_name, ended_at, tuple(places))
