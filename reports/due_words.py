"""How urgent something is, as a column that can be filtered and one that can be sorted."""

from collections.abc import Mapping

from cases.queries.due_state import DueState, Urgency

STATES: Mapping[Urgency, str] = {
    Urgency.LATER: "Còn hạn",
    Urgency.SOON: "Sắp đến hạn",
    Urgency.TODAY: "Hết hạn hôm nay",
    Urgency.LATE: "Trễ hạn",
    Urgency.GUESS: "Tạm tính",
    Urgency.PAUSE: "Tạm đình chỉ",
    Urgency.KEPT: "Xong đúng hạn",
    Urgency.MISSED: "Xong trễ hạn",
    Urgency.ENDED: "Thôi tính",
}
OPEN = frozenset({Urgency.LATER, Urgency.SOON, Urgency.TODAY, Urgency.LATE})


def state_words(due: DueState | None) -> str:
    """Name how urgent something is; nothing when nothing is due."""
    if due is None:
        return ""
    return STATES[due.urgency] + (" (hạn tạm tính)" if due.is_provisional else "")


def days_left(due: DueState | None) -> int | None:
    """Return the calendar days until an open date; negative when it is over."""
    return due.days if due is not None and due.urgency in OPEN else None
