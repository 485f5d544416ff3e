"""Moves all that a locked person has to the heads of the units whose work it is."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cases.actor import Actor
from cases.assigning.locked_items import lock_items
from cases.database import Transaction
from cases.handover.duty import Duty, DutyKind
from cases.handover.heads import COUNT, heads_of, leaders_above, tell_heads
from cases.handover.open_duties import open_duties
from cases.handover.written_gifts import Gift, Giver, write_gifts
from cases.models.account import Account
from cases.office import Office

TEXT = (
    "Mở Phân công để giao cho người khác; người được cử bằng quyết định thì thay bằng quyết định."
)
_WAIT = frozenset({DutyKind.STEP, DutyKind.NAMED, DutyKind.DIRECTION})
TEXT_ABOVE = "Đề nghị cử người đứng đầu đơn vị ấy và cấp vai trò, để có người nhận và giao việc."


@dataclass(frozen=True, slots=True)
class MovedToHeads:
    """What came of it.

    Attributes:
        by_head: Head -> how many open things the head has now.
        free: Steps that are free for their roles.
        delegations: Those that are to be ended: nobody else can have them.
    """

    by_head: Mapping[int, int]
    free: int
    delegations: tuple[int, ...] = ()


def move_to_heads(
    tx: Transaction, office: Office, actor: Actor, giver: Giver, *, unit_id: int | None = None
) -> MovedToHeads:
    """Give everything to the head of its unit, whatever the head's own roles are, and say so.

    The head need not be able to do these steps: the head gives them on. Where a decision named the
    person, the head is named until another decision names somebody else. In a unit without a head
    or deputy the steps are free for their roles, and directions wait for a head: who leads the unit
    above is told. Drafts stay, then, sealed for who began them: the lock may have been an error.

    Args:
        tx: A writing transaction.
        office: The installation.
        actor: Who locked the account, or the system.
        giver: Whose work it is.
        unit_id: Only what is the work of this unit.
    """
    duties = open_duties(tx, office, giver.account_id, unit_id=unit_id)
    if not duties:
        return MovedToHeads({}, 0)
    heads = heads_of(tx, office, {one.unit_id for one in duties}, besides=giver.account_id)
    items = lock_items(tx, office, [int(one.id) for one in duties if one.kind is DutyKind.STEP])
    gifts = [
        Gift(duty, None if duty.kind is DutyKind.DELEGATION else heads.get(duty.unit_id))
        for duty in duties
        if _is_still_there(duty, items, giver.account_id)
        and (duty.kind is not DutyKind.DRAFT or duty.unit_id in heads)
    ]
    if not gifts:
        return MovedToHeads({}, 0)
    write_gifts(tx, office, actor, giver, gifts, items)
    moved = Counter(gift.to_id for gift in gifts if gift.to_id)
    name = tx.get_one(Account, giver.account_id).full_name
    subject = f"Tài khoản của {name} bị khóa: {COUNT} việc chuyển đến bạn"
    tell_heads(tx, office, giver.handover_id, moved, subject, TEXT)
    _tell_above(tx, office, giver, [one.duty for one in gifts if one.to_id is None], name)
    is_free = [gift for gift in gifts if gift.to_id is None and gift.duty.kind is DutyKind.STEP]
    ended = [int(one.id) for one in duties if one.kind is DutyKind.DELEGATION]
    return MovedToHeads(dict(moved), len(is_free), tuple(ended))


def _is_still_there(duty: Duty, items: Mapping[int, object], account_id: int) -> bool:
    item = items.get(int(duty.id)) if duty.kind is DutyKind.STEP else None
    return duty.kind is not DutyKind.STEP or getattr(item, "holder_id", None) == account_id


def _tell_above(
    tx: Transaction, office: Office, giver: Giver, duties: Iterable[Duty], name: str
) -> None:
    """Tell those who lead the units above of what waits in units that nobody leads."""
    waiting = Counter(one.unit_id for one in duties if one.kind in _WAIT)
    if not waiting:
        return
    above = leaders_above(tx, office, set(waiting), besides=giver.account_id)
    counts: Counter[int] = Counter()
    for unit_id, leader_id in above.items():
        counts[leader_id] += waiting[unit_id]
    subject = f"Đơn vị chưa có người đứng đầu: {COUNT} việc của {name} chưa ai nhận"
    tell_heads(tx, office, giver.handover_id, counts, subject, TEXT_ABOVE, about="unled")
