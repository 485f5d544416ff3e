"""Gives a document the scan that it does not have yet (thêm bản quét)."""

from sqlalchemy import select

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotFoundError, ScanRefusedError
from cases.models.document import Document
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.found_subject import FoundSubject, find_subject
from cases.steps.added_papers import FILE, NOT_SECRET
from cases.steps.checked_submission import refuse_errors
from cases.steps.kept_file import keep_file
from forms.submission import Submission, UploadedFile


def add_scan(
    tx: Transaction,
    office: Office,
    actor: Actor,
    *,
    code: str,
    document_id: int,
    submission: Submission,
) -> None:
    """Give a document its file; one that is there is never replaced.

    Raises:
        NotFoundError: No such document of the case, or none that the person may know of.
        NotAllowedError: The person does not work on the case.
        SubmissionRefusedError: The file is missing, or is not taken.
        ScanRefusedError: The document is secret, void, or has a file already.
    """
    found = find_subject(tx, office, actor, code)
    require(Permission.PAPER_ADD, actor, Target(found.units))
    document = tx.scalars(
        select(Document).where(Document.id == document_id).with_for_update()
    ).one_or_none()
    if document is None or not _is_of(document, found):
        raise NotFoundError
    refuse_errors(submission)
    if document.secrecy != NOT_SECRET or found.row.secrecy != NOT_SECRET:
        raise ScanRefusedError("secret")
    if document.voided_at is not None:
        raise ScanRefusedError("void")
    if document.file_id is not None:
        raise ScanRefusedError("there")
    file = submission.values[FILE]
    if isinstance(file, UploadedFile):
        document.file_id = keep_file(tx, office, actor.account_id, file)
        tx.flush()
    detail = {"document": document.id, "file": document.file_id}
    journal.write(tx, office, actor, "add_scan", subject=found.subject, detail=detail)


def _is_of(document: Document, found: FoundSubject) -> bool:
    of_case, of_petition = ("case", document.case_id), ("petition", document.petition_id)
    return of_case in found.subjects or of_petition in found.subjects
