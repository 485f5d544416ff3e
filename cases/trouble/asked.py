"""What is asked of whoever reports trouble, and of whoever answers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cases.errors import NoteRefusedError, SubmissionRefusedError
from cases.notes.note_text import LONGEST, text_that_names_nobody
from forms.fields import Field, Form, Kind, Option
from forms.submission import FieldError, Submission

KIND, UNIT, TEXT = "kind", "unit", "text"

KINDS = {
    "blocked": "Không làm việc được",
    "wrong": "Hiện sai hoặc tính sai",
    "slow": "Chậm",
    "help": "Cần hướng dẫn",
    "security": "Nghi mất an toàn thông tin, lộ mật khẩu",
}
"""Kind of trouble -> its title."""

TEXT_LABEL = "Việc gì đã xảy ra"
_CODE = re.compile(r"(?<!\w)[^\W\d_]{1,3}\s?-\s?\d{4}\s?-\s?\d{3,}(?!\d)")
_NO_CASE = "Không ghi mã hồ sơ, tên người, nội dung đơn, số điện thoại, số giấy tờ."


@dataclass(frozen=True, slots=True)
class TroublePlace:
    """Where somebody was; see the columns of ``trouble_report``."""

    endpoint: str
    page: str
    reference: str
    version: str
    browser: str


def trouble_form(*, of_several_units: bool) -> Form:
    """Return the form of a report; whose unit is told is asked of people of several units."""
    kind = Field(
        key=KIND,
        label="Loại",
        kind=Kind.CHOICE,
        required=True,
        options=tuple(Option(code, title) for code, title in KINDS.items()),
    )
    unit = Field(key=UNIT, label="Đơn vị", kind=Kind.SELECT, required=True)
    text = Field(
        key=TEXT,
        label=TEXT_LABEL,
        kind=Kind.LINES,
        required=True,
        lines=6,
        max_length=LONGEST,
        help=f"Bấm gì, thấy gì, mong thấy gì. {_NO_CASE}",
    )
    fields = (kind, unit, text) if of_several_units else (kind, text)
    return Form("trouble", "Báo lỗi", fields, "Gửi báo lỗi")


def accepted_words(typed: object, label: str) -> str:
    """Return words about trouble as they are kept: they name no person and no record.

    Raises:
        SubmissionRefusedError: Nothing was written, too much, or of whom or what it is.
    """
    try:
        text = text_that_names_nobody(str(typed or ""))
    except NoteRefusedError as refused:
        raise _refused(label, _problem(refused.reason, refused.found)) from refused
    if _CODE.search(text):
        raise _refused(label, "Bỏ mã hồ sơ: người nhận không cần biết hồ sơ nào")
    return text


def checked(submission: Submission) -> Submission:
    """Add what is wrong with the words to what else is wrong, so that all is told at once."""
    if any(error.key == TEXT for error in submission.errors):
        return submission
    try:
        words = accepted_words(submission.values.get(TEXT), TEXT_LABEL)
    except SubmissionRefusedError as refused:
        return Submission(submission.values, (*submission.errors, *refused.errors))
    return Submission({**submission.values, TEXT: words}, submission.errors)


def _refused(label: str, problem: str) -> SubmissionRefusedError:
    return SubmissionRefusedError([FieldError(TEXT, label, problem)])


def _problem(reason: str, found: Sequence[str]) -> str:
    if reason == "people":
        return f"Bỏ {', '.join(found)}: báo lỗi không ghi thông tin của người gửi đơn"
    if reason == "long":
        return f"Rút gọn còn tối đa {LONGEST:,} ký tự".replace(",", ".")
    return "Không để trống"
