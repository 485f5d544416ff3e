"""For whom a person may act today: read with the person, in the same statement."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import aliased

from cases.actor import Actor, Assignment, HeldDelegation
from cases.database import Transaction
from cases.models.account import Account
from cases.models.delegation import Delegation
from cases.models.role_assignment import RoleAssignment
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import CASE_STAFF, Target

POWERS, LEAVE = "powers", "leave"
GIVES_POWERS = "head"
"""Whose powers they are: those of the head (điểm c khoản 1 Điều 15 Quy chế)."""

_TODAY: Any = bindparam("today")
_GIVER, _GIVER_ROLE = aliased(Account), aliased(RoleAssignment)
_IS_RUNNING = and_(
    Delegation.valid_from <= _TODAY,
    Delegation.valid_to >= _TODAY,
    Delegation.ended_at.is_(None),
)
_GIVER_IS_THERE = and_(
    _GIVER.id == Delegation.giver_id,
    or_(_GIVER.locked_from.is_(None), _GIVER.locked_from > _TODAY),
)
_GIVER_HOLDS = and_(
    _GIVER_ROLE.account_id == _GIVER.id,
    _GIVER_ROLE.unit_id == Delegation.unit_id,
    _GIVER_ROLE.valid_from <= _TODAY,
    or_(_GIVER_ROLE.valid_to.is_(None), _GIVER_ROLE.valid_to >= _TODAY),
)
_COLUMNS = (
    Delegation.id.label("delegation_id"),
    Delegation.kind.label("delegation_kind"),
    Delegation.unit_id.label("delegation_unit_id"),
    Delegation.giver_id,
    _GIVER.full_name.label("giver_name"),
    _GIVER_ROLE.role.label("giver_role"),
    Delegation.powers,
    Delegation.subject_kinds,
    Delegation.document_number,
    Delegation.document_on,
    Delegation.valid_to.label("delegation_until"),
)
# Every request of a delegate's action asks this: building it takes longer than running it.
_AGAIN = (
    select(*_COLUMNS)
    .join(_GIVER, _GIVER_IS_THERE)
    .join(_GIVER_ROLE, _GIVER_HOLDS)
    .where(Delegation.delegate_id == bindparam("of_account"), _IS_RUNNING)
    .order_by(Delegation.id)
    .with_for_update(read=True, of=Delegation)
)


def with_delegations(statement: Any) -> Any:  # noqa: ANN401 - a statement of any columns
    """Add the delegations of ``account`` to a statement; it is asked with a day as ``today``.

    Those whose giver has lost the right come without a role: ``held`` leaves them out.
    """
    return (
        statement.add_columns(*_COLUMNS)
        .outerjoin(Delegation, and_(Delegation.delegate_id == Account.id, _IS_RUNNING))
        .outerjoin(_GIVER, _GIVER_IS_THERE)
        .outerjoin(_GIVER_ROLE, _GIVER_HOLDS)
    )


def held(
    rows: Iterable[Any], assignments: Collection[Assignment], leave_roles: frozenset[str]
) -> tuple[HeldDelegation, ...]:
    """Return the delegations in the rows, never wider than what their givers hold today.

    Args:
        rows: Rows with the columns of ``with_delegations``.
        assignments: Roles of the delegate: only staff of the unit act there for somebody.
        leave_roles: Roles whose steps somebody else may do.
    """
    units = {one.unit_id for one in assignments if one.role in CASE_STAFF}
    rows_of: dict[int, Any] = {}
    roles_of: dict[int, set[str]] = {}
    for row in rows:
        if row.delegation_id is not None and row.giver_role is not None:
            rows_of[row.delegation_id] = row
            roles_of.setdefault(row.delegation_id, set()).add(row.giver_role)
    found = []
    for delegation_id, row in sorted(rows_of.items()):
        roles = roles_of[delegation_id]
        is_leave = row.delegation_kind == LEAVE
        has_right = bool(roles & leave_roles) if is_leave else GIVES_POWERS in roles
        if has_right and row.delegation_unit_id in units:
            found.append(
                HeldDelegation(
                    id=delegation_id,
                    kind=row.delegation_kind,
                    unit_id=row.delegation_unit_id,
                    giver_id=row.giver_id,
                    giver_name=row.giver_name,
                    powers=frozenset(row.powers.split()),
                    subject_kinds=frozenset(row.subject_kinds.split()),
                    roles=frozenset(roles & leave_roles if is_leave else ()),
                    document=(row.document_number, row.document_on),
                    valid_to=row.delegation_until,
                )
            )
    return tuple(found)


def authorised(
    tx: Transaction, office: Office, permission: Permission, actor: Actor, target: Target
) -> Actor:
    """Return the person as they act, in their own right or for somebody else.

    Whoever acts for somebody is asked about once more, in the transaction of the action itself:
    a revocation that came in between counts, and one that comes now waits for the commit.

    Raises:
        NotAllowedError: The person may not, or may not any more.
    """
    acting = require(permission, actor, target)
    if acting.on_behalf_of is None:
        return acting
    wanted = {"of_account": actor.account_id, "today": office.today()}
    rows = tx.connection().execute(_AGAIN, wanted).all()
    still = held(rows, actor.assignments, office.delegable.leave_roles)
    return require(permission, replace(actor, delegations=still), target)
