"""Adds documents to a case beside its steps (bổ sung tệp)."""

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.errors import SecretRecordError
from cases.models.document import Document
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.found_subject import find_subject
from cases.rows import insert_for_ids
from cases.secrecy import NOT_SECRET, is_secret
from cases.steps.added_papers import FILES, ISSUED_ON, NUMBER, TYPE
from cases.steps.checked_submission import refuse_errors, refuse_unknown
from cases.steps.kept_file import keep_file
from forms.submission import Submission, UploadedFile


def add_papers(
    tx: Transaction, office: Office, actor: Actor, *, code: str, submission: Submission
) -> int:
    """Add one document for each file; return how many.

    Raises:
        NotFoundError: No such case or petition, or none that the person may know of.
        NotAllowedError: The person does not work on it.
        SubmissionRefusedError: A file is missing, or is not taken.
        SecretRecordError: The case is secret: no file of it is kept.
    """
    found = find_subject(tx, office, actor, code)
    require(Permission.PAPER_ADD, actor, Target(found.units))
    if is_secret(found.row.secrecy):
        raise SecretRecordError
    refuse_errors(submission)
    refuse_unknown(found.row.kind, submission)
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
            "file_id": keep_file(tx, office, actor.account_id, file),
            "recorded_by_id": actor.account_id,
            "recorded_at": office.clock.now(),
        }
        for index, file in enumerate(files)
    ]
    ids = insert_for_ids(tx, Document, rows)
    detail = {"documents": ids, "type": values[TYPE]}
    journal.write(tx, office, actor, "add_papers", subject=found.subject, detail=detail)
    return len(ids)


def _several(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else (value,)
