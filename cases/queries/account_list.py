"""The accounts of the office, or of the units that somebody looks after, by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, true

from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotAllowedError
from cases.folding import words_of
from cases.models.account import Account
from cases.models.role_assignment import RoleAssignment
from cases.models.unit import Unit
from cases.office import Office
from cases.policy.permission_map import allows
from cases.policy.permissions import Permission
from cases.policy.permitted_units import may_somewhere
from cases.policy.predicates import Target
from cases.policy.readable_accounts import account_units, readable_accounts

PAGE_SIZE = 50
IN_USE, LOCKED, LOCK_COMING, IDLE = "in_use", "locked", "lock_coming", "idle"
STATES = (IN_USE, LOCKED, LOCK_COMING, IDLE)


@dataclass(frozen=True, slots=True)
class AccountFilter:
    """What is looked for.

    Attributes:
        text: Part of a name, or of an official address.
        unit_id: Unit in which a role is held today, or begins later.
        role: Code of such a role.
        state: One of ``STATES``: may be used, locked, to be locked on a day that is fixed, or not
            locked but without any role today.
        page: From 1.
    """

    text: str = ""
    unit_id: int | None = None
    role: str = ""
    state: str = ""
    page: int = 1

    @property
    def is_narrowed(self) -> bool:
        """Tell whether anything leaves accounts out."""
        return bool(self.text or self.unit_id or self.role or self.state)


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A role that is held today or begins later."""

    role: str
    unit_name: str
    unit_kind: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One line.

    Attributes:
        state: One of ``STATES``.
    """

    id: int
    name: str
    email: str
    state: str
    locked_from: date | None
    roles: tuple[RoleLine, ...]


@dataclass(frozen=True, slots=True)
class AccountList:
    """A page of accounts.

    Attributes:
        units: Units that may be chosen, (id, name).
        may_manage: The person administers; the others only look.
        sees_all: The accounts of the whole office are shown.
    """

    rows: tuple[AccountRow, ...]
    total: int
    page: int
    pages: int
    units: tuple[tuple[int, str], ...]
    may_manage: bool
    sees_all: bool


def account_list(
    tx: Transaction, office: Office, actor: Actor, filters: AccountFilter
) -> AccountList:
    """Return a page of the accounts that the person may read.

    Raises:
        NotAllowedError: The person may read no accounts but the own one.
    """
    units = readable_units(tx, actor)
    found = _found(office, actor, filters)
    total = tx.scalar(select(func.count()).select_from(found.subquery())) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(1, filters.page), pages)
    wanted = found.order_by(Account.name_f, Account.id).limit(PAGE_SIZE)
    return AccountList(
        rows=_rows(tx, office, actor, wanted.offset((page - 1) * PAGE_SIZE)),
        total=total,
        page=page,
        pages=pages,
        units=units,
        may_manage=allows(Permission.ACCOUNTS_MANAGE, actor, Target()),
        sees_all=account_units(actor) is None,
    )


def every_account(
    tx: Transaction, office: Office, actor: Actor, filters: AccountFilter
) -> tuple[AccountRow, ...]:
    """Return all that is found, for the file: an office has thousands of accounts, not millions.

    Raises:
        NotAllowedError: The person may read no accounts but the own one.
    """
    _require(actor)
    found = _found(office, actor, filters).order_by(Account.name_f, Account.id)
    return _rows(tx, office, actor, found)


def readable_units(tx: Transaction, actor: Actor) -> tuple[tuple[int, str], ...]:
    """Return the units whose accounts the person may read, by name.

    Raises:
        NotAllowedError: There are none.
    """
    _require(actor)
    units = account_units(actor)
    wanted = select(Unit.id, Unit.name).order_by(Unit.name_f, Unit.id)
    if units is not None:
        wanted = wanted.where(Unit.id.in_(sorted(units)))
    return tuple((unit_id, name) for unit_id, name in tx.execute(wanted))


def state_of(locked_from: date | None, today: date, *, has_roles: bool) -> str:
    """Return the state of an account; ``has_roles`` counts those that are held today."""
    if locked_from is not None:
        return LOCKED if locked_from <= today else LOCK_COMING
    return IN_USE if has_roles else IDLE


def _require(actor: Actor) -> None:
    if not may_somewhere(Permission.ACCOUNTS_READ, actor):
        raise NotAllowedError(Permission.ACCOUNTS_READ)


def _found(office: Office, actor: Actor, filters: AccountFilter) -> Select[Any]:
    conditions = [readable_accounts(actor), *_conditions(office, actor, filters)]
    return select(Account.id).where(*conditions)


def _conditions(office: Office, actor: Actor, filters: AccountFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if filters.text:
        words = " ".join(words_of(filters.text))
        address = filters.text.strip().casefold()
        by_name = Account.name_f.contains(words, autoescape=True) if words else None
        by_address = Account.email.contains(address, autoescape=True)
        conditions.append(by_address if by_name is None else or_(by_name, by_address))
    if filters.unit_id or filters.role:
        of_role = [RoleAssignment.account_id == Account.id, _is_or_comes(office)]
        if filters.unit_id:
            of_role.append(RoleAssignment.unit_id == filters.unit_id)
        if filters.role:
            of_role.append(RoleAssignment.role == filters.role)
        conditions.append(exists().where(*of_role))
    if filters.state in STATES:
        conditions.append(_in_state(office, actor, filters.state))
    return conditions


def _in_state(office: Office, actor: Actor, state: str) -> ColumnElement[bool]:
    today = office.today()
    if state == LOCKED:
        return Account.locked_from <= today
    if state == LOCK_COMING:
        return Account.locked_from > today
    of_today = [RoleAssignment.account_id == Account.id, RoleAssignment.valid_from <= today]
    has_roles = exists().where(*of_today, _is_or_comes(office), _is_shown(actor))
    return and_(Account.locked_from.is_(None), has_roles if state == IN_USE else ~has_roles)


def _is_shown(actor: Actor) -> ColumnElement[bool]:
    """Return whether a role is shown: of other units only to who reads the accounts of all."""
    units = account_units(actor)
    return true() if units is None else RoleAssignment.unit_id.in_(sorted(units))


def _is_or_comes(office: Office) -> ColumnElement[bool]:
    return or_(RoleAssignment.valid_to.is_(None), RoleAssignment.valid_to >= office.today())


def _rows(
    tx: Transaction, office: Office, actor: Actor, found: Select[Any]
) -> tuple[AccountRow, ...]:
    ids = found.subquery()
    accounts = tx.execute(
        select(Account.id, Account.full_name, Account.email, Account.locked_from)
        .join(ids, ids.c.id == Account.id)
        .order_by(Account.name_f, Account.id)
    ).all()
    roles = _roles(tx, office, actor, [row.id for row in accounts])
    today = office.today()
    return tuple(
        AccountRow(
            id=row.id,
            name=row.full_name,
            email=row.email,
            state=state_of(
                row.locked_from,
                today,
                has_roles=any(one.valid_from <= today for one in roles.get(row.id, ())),
            ),
            locked_from=row.locked_from,
            roles=tuple(roles.get(row.id, ())),
        )
        for row in accounts
    )


def _roles(
    tx: Transaction, office: Office, actor: Actor, account_ids: Sequence[int]
) -> Mapping[int, list[RoleLine]]:
    wanted = (
        select(
            RoleAssignment.account_id,
            RoleAssignment.role,
            Unit.name,
            Unit.kind,
            RoleAssignment.valid_from,
            RoleAssignment.valid_to,
        )
        .join(Unit, Unit.id == RoleAssignment.unit_id)
        .where(RoleAssignment.account_id.in_(account_ids), _is_or_comes(office), _is_shown(actor))
        .order_by(RoleAssignment.id)
    )
    found: dict[int, list[RoleLine]] = {}
    for row in tx.execute(wanted):
        found.setdefault(row[0], []).append(RoleLine(*row[1:]))
    return found
