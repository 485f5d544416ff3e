"""Takes a step back from its holder: it is free for the whole role again (thu hồi)."""

from cases.actor import Actor
from cases.assigning.asked import read_reason
from cases.assigning.locked_items import RECALLED, lock_one
from cases.assigning.obstacles import moved_on, refused_item
from cases.assigning.refusals import AssignmentRefusedError, Why
from cases.assigning.written_acts import Act, write_acts
from cases.database import Transaction
from cases.office import Office
from cases.policy.permissions import Permission


def recall_item(
    tx: Transaction,
    office: Office,
    actor: Actor,
    *,
    item_id: int,
    holder_id: int,
    reason: str,
) -> str:
    """Take a step from ``holder_id``; an open proposal to hand it back is thereby accepted.

    Returns:
        The code of its case or petition.

    Raises:
        NotFoundError: The step has ended, or the person may not know of it.
        NotAllowedError: The person does not lead the unit.
        SecretRecordError: A reason was given, and the record is secret.
        SubmissionRefusedError: There is no reason.
        AssignmentRefusedError: Somebody else has it by now, nobody has, or a decision named the
            holder: then another person must be named.
    """
    item, actor = lock_one(tx, office, actor, item_id, Permission.ITEM_ASSIGN)
    against = moved_on(tx, item, holder_id)
    if against is None and item.is_named:
        against = refused_item(item, Why.NAMED)
    if against:
        raise AssignmentRefusedError(against)
    text = read_reason(item.row.kind, reason, secrecy=item.secrecy)
    write_acts(tx, office, actor, "recall_item", [Act(item, RECALLED, None, text)])
    return item.code
