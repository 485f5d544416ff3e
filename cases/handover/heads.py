"""Who answers for the work of a unit when one of its people leaves, and how they are told."""

from collections.abc import Mapping

from sqlalchemy import select, true

from cases.database import Transaction
from cases.mail_queue import QueuedMail, queue_mails
from cases.models.unit import Unit
from cases.office import Office
from cases.role_holders import role_holders

IN_THE_PLACE_OF_THE_HEAD = ("head", "deputy", "section_head")
"""The first of these that the unit has."""
COUNT = "{count}"


def heads_of(
    tx: Transaction, office: Office, unit_ids: set[int], *, besides: int
) -> dict[int, int]:
    """Return unit -> who gets its work."""
    found: dict[int, tuple[int, int]] = {}
    holders = role_holders(tx, office.today(), IN_THE_PLACE_OF_THE_HEAD, among=true())
    for one in holders:
        rank = (IN_THE_PLACE_OF_THE_HEAD.index(one.role), one.account_id)
        if one.unit_id in unit_ids and one.account_id != besides:
            found[one.unit_id] = min(found.get(one.unit_id, rank), rank)
    return {unit_id: account_id for unit_id, (_, account_id) in found.items()}


def leaders_above(
    tx: Transaction, office: Office, unit_ids: set[int], *, besides: int
) -> dict[int, int]:
    """Return unit -> who leads the nearest unit above it that somebody leads."""
    parents = {row.id: row.parent_id for row in tx.execute(select(Unit.id, Unit.parent_id))}
    heads = heads_of(tx, office, set(parents), besides=besides)
    found = {}
    for unit_id in unit_ids:
        above = parents[unit_id]
        while above is not None and above not in heads:
            above = parents[above]
        if above is not None:
            found[unit_id] = heads[above]
    return found


def tell_heads(
    tx: Transaction,
    office: Office,
    handover_id: int,
    counts: Mapping[int, int],
    subject: str,
    text: str,
    *,
    about: str = "handover",
) -> None:
    """Tell heads by mail: a name and a count, because a mail leaves the office's hands.

    Args:
        tx: A writing transaction.
        office: The installation.
        handover_id: The handover.
        counts: Head -> how many open things.
        subject: With ``COUNT`` where the number stands.
        text: What to do.
        about: What the mail is about; a head is told once of it.
    """
    mails = []
    for head_id, count in counts.items():
        told = subject.replace(COUNT, str(count))
        body = f"{told}.\n\n{text}\n\nThư này gửi tự động, không trả lời được.\n"
        mails.append(QueuedMail(f"{about}:{handover_id}:{head_id}", head_id, told, body))
    queue_mails(tx, office, mails)
