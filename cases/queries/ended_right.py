"""Whether a person could do something until a moment ago, because they acted for somebody."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from cases.actor import Actor, HeldDelegation
from cases.database import Transaction
from cases.delegations.ends import EXPIRED, LAPSED
from cases.delegations.held import LEAVE
from cases.errors import NotAllowedError
from cases.models.account import Account
from cases.models.delegation import Delegation
from cases.office import Office
from cases.policy.permission_map import allows
from cases.policy.permissions import Permission
from cases.policy.predicates import Target

REMEMBERED = timedelta(days=1)
"""So long a page may have been open."""


@dataclass(frozen=True, slots=True)
class EndedRight:
    """A delegation that is over and would have allowed what was refused.

    Attributes:
        document: Number and day of its paper.
        because: Code of ``cases.delegations.ends``.
        ended_at: When somebody ended it; ``None`` where its last day did.
    """

    kind: str
    giver: str
    document: tuple[str, date]
    valid_to: date
    because: str
    ended_at: datetime | None
    ended_by: str | None


def ended_right(
    tx: Transaction, office: Office, actor: Actor, refused: NotAllowedError
) -> EndedRight | None:
    """Return by which delegation the person might have done this until lately, if by any."""
    if not isinstance(refused.target, Target):
        return None
    by = aliased(Account)
    lately = office.clock.now() - REMEMBERED
    rows = tx.execute(
        select(Delegation, Account.full_name.label("giver"), by.full_name.label("ended_by"))
        .join(Account, Account.id == Delegation.giver_id)
        .outerjoin(by, by.id == Delegation.ended_by_id)
        .where(
            Delegation.delegate_id == actor.account_id,
            Delegation.valid_from <= office.today(),
            Delegation.valid_to >= lately.date(),
            or_(Delegation.ended_at.is_(None), Delegation.ended_at >= lately),
        )
        .order_by(Delegation.id.desc())
    )
    running = {one.id for one in actor.delegations}
    permission, target = Permission(refused.permission), refused.target
    for row in rows:
        was = replace(actor, delegations=(_as_it_was(row, office.delegable.leave_roles),))
        if row.Delegation.id not in running and allows(permission, was, target):
            return _told(row, office.today())
    return None


def _as_it_was(row: Any, leave_roles: frozenset[str]) -> HeldDelegation:  # noqa: ANN401
    one = row.Delegation
    return HeldDelegation(
        id=one.id,
        kind=one.kind,
        unit_id=one.unit_id,
        giver_id=one.giver_id,
        giver_name=row.giver,
        powers=frozenset(one.powers.split()),
        subject_kinds=frozenset(one.subject_kinds.split()),
        roles=leave_roles if one.kind == LEAVE else frozenset(),
        document=(one.document_number, one.document_on),
        valid_to=one.valid_to,
    )


def _told(row: Any, today: date) -> EndedRight:  # noqa: ANN401
    one = row.Delegation
    unnoted = EXPIRED if one.valid_to < today else LAPSED  # the sweep has not come by yet
    return EndedRight(
        kind=one.kind,
        giver=row.giver,
        document=(one.document_number, one.document_on),
        valid_to=one.valid_to,
        because=one.ended_because or unnoted,
        ended_at=one.ended_at,
        ended_by=row.ended_by,
    )
