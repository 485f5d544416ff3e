"""Begins to hand somebody's work over, before a lock or a move to another unit."""

from collections import Counter

from sqlalchemy import or_, select

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.handover.asked import FROM_UNIT, MOVE, TO_UNIT, Plan, refused_plan
from cases.handover.heads import COUNT, heads_of, tell_heads
from cases.handover.locked_handover import lock_person, open_handover_of
from cases.handover.open_duties import open_duties
from cases.handover.refusals import HandoverRefusedError
from cases.models.account import Account
from cases.models.handover import Handover
from cases.models.role_assignment import RoleAssignment
from cases.models.unit import Unit
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.rows import insert_row

TEXT = "Mở Bàn giao, chọn người này rồi giao từng việc; tài khoản khóa sau khi không còn việc nào."


def open_handover(
    tx: Transaction, office: Office, actor: Actor, *, account_id: int, plan: Plan
) -> int:
    """Write down what is to happen, and return the id of the handover.

    Until it is finished the account works as before, so that its holder can hand over
    (điểm g khoản 2 Điều 15 Quy chế 2003/QĐ-UBND); nobody gives it anything more.

    Raises:
        NotAllowedError: The person does not administer.
        NotFoundError: No such account.
        HandoverRefusedError: ``own``, ``locked`` or ``open``.
        SubmissionRefusedError: The units of a move cannot be.
    """
    require(Permission.ACCOUNTS_MANAGE, actor, Target())
    account = lock_person(tx, account_id)
    if account_id == actor.account_id:
        raise HandoverRefusedError("own")
    if account.locked_from is not None and account.locked_from <= office.today():
        raise HandoverRefusedError("locked")
    if open_handover_of(tx, account_id) is not None:
        raise HandoverRefusedError("open")
    to_unit_id = _other_unit(tx, office, account_id, plan) if plan.kind == MOVE else None
    row = {
        "account_id": account_id,
        "kind": plan.kind,
        "ground": plan.ground,
        "document": plan.number,
        "document_on": plan.issued_on,
        "from_day": plan.from_day,
        "from_unit_id": plan.from_unit_id,
        "to_unit_id": to_unit_id,
        "to_roles": " ".join(plan.to_roles),
        "opened_by_id": actor.account_id,
        "opened_at": office.clock.now(),
    }
    handover_id = insert_row(tx, Handover, row)
    told = {"day": plan.from_day, "ground": plan.ground, "roles": plan.to_roles}
    journal.write(
        tx,
        office,
        actor,
        "open_handover",
        subject=("account", account_id),
        detail={
            "handover": handover_id,
            "document": plan.number,
            **{name: value for name, value in told.items() if value},
        },
    )
    _tell(tx, office, account, handover_id, plan)
    return handover_id


def _tell(tx: Transaction, office: Office, account: Account, handover_id: int, plan: Plan) -> None:
    """Tell the heads of the units whose work it is that it waits to be given to others."""
    duties = open_duties(tx, office, account.id, unit_id=plan.from_unit_id)
    heads = heads_of(tx, office, {one.unit_id for one in duties}, besides=account.id)
    counts = Counter(heads[one.unit_id] for one in duties if one.unit_id in heads)
    subject = f"{account.full_name} bàn giao: {COUNT} việc chờ giao cho người khác"
    tell_heads(tx, office, handover_id, counts, subject, TEXT)


def _other_unit(tx: Transaction, office: Office, account_id: int, plan: Plan) -> int:
    """Return the unit that the person moves to."""
    today = office.today()
    held = select(RoleAssignment.id).where(
        RoleAssignment.account_id == account_id,
        RoleAssignment.unit_id == plan.from_unit_id,
        or_(RoleAssignment.valid_to.is_(None), RoleAssignment.valid_to >= today),
    )
    if tx.scalar(held.limit(1)) is None:
        raise refused_plan(FROM_UNIT, "Rời đơn vị", "phải là nơi người này đang giữ vai trò")
    unit = tx.scalar(select(Unit).where(Unit.code == plan.to_unit_code))
    is_over = unit is not None and unit.valid_to is not None and unit.valid_to < plan.from_day
    if unit is None or is_over or unit.id == plan.from_unit_id:
        raise refused_plan(TO_UNIT, "Đến đơn vị", "phải là đơn vị khác, đang hoạt động ngày đó")
    return unit.id
