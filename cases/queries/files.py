"""Hands out kept files to those who may read the case."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotFoundError
from cases.file_store import path_of
from cases.models.case import Case
from cases.models.document import Document
from cases.models.file import File
from cases.office import Office
from cases.policy.visible_cases import visible_cases


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
    file = tx.scalar(
        select(File)
        .join(Document, Document.file_id == File.id)
        .join(Case, Case.id == Document.case_id)
        .where(File.id == file_id, visible_cases(actor))
    )
    if file is None:
        raise NotFoundError
    path = path_of(office.settings.var, file.sha256)
    return FileDownload(file.name, path, file.media_type, file.size)
