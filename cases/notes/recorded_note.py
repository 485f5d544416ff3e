"""Writes a note or direction with its entry in the journal."""

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.notes.addressees import Addressee
from cases.notes.note_forms import TEXT
from cases.notes.written_note import write_note
from cases.office import Office
from forms.submission import Submission


def record_note(
    tx: Transaction,
    office: Office,
    actor: Actor,
    *,
    subject: tuple[str, int],
    of_kind: str,
    submission: Submission,
    to: Addressee | None = None,
    due_on: object = None,
) -> int:
    """Write what was typed; return the id of the note. With an addressee it is a direction."""
    kind = "direction" if to else "note"
    note_id = write_note(
        tx,
        office,
        subject=subject,
        of_kind=of_kind,
        kind=kind,
        text=str(submission.values.get(TEXT, "")),
        account_id=actor.account_id,
        on_behalf_of_id=actor.on_behalf_of,
        for_account_id=to.account_id if to else None,
        for_role=to.role if to else None,
        for_unit_id=to.unit_id if to else None,
        due_on=due_on,
    )
    detail = {"note": note_id, "kind": kind, "to": to.value if to else None, "due_on": due_on}
    journal.write(tx, office, actor, "add_note", subject=subject, detail=detail)
    return note_id
