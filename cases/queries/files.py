"""Hands out kept files to those who may read the case."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import and_, or_, select

from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotFoundError
from cases.file_store import path_of
from cases.models.case import Case
from cases.models.document import Document
from cases.models.file import File
from cases.models.petition import Petition
from cases.models.petition_case import PetitionCase
from cases.office import Office
from cases.policy.visible_cases import visible_cases, visible_petitions


@dataclass(frozen=True, slots=True)
class FileDownload:
    """A file on disk and the name it was uploaded under."""

    name: str
    path: Path
    media_type: str
    size: int


def file_content(tx: Transaction, office: Office, actor: Actor, *, file_id: int) -> FileDownload:
    """Return where a file lies.

    Raises:
        NotFoundError: No such file, or none the person may know of.
    """
    of_case = and_(Document.case_id.is_not(None), visible_cases(actor))
    of_petition = and_(Document.petition_id.is_not(None), visible_petitions(actor))
    # Who works on a case reads the petitions that it settles.
    of_joined_petition = (
        select(PetitionCase.case_id)
        .join(Case, Case.id == PetitionCase.case_id)
        .where(PetitionCase.petition_id == Document.petition_id, visible_cases(actor))
        .correlate(Document)
        .exists()
    )
    file = tx.scalar(
        select(File)
        .join(Document, Document.file_id == File.id)
        .outerjoin(Case, Case.id == Document.case_id)
        .outerjoin(Petition, Petition.id == Document.petition_id)
        .where(File.id == file_id, or_(of_case, of_petition, of_joined_petition))
    )
    if file is None:
        raise NotFoundError
    path = path_of(office.settings.var, file.sha256)
    return FileDownload(file.name, path, file.media_type, file.size)
