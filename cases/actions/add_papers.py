"""Adds documents to a case later, or the scan of one that has none yet (bổ sung tệp)."""

from sqlalchemy import select

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotFoundError, ScanRefusedError
from cases.file_store import keep
from cases.models.document import Document
from cases.models.file import File
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.found_subject import FoundSubject, find_subject
from cases.rows import insert_for_ids, insert_row
from cases.steps.added_papers import FILE, FILES, ISSUED_ON, NUMBER, TYPE
from cases.steps.checked_submission import refuse_errors
from forms.submission import Submission, UploadedFile

NOT_SECRET = "none"  # noqa: S105 - a level, not a password


def add_papers(
    tx: Transaction, office: Office, actor: Actor, *, code: str, submission: Submission
) -> int:
    """Add one document for each file; return how many.

    Raises:
        NotFoundError: No such case or petition, or none that the person may know of.
        NotAllowedError: The person does not work on it.
        SubmissionRefusedError: A file is missing, or is not taken.
        ScanRefusedError: The case is secret: no file of it is kept.
    """
    found = _found(tx, office, actor, code)
    refuse_errors(submission)
    if found.row.secrecy != NOT_SECRET:
        raise ScanRefusedError("secret")
    values = submission.values
    kind, subject_id = found.subject
    files = [one for one in _several(values[FILES]) if isinstance(one, UploadedFile)]
    rows = [
        {
            "case_id": subject_id if kind == "case" else None,
            "petition_id": subject_id if kind == "petition" else None,
            "step_id": None,
            "type": values[TYPE],
            "number": values.get(NUMBER) if index == 0 else None,
            "issued_on": values.get(ISSUED_ON) if index == 0 else None,
            "recipient": None,
            "secrecy": NOT_SECRET,
            "file_id": _keep(tx, office, actor, file),
            "recorded_by_id": actor.account_id,
            "recorded_at": office.clock.now(),
        }
        for index, file in enumerate(files)
    ]
    ids = insert_for_ids(tx, Document, rows)
    detail = {"documents": ids, "type": values[TYPE]}
    journal.write(tx, office, actor, "add_papers", subject=found.subject, detail=detail)
    return len(ids)


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
    found = _found(tx, office, actor, code)
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
        document.file_id = _keep(tx, office, actor, file)
        tx.flush()
    detail = {"document": document.id, "file": document.file_id}
    journal.write(tx, office, actor, "add_scan", subject=found.subject, detail=detail)


def _found(tx: Transaction, office: Office, actor: Actor, code: str) -> FoundSubject:
    found = find_subject(tx, office, actor, code)
    require(Permission.PAPER_ADD, actor, Target(found.units))
    return found


def _is_of(document: Document, found: FoundSubject) -> bool:
    of_case, of_petition = ("case", document.case_id), ("petition", document.petition_id)
    return of_case in found.subjects or of_petition in found.subjects


def _several(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else (value,)


def _keep(tx: Transaction, office: Office, actor: Actor, file: UploadedFile) -> int:
    keep(office.settings.var, file.sha256, file.content)
    row = {
        "sha256": file.sha256,
        "name": file.name,
        "media_type": file.media_type,
        "size": file.size,
        "uploaded_by_id": actor.account_id,
        "uploaded_at": office.clock.now(),
    }
    return insert_row(tx, File, row)
