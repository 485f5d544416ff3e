"""Words of a denunciation that may name its author, kept all the same by the head of the unit.

Khoản 7 Điều 5 Quy chế 2003/QĐ-UBND forbids to enter the author. What is found has a pattern, and a
pattern may be wrong: a number of a contract looks like that of an identity card.
"""

from dataclasses import dataclass, replace

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.notes.note_text import accepted_text
from cases.notes.written_note import write_note
from cases.office import Office
from cases.policy.permission_map import allows
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from forms.submission import Submission


@dataclass(frozen=True, slots=True)
class KeptWords:
    """Which fields keep words that were warned of, and why; none as a rule."""

    fields: tuple[str, ...] = ()
    reason: str = ""


def keep_words(
    actor: Actor, unit_id: int | None, submission: Submission | None
) -> tuple[Submission | None, KeptWords]:
    """Return the submission without the warnings that the head of the unit answers by a reason.

    Anybody else's reason counts for nothing: the warnings stay, and the submission is refused.

    Args:
        actor: Who sends the form.
        unit_id: The unit whose head may.
        submission: What was sent.

    Raises:
        NoteRefusedError: The reason itself may name somebody.
    """
    if submission is None or not submission.warnings or not submission.reason:
        return submission, KeptWords()
    if unit_id is None or not allows(Permission.WORDS_KEEP, actor, Target(unit_id=unit_id)):
        return submission, KeptWords()
    reason = accepted_text("denunciation", submission.reason)
    fields = tuple(one.key for one in submission.warnings)
    return replace(submission, warnings=()), KeptWords(fields, reason)


def note_kept_words(
    tx: Transaction, office: Office, actor: Actor, subject: tuple[str, int], kept: KeptWords
) -> None:
    """Write the reason beside the record, and in the journal which fields it is about."""
    if not kept.fields:
        return
    note_id = write_note(
        tx,
        office,
        subject=subject,
        of_kind="denunciation",
        kind="reason",
        text=kept.reason,
        account_id=actor.account_id,
    )
    detail = {"words_in": list(kept.fields), "note": note_id}
    journal.write(tx, office, actor, "keep_words", subject=subject, detail=detail)
