"""Gives a direction about a case to a person or a role (bút phê, ý kiến chỉ đạo)."""

from datetime import date

from cases.actor import Actor
from cases.database import Transaction
from cases.delegations.held import authorised
from cases.errors import NotFoundError, SecretRecordError, SubmissionRefusedError
from cases.notes.addressees import addressees
from cases.notes.note_forms import DUE, TO, direction_form
from cases.notes.recorded_note import record_note
from cases.office import Office
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.found_subject import find_subject
from cases.secrecy import is_secret
from cases.steps.checked_submission import refuse_errors
from forms.submission import FieldError, Submission


def give_direction(
    tx: Transaction, office: Office, actor: Actor, *, code: str, submission: Submission
) -> int:
    """Give a direction to a person or a role of a related unit; return its id.

    Raises:
        NotFoundError: No such case or petition, or none that the person may know of; or whom it
            should go to does not work on the case (any more).
        NotAllowedError: The person leads none of the related units, nor monitors one for its head.
        SecretRecordError: Nothing is written about a secret record.
        SubmissionRefusedError: Something is missing, the day is over, or somebody who acts for the
            head directs themselves.
        NoteRefusedError: The text cannot be kept.
    """
    found = find_subject(tx, office, actor, code)
    target = Target(found.units, kind=found.row.kind)
    acting = authorised(tx, office, Permission.DIRECTION_GIVE, actor, target)
    if is_secret(found.row.secrecy):
        raise SecretRecordError
    refuse_errors(submission)
    due_on = submission.values.get(DUE)
    if isinstance(due_on, date) and due_on < office.today():
        label = direction_form().field(DUE).label
        message = f"{label} không sớm hơn hôm nay {office.today():%d/%m/%Y}"
        raise SubmissionRefusedError([FieldError(DUE, label, message)])
    wanted = submission.values.get(TO)
    people = addressees(tx, office, found.units)
    to = next((one for one in people if one.value == wanted), None)
    if to is None:
        raise NotFoundError
    if acting.on_behalf_of and to.account_id == acting.account_id:
        label = direction_form().field(TO).label
        message = f"{label}: người được ủy quyền không chỉ đạo chính mình, chọn người khác"
        raise SubmissionRefusedError([FieldError(TO, label, message)])
    return record_note(
        tx,
        office,
        acting,
        subject=found.subject,
        of_kind=found.row.kind,
        submission=submission,
        to=to,
        due_on=due_on,
    )
