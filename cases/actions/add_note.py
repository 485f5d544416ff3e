"""Writes a note on a case, or gives a direction about it (bút phê, ý kiến chỉ đạo)."""

from datetime import date

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotFoundError, SubmissionRefusedError
from cases.notes.addressees import Addressee, addressees
from cases.notes.note_forms import DUE, TEXT, TO, direction_form
from cases.notes.written_note import write_note
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.found_subject import FoundSubject, find_subject
from cases.steps.checked_submission import refuse_errors
from forms.submission import FieldError, Submission


def add_note(
    tx: Transaction, office: Office, actor: Actor, *, code: str, submission: Submission
) -> int:
    """Write a note that everybody who sees the case reads; return its id.

    Raises:
        NotFoundError: No such case or petition, or none that the person may know of.
        NotAllowedError: The person does not work on it.
        SubmissionRefusedError: Nothing was written.
        NoteRefusedError: The text cannot be kept.
    """
    found = find_subject(tx, office, actor, code)
    require(Permission.NOTE_WRITE, actor, Target(found.units))
    refuse_errors(submission)
    return _write(tx, office, actor, found, "note", submission)


def give_direction(
    tx: Transaction, office: Office, actor: Actor, *, code: str, submission: Submission
) -> int:
    """Give a direction to a person or a role of a related unit; return its id.

    Raises:
        NotFoundError: No such case or petition, or none that the person may know of; or whom it
            should go to does not work on the case (any more).
        NotAllowedError: The person leads none of the related units.
        SubmissionRefusedError: Something is missing, or the day is over.
        NoteRefusedError: The text cannot be kept.
    """
    found = find_subject(tx, office, actor, code)
    require(Permission.DIRECTION_GIVE, actor, Target(found.units))
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
    return _write(tx, office, actor, found, "direction", submission, to, due_on)


def _write(
    tx: Transaction,
    office: Office,
    actor: Actor,
    found: FoundSubject,
    kind: str,
    submission: Submission,
    to: Addressee | None = None,
    due_on: object = None,
) -> int:
    note_id = write_note(
        tx,
        office,
        subject=found.subject,
        of_kind=found.row.kind,
        kind=kind,
        text=str(submission.values.get(TEXT, "")),
        account_id=actor.account_id,
        for_account_id=to.account_id if to else None,
        for_role=to.role if to else None,
        for_unit_id=to.unit_id if to else None,
        due_on=due_on,
    )
    detail = {"note": note_id, "kind": kind, "to": to.value if to else None, "due_on": due_on}
    journal.write(tx, office, actor, "add_note", subject=found.subject, detail=detail)
    return note_id
