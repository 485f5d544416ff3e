"""Takes from locked accounts what they still have: a locked account holds no open work.

Regulation Art 8(3), 15(2)g. What was taken on between the handover and the day of the lock, or was
left by a lock of all accounts of a unit, goes to the head of the unit whose work it is.
"""

from typing import Any

from sqlalchemy import func, select, union

from cases import journal
from cases.accounts.system_account import system_account
from cases.actions.end_delegation import end_delegation
from cases.handover.asked import LATE
from cases.handover.locked_handover import lock_person
from cases.handover.open_duties import open_duties
from cases.handover.to_heads import move_to_heads
from cases.handover.written_gifts import Giver
from cases.models.account import Account
from cases.models.handover import Handover
from cases.models.note import Note
from cases.models.work_item import WorkItem
from cases.office import Office
from cases.rows import insert_row

ACTION = "locked_holders"
REASON = "Tài khoản của người giữ đã khóa; việc chuyển cho người đứng đầu đơn vị"


def sweep(office: Office) -> int:
    """Move what locked people have to the heads; return of how many people."""
    with office.database.reading() as tx:
        found = tx.scalars(_holders(office)).all()
    return sum(_moved(office, account_id) for account_id in found)


def _moved(office: Office, account_id: int) -> bool:
    with office.database.writing() as tx:
        account = lock_person(tx, account_id)
        if account.locked_from is None or account.locked_from > office.today():
            return False
        if not open_duties(tx, office, account_id):
            return False  # another worker was quicker
        system = system_account(tx, office)
        handover_id = insert_row(tx, Handover, _row(office, account, system.account_id))
        giver = Giver(handover_id, account_id, ACTION, REASON)
        moved = move_to_heads(tx, office, system, giver)
        for one in moved.delegations:
            end_delegation(tx, office, None, delegation_id=one)
        journal.write(
            tx,
            office,
            None,
            ACTION,
            subject=("account", account_id),
            detail={
                "handover": handover_id,
                "moved": sum(moved.by_head.values()),
                "free": moved.free,
            },
        )
    return True


def _holders(office: Office) -> Any:  # noqa: ANN401 - a statement
    """Return the locked accounts that have something, each by an index of its own."""
    locked = select(Account.id).where(Account.locked_from <= office.today())
    claimed = select(WorkItem.claimant_id).where(WorkItem.claimant_id.in_(locked))
    given = select(WorkItem.assignee_id).where(WorkItem.assignee_id.in_(locked))
    directed = select(Note.for_account_id).where(Note.for_account_id.in_(locked))
    return union(
        claimed,
        # Not "is null": of that there is an index, with most of the open steps in it.
        given.where(func.coalesce(WorkItem.claimant_id, 0) == 0),
        directed.where(Note.kind == "direction", Note.done_at.is_(None)),
    )


def _row(office: Office, account: Account, by_id: int) -> dict[str, object]:
    """Return the handover: it stands on the lock."""
    now = office.clock.now()
    return {
        "account_id": account.id,
        "kind": LATE,
        "ground": account.lock_ground,
        "document": account.lock_document or "",
        "from_day": account.locked_from,
        "to_roles": "",
        "state": "done",
        "opened_by_id": by_id,
        "opened_at": now,
        "closed_by_id": by_id,
        "closed_at": now,
    }
