"""What the intake form is filled in with for a petition that another unit has passed on."""

from collections.abc import Mapping

from sqlalchemy import select

from cases.actor import Actor
from cases.database import Transaction
from cases.models.party import Party
from cases.models.petition import Petition
from cases.models.petition_text import PetitionText
from cases.models.transfer import Transfer
from cases.models.unit import Unit
from cases.office import Office
from cases.steps.waiting_transfer import waiting_transfer
from forms.fields import Form


def passed_on_values(
    tx: Transaction, office: Office, actor: Actor, form: Form, transfer_id: int
) -> Mapping[str, object]:
    """Return field key -> what the sender recorded.

    Raises:
        NotFoundError: No such transfer, or none to a unit of the person.
        NotAllowedError: The person does not register petitions there.
        TransferAnsweredError: It was received or returned before.
    """
    transfer, _ = waiting_transfer(tx, office, actor, transfer_id, to_write=False)
    known = _known(tx, transfer)
    return {
        field.key: known[field.record]
        for field in form.fields
        if field.record and known.get(field.record) is not None
    }


def _known(tx: Transaction, transfer: Transfer) -> Mapping[str, object]:
    petition = tx.get_one(Petition, transfer.petition_id)
    text = tx.get(PetitionText, petition.id)
    sender = tx.get_one(Unit, transfer.from_unit_id).name
    known: dict[str, object] = {
        "petition.source": "forwarded",
        "petition.forwarder_kind": "other",
        "petition.forwarded_document": _document(sender, transfer),
        "petition.written_on": petition.written_on,
        "petition.signatory_count": petition.signatory_count,
        "petition.field": petition.field,
    }
    if text:
        known |= {
            "petition_text.title": text.title,
            "petition_text.summary": text.summary,
            "petition_text.request": text.request,
            "case.title": text.title,
        }
    for party in tx.scalars(select(Party).where(Party.petition_id == petition.id)):
        for column in ("full_name", "id_number", "address", "phone"):
            known[f"party.{party.role}.{column}"] = getattr(party, column)
    return known


def _document(sender: str, transfer: Transfer) -> str:
    number = f", {transfer.document_number}" if transfer.document_number else ""
    return f"{sender}{number}, ngày {transfer.sent_on:%d/%m/%Y}"[:200]
