"""One account: who it is, what it may do since when, its lock, and what was done with it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from cases.accounts.role_duties import HeldRole, held_steps
from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotAllowedError, NotFoundError
from cases.models.account import Account
from cases.models.journal_entry import JournalEntry
from cases.models.role_assignment import RoleAssignment
from cases.models.unit import Unit
from cases.models.user_session import UserSession
from cases.office import Office
from cases.policy.permission_map import allows, require
from cases.policy.permissions import Permission
from cases.policy.permitted_units import may_somewhere
from cases.policy.predicates import Target
from cases.policy.readable_accounts import account_units, readable_accounts
from cases.queries.account_list import state_of
from cases.queries.journal_lines import JournalLine, to_lines
from cases.queries.journal_rows import journal_rows
from cases.second_factor.checked import is_set
from cases.session_time import idle_time, longest_time

ENTRIES = 30
"""So many of the newest journal entries about the account are shown."""


@dataclass(frozen=True, slots=True)
class HeldRoleView:
    """A role of the account, once, now or later.

    Attributes:
        state: ``held``, ``coming`` or ``over``.
    """

    id: int
    role: str
    title: str
    unit_name: str
    valid_from: date
    valid_to: date | None
    document: str | None
    document_on: date | None
    end_document: str | None
    end_document_on: date | None
    state: str


@dataclass(frozen=True, slots=True)
class LockView:
    """The lock of an account.

    Attributes:
        ground: Its ground in words; empty for the account of the system.
        is_in_force: It has begun.
    """

    from_day: date
    ground: str
    article: str
    document: str
    by: str | None
    is_in_force: bool


@dataclass(frozen=True, slots=True)
class AccountPage:
    """Everything that the page of an account shows.

    Attributes:
        state: As in the list.
        sessions: How many run now; ``None`` for those who only look.
        history: Newest first; empty for those who may not read the journal.
        has_codes: Signing in asks for a code as well; told to those who administer.
        may_manage: The person administers.
        is_own: It is the account of who looks.
    """

    id: int
    name: str
    email: str
    state: str
    request_document: str | None
    request_on: date | None
    request_body: str | None
    created_at: datetime
    has_password: bool
    must_change_password: bool
    lock: LockView | None
    roles: tuple[HeldRoleView, ...]
    sessions: int | None
    history: tuple[JournalLine, ...]
    has_codes: bool
    may_manage: bool
    is_own: bool


def account_page(tx: Transaction, office: Office, actor: Actor, *, account_id: int) -> AccountPage:
    """Return the page of an account.

    Raises:
        NotAllowedError: The person may read no accounts.
        NotFoundError: No such account, or none that the person may read.
    """
    if not may_somewhere(Permission.ACCOUNTS_READ, actor):
        raise NotAllowedError(Permission.ACCOUNTS_READ)
    locker = aliased(Account)
    row = tx.execute(
        select(Account, locker.full_name)
        .outerjoin(locker, locker.id == Account.locked_by_id)
        .where(Account.id == account_id, readable_accounts(actor))
    ).one_or_none()
    if row is None:
        raise NotFoundError
    account: Account = row[0]
    roles = _roles(tx, office, actor, account_id)
    has_roles = any(one.state == "held" for one in roles)
    may_manage = allows(Permission.ACCOUNTS_MANAGE, actor, Target())
    return AccountPage(
        id=account.id,
        name=account.full_name,
        email=account.email,
        state=state_of(account.locked_from, office.today(), has_roles=has_roles),
        request_document=account.request_document,
        request_on=account.request_on,
        request_body=account.request_body,
        created_at=account.created_at,
        has_password=account.password_hash is not None,
        must_change_password=account.must_change_password,
        lock=_lock(office, account, row[1]),
        roles=roles,
        sessions=_sessions(tx, office, account_id) if may_manage else None,
        history=_history(tx, office, actor, account_id),
        has_codes=may_manage and is_set(tx, account_id),
        may_manage=may_manage,
        is_own=account_id == actor.account_id,
    )


@dataclass(frozen=True, slots=True)
class RoleEnd:
    """What the page that ends a role shows.

    Attributes:
        steps: Open steps of the role that the person has taken, or was given.
    """

    role: HeldRoleView
    account_id: int
    name: str
    steps: int


def role_end(tx: Transaction, office: Office, actor: Actor, *, assignment_id: int) -> RoleEnd:
    """Return a role that can be ended, and what its end would leave behind.

    Raises:
        NotAllowedError: The person does not administer.
        NotFoundError: No such role, or it is over.
    """
    require(Permission.ACCOUNTS_MANAGE, actor, Target())
    held = tx.get(RoleAssignment, assignment_id)
    if held is None:
        raise NotFoundError
    views = {one.id: one for one in _roles(tx, office, actor, held.account_id)}
    if views[held.id].state == "over":
        raise NotFoundError
    steps = held_steps(tx, HeldRole(held.account_id, held.unit_id, held.role))
    name = tx.get_one(Account, held.account_id).full_name
    return RoleEnd(views[held.id], held.account_id, name, steps)


def _roles(
    tx: Transaction, office: Office, actor: Actor, account_id: int
) -> tuple[HeldRoleView, ...]:
    """Return the roles, the newest first; of other units only to who reads them all."""
    units = account_units(actor)
    wanted = (
        select(RoleAssignment, Unit.name, Unit.kind)
        .join(Unit, Unit.id == RoleAssignment.unit_id)
        .where(RoleAssignment.account_id == account_id)
        .order_by(RoleAssignment.valid_from.desc(), RoleAssignment.id.desc())
    )
    if units is not None:
        wanted = wanted.where(RoleAssignment.unit_id.in_(sorted(units)))
    return tuple(
        HeldRoleView(
            id=row.id,
            role=row.role,
            title=office.role_title(row.role, kind),
            unit_name=unit_name,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            document=row.document,
            document_on=row.document_on,
            end_document=row.end_document,
            end_document_on=row.end_document_on,
            state=_state(row, office.today()),
        )
        for row, unit_name, kind in tx.execute(wanted)
    )


def _state(row: RoleAssignment, today: date) -> str:
    if row.valid_to is not None and (row.valid_to < today or row.valid_to < row.valid_from):
        return "over"
    return "held" if row.valid_from <= today else "coming"


def _lock(office: Office, account: Account, by: str | None) -> LockView | None:
    if account.locked_from is None:
        return None
    ground = office.lock_grounds.get(account.lock_ground or "")
    return LockView(
        from_day=account.locked_from,
        ground=ground.title if ground else "",
        article=ground.article if ground else "",
        document=account.lock_document or "",
        by=by,
        is_in_force=account.locked_from <= office.today(),
    )


def _sessions(tx: Transaction, office: Office, account_id: int) -> int:
    now = office.clock.written_at()
    counted = select(func.count()).where(
        UserSession.account_id == account_id,
        UserSession.ended_at.is_(None),
        UserSession.awaits_code.is_(False),
        UserSession.last_seen_at > now - idle_time(office),
        UserSession.created_at > now - longest_time(office),
    )
    return tx.scalar(counted) or 0


def _history(
    tx: Transaction, office: Office, actor: Actor, account_id: int
) -> tuple[JournalLine, ...]:
    if not allows(Permission.JOURNAL_READ, actor, Target()):
        return ()
    about = (JournalEntry.subject_kind == "account", JournalEntry.subject_id == account_id)
    return to_lines(tx, office, journal_rows(tx, about, ENTRIES))
