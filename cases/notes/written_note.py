"""Writes one note."""

from cases.database import Transaction
from cases.models.note import Note
from cases.notes.note_text import accepted_text
from cases.office import Office
from cases.rows import insert_row


def write_note(
    tx: Transaction,
    office: Office,
    *,
    subject: tuple[str, int],
    of_kind: str,
    kind: str,
    text: str,
    account_id: int,
    **more: object,
) -> int:
    """Insert a note and return its id.

    Args:
        tx: A writing transaction.
        office: The installation.
        subject: Kind and id of the case or petition.
        of_kind: Whether that is a complaint, a denunciation or feedback.
        kind: ``note``, ``direction`` or ``reason``.
        text: What somebody wrote.
        account_id: Who.
        more: Other columns of ``note``.

    Raises:
        NoteRefusedError: The text cannot be kept.
    """
    row = {
        "subject_kind": subject[0],
        "subject_id": subject[1],
        "kind": kind,
        "text": accepted_text(of_kind, text),
        "written_by_id": account_id,
        "written_at": office.clock.now(),
        **more,
    }
    return insert_row(tx, Note, row)
