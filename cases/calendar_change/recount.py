"""Computes stored deadlines anew under another calendar; no database."""

from dataclasses import dataclass
from datetime import date

from cases.deadlines.calendar import WorkingCalendar
from cases.deadlines.computation import Computation, compute
from cases.deadlines.errors import DeadlineError
from cases.deadlines.period import Pause

KEPT = 4_000


@dataclass(frozen=True, slots=True)
class Recount:
    """A stored computation under another calendar.

    Attributes:
        due_on: The due date now.
        text: The new computation, to be stored.
        is_changed: The date, or what is said about it, is another one.
        is_provisional: The date may move when a calendar is announced.
        is_paused: A suspension lasts; the deadline is not late whatever its date.
    """

    due_on: date
    text: str
    is_changed: bool
    is_provisional: bool
    is_paused: bool

    def lateness(self, old_due_on: date, today: date) -> int:
        """Return -1 if an open deadline stops being late, 1 if it begins, else 0."""
        if self.is_paused:
            return 0
        return (self.due_on < today) - (old_due_on < today)


class Recounter:
    """Computes under one calendar.

    Extensions and suspensions are kept, as is the row of the term table. Deadlines of one row
    that began on one day have the same text, so most of them are computed once.
    """

    def __init__(self, calendar: WorkingCalendar) -> None:
        self._calendar = calendar
        self._known: dict[tuple[str, tuple[Pause, ...]], Recount | None] = {}

    def recount(self, text: str, pauses: tuple[Pause, ...] = ()) -> Recount | None:
        """Return a stored computation under this calendar; ``None`` if it is unreadable.

        Args:
            text: The computation.
            pauses: Suspensions of the case, whether or not the stored term was touched by them.
        """
        key = (text, pauses)
        if key not in self._known:
            if len(self._known) >= KEPT:
                self._known.clear()
            self._known[key] = self._recount(text, pauses)
        return self._known[key]

    def _recount(self, text: str, pauses: tuple[Pause, ...]) -> Recount | None:
        try:
            before = Computation.from_json(text)
            known = {pause.from_ for pause in before.pauses}
            after = compute(
                before.row,
                before.start,
                self._calendar,
                extra_days=before.extensions,
                pauses=(*before.pauses, *(one for one in pauses if one.from_ not in known)),
            )
        except DeadlineError:
            return None
        return Recount(
            due_on=after.due_on,
            text=after.to_json(),
            is_changed=after != before,
            is_provisional=after.is_provisional,
            is_paused=after.is_paused,
        )
