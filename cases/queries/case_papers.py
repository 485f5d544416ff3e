"""The documents and the people of a case."""

from collections.abc import Sequence
from typing import cast

from sqlalchemy import select

from cases.database import Transaction
from cases.models.document import Document
from cases.models.file import File
from cases.models.party import Party
from cases.models.petition import Petition
from cases.office import Office
from cases.queries.masking import masked
from cases.queries.subjects import Subject, belongs_to
from cases.queries.views import DocumentView, PartyView


def case_documents(
    tx: Transaction, office: Office, subjects: Sequence[Subject]
) -> tuple[DocumentView, ...]:
    """Return the documents of a case and of its petitions, newest first."""
    rows = tx.execute(
        select(Document, File)
        .outerjoin(File, File.id == Document.file_id)
        .where(belongs_to(Document, subjects))
        .order_by(Document.id.desc())
    )
    return tuple(
        DocumentView(
            id=document.id,
            type=document.type,
            type_title=_type_title(office, document.type),
            number=document.number,
            issued_on=document.issued_on,
            recipient=document.recipient,
            file_id=file.id if file is not None else None,
            file_name=file.name if file is not None else None,
            file_size=file.size if file is not None else None,
            recorded_at=document.recorded_at,
            is_void=document.voided_at is not None,
        )
        for document, file in cast("list[tuple[Document, File | None]]", rows.all())
    )


def _type_title(office: Office, code: str) -> str:
    return office.documents[code].title if code in office.documents else code


def case_parties(
    tx: Transaction, petition: Petition | None, *, is_masked: bool = True
) -> tuple[PartyView, ...]:
    """Return the people and bodies of a petition, their numbers masked unless told otherwise."""
    if petition is None:
        return ()
    rows = tx.scalars(select(Party).where(Party.petition_id == petition.id).order_by(Party.id))
    return tuple(
        PartyView(
            role=party.role,
            full_name=party.full_name,
            address=party.address,
            id_number=masked(party.id_number) if is_masked else party.id_number,
            phone=masked(party.phone) if is_masked else party.phone,
        )
        for party in rows
    )
