"""Gives a petition back to the unit that passed it on (trả lại đơn chuyển đến)."""

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.models.petition import Petition
from cases.models.run import Run
from cases.models.transfer import Transfer
from cases.notes.note_text import accepted_text
from cases.office import Office
from cases.runs.recorded_events import NewEvent
from cases.secrecy import is_secret, refuse_content
from cases.steps.move import Move
from cases.steps.opened_case import start_run
from cases.steps.petition_kinds import facts_of_kind
from cases.steps.waiting_transfer import waiting_transfer
from engine import runner

RETURNED = "returned"
"""The fact by which a triage diagram knows a petition that has come back."""


def return_transfer(
    tx: Transaction, office: Office, actor: Actor, *, transfer_id: int, reason: str
) -> Transfer:
    """Return a petition with a reason; the sender has to decide anew what becomes of it.

    Of a secret one the reason stays on paper.
    Its terms run again from the day on which the sender received it: the law knows no pause for
    a petition that was passed on by mistake.

    Raises:
        NotFoundError: No such transfer, or it is none of the person's business.
        NotAllowedError: The person does not register petitions in the recipient unit.
        TransferAnsweredError: It was received or returned before.
        SecretRecordError: A reason was given, and the petition is secret.
        NoteRefusedError: There is no reason, or it is too long.
    """
    transfer, actor = waiting_transfer(tx, office, actor, transfer_id)
    petition = tx.get_one(Petition, transfer.petition_id)
    today = office.today()
    transfer.status = "returned"
    transfer.answered_on = today
    transfer.answered_at = office.clock.now()
    transfer.answered_by_id = actor.account_id
    refuse_content(petition.secrecy, reason)
    is_open = not is_secret(petition.secrecy)
    transfer.return_reason = accepted_text(petition.kind, reason) if is_open else None
    tx.flush()
    _triage_again(tx, office, transfer, petition)
    journal.write(
        tx,
        office,
        actor,
        "return_transfer",
        subject=("petition", transfer.petition_id),
        detail={"transfer": transfer.id},
    )
    return transfer


def _triage_again(tx: Transaction, office: Office, transfer: Transfer, petition: Petition) -> None:
    version = office.version(tx, tx.get_one(Run, transfer.run_id).version_id)
    run = start_run(tx, office, version, ("petition", petition.id))
    move = Move(tx, office, run, None, office.clock.now())
    received = NewEvent(version.info.version_event, petition.received_on)
    move.record({RETURNED: True, **facts_of_kind(version, petition.kind)}, [received])
    move.turn(lambda _state, call: runner.start(version.procedure, call))
    move.save()
