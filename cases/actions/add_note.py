"""Writes a note on a case."""

from cases.actor import Actor
from cases.database import Transaction
from cases.errors import SecretRecordError
from cases.notes.recorded_note import record_note
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.found_subject import find_subject
from cases.secrecy import is_secret
from cases.steps.checked_submission import refuse_errors
from forms.submission import Submission


def add_note(
    tx: Transaction, office: Office, actor: Actor, *, code: str, submission: Submission
) -> int:
    """Write a note that everybody who sees the case reads; return its id.

    Raises:
        NotFoundError: No such case or petition, or none that the person may know of.
        NotAllowedError: The person does not work on it.
        SecretRecordError: Nothing is written about a secret record.
        SubmissionRefusedError: Nothing was written.
        NoteRefusedError: The text cannot be kept.
    """
    found = find_subject(tx, office, actor, code)
    require(Permission.NOTE_WRITE, actor, Target(found.units))
    if is_secret(found.row.secrecy):
        raise SecretRecordError
    refuse_errors(submission)
    return record_note(
        tx,
        office,
        actor,
        subject=found.subject,
        of_kind=found.row.kind,
        submission=submission,
    )
