"""Answers a direction, marks it done, or both."""

from sqlalchemy import select

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.errors import DirectionDoneError, NotFoundError
from cases.models.note import Note
from cases.notes.note_forms import TEXT
from cases.notes.written_note import write_note
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.queries.found_subject import find_subject
from cases.secrecy import refuse_content
from cases.steps.checked_submission import refuse_errors
from forms.submission import Submission


def answer_direction(
    tx: Transaction,
    office: Office,
    actor: Actor,
    *,
    code: str,
    note_id: int,
    submission: Submission,
    is_done: bool,
) -> None:
    """Write the answer as a note of its own, and close the direction if it is done.

    Args:
        tx: A writing transaction.
        office: The installation.
        actor: To whom the direction went.
        code: The case or petition.
        note_id: The direction.
        submission: The answer; may be empty when it is done.
        is_done: What was wanted is done.

    Raises:
        NotFoundError: No such direction, or none that the person may know of.
        NotAllowedError: It went to somebody else.
        DirectionDoneError: It is done already.
        SecretRecordError: It was answered in words, and the record is secret.
        NoteRefusedError: Nothing was answered, and it is not done either.
    """
    found = find_subject(tx, office, actor, code)
    note = tx.scalars(
        select(Note).where(Note.id == note_id, Note.kind == "direction").with_for_update()
    ).one_or_none()
    if note is None or (note.subject_kind, note.subject_id) not in found.subjects:
        raise NotFoundError
    to = Target(found.units, note.for_role, note.for_unit_id, note.for_account_id)
    require(Permission.DIRECTION_ANSWER, actor, to)
    if note.done_at is not None:
        raise DirectionDoneError
    refuse_errors(submission)
    text = str(submission.values.get(TEXT, ""))
    refuse_content(found.row.secrecy, text)
    if text or not is_done:
        write_note(
            tx,
            office,
            subject=(note.subject_kind, note.subject_id),
            of_kind=found.row.kind,
            kind="note",
            text=text,
            account_id=actor.account_id,
            answers_id=note.id,
        )
    if is_done:
        note.done_at = office.clock.now()
        note.done_by_id = actor.account_id
        tx.flush()
    journal.write(
        tx,
        office,
        actor,
        "answer_direction",
        subject=(note.subject_kind, note.subject_id),
        detail={"note": note.id, "done": is_done},
    )
