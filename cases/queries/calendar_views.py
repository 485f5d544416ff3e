"""What the pages of the working-day calendar are given."""

from dataclasses import dataclass
from datetime import date, datetime

from cases.calendar_change.source_document import SourceDocument


@dataclass(frozen=True, slots=True)
class CalendarCell:
    """One day of the year's picture.

    Attributes:
        day: The day; ``None`` for a cell outside the month.
        mark: Class names: ``rest`` (weekend), ``off`` (holiday), ``swap`` (weekend day worked),
            ``draft`` (as the person's draft would have it) and ``now``, separated by spaces.
        title: The same in words, with the reason; empty for an ordinary day.
    """

    day: date | None
    mark: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class CalendarMonth:
    """One month; every week has seven cells and begins on Monday."""

    number: int
    weeks: tuple[tuple[CalendarCell, ...], ...]


@dataclass(frozen=True, slots=True)
class ExceptionalDay:
    """A day that is not what its weekday says."""

    day: date
    is_working: bool
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class ProposedDay:
    """A day of a change: what it becomes and what it is, or was when the change was confirmed."""

    day: date
    is_working: bool
    reason: str
    document: SourceDocument
    was_working: bool
    was_reason: str

    @property
    def is_only_renamed(self) -> bool:
        """Tell whether nothing changes but reason and document."""
        return self.is_working == self.was_working


@dataclass(frozen=True, slots=True)
class ProposedYear:
    """A year that a change confirms."""

    year: int
    document: SourceDocument


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change of the calendar with its figures.

    Attributes:
        is_mine: The asking person works on it.
        is_outdated: The calendar has changed since the preview.
        total: Deadlines to look at.
        looked: Deadlines looked at.
        relieved: Moved and no longer late.
        belated: Moved and late by it.
        unreadable: Left alone because what is stored of them cannot be read.
    """

    id: int
    status: str
    author: str
    is_mine: bool
    is_outdated: bool
    created_at: datetime
    previewed_at: datetime | None
    confirmed_at: datetime | None
    finished_at: datetime | None
    preview_number: int
    days: tuple[ProposedDay, ...]
    years: tuple[ProposedYear, ...]
    total: int
    looked: int
    moved: int
    relieved: int
    belated: int
    unreadable: int

    @property
    def is_working(self) -> bool:
        """Tell whether the worker has still to do with it."""
        return self.status in {"previewing", "recomputing"}


@dataclass(frozen=True, slots=True)
class MovedDeadline:
    """A deadline and its dates before and after; ``is_case`` when its code is that of a case."""

    code: str
    is_case: bool
    title: str
    old_due_on: date
    new_due_on: date
    lateness: int


@dataclass(frozen=True, slots=True)
class MovedPage:
    """A page of the deadlines that move."""

    rows: tuple[MovedDeadline, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class CalendarYearPage:
    """Everything the page of a year shows.

    Attributes:
        year: Which year.
        first_year: First year that has a calendar.
        last_year: Last one.
        is_confirmed: The calendar of the year has been announced.
        document: By which document, if it was confirmed here.
        unannounced: Next year, when it is time to announce it and nobody has.
        draft: What the person is working on.
        running: The change that is being recomputed.
        history: The newest confirmed changes.
    """

    year: int
    first_year: int
    last_year: int
    is_confirmed: bool
    document: str
    unannounced: int | None
    months: tuple[CalendarMonth, ...]
    days: tuple[ExceptionalDay, ...]
    draft: ChangeView | None
    running: ChangeView | None
    history: tuple[ChangeView, ...]
