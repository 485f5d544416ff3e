"""Tells whether a form that is filled in again and again was sent: each page has its own token."""

from sqlalchemy import select

from cases.database import Transaction
from cases.models.petition import Petition
from cases.models.run import Run
from cases.turns import take_turn


def take_turn_of_form(tx: Transaction, token: str) -> None:
    """Wait until nothing else is written about the form; keep the turn until the commit."""
    take_turn(tx, f"form {token}")


def was_registered(tx: Transaction, token: str) -> bool:
    """Tell whether a petition was registered with the form."""
    found = select(Petition.id).where(Petition.registration_token == token)
    return tx.scalar(found) is not None


def was_started(tx: Transaction, token: str) -> bool:
    """Tell whether a further procedure was started with the form."""
    return tx.scalar(select(Run.id).where(Run.start_token == token)) is not None
