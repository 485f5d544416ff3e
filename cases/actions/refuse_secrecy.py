"""Ends a proposal without a change: a second person rejects it, or its author withdraws it."""

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.queries.secrecy_matter import find_matter, require_open


def refuse_secrecy(tx: Transaction, office: Office, actor: Actor, *, code: str) -> str:
    """Leave the level as it is; return what became of the proposal.

    Returns:
        ``withdrawn`` when whoever proposed it ends it, otherwise ``rejected``.

    Raises:
        NotFoundError: No such case or petition, or none that the person may know of.
        NotAllowedError: The person has not proposed it, and does not lead the unit.
        SecrecyRefusedError: Nothing waits any more.
    """
    matter = find_matter(tx, office, actor, code)
    change = require_open(tx, matter)
    is_own = change.proposed_by_id == actor.account_id
    if not is_own:
        require(Permission.SECRECY_DECIDE, actor, matter.target)
    change.state = "withdrawn" if is_own else "rejected"
    change.decided_by_id, change.decided_at = actor.account_id, office.clock.now()
    tx.flush()
    detail = {"change": change.id, "state": change.state}
    subject = matter.found.subject
    journal.write(tx, office, actor, "refuse_secrecy", subject=subject, detail=detail)
    return change.state
