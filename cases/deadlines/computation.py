"""One computed deadline with everything that made its date: stored, replayed, explained."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from cases.deadlines.calendar import ONE_DAY, WEEKLY_REST, CalendarDay, WorkingCalendar
from cases.deadlines.counting import land
from cases.deadlines.errors import ExtensionError, PauseError, StoredComputationError
from cases.deadlines.period import Extension, Pause, TermRow
from cases.deadlines.term_row_reader import IN_SOME_TABLES
from config.clock import TIME_ZONE
from config.holidays import is_weekend

STORED_VERSION = 1


@dataclass(frozen=True, slots=True)
class SkippedDay:
    """A day that the calendar decided about, and why.

    Attributes:
        day: The date.
        reason: E.g. "nghỉ lễ Quốc khánh", "làm bù cho thứ Hai 31/08/2026".
        source: Document behind it; empty for a weekly rest day.
    """

    day: date
    reason: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Computation:
    """A due date and its whole derivation; stored with the deadline, never edited.

    Attributes:
        row: The row of the term table that was chosen.
        start: Day zero; for a backward term the appointed day.
        steps: Last day by the row alone, then after each extension; not yet moved.
        due_on: The due date, inclusive. While a suspension lasts: the date it
            interrupted (see :attr:`is_paused`).
        skipped: Days not worked that were passed over, in order.
        made_up: Weekend days worked that were counted or landed on, in order.
        extensions: The extensions, in the order of their decisions.
        pauses: The suspensions that touched the term; the last one may be open.
        provisional_years: Years whose calendar was consulted but not announced yet.
    """

    row: TermRow
    start: date
    steps: tuple[date, ...]
    due_on: date
    skipped: tuple[SkippedDay, ...] = ()
    made_up: tuple[SkippedDay, ...] = ()
    extensions: tuple[Extension, ...] = ()
    pauses: tuple[Pause, ...] = ()
    provisional_years: tuple[int, ...] = ()

    @property
    def is_provisional(self) -> bool:
        """Tell whether the date may move when a calendar is announced (tạm tính)."""
        return bool(self.provisional_years)

    @property
    def is_paused(self) -> bool:
        """Tell whether a suspension lasts; ``due_on`` will then move when it ends."""
        return any(pause.to is None for pause in self.pauses)

    @property
    def days_left(self) -> int:
        """Return the calendar days that remained when the open suspension began, or 0."""
        begun = next((pause.from_ for pause in self.pauses if pause.to is None), None)
        if begun is None:
            return 0
        length = (self.steps[-1] - max(begun, self.start)).days
        days = (self.steps[-1] - ONE_DAY * back for back in range(length))
        ended = [(pause.from_, pause.to) for pause in self.pauses if pause.to is not None]
        return sum(not any(first < day <= last for first, last in ended) for day in days)

    def to_json(self) -> str:
        """Return the text to store; :meth:`from_json` gives an equal computation back."""
        return json.dumps(
            {
                "version": STORED_VERSION,
                "row": _row_to_plain(self.row),
                "start": self.start.isoformat(),
                "steps": [step.isoformat() for step in self.steps],
                "due_on": self.due_on.isoformat(),
                "skipped": [_day_to_plain(entry) for entry in self.skipped],
                "made_up": [_day_to_plain(entry) for entry in self.made_up],
                "extensions": [
                    [entry.amount, entry.unit, entry.document, entry.decided_on.isoformat()]
                    for entry in self.extensions
                ],
                "pauses": [
                    [pause.from_.isoformat(), pause.to and pause.to.isoformat()]
                    for pause in self.pauses
                ],
                "provisional_years": self.provisional_years,
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )

    @staticmethod
    def from_json(text: str) -> "Computation":
        """Read a stored computation.

        Raises:
            StoredComputationError: The text is of another version or damaged.
        """
        try:
            return _from_plain(json.loads(text))
        except (KeyError, TypeError, ValueError) as error:
            raise StoredComputationError(repr(error)) from error


def compute(
    row: TermRow,
    start: date,
    calendar: WorkingCalendar,
    *,
    extra_days: Sequence[Extension] = (),
    pauses: Sequence[Pause] = (),
) -> Computation:
    """Compute the due date of a term that starts (or, backwards, is appointed) on ``start``.

    ``pauses`` may be all suspensions of the case: they count only if the row is
    paused by suspension and only as far as they touch the term. At most one is open.

    Raises:
        ExtensionError: The term counts backwards or says "ngay", or less than a day is added.
        PauseError: A suspension that ends before it begins.
    """
    _check(row, extra_days, pauses)
    ended = [pause for pause in pauses if row.paused_by_suspension and pause.to is not None]
    landing = land(row, start, calendar, extra_days, ended)
    first, last = _consulted(row, start, landing.steps, landing.due_on, extra_days)
    return Computation(
        row=row,
        start=start,
        steps=landing.steps,
        due_on=landing.due_on,
        skipped=_seen(calendar.off_days(first, last)),
        made_up=_seen(calendar.make_up_days(first, last)),
        extensions=tuple(extra_days),
        pauses=_touching(row, start, landing.due_on, pauses),
        provisional_years=_provisional(first, last, calendar),
    )


def replay(computation: Computation) -> date:
    """Compute the due date again from what is stored, without the office calendar."""
    days = {
        entry.day: CalendarDay(entry.day, is_working, entry.reason, entry.source)
        for is_working, entries in ((False, computation.skipped), (True, computation.made_up))
        for entry in entries
    }
    again = compute(
        computation.row,
        computation.start,
        WorkingCalendar(days),
        extra_days=computation.extensions,
        pauses=computation.pauses,
    )
    return again.due_on


def due_instant(due_on: date) -> datetime:
    """Return the first instant that is late: 00:00 of the day after the due date.

    Acting on the due day, until 24:00, is in time (khoản 6 Điều 148 Bộ luật Dân sự;
    khoản 2 Điều 7 Quy chế 2003/QĐ-UBND).
    """
    return datetime.combine(due_on + ONE_DAY, time(), TIME_ZONE)


def _check(row: TermRow, extensions: Sequence[Extension], pauses: Sequence[Pause]) -> None:
    if extensions and row.is_backward:
        raise ExtensionError(row.key, "tính lùi từ ngày đã định, không gia hạn được")
    if extensions and row.is_at_once:
        raise ExtensionError(row.key, "luật ghi làm ngay, không gia hạn được")
    if any(extension.amount < 1 for extension in extensions):
        raise ExtensionError(row.key, "gia hạn ít nhất một ngày")
    for pause in pauses:
        if pause.to is not None and pause.to < pause.from_:
            raise PauseError(pause.from_, pause.to)


def _consulted(
    row: TermRow,
    start: date,
    steps: Sequence[date],
    due_on: date,
    extensions: Sequence[Extension],
) -> tuple[date, date]:
    """First and last day on which the calendar had a say; last before first if on none."""
    if row.is_backward:
        return due_on, (start - ONE_DAY if row.unit == "working" else steps[-1])
    begins = (start, *steps)
    units = (row.unit, *(extension.unit for extension in extensions))
    working = [begin for begin, unit in zip(begins, units, strict=False) if unit == "working"]
    if working and not row.is_at_once:
        return working[0] + ONE_DAY, due_on
    if row.rolls or row.is_at_once:
        return steps[-1], due_on
    return due_on + ONE_DAY, due_on


def _touching(
    row: TermRow, start: date, due_on: date, pauses: Sequence[Pause]
) -> tuple[Pause, ...]:
    if not row.paused_by_suspension:
        return ()
    touching = (
        pause
        for pause in pauses
        if pause.from_ < due_on and (pause.to is None or max(pause.from_, start) < pause.to)
    )
    return tuple(sorted(touching, key=lambda pause: pause.from_))


def _seen(days: Sequence[CalendarDay]) -> tuple[SkippedDay, ...]:
    return tuple([SkippedDay(entry.day, entry.reason, entry.source) for entry in days])


def _provisional(first: date, last: date, calendar: WorkingCalendar) -> tuple[int, ...]:
    if first > last:
        return ()
    years = range(first.year, last.year + 1)
    return tuple([year for year in years if not calendar.is_confirmed(year)])


def _from_plain(plain: dict[str, Any]) -> Computation:
    if plain["version"] != STORED_VERSION:
        raise KeyError(plain["version"])
    return Computation(
        row=_row_from_plain(plain["row"]),
        start=date.fromisoformat(plain["start"]),
        steps=tuple(date.fromisoformat(step) for step in plain["steps"]),
        due_on=date.fromisoformat(plain["due_on"]),
        skipped=tuple(_day_from_plain(entry) for entry in plain["skipped"]),
        made_up=tuple(_day_from_plain(entry) for entry in plain["made_up"]),
        extensions=tuple(
            Extension(amount, unit, document, date.fromisoformat(decided_on))
            for amount, unit, document, decided_on in plain["extensions"]
        ),
        pauses=tuple(
            Pause(date.fromisoformat(from_), date.fromisoformat(to) if to else None)
            for from_, to in plain["pauses"]
        ),
        provisional_years=tuple(plain["provisional_years"]),
    )


def _row_to_plain(row: TermRow) -> dict[str, Any]:
    plain = {name: getattr(row, name) for name in TermRow.__dataclass_fields__}
    plain = {name: value for name, value in plain.items() if value or name not in IN_SOME_TABLES}
    plain["effective_from"] = row.effective_from.isoformat()
    plain["effective_to"] = row.effective_to and row.effective_to.isoformat()
    return plain


def _row_from_plain(plain: dict[str, Any]) -> TermRow:
    closed = plain["effective_to"]
    dates = {
        "effective_from": date.fromisoformat(plain["effective_from"]),
        "effective_to": date.fromisoformat(closed) if closed else None,
    }
    return TermRow(**(plain | dates | {"ends_on": tuple(plain["ends_on"])}))


def _day_to_plain(entry: SkippedDay) -> str | list[str]:
    # A weekly rest day says nothing that its date does not say: half of the text saved.
    if entry == SkippedDay(entry.day, WEEKLY_REST, "") and is_weekend(entry.day):
        return entry.day.isoformat()
    return [entry.day.isoformat(), entry.reason, entry.source]


def _day_from_plain(plain: str | list[str]) -> SkippedDay:
    if isinstance(plain, str):
        return SkippedDay(date.fromisoformat(plain), WEEKLY_REST, "")
    day, reason, source = plain
    return SkippedDay(date.fromisoformat(day), reason, source)
