"""What is asked when work is given out."""

from datetime import date

from cases.errors import NoteRefusedError, SubmissionRefusedError
from cases.notes.note_text import LONGEST, accepted_text
from cases.secrecy import NOT_SECRET, is_secret, refuse_content
from forms.denunciations import ARTICLE
from forms.fields import Field, Form, Kind
from forms.submission import FieldError, Submission

PERSON, REASON, NUMBER, ISSUED_ON = "person", "reason", "number", "issued_on"
LABELS = {
    PERSON: "Giao cho",
    REASON: "Lý do",
    NUMBER: "Số quyết định",
    ISSUED_ON: "Ngày quyết định",
}
_WRONG_REASON = {
    "long": f"Viết ngắn lại, không quá {LONGEST} ký tự",
    "empty": "Ghi một câu lý do",
    "people": f"Bỏ phần có thể nêu người tố cáo ({ARTICLE})",
}

PAPER_FORM = Form(
    code="replaced_person",
    title="Quyết định thay người",
    fields=(
        Field(NUMBER, LABELS[NUMBER], Kind.TEXT, required=True, max_length=60),
        Field(ISSUED_ON, LABELS[ISSUED_ON], Kind.DATE, required=True),
    ),
)
"""The decision by which somebody takes the place of a person whom a decision had named."""


def error_at(key: str, message: str) -> FieldError:
    """Return an error that is shown at a field."""
    return FieldError(key, LABELS[key], message)


def read_reason(kind: str, typed: str, *, required: bool = True, secrecy: str = NOT_SECRET) -> str:
    """Return a reason as it is kept; empty where none is needed and none was given.

    About a secret record nothing is written: there it is always empty.

    Raises:
        SecretRecordError: Something was written about a secret record.
        SubmissionRefusedError: There is none, or it is too long.
    """
    refuse_content(secrecy, typed)
    if is_secret(secrecy):
        return ""
    if not required and not typed.strip():
        return ""
    try:
        return accepted_text(kind, typed)
    except NoteRefusedError as error:
        wrong = error_at(REASON, _WRONG_REASON[error.reason])
        raise SubmissionRefusedError([wrong]) from error


def read_paper(
    submission: Submission | None, today: date, earliest: date | None
) -> tuple[str, date]:
    """Return number and date of the new decision.

    Args:
        submission: What was typed into ``PAPER_FORM``.
        today: A decision cannot have been issued later.
        earliest: Day of the decision it replaces; it cannot have been issued before.

    Raises:
        SubmissionRefusedError: Something is missing or impossible.
    """
    if submission is None or submission.errors:
        raise SubmissionRefusedError(submission.errors if submission else _nothing_typed())
    number, issued_on = submission.values[NUMBER], submission.values[ISSUED_ON]
    if not isinstance(number, str) or not isinstance(issued_on, date):
        raise TypeError(number, issued_on)
    label = LABELS[ISSUED_ON]
    if issued_on > today:
        wrong = f"{label} không muộn hơn hôm nay {today:%d/%m/%Y}"
    elif earliest and issued_on < earliest:
        wrong = f"{label} không sớm hơn quyết định trước, ngày {earliest:%d/%m/%Y}"
    else:
        return number, issued_on
    raise SubmissionRefusedError([error_at(ISSUED_ON, wrong)])


def _nothing_typed() -> tuple[FieldError, ...]:
    return tuple(FieldError(one.key, one.label, "Không để trống") for one in PAPER_FORM.fields)
