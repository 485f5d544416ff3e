"""Brings a trouble report into its next state: in work, answered, closed, reopened."""

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.errors import NotAllowedError, NotFoundError
from cases.models.trouble_report import TroubleReport
from cases.office import Office
from cases.policy.permission_map import allows
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.trouble.asked import accepted_words
from cases.trouble.errors import TroubleMovedError
from cases.trouble.moved import write_move
from cases.trouble.states import REOPENED, WITH_WORDS, next_states
from cases.trouble.told import tell, told_people

WORDS_LABEL = "Nội dung"


def move_trouble(
    tx: Transaction,
    office: Office,
    actor: Actor,
    *,
    report_id: int,
    seen: str,
    state: str,
    text: str,
) -> None:
    """Move a report on and tell the other side.

    Args:
        tx: A writing transaction.
        office: The installation.
        actor: Who sees to it, or who has reported it.
        report_id: The report.
        seen: The state that the person had before their eyes.
        state: The state it comes into.
        text: What is said to it; an answer and a reopening say something.

    Raises:
        NotFoundError: No such report, or none that the person may know of.
        NotAllowedError: It is not for this person to bring it into this state.
        TroubleMovedError: Somebody else was quicker.
        SubmissionRefusedError: The words are missing, or name a person or a record.
    """
    report = tx.get(TroubleReport, report_id, with_for_update=True)
    if report is None:
        raise NotFoundError
    target = Target(unit_id=report.unit_id, reported_by_id=report.reported_by_id)
    if not allows(Permission.TROUBLE_READ, actor, target):
        raise NotFoundError
    if report.state != seen:
        raise TroubleMovedError(report_id)
    handles = allows(Permission.TROUBLE_HANDLE, actor, target)
    reported = report.reported_by_id == actor.account_id
    if state not in next_states(report.state, handles=handles, reported=reported):
        raise NotAllowedError(Permission.TROUBLE_HANDLE)
    words = ""
    if text.strip() or state in WITH_WORDS:
        words = accepted_words(text, WORDS_LABEL)
    report.state = state
    tx.flush()
    move_id = write_move(tx, office, actor, report, words)
    others = {report.reported_by_id}
    if reported or state == REOPENED:
        others |= {one.account_id for one in told_people(tx, office, report.unit_id)}
    tell(tx, office, report, move_id=move_id, account_ids=others - {actor.account_id})
    subject, detail = ("trouble", report.id), {"trouble_state": state}
    journal.write(tx, office, actor, "move_trouble", subject=subject, detail=detail)
