"""Ends a role of somebody from a day on, on a paper; the row stays."""

from dataclasses import dataclass
from datetime import date, timedelta

from cases import journal
from cases.accounts.account_forms import ENDS_FROM
from cases.accounts.administrators import ADMINISTRATOR, another_administers
from cases.accounts.paper import Paper
from cases.accounts.refusals import refused
from cases.accounts.role_duties import HeldRole, give_back
from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotFoundError
from cases.journal.changes import changes_of_row
from cases.locks.papers import named_paper
from cases.models.role_assignment import RoleAssignment
from cases.models.unit import Unit
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.turns import END_OF_ROLES, take_turn

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class EndedRole:
    """What ending the role has done.

    Attributes:
        account_id: Whose role it was.
        freed: Open steps that are free again for the role.
        named: Open steps that keep the name, because a decision names the person.
    """

    account_id: int
    freed: int
    named: int


def end_role(
    tx: Transaction,
    office: Office,
    actor: Actor,
    *,
    assignment_id: int,
    ends_from: date,
    paper: Paper,
) -> EndedRole:
    """End a role; one that ends today leaves its open steps to the others at once.

    A role that ends later leaves them at midnight (``cases.sweeps.ended_roles``). A role that has
    not begun by then never begins.

    Args:
        tx: A writing transaction.
        office: The installation.
        actor: Who administers.
        assignment_id: Row of ``role_assignment``.
        ends_from: First day without the role, today or later.
        paper: The decision or request.

    Raises:
        NotAllowedError: The person does not administer.
        NotFoundError: No such role, or it ended before.
        SubmissionRefusedError: A day that cannot be, or nobody would administer any more.
    """
    require(Permission.ACCOUNTS_MANAGE, actor, Target())
    take_turn(tx, END_OF_ROLES)
    row = tx.get(RoleAssignment, assignment_id, with_for_update=True)
    today = office.today()
    if row is None or (row.valid_to is not None and row.valid_to < today):
        raise NotFoundError
    if ends_from < today:
        raise refused(ENDS_FROM, f"không sớm hơn hôm nay {today:%d/%m/%Y}")
    if row.valid_to is not None and row.valid_to < ends_from:
        raise refused(ENDS_FROM, f"không sau {row.valid_to:%d/%m/%Y}, ngày cuối đã ghi")
    if row.role == ADMINISTRATOR and not another_administers(tx, besides=row.id, day=ends_from):
        raise refused(ENDS_FROM, "phải sau ngày có người khác làm quản trị hệ thống")
    before = {"valid_to": row.valid_to, "end_document": None, "end_document_on": None}
    after = {
        "valid_to": max(ends_from, row.valid_from) - ONE_DAY,
        "end_document": paper.number,
        "end_document_on": paper.issued_on,
    }
    for name, value in after.items():
        setattr(row, name, value)
    row.ended_by_id = actor.account_id
    tx.flush()
    held = HeldRole(row.account_id, row.unit_id, row.role)
    unit = tx.get_one(Unit, row.unit_id)
    journal.write(
        tx,
        office,
        actor,
        "end_role",
        subject=("account", row.account_id),
        detail={
            "unit": unit.code,
            "roles": [row.role],
            "fields": changes_of_row(RoleAssignment, before, after),
        },
    )
    title = office.role_title(row.role, unit.kind)
    reason = f"Thôi giữ vai trò {title} theo {named_paper(paper.number, paper.issued_on)}"
    is_over = ends_from <= today
    freed, named = give_back(tx, office, actor, held, reason=reason) if is_over else (0, 0)
    return EndedRole(held.account_id, freed, named)
