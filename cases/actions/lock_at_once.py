"""Locks an account now and moves all its work to the heads of the units (khóa khẩn cấp)."""

from cases import journal
from cases.actions.end_delegation import end_delegation
from cases.actor import Actor
from cases.database import Transaction
from cases.handover.asked import EMERGENCY, Plan
from cases.handover.last_administrator import refuse_to_lock_the_last
from cases.handover.locked_handover import lock_person, open_handover_of
from cases.handover.minutes import Render, keep_minutes
from cases.handover.refusals import HandoverRefusedError
from cases.handover.to_heads import MovedToHeads, move_to_heads
from cases.handover.written_gifts import Giver
from cases.locks.papers import named_paper
from cases.locks.written_locks import write_locks
from cases.models.handover import Handover
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.rows import insert_row

ACTION = "lock_at_once"
REASON = "Khóa khẩn cấp tài khoản của người giữ; việc chuyển cho người đứng đầu đơn vị"


def lock_at_once(
    tx: Transaction, office: Office, actor: Actor, *, account_id: int, plan: Plan, render: Render
) -> MovedToHeads:
    """Lock first, hand over afterwards: sessions end, the heads have the work and are told.

    A handover that was under way is over; what it has given stays where it is.

    Args:
        tx: A writing transaction.
        office: The installation.
        actor: Who administers.
        account_id: Whose account.
        plan: Ground and paper.
        render: Makes the file of the minutes.

    Raises:
        NotAllowedError: The person does not administer.
        NotFoundError: No such account.
        HandoverRefusedError: ``own``, ``locked`` or ``last``.
    """
    require(Permission.ACCOUNTS_MANAGE, actor, Target())
    account, today = lock_person(tx, account_id), office.today()
    if account_id == actor.account_id:
        raise HandoverRefusedError("own")
    if account.locked_from is not None and account.locked_from <= today:
        raise HandoverRefusedError("locked")
    refuse_to_lock_the_last(tx, office, account_id, from_day=today)
    now = office.clock.now()
    before = open_handover_of(tx, account_id)
    if before:
        before.state, before.closed_by_id, before.closed_at = "cancelled", actor.account_id, now
        tx.flush()
    row = {
        "account_id": account_id,
        "kind": EMERGENCY,
        "ground": plan.ground,
        "document": plan.number,
        "document_on": plan.issued_on,
        "from_day": today,
        "to_roles": "",
        "state": "done",
        "opened_by_id": actor.account_id,
        "opened_at": now,
        "closed_by_id": actor.account_id,
        "closed_at": now,
    }
    handover_id = insert_row(tx, Handover, row)
    write_locks(
        tx,
        office,
        actor,
        account_ids=[account_id],
        ground=plan.ground or "",
        document=named_paper(plan.number, plan.issued_on),
        from_day=today,
    )
    giver = Giver(handover_id, account_id, ACTION, REASON)
    moved = move_to_heads(tx, office, actor, giver)
    for one in moved.delegations:
        end_delegation(tx, office, actor, delegation_id=one)
    keep_minutes(tx, office, tx.get_one(Handover, handover_id), render)
    journal.write(
        tx,
        office,
        actor,
        ACTION,
        subject=("account", account_id),
        detail={"handover": handover_id, "moved": sum(moved.by_head.values()), "free": moved.free},
    )
    return moved
