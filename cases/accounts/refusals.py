"""Why something about an account is not done, at the field that says it."""

from cases.accounts.account_forms import ENDS_FROM, ROLE, VALID_FROM, VALID_TO
from cases.errors import SubmissionRefusedError
from forms.submission import FieldError

LABELS = {
    ENDS_FROM: "Thôi giữ vai trò từ ngày",
    ROLE: "Vai trò",
    VALID_FROM: "Từ ngày",
    VALID_TO: "Đến hết ngày",
}


def refused(key: str, problem: str) -> SubmissionRefusedError:
    """Return the refusal of one answer: ``problem`` follows the label of its field."""
    return SubmissionRefusedError([FieldError(key, LABELS[key], f"{LABELS[key]} {problem}")])
