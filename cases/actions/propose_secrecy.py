"""Proposes that a record be more or less secret (đề nghị đổi độ mật)."""

from cases import journal
from cases.actor import Actor
from cases.database import Transaction
from cases.errors import SecrecyRefusedError, SubmissionRefusedError
from cases.models.secrecy_change import SecrecyChange
from cases.office import Office
from cases.policy.permission_map import require
from cases.policy.permissions import Permission
from cases.queries.secrecy_matter import find_matter, open_change
from cases.rows import insert_row
from cases.secrecy_proposal import (
    ISSUED_ON,
    LEVEL,
    LOWERING,
    NUMBER,
    RAISING,
    REASON,
    is_raising,
    secrecy_form,
)
from cases.steps.checked_submission import refuse_errors
from cases.turns import take_turn
from forms.submission import FieldError, Submission

WRONG_REASON = "Chọn căn cứ hợp với độ mật mới: nâng hay hạ"


def propose_secrecy(
    tx: Transaction, office: Office, actor: Actor, *, code: str, submission: Submission
) -> int:
    """Write the proposal; nothing changes before a second person has confirmed it.

    Returns:
        The id of the proposal.

    Raises:
        NotFoundError: No such case or petition, or none that the person may know of.
        NotAllowedError: The person does not work on it.
        SecrecyRefusedError: Something is proposed already.
        SubmissionRefusedError: Something is missing, or does not fit.
    """
    matter = find_matter(tx, office, actor, code)
    require(Permission.SECRECY_PROPOSE, actor, matter.target)
    refuse_errors(submission)
    kind, subject_id = matter.subjects[0]
    take_turn(tx, f"secrecy {kind} {subject_id}")
    if open_change(tx, matter) is not None:
        raise SecrecyRefusedError("open")
    values = submission.values
    level, reason = str(values[LEVEL]), str(values[REASON])
    if reason not in (RAISING if is_raising(matter.level, level) else LOWERING):
        label = secrecy_form(matter.level).field(REASON).label
        raise SubmissionRefusedError([FieldError(REASON, label, WRONG_REASON)])
    subject = matter.found.subject
    row = {
        "subject_kind": subject[0],
        "subject_id": subject[1],
        "from_level": matter.level,
        "to_level": level,
        "reason": reason,
        "document_number": values[NUMBER],
        "document_on": values[ISSUED_ON],
        "proposed_by_id": actor.account_id,
        "proposed_at": office.clock.now(),
    }
    change_id = insert_row(tx, SecrecyChange, row)
    detail = {"change": change_id, "from": matter.level, "to": level, "reason": reason}
    journal.write(tx, office, actor, "propose_secrecy", subject=subject, detail=detail)
    return change_id
