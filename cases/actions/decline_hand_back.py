"""Leaves a step with its holder, who proposed to hand it back (không đồng ý giao lại)."""

from cases.actor import Actor
from cases.assigning.asked import read_reason
from cases.assigning.locked_items import DECLINED, lock_one
from cases.assigning.obstacles import moved_on, refused_item
from cases.assigning.refusals import AssignmentRefusedError, Why
from cases.assigning.written_acts import Act, write_acts
from cases.database import Transaction
from cases.office import Office
from cases.policy.permissions import Permission


def decline_hand_back(
    tx: Transaction, office: Office, actor: Actor, *, item_id: int, reason: str
) -> str:
    """Answer the open proposal with a reason.

    Returns:
        The code of the case or petition.

    Raises:
        NotFoundError: The step has ended, or the person may not know of it.
        NotAllowedError: The person does not lead the unit.
        SecretRecordError: A reason was given, and the record is secret.
        SubmissionRefusedError: There is no reason.
        AssignmentRefusedError: The proposal was answered meanwhile.
    """
    item, actor = lock_one(tx, office, actor, item_id, Permission.ITEM_ASSIGN)
    if item.proposal_id is None:
        answered = moved_on(tx, item, None) or refused_item(item, Why.FREE)
        raise AssignmentRefusedError(answered)
    text = read_reason(item.row.kind, reason, secrecy=item.secrecy)
    act = Act(item, DECLINED, item.holder_id, text)
    write_acts(tx, office, actor, "decline_hand_back", [act])
    return item.code
