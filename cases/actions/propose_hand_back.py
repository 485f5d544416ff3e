"""Asks the leaders to give a step to somebody else (đề xuất giao việc lại)."""

from cases.actor import Actor
from cases.assigning.asked import read_reason
from cases.assigning.locked_items import PROPOSED, lock_one
from cases.assigning.written_acts import Act, write_acts
from cases.database import Transaction
from cases.office import Office
from cases.policy.permissions import Permission


def propose_hand_back(
    tx: Transaction, office: Office, actor: Actor, *, item_id: int, reason: str
) -> str:
    """Propose it with a reason; until it is answered the step stays with the person.

    Proposing again before there is an answer changes nothing.

    Returns:
        The code of the case or petition.

    Raises:
        NotFoundError: The step has ended, or the person may not know of it.
        NotAllowedError: Nobody has given the step to the person.
        SecretRecordError: A reason was given, and the record is secret.
        SubmissionRefusedError: There is no reason.
    """
    item, actor = lock_one(tx, office, actor, item_id, Permission.ITEM_HAND_BACK)
    if item.proposal_id is None:
        text = read_reason(item.row.kind, reason, secrecy=item.secrecy)
        act = Act(item, PROPOSED, actor.account_id, text)
        write_acts(tx, office, actor, "propose_hand_back", [act])
    return item.code
