"""Confirms a proposed level; what becomes secret loses its content in the same transaction."""

from dataclasses import dataclass

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.erasure.carried_out import SECRECY_MARK
from cases.erasure.erased_content import set_level
from cases.erasure.erasing import Extent, erase
from cases.erasure.preview import preview_of
from cases.errors import PreviewOutdatedError, SecrecyRefusedError
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.queries.secrecy_matter import find_matter, require_open
from cases.search.entries import index_cases, index_petitions
from cases.secrecy import NOT_SECRET

BECAUSE = "secrecy"


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The level from now on; ``erasure_id`` names what was erased, if anything was."""

    level: str
    erasure_id: str | None


def confirm_secrecy(
    tx: Transaction, office: Office, actor: Actor, *, code: str, seen: str
) -> Confirmed:
    """Give the whole matter the proposed level.

    A record that was open loses its content and files with it: of each petition and case of the
    matter, and of the same paper at other units. Lowering brings nothing back. After the commit
    ``finish_erasures`` is to be called.

    Args:
        tx: A writing transaction.
        office: The installation.
        actor: A leader of the unit who has not proposed it.
        code: The record.
        seen: Fingerprint of the preview that was confirmed.

    Raises:
        NotFoundError: No such case or petition, or none that the person may know of.
        NotAllowedError: The person does not lead the unit.
        SecrecyRefusedError: Nothing waits for it, or the person has proposed it.
        PreviewOutdatedError: Something else would be erased than what was looked at.
    """
    matter = find_matter(tx, office, actor, code)
    require(Permission.SECRECY_DECIDE, actor, matter.target)
    change = require_open(tx, matter)
    if change.proposed_by_id == actor.account_id:
        raise SecrecyRefusedError("own")
    if seen != preview_of(tx, matter.reach).fingerprint:
        raise PreviewOutdatedError
    level, erasure_id = change.to_level, None
    change.state, change.decided_by_id = "confirmed", actor.account_id
    change.decided_at = office.clock.now()
    tx.flush()  # an erasure forgets what was read before it
    if change.from_level == NOT_SECRET:
        change.erasure_id = erasure_id = erase(
            tx,
            office,
            actor,
            matter.reach,
            because=BECAUSE,
            extent=Extent.CONTENT,
            mark={SECRECY_MARK: level},
        )
    else:
        set_level(tx, matter.reach, level)
        index_petitions(tx, matter.reach.petitions)
        index_cases(tx, matter.reach.cases)
    tx.flush()
    detail = {"change": change.id, "to": level, "erasure": erasure_id}
    subject = matter.found.subject
    journal.write(tx, office, actor, "confirm_secrecy", subject=subject, detail=detail)
    return Confirmed(level, erasure_id)
