"""Throws a draft away."""

from sqlalchemy import delete

from cases.actor import Actor
from cases.database import Transaction
from cases.models.draft import Draft
from cases.office import Office


def drop_draft(tx: Transaction, office: Office, actor: Actor, *, place: str) -> None:  # noqa: ARG001
    """Delete the person's draft at ``place``; harmless when there is none."""
    tx.execute(
        delete(Draft)
        .where(Draft.account_id == actor.account_id, Draft.place == place)
        .execution_options(synchronize_session=False)
    )
