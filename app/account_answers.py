"""What was typed about an account, as the actions take it, and their refusals at the fields."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from cases.accounts import account_forms as asked
from cases.accounts.paper import Paper
from cases.accounts.refusals import AccountRefusedError
from forms.fields import Form
from forms.submission import FieldError, Submission

PLACES: Mapping[str, tuple[str, str]] = {
    "domain": (asked.EMAIL, "Chỉ nhận địa chỉ của tên miền @{detail}"),
    "taken": (asked.EMAIL, "Đã có tài khoản {detail}. Tìm tài khoản đó để giao thêm vai trò"),
    "role": (asked.ROLES, "Chọn ít nhất một vai trò"),
    "unit": (asked.UNIT, "Chọn một đơn vị trong danh sách"),
    "unit_over": (asked.UNIT, "Đơn vị này đã thôi hoạt động vào ngày ấy"),
    "period": (asked.VALID_TO, "Đến hết ngày không sớm hơn ngày bắt đầu"),
    "request": (asked.NUMBER, "Cần văn bản đề nghị"),
}
"""Reason of a refusal -> the field it belongs to, and what is said there."""


def account_of(submission: Submission) -> dict[str, Any]:
    """Return what ``create_account`` takes of the answers to its form."""
    values = submission.values
    return {
        "email": str(values[asked.EMAIL]),
        "full_name": str(values[asked.FULL_NAME]),
        "unit_code": str(values[asked.UNIT]),
        "roles": tuple(cast("tuple[str, ...]", values[asked.ROLES])),
        "request_document": str(values[asked.NUMBER]),
        "request_on": day_of(submission, asked.ISSUED_ON),
        "request_body": str(values[asked.BODY]),
        **period_of(submission),
    }


def period_of(submission: Submission) -> dict[str, date | None]:
    """Return first and last day of a role."""
    last = submission.values.get(asked.VALID_TO)
    return {
        "valid_from": day_of(submission, asked.VALID_FROM),
        "valid_to": cast("date | None", last),
    }


def paper_of(submission: Submission, number: str, issued_on: str) -> Paper:
    """Return the paper that two fields name."""
    return Paper(str(submission.values[number]), day_of(submission, issued_on))


def day_of(submission: Submission, key: str) -> date:
    """Return an answered day."""
    return cast("date", submission.values[key])


def refusal_at(form: Form, error: AccountRefusedError) -> FieldError:
    """Return a refusal at the field of the form that it belongs to."""
    key, words = PLACES[error.reason]
    return FieldError(key, form.field(key).label, words.format(detail=error.detail))
