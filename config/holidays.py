"""Reads which days the office is closed, one file per year.

A file lists only the days that are not what their weekday says: weekdays off and
weekend days worked. What the government announced wins over what can be computed;
a year that has no file is computed and stays provisional (tạm tính).
"""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

SATURDAY = 5
COMPUTED = "tạm tính theo Điều 111, Điều 112 Bộ luật Lao động"
EXCHANGED = re.compile(r"Ngày nghỉ \(thay cho ngày (.+)\)")
IN_LIEU = " (nghỉ bù)"
COMMON_NOUNS = ("Ngày ", "Giao thừa ", "Mùng ")


class CalendarFileError(ValueError):
    """A calendar file says something impossible; names the file and the place."""

    def __init__(self, path: Path, place: str, problem: str) -> None:
        super().__init__(f"{path.name}: {place}: {problem}" if place else f"{path.name}: {problem}")


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day of the office.

    Attributes:
        day: The date.
        is_working: Whether the office works on it.
        reason: Why it is not what its weekday says, e.g. "nghỉ lễ Quốc khánh".
        source: Document that made it so.
    """

    day: date
    is_working: bool
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """The exceptional days of one year.

    Attributes:
        year: The year.
        confirmed: Whether the government has announced it; if not, every date that
            depends on it is provisional.
        days: The exceptional days, in order.
    """

    year: int
    confirmed: bool
    days: tuple[CalendarDay, ...]


def find_calendar_years(folder: Path) -> tuple[CalendarYear, ...]:
    """Read every ``<year>.toml`` of a folder, oldest first.

    Raises:
        CalendarFileError: One of them is wrong, or there is no such folder.
    """
    if not folder.is_dir():
        # Otherwise a mistyped setting would quietly make every year a guess.
        raise CalendarFileError(folder, "", "không có thư mục này")
    return tuple(read_calendar_year(path) for path in sorted(folder.glob("*.toml")))


def calendar_years(folder: Path, first: int, last: int) -> tuple[CalendarYear, ...]:
    """Return all years from ``first`` to ``last``; years without a file are computed.

    Raises:
        CalendarFileError: A file of the folder is wrong.
    """
    read = {year.year: year for year in find_calendar_years(folder)}
    return tuple(read.get(year) or provisional_year(year) for year in range(first, last + 1))


def read_calendar_year(path: Path) -> CalendarYear:
    """Read one year.

    Raises:
        CalendarFileError: A key is missing or misspelt, a day stands twice, lies in
            another year, or is listed although its weekday says the same.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CalendarFileError(path, "", f"không đọc được: {error}") from error
    _check_keys(path, "", content, {"year": int, "confirmed": bool, "days": list})
    if path.stem != str(content["year"]):
        raise CalendarFileError(path, "year", f"tên tệp không phải năm {content['year']}")
    days = tuple(_read_day(path, number, entry) for number, entry in enumerate(content["days"], 1))
    _check_days(path, content["year"], days)
    return CalendarYear(content["year"], content["confirmed"], days)


def provisional_year(year: int) -> CalendarYear:
    """Compute a year from the rules of the labour code and the lunar calendar.

    Swaps, the days around Tết and the second day of National Day are guesses until
    they are announced.
    """
    import holidays  # noqa: PLC0415 - slow to import, and rarely needed

    computed = holidays.country_holidays("VN", years=year, language="vi")
    off = [
        CalendarDay(day, is_working=False, reason=_reason(name), source=COMPUTED)
        for day, name in computed.items()
        if day.year == year and not is_weekend(day)
    ]
    worked = [
        CalendarDay(day, is_working=True, reason="làm bù", source=COMPUTED)
        for day in computed.weekend_workdays
        if day.year == year
    ]
    return CalendarYear(
        year, confirmed=False, days=tuple(sorted([*off, *worked], key=lambda entry: entry.day))
    )


def is_weekend(day: date) -> bool:
    """Tell whether the day is a Saturday or a Sunday."""
    return day.weekday() >= SATURDAY


def _reason(name: str) -> str:
    """Say in the words of the announcements why a day is off that the package names like a title.

    "Ngày nghỉ (thay cho ngày 25/04/2015)" is "nghỉ hoán đổi với ngày 25/04/2015".
    """
    if exchanged := EXCHANGED.fullmatch(name):
        return f"nghỉ hoán đổi với ngày {exchanged[1]}"
    kind = "nghỉ bù" if name.endswith(IN_LIEU) else "nghỉ"
    holiday = name.removesuffix(IN_LIEU).replace("Nguyên Đán", "Nguyên đán")
    if holiday.startswith(COMMON_NOUNS):
        holiday = holiday[0].lower() + holiday[1:]
    return f"{kind} {holiday}"


def _read_day(path: Path, number: int, entry: object) -> CalendarDay:
    place = f"days[{number}]"
    if not isinstance(entry, dict):
        raise CalendarFileError(path, place, "phải là một bảng")
    _check_keys(path, place, entry, {"date": date, "working": bool, "reason": str, "source": str})
    if not entry["reason"].strip() or not entry["source"].strip():
        raise CalendarFileError(path, place, "ghi lý do và văn bản")
    return CalendarDay(entry["date"], entry["working"], entry["reason"], entry["source"])


def _check_keys(path: Path, place: str, table: dict[str, Any], wanted: dict[str, type]) -> None:
    if wrong := sorted(set(table) ^ set(wanted)):
        raise CalendarFileError(path, place, f"thiếu hoặc thừa khóa: {', '.join(wrong)}")
    for key, kind in wanted.items():
        if type(table[key]) is not kind:
            raise CalendarFileError(path, place, f"{key} phải là {kind.__name__}")


def _check_days(path: Path, year: int, days: tuple[CalendarDay, ...]) -> None:
    seen = set()
    for entry in days:
        place = f"{entry.day:%d/%m/%Y}"
        if entry.day.year != year:
            raise CalendarFileError(path, place, f"không thuộc năm {year}")
        if entry.day in seen:
            raise CalendarFileError(path, place, "ghi hai lần")
        if entry.is_working != is_weekend(entry.day):
            raise CalendarFileError(path, place, "thứ của ngày này đã nói như vậy, bỏ dòng này")
        seen.add(entry.day)
