"""Takes a morning digest off the pages; it stays among the last ones."""

from sqlalchemy import update

from cases.actor import Actor
from cases.database import Transaction
from cases.models.digest import Digest
from cases.office import Office


def hide_digest(tx: Transaction, office: Office, actor: Actor, *, digest_id: int) -> None:
    """Hide one of the person's own digests; what is not theirs stays as it is."""
    tx.execute(
        update(Digest)
        .where(Digest.id == digest_id, Digest.account_id == actor.account_id)
        .values(hidden_at=office.clock.now())
    )
