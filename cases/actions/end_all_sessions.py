"""Signs a person out on every machine, or on every other one."""

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.office import Office
from cases.sessions import EndReason, end_sessions


def end_all_sessions(tx: Transaction, office: Office, actor: Actor, *, keeps_this: bool) -> int:
    """End the person's sessions; with ``keeps_this`` all but the one that asks.

    Returns:
        How many ended.
    """
    kept = actor.session_id if keeps_this else None
    ended = end_sessions(tx, office, [actor.account_id], EndReason.ENDED, kept=kept)
    journal.write(
        tx,
        office,
        actor,
        "end_all_sessions",
        subject=("account", actor.account_id),
        detail={"ended": len(ended)},
    )
    return len(ended)
