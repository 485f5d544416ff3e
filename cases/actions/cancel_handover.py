"""Stops a handover: the decision is not carried out; what was given stays where it is."""

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.handover.locked_handover import lock_person, required_handover
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target


def cancel_handover(tx: Transaction, office: Office, actor: Actor, *, account_id: int) -> None:
    """Close the open handover without a lock or a move.

    Raises:
        NotAllowedError: The person does not administer.
        NotFoundError: No such account.
        HandoverRefusedError: ``none``: nothing is under way.
    """
    require(Permission.ACCOUNTS_MANAGE, actor, Target())
    lock_person(tx, account_id)
    handover = required_handover(tx, account_id)
    handover.state = "cancelled"
    handover.closed_by_id = actor.account_id
    handover.closed_at = office.clock.now()
    tx.flush()
    journal.write(
        tx,
        office,
        actor,
        "cancel_handover",
        subject=("account", account_id),
        detail={"handover": handover.id},
    )
