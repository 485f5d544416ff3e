"""Ủy quyền, thay khi nghỉ: who acts for whom in a unit, and what the person may decide about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from cases.actor import Actor
from cases.database import Transaction
from cases.delegations.asked import AWAY, DELEGATE
from cases.delegations.ends import EXPIRED
from cases.delegations.held import LEAVE, POWERS
from cases.delegations.people import Colleague, colleagues
from cases.models.account import Account
from cases.models.delegation import Delegation
from cases.models.journal_entry import JournalEntry
from cases.models.unit import Unit
from cases.office import Office
from cases.policy.permission_map import allows
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.unit_choice import UnitChoice, choose_unit

MOST = 50
RUNNING, COMING, OVER = "running", "coming", "over"
_GIVER, _DELEGATE = aliased(Account), aliased(Account)


@dataclass(frozen=True, slots=True)
class DelegationRow:
    """A delegation.

    Attributes:
        document: Number and day of its paper.
        state: ``running``, ``coming`` or ``over``.
        ended_because: Code of ``cases.delegations.ends`` where it is over.
        ended_at: When somebody ended it; ``None`` where its last day did.
        acts: Entries that the delegate left in the journal for the giver.
        may_end: The person may revoke it.
    """

    id: int
    unit_name: str
    giver: str
    delegate: str
    powers: tuple[str, ...]
    subject_kinds: tuple[str, ...]
    document: tuple[str, date]
    valid_from: date
    valid_to: date
    state: str
    ended_because: str | None
    ended_at: datetime | None
    acts: int
    may_end: bool


@dataclass(frozen=True, slots=True)
class DelegationPage:
    """The delegations of one kind in a unit, those in force first.

    Attributes:
        may_give: The person may make one in the unit.
        choices: Whom the form offers, by field.
        head_title: What the head of the unit is called.
    """

    kind: str
    unit: UnitChoice
    rows: tuple[DelegationRow, ...]
    may_give: bool
    choices: Mapping[str, tuple[tuple[str, str], ...]]
    head_title: str


def delegation_page(
    tx: Transaction, office: Office, actor: Actor, *, kind: str, unit_id: int | None = None
) -> DelegationPage:
    """Return what the page of the wanted unit needs; everybody of the unit may see it.

    Raises:
        NotAllowedError: The person works in no unit.
        NotFoundError: There is no such unit.
    """
    unit = choose_unit(tx, office, actor, Permission.UNIT_PENDING_READ, unit_id)
    permission = Permission.POWERS_DELEGATE if kind == POWERS else Permission.SUBSTITUTE_APPOINT
    may_give = unit.unit_id is not None and allows(permission, actor, Target(unit_id=unit.unit_id))
    unit_kind = tx.scalar(select(Unit.kind).where(Unit.id == unit.unit_id))
    offered = _offered(tx, office, actor, kind, unit.unit_id, unit_kind) if may_give else {}
    rows = tx.execute(_rows(kind, unit.unit_id)).all()
    acts = _acts(tx, [row.Delegation.id for row in rows])
    today = office.today()
    listed = (_row(row, today, acts, actor, may_give=may_give) for row in rows)
    order = (RUNNING, COMING, OVER)
    return DelegationPage(
        kind=kind,
        unit=unit,
        rows=tuple(sorted(listed, key=lambda one: order.index(one.state))),
        may_give=may_give,
        choices=offered,
        head_title=office.role_title("head", unit_kind),
    )


def _rows(kind: str, unit_id: int | None) -> Any:  # noqa: ANN401
    rows = (
        select(
            Delegation,
            _GIVER.full_name.label("giver"),
            _DELEGATE.full_name.label("delegate"),
            Unit.name.label("unit_name"),
        )
        .join(_GIVER, _GIVER.id == Delegation.giver_id)
        .join(_DELEGATE, _DELEGATE.id == Delegation.delegate_id)
        .join(Unit, Unit.id == Delegation.unit_id)
        .where(Delegation.kind == kind)
        .order_by(Delegation.valid_to.desc(), Delegation.id.desc())
        .limit(MOST)
    )
    return rows if unit_id is None else rows.where(Delegation.unit_id == unit_id)


def _acts(tx: Transaction, ids: list[int]) -> Mapping[int, int]:
    """Count what was done by each, as the journal tells it, in one statement."""
    during = and_(
        JournalEntry.on_behalf_of_id == Delegation.giver_id,
        JournalEntry.account_id == Delegation.delegate_id,
        JournalEntry.office_at >= Delegation.decided_at,
        or_(Delegation.ended_at.is_(None), JournalEntry.office_at <= Delegation.ended_at),
    )
    counted = (
        select(Delegation.id, func.count().label("number"))
        .join(JournalEntry, during)
        .where(Delegation.id.in_(ids))
        .group_by(Delegation.id)
    )
    return {row.id: row.number for row in tx.execute(counted)} if ids else {}


def _row(
    row: Any,  # noqa: ANN401
    today: date,
    acts: Mapping[int, int],
    actor: Actor,
    *,
    may_give: bool,
) -> DelegationRow:
    one = row.Delegation
    is_over = one.ended_at is not None or one.valid_to < today
    mine = one.giver_id == actor.account_id
    return DelegationRow(
        id=one.id,
        unit_name=row.unit_name,
        giver=row.giver,
        delegate=row.delegate,
        powers=tuple(one.powers.split()),
        subject_kinds=tuple(one.subject_kinds.split()),
        document=(one.document_number, one.document_on),
        valid_from=one.valid_from,
        valid_to=one.valid_to,
        state=OVER if is_over else COMING if one.valid_from > today else RUNNING,
        ended_because=(one.ended_because or EXPIRED) if is_over else None,
        ended_at=one.ended_at,
        acts=acts.get(one.id, 0),
        may_end=not is_over and (may_give or mine),
    )


def _offered(
    tx: Transaction,
    office: Office,
    actor: Actor,
    kind: str,
    unit_id: int | None,
    unit_kind: str | None,
) -> Mapping[str, tuple[tuple[str, str], ...]]:
    there = colleagues(tx, office, unit_id or 0).values()

    def options(people: list[Colleague]) -> tuple[tuple[str, str], ...]:
        titles = {
            one: ", ".join(office.role_title(role, unit_kind) for role in sorted(one.roles))
            for one in people
        }
        return tuple((str(one.account_id), f"{one.name}, {titles[one]}") for one in people)

    if kind == LEAVE:
        away = [one for one in there if one.roles & office.delegable.leave_roles]
        return {AWAY: options(away), DELEGATE: options(list(there))}
    others = [one for one in there if one.account_id != actor.account_id and not one.leads]
    return {DELEGATE: options(others)}
