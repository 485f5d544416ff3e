"""Gives a document the scan that it does not have yet (thêm bản quét)."""

from sqlalchemy import select

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotFoundError, ScanRefusedError, SecretRecordError
from cases.models.document import Document
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.found_subject import FoundSubject, find_subject
from cases.secrecy import is_secret
from cases.steps.added_papers import FILE
from cases.steps.checked_submission import refuse_errors, refuse_unknown
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
        SecretRecordError: The document or the case is secret: no file of it is kept.
        ScanRefusedError: The document is void, or has a file already.
    """
    found = find_subject(tx, office, actor, code)
    require(Permission.PAPER_ADD, actor, Target(found.units))
    document = tx.scalars(
        select(Document).where(Document.id == document_id).with_for_update()
    ).one_or_none()
    if document is None or not _is_of(document, found):
        raise NotFoundError
    if is_secret(document.secrecy) or is_secret(found.row.secrecy):
        raise SecretRecordError
    refuse_errors(submission)
    refuse_unknown(found.row.kind, submission)
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
