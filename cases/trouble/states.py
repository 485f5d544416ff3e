"""The states of a trouble report, and who may bring it from one into which."""

from collections.abc import Mapping

RECEIVED, IN_WORK, ANSWERED, CLOSED, REOPENED = (
    "received",
    "in_work",
    "answered",
    "closed",
    "reopened",
)

STATE_TITLES = {
    RECEIVED: "Mới nhận",
    IN_WORK: "Đang xử lý",
    ANSWERED: "Đã trả lời",
    CLOSED: "Đã xong",
    REOPENED: "Mở lại",
}
"""State -> its title on pages and in mails."""

_BY_HANDLERS: Mapping[str, tuple[str, ...]] = {
    RECEIVED: (IN_WORK, ANSWERED),
    REOPENED: (IN_WORK, ANSWERED),
    IN_WORK: (ANSWERED,),
    ANSWERED: (CLOSED,),
}
_BY_THE_REPORTER: Mapping[str, tuple[str, ...]] = {
    RECEIVED: (CLOSED,),
    IN_WORK: (CLOSED,),
    ANSWERED: (CLOSED, REOPENED),
    CLOSED: (REOPENED,),
    REOPENED: (CLOSED,),
}

WITH_WORDS = frozenset({ANSWERED, REOPENED})
"""States that say something: what was found, what is still wrong."""


def next_states(state: str, *, handles: bool, reported: bool) -> tuple[str, ...]:
    """Return into which states a person may bring a report, the usual one first.

    Args:
        state: Where it stands.
        handles: The person sees to it.
        reported: The person has reported it.
    """
    handled = _BY_HANDLERS.get(state, ()) if handles else ()
    own = _BY_THE_REPORTER.get(state, ()) if reported else ()
    return tuple(dict.fromkeys((*handled, *own)))
