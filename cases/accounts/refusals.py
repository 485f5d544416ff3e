"""Why something about an account is not done, at the field that says it."""

from cases.accounts.account_forms import ENDS_FROM, ROLE, VALID_FROM, VALID_TO
from cases.errors import CasesError, SubmissionRefusedError
from forms.submission import FieldError

LABELS = {
    ENDS_FROM: "Thôi giữ vai trò từ ngày",
    ROLE: "Vai trò",
    VALID_FROM: "Từ ngày",
    VALID_TO: "Đến hết ngày",
}


class AccountRefusedError(CasesError):
    """An account cannot be created, or changed as asked.

    Attributes:
        reason: ``domain``, ``role``, ``unit``, ``unit_over``, ``period``, ``request`` or ``taken``;
            of one that there is: ``own``, ``unlocked`` or ``system``.
        detail: What was wrong with it.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


def refused(key: str, problem: str) -> SubmissionRefusedError:
    """Return the refusal of one answer: ``problem`` follows the label of its field."""
    return SubmissionRefusedError([FieldError(key, LABELS[key], f"{LABELS[key]} {problem}")])
