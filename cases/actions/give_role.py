"""Gives somebody a role in a unit, from a day on, on a paper (khoản 1 Điều 8 Quy chế)."""

from datetime import date

from sqlalchemy import or_, select

from cases import journal
from cases.accounts.account_forms import ROLE, VALID_FROM, VALID_TO
from cases.accounts.paper import Paper
from cases.accounts.refusals import AccountRefusedError, refused
from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotFoundError
from cases.journal.changes import changes_of_row
from cases.models.account import Account
from cases.models.role_assignment import RoleAssignment
from cases.models.unit import Unit
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.rows import insert_row


def give_role(  # noqa: PLR0913 - an action names all it needs
    tx: Transaction,
    office: Office,
    actor: Actor,
    *,
    account_id: int,
    unit_code: str,
    role: str,
    valid_from: date,
    valid_to: date | None,
    paper: Paper,
) -> int:
    """Write the role and return the id of its row.

    Args:
        tx: A writing transaction.
        office: The installation.
        actor: Who administers.
        account_id: Who gets the role.
        unit_code: Where; for ``lookup`` the unit whose records may be looked up.
        role: Code of ``config/roles.toml``.
        valid_from: First day, today or later: what was done before was done without the role.
        valid_to: Last day; ``None`` until it is ended.
        paper: The written request.

    Raises:
        NotAllowedError: The person does not administer.
        NotFoundError: No such account.
        AccountRefusedError: No such role or unit.
        SubmissionRefusedError: A day that cannot be, or the person holds the role then.
    """
    require(Permission.ACCOUNTS_MANAGE, actor, Target())
    if tx.get(Account, account_id, with_for_update=True) is None:
        raise NotFoundError
    unit = tx.scalar(select(Unit).where(Unit.code == unit_code))
    if role not in office.roles:
        raise AccountRefusedError("role", role)
    if unit is None:
        raise AccountRefusedError("unit", "")
    if valid_from < office.today():
        raise refused(VALID_FROM, f"không sớm hơn hôm nay {office.today():%d/%m/%Y}")
    if valid_to is not None and valid_to < valid_from:
        raise refused(VALID_TO, "không sớm hơn ngày bắt đầu")
    if unit.valid_to is not None and unit.valid_to < (valid_to or date.max):
        raise refused(VALID_TO, f"không sau {unit.valid_to:%d/%m/%Y}, ngày cuối của đơn vị")
    if _is_held(tx, account_id, unit.id, role, valid_from, valid_to):
        raise refused(ROLE, "này người đó đã giữ tại đơn vị trong thời gian ấy")
    row = {
        "account_id": account_id,
        "unit_id": unit.id,
        "role": role,
        "valid_from": valid_from,
        "valid_to": valid_to,
        "document": paper.number,
        "document_on": paper.issued_on,
    }
    assignment_id = insert_row(tx, RoleAssignment, row)
    told = {name: row[name] for name in ("valid_from", "valid_to", "document", "document_on")}
    journal.write(
        tx,
        office,
        actor,
        "give_role",
        subject=("account", account_id),
        detail={
            "unit": unit.code,
            "roles": [role],
            "fields": changes_of_row(RoleAssignment, {}, told),
        },
    )
    return assignment_id


def _is_held(
    tx: Transaction,
    account_id: int,
    unit_id: int,
    role: str,
    valid_from: date,
    valid_to: date | None,
) -> bool:
    overlapping = select(RoleAssignment.id).where(
        RoleAssignment.account_id == account_id,
        RoleAssignment.unit_id == unit_id,
        RoleAssignment.role == role,
        RoleAssignment.valid_from <= (valid_to or date.max),
        or_(RoleAssignment.valid_to.is_(None), RoleAssignment.valid_to >= valid_from),
    )
    return tx.scalar(overlapping.limit(1)) is not None
