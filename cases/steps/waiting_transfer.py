"""Finds a petition that was passed on to a unit and waits there for an answer."""

from cases.actor import Actor
from cases.database import Transaction
from cases.delegations.held import authorised
from cases.errors import NotFoundError, TransferAnsweredError
from cases.models.petition import Petition
from cases.models.run import Run
from cases.models.transfer import Transfer
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target, works_in_the_unit
from cases.secrecy import is_secret
from cases.steps.intake_steps import intake_step


def waiting_transfer(
    tx: Transaction, office: Office, actor: Actor, transfer_id: int, *, to_write: bool = True
) -> tuple[Transfer, Actor]:
    """Return a transfer that the person's unit has to answer, locked if something follows.

    Who registers petitions in the unit answers; the person is returned as they act.

    Raises:
        NotFoundError: No such transfer, or none to a unit that the person works in.
        NotAllowedError: The person does not register petitions there.
        TransferAnsweredError: It was received or returned before.
    """
    if to_write:  # whoever merges units holds the rules, then wants the transfers
        office.rules(tx)
    transfer = tx.get(Transfer, transfer_id, with_for_update=to_write)
    if transfer is None or not works_in_the_unit(actor, Target(unit_id=transfer.to_unit_id)):
        raise NotFoundError
    version = office.version(tx, tx.get_one(Run, transfer.run_id).version_id)
    petition = tx.get_one(Petition, transfer.petition_id)
    role = intake_step(version, petition.kind).role
    target = Target(role=role, unit_id=transfer.to_unit_id)
    acting = require(Permission.PETITION_REGISTER, actor, target)
    if to_write:
        acting = authorised(tx, office, Permission.PETITION_REGISTER, actor, target)
    if transfer.status != "sent":
        raise TransferAnsweredError(transfer.status)
    return transfer, acting


def level_on_receipt(tx: Transaction, transfer: Transfer, asked: str) -> str:
    """Return how secret a petition passed on is: one that was secret stays so on the way."""
    level = tx.get_one(Petition, transfer.petition_id).secrecy
    return level if is_secret(level) else asked
