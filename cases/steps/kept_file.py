"""Keeps an uploaded file: its bytes under their hash, its name in a row."""

from cases.database import Transaction
from cases.file_store import keep
from cases.models.file import File
from cases.office import Office
from cases.rows import insert_row
from forms.submission import UploadedFile


def keep_file(tx: Transaction, office: Office, account_id: int, file: UploadedFile) -> int:
    """Keep a file and return its id."""
    keep(office.settings.var, file.sha256, file.content)
    row = {
        "sha256": file.sha256,
        "name": file.name,
        "media_type": file.media_type,
        "size": file.size,
        "uploaded_by_id": account_id,
        "uploaded_at": office.clock.now(),
    }
    return insert_row(tx, File, row)
