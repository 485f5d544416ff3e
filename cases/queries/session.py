"""Who is signed in with a token."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, or_, select

from cases.actor import Actor, Assignment
from cases.database import Transaction
from cases.delegations.held import held, with_delegations
from cases.models.account import Account
from cases.models.draft import Draft
from cases.models.role_assignment import RoleAssignment
from cases.models.second_factor import SecondFactor
from cases.models.unit import Unit
from cases.models.user_session import UserSession
from cases.office import Office
from cases.policy.permission_map import allows
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.session_time import idle_time, longest_time, runs_out_at
from cases.session_tokens import fingerprint
from cases.sessions import BY_DEMO, BY_PROVIDER, EndReason
from cases.support.held_visit import held_visit, with_visit
from config.clock import TIME_ZONE
from config.settings import REQUIRED

RAN_OUT = frozenset({"idle", "lifetime", EndReason.REPLACED})
"""Ends that say nothing against the browser: the same person goes on, here or elsewhere."""

TOUCH_EVERY = timedelta(minutes=1)
REMEMBERED = timedelta(hours=12)

_TODAY: Any = bindparam("today")
# Every request asks this: building the statement takes longer than running it.
_SESSION = with_delegations(
    with_visit(
        select(
            UserSession.id.label("session_id"),
            UserSession.created_at,
            UserSession.last_seen_at,
            UserSession.way,
            Account.id,
            Account.full_name,
            Account.email,
            Account.uses_shortcuts,
            Account.must_change_password,
            RoleAssignment.role,
            Unit.id.label("unit_id"),
            Unit.name.label("unit_name"),
            Unit.kind.label("unit_kind"),
            SecondFactor.id.label("second_factor_id"),
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
        .outerjoin(SecondFactor, SecondFactor.account_id == Account.id)
        .where(
            UserSession.awaits_code.is_(False),
            UserSession.token_hash == bindparam("of_token"),
            UserSession.ended_at.is_(None),
            or_(Account.locked_from.is_(None), Account.locked_from > _TODAY),
        )
        .order_by(RoleAssignment.id)
    )
)


@dataclass(frozen=True, slots=True)
class LoadedSession:
    """A running session.

    Attributes:
        needs_touch: Its last use was noted over a minute ago.
        expires_at: When it is over unless it is used.
        ends_at: When it is over however it is used.
        must_set_codes: The office asks for codes, and the person has set none up.
    """

    actor: Actor
    needs_touch: bool
    expires_at: datetime
    ends_at: datetime
    must_change_password: bool
    must_set_codes: bool


@dataclass(frozen=True, slots=True)
class EndedSession:
    """A session that ran out or was ended, for the page that says so.

    Attributes:
        reason: An ``EndReason``; ``idle`` or ``lifetime`` when it ran out.
    """

    account_id: int
    email: str
    name: str
    way: str
    ended_at: datetime
    reason: str
    draft_places: tuple[str, ...]

    @property
    def may_keep(self) -> bool:
        """Tell whether what the browser still sends may be kept as a draft of the person.

        A session that somebody has ended on purpose does nothing any more in the person's name:
        the machine may be stolen, or the account locked and handed over.
        """
        return self.reason in RAN_OUT


def load_actor(
    tx: Transaction, office: Office, *, token: str, address: str
) -> LoadedSession | None:
    """Return the person behind a token, in one statement; ``None`` when the session is over.

    A session is over when it was ended, when it was idle or open too long, or when the account
    is locked: locking therefore ends all sessions at once.
    """
    wanted = {
        "of_token": fingerprint(token),
        "today": office.today(),
        "now": office.clock.now(),
    }
    rows = tx.connection().execute(_SESSION, wanted).all()
    if not rows:
        return None
    first, now = rows[0], office.clock.written_at()
    expires_at = runs_out_at(office, created_at=first.created_at, last_seen_at=first.last_seen_at)
    if now >= expires_at:
        return None
    assignments = _assignments(rows)
    actor = Actor(
        account_id=first.id,
        name=first.full_name,
        email=first.email,
        assignments=assignments,
        session_id=first.session_id,
        address=address,
        uses_shortcuts=first.uses_shortcuts,
        delegations=held(rows, assignments, office.delegable.leave_roles),
        visit=held_visit(first, assignments),
    )
    return LoadedSession(
        actor=actor,
        needs_touch=now - first.last_seen_at >= TOUCH_EVERY,
        expires_at=expires_at,
        ends_at=first.created_at + longest_time(office),
        # Whoever came by single sign-on has used no password of ours, and may have none.
        must_change_password=first.must_change_password and first.way != BY_PROVIDER,
        must_set_codes=first.second_factor_id is None
        and first.way != BY_DEMO
        and office.settings.second_factor == REQUIRED
        and allows(Permission.SECOND_FACTOR_SET, actor, Target()),
    )


def _assignments(rows: Iterable[Any]) -> tuple[Assignment, ...]:
    """Return each role once: it comes in as many rows as there are delegations beside it."""
    found = (
        Assignment(row.role, row.unit_id, row.unit_name, row.unit_kind) for row in rows if row.role
    )
    return tuple(dict.fromkeys(found))


def ended_session(tx: Transaction, office: Office, *, token: str) -> EndedSession | None:
    """Return what is left of a session that is over, for at most twelve hours."""
    row = tx.execute(
        select(
            UserSession.created_at,
            UserSession.last_seen_at,
            UserSession.ended_at,
            UserSession.end_reason,
            UserSession.way,
            Account.id,
            Account.email,
            Account.full_name,
            Account.locked_from,
        )
        .join(Account, Account.id == UserSession.account_id)
        .where(UserSession.token_hash == fingerprint(token))
    ).one_or_none()
    if row is None:
        return None
    ended_at, reason = _end(office, row)
    now = office.clock.written_at()
    if ended_at > now or now - ended_at > REMEMBERED:
        return None
    places = tx.scalars(
        select(Draft.place).where(Draft.account_id == row.id).order_by(Draft.saved_at.desc())
    )
    return EndedSession(row.id, row.email, row.full_name, row.way, ended_at, reason, tuple(places))


def _end(office: Office, row: Any) -> tuple[datetime, str]:  # noqa: ANN401 - a row of the statement
    """Return the first of the ends that a session has, and what it is called."""
    ends = [
        (row.last_seen_at + idle_time(office), "idle"),
        (row.created_at + longest_time(office), "lifetime"),
    ]
    if row.ended_at:
        ends.append((row.ended_at, row.end_reason or EndReason.ENDED))
    elif row.locked_from and row.locked_from <= office.today():
        # The day of the lock came in the middle of the session.
        began = datetime.combine(row.locked_from, time(), TIME_ZONE)
        ends.append((max(began, row.last_seen_at), EndReason.LOCKED))
    return min(ends)
