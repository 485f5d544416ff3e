"""Which records are secret, and what is shown of them (khoản 6 Điều 5 Quy chế 2003/QĐ-UBND)."""

from cases.errors import SecretRecordError

NOT_SECRET = "none"  # noqa: S105 - a level, not a password
LEVELS = ("mat", "toi_mat", "tuyet_mat")
"""The levels of the law, the lowest first."""

SHOWN_TITLE = "Tài liệu mật: chỉ cập nhật trạng thái, Điều 5 khoản 6"
"""What stands in lists where the title of another record would."""


def is_secret(level: str | None) -> bool:
    """Tell whether only the state of handling may be kept of a record of this level."""
    return level in LEVELS


def refuse_content(level: str | None, *typed: str) -> None:
    """Refuse words about a secret record: there is no place for them.

    Raises:
        SecretRecordError: The record is secret, and something was written.
    """
    if is_secret(level) and any(text.strip() for text in typed):
        raise SecretRecordError
