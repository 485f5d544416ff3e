"""The only place that reads the wall clock.

Everything else receives a :class:`Clock`. Two times exist side by side: office
time (``now``, ``today``), which a test installation may move forward, and the
real instant (``written_at``), which is only ever written down next to it.
"""

import os
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

TIME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


class ClockError(ValueError):
    """The clock was asked for something it must not do."""


class NaiveInstantError(ClockError):
    """An instant without a time zone: nobody can know which moment it means."""

    def __init__(self, instant: datetime) -> None:
        super().__init__(f"{instant.isoformat()} không có múi giờ")


class ClockRunsBackError(ClockError):
    """Office time was asked to go back: deadlines and history never do."""

    def __init__(self, target: datetime) -> None:
        super().__init__(f"{target:%d/%m/%Y %H:%M} ở trước giờ hiện tại của hệ thống")


class ClockFileError(ClockError):
    """The file with the offset holds something else than a whole number of seconds."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: không phải số giây; xóa tệp này để trở về giờ thật")


class Clock(Protocol):
    """Anything that can tell the time in the office."""

    def now(self) -> datetime:
        """Return the office instant, aware, in Asia/Ho_Chi_Minh."""

    def today(self) -> date:
        """Return the office date."""

    def written_at(self) -> datetime:
        """Return the real instant, aware, in Asia/Ho_Chi_Minh."""


class SystemClock:
    """The machine's clock, in office time."""

    def now(self) -> datetime:
        """Return the real instant."""
        return self.written_at()

    def today(self) -> date:
        """Return the real date in Asia/Ho_Chi_Minh."""
        return self.now().date()

    def written_at(self) -> datetime:
        """Return the real instant."""
        return datetime.now(TIME_ZONE)  # noqa: TID251 - the one reading of the wall clock


class FixedClock:
    """A clock that stands still until it is set; for tests and for replaying.

    Attributes:
        instant: What the clock shows, for office time and real time alike.
    """

    def __init__(self, instant: datetime) -> None:
        self.instant = _in_office_time(instant)

    def now(self) -> datetime:
        """Return the instant the clock was set to."""
        return self.instant

    def today(self) -> date:
        """Return the date the clock was set to."""
        return self.instant.date()

    def written_at(self) -> datetime:
        """Return the instant the clock was set to."""
        return self.instant

    def set(self, instant: datetime) -> None:
        """Show another instant, earlier or later."""
        self.instant = _in_office_time(instant)


class OfficeClock:
    """The machine's clock plus an offset that all processes share through a file.

    The file holds a whole number of seconds. It is looked at (``stat``) on every
    reading, so that the web server notices at once when somebody moves the clock.

    Attributes:
        path: The file; it need not exist, then office time is real time.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._system = SystemClock()
        self._seen: tuple[int, int] | None = None
        self._offset = timedelta()

    @property
    def is_moved(self) -> bool:
        """Tell whether office time differs from real time."""
        return self._read_offset() != timedelta()

    def now(self) -> datetime:
        """Return the office instant: real time plus the shared offset."""
        return self._system.now() + self._read_offset()

    def today(self) -> date:
        """Return the office date."""
        return self.now().date()

    def written_at(self) -> datetime:
        """Return the real instant, whatever the office clock shows."""
        return self._system.written_at()

    def move_to(self, instant: datetime) -> None:
        """Move office time forward to ``instant`` for every process.

        Raises:
            NaiveInstantError: ``instant`` has no time zone.
            ClockRunsBackError: ``instant`` lies before the present office time.
        """
        target = _in_office_time(instant)
        if target < self.now():
            raise ClockRunsBackError(target)
        offset = target - self._system.now()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        draft = self.path.with_suffix(f".{os.getpid()}.tmp")
        # Rounded up, so that the clock never shows a second less than was asked for.
        draft.write_text(f"{-(-offset // timedelta(seconds=1))}\n", encoding="ascii")
        draft.replace(self.path)

    def _read_offset(self) -> timedelta:
        try:
            status = self.path.stat()
        except FileNotFoundError:
            self._seen, self._offset = None, timedelta()
            return self._offset
        mark = (status.st_mtime_ns, status.st_ino)
        if mark != self._seen:
            self._offset = _offset_in(self.path)
            self._seen = mark
        return self._offset


def _offset_in(path: Path) -> timedelta:
    try:
        return timedelta(seconds=int(path.read_text(encoding="ascii")))
    except (ValueError, OverflowError) as error:
        raise ClockFileError(path) from error


def _in_office_time(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise NaiveInstantError(instant)
    return instant.astimezone(TIME_ZONE)
