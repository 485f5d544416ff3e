"""What a due chip says. Its colour is the urgency; its words must do without colour."""

from collections.abc import Callable, Mapping

from app.rendering.dates import short_date
from cases.queries.due_state import DueState, Urgency


def due_text(due: DueState) -> str:
    """Return the words of the chip: "còn 8 ngày", "trễ 2 ngày", "đúng hạn, 20/08"."""
    return TEXTS[due.urgency](due)


def working_days_text(due: DueState) -> str:
    """Return the working days left when they differ from the calendar days, else nothing."""
    is_ahead = due.urgency in {Urgency.LATER, Urgency.SOON}
    if not is_ahead or due.working_days in {0, due.days}:
        return ""
    return f"{due.working_days} ngày làm việc"


def provisional_text(due: DueState) -> str:
    """Return the mark of a date that may move: "tạm tính, lịch 2027 chưa chốt"."""
    if due.unconfirmed_year is None:
        return "tạm tính"
    return f"tạm tính, lịch {due.unconfirmed_year} chưa chốt"


def _ahead(due: DueState) -> str:
    return f"còn {due.days} ngày"


def _missed(due: DueState) -> str:
    if due.closed_on is None or due.due_on is None:
        return "trễ hạn"
    return _closed(f"trễ {(due.closed_on - due.due_on).days} ngày", due)


def _closed(words: str, due: DueState) -> str:
    return f"{words}, {short_date(due.closed_on)}" if due.closed_on else words


TEXTS: Mapping[Urgency, Callable[[DueState], str]] = {
    Urgency.LATER: _ahead,
    Urgency.SOON: _ahead,
    Urgency.TODAY: lambda _due: "hết hạn hôm nay",
    Urgency.LATE: lambda due: f"trễ {-due.days} ngày",
    Urgency.GUESS: lambda due: f"tạm tính {short_date(due.due_on)}".strip(),
    Urgency.PAUSE: lambda _due: "tạm đình chỉ",
    Urgency.KEPT: lambda due: _closed("đúng hạn", due),
    Urgency.MISSED: _missed,
    Urgency.ENDED: lambda due: _closed("thôi tính", due),
}
