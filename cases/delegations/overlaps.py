"""Whom a new delegation would collide with: nobody passes on what was passed to them."""

from collections.abc import Iterator

from sqlalchemy import or_, select

from cases.database import Transaction
from cases.delegations.asked import AWAY, DELEGATE, Refusals
from cases.delegations.held import LEAVE
from cases.delegations.written import NewDelegation
from cases.models.account import Account
from cases.models.delegation import Delegation
from cases.turns import take_turn


def refuse_overlaps(tx: Transaction, refusals: Refusals, new: NewDelegation) -> None:
    """Note what runs in these days and stands in the way; others wait until the commit.

    Nobody gives and receives on the same day in one unit: so there is neither a circle nor a
    delegation of what was delegated. Two at a time to the same person would say nothing more.
    """
    take_turn(tx, f"delegations of {new.unit_id}")
    is_leave = new.kind == LEAVE
    at_giver = AWAY if is_leave else DELEGATE
    for row, giver, delegate in _running(tx, new):
        days = f"từ {row.valid_from:%d/%m/%Y} đến hết {row.valid_to:%d/%m/%Y}"
        if row.giver_id == new.delegate_id:
            refusals.add(DELEGATE, f"người này đã giao việc cho {delegate} {days}")
        elif row.delegate_id == new.giver_id:
            refusals.add(at_giver, f"đang làm thay {giver} {days}, không giao tiếp được")
        elif row.giver_id == new.giver_id and (is_leave or row.delegate_id == new.delegate_id):
            refusals.add(at_giver, f"đã giao cho {delegate} {days}; thu hồi trước đã")


def _running(tx: Transaction, new: NewDelegation) -> Iterator[tuple[Delegation, str, str]]:
    account_ids = (new.giver_id, new.delegate_id)
    rows = list(
        tx.scalars(
            select(Delegation)
            .where(
                Delegation.kind == new.kind,
                Delegation.unit_id == new.unit_id,
                Delegation.ended_at.is_(None),
                Delegation.valid_from <= new.terms.valid_to,
                Delegation.valid_to >= new.terms.valid_from,
                or_(Delegation.giver_id.in_(account_ids), Delegation.delegate_id.in_(account_ids)),
            )
            .order_by(Delegation.id)
        )
    )
    involved = {one for row in rows for one in (row.giver_id, row.delegate_id)}
    of_account = select(Account.id, Account.full_name).where(Account.id.in_(involved))
    names = {one.id: one.full_name for one in tx.execute(of_account)} if rows else {}
    for row in rows:
        yield row, names[row.giver_id], names[row.delegate_id]
