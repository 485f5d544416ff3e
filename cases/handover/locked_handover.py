"""Finds a person and their open handover, and keeps others from changing it meanwhile."""

from sqlalchemy import select

from cases.database import Transaction
from cases.errors import NotFoundError
from cases.handover.refusals import HandoverRefusedError
from cases.models.account import Account
from cases.models.handover import Handover
from cases.turns import END_OF_ROLES, take_turn


def lock_person(tx: Transaction, account_id: int) -> Account:
    """Return the account; two who hand the same person over wait for each other.

    Who merges a unit or ends a role waits, too, before anything is locked: they lock accounts, and
    later on the turn is asked for here. Steps that the person is ending refer to the account, so
    it is locked without keeping them from that: they hold the runs that are locked next.

    Raises:
        NotFoundError: No such account.
    """
    take_turn(tx, END_OF_ROLES)
    account = tx.get(
        Account, account_id, with_for_update={"key_share": True}, populate_existing=True
    )
    if account is None:
        raise NotFoundError
    return account


def open_handover_of(tx: Transaction, account_id: int) -> Handover | None:
    """Return what is under way; ask after ``lock_person`` where it is to be changed."""
    of_account = select(Handover).where(Handover.account_id == account_id, Handover.state == "open")
    return tx.scalar(of_account.execution_options(populate_existing=True))


def required_handover(tx: Transaction, account_id: int) -> Handover:
    """Return what is under way.

    Raises:
        HandoverRefusedError: ``none``: somebody finished or cancelled it meanwhile.
    """
    handover = open_handover_of(tx, account_id)
    if handover is None:
        raise HandoverRefusedError("none")
    return handover
