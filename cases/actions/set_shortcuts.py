"""Switches the single-letter keys of one's own pages on or off."""

from sqlalchemy import update

from cases.actor import Actor
from cases.database import Transaction
from cases.models.account import Account
from cases.office import Office


def set_shortcuts(tx: Transaction, office: Office, actor: Actor, *, enabled: bool) -> None:  # noqa: ARG001
    """Remember the choice with the account."""
    tx.execute(update(Account).where(Account.id == actor.account_id).values(uses_shortcuts=enabled))
