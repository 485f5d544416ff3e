"""The bundled calendar and term tables, and rows made up for a test."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cases.deadlines.calendar import WorkingCalendar
from cases.deadlines.period import TermRow
from cases.deadlines.term_table import TermTables
from config.holidays import calendar_years, provisional_year
from tests.cases.deadlines.oracle import WallCalendar, read_wall_calendar

ROOT = Path(__file__).resolve().parents[3]
HOLIDAYS = ROOT / "config" / "holidays"


@pytest.fixture(scope="session")
def calendar() -> WorkingCalendar:
    """The bundled years, and computed ones around them."""
    return WorkingCalendar.from_years(calendar_years(HOLIDAYS, 2012, 2040))


@pytest.fixture(scope="session")
def wall() -> WallCalendar:
    """The same days for the oracle, read apart."""
    computed = [provisional_year(year) for year in (*range(2012, 2021), *range(2028, 2041))]
    days = [(entry.day, entry.is_working) for year in computed for entry in year.days]
    return read_wall_calendar(HOLIDAYS, days)


@pytest.fixture(scope="session")
def term_files() -> dict[str, bytes]:
    """The bundled term tables as files."""
    folder = ROOT / "workflows" / "deadlines"
    return {path.name: path.read_bytes() for path in folder.glob("*.dmn")}


@pytest.fixture(scope="session")
def terms(term_files: dict[str, bytes]) -> TermTables:
    """The bundled term tables, read."""
    return TermTables.read(term_files)


@pytest.fixture(scope="session")
def make_row() -> Callable[..., TermRow]:
    """Make a row: ``make_row(30)``, ``make_row(7, "working")``, ``make_row(5, rolls=False)``."""

    def make(amount: int, unit: str = "calendar", **changes: Any) -> TermRow:
        usual: dict[str, Any] = {
            "term": "example",
            "key": "example_row",
            "title": "Việc mẫu",
            "scope": "",
            "amount": amount,
            "unit": unit,
            "direction": "forward",
            "starts_on": "accepted",
            "ends_on": ("decision_issued", "terminated"),
            "paused_by_suspension": True,
            "rolls": unit != "working",
            "basis": "Điều 28 Luật Khiếu nại",
            "effective_from": date(2012, 7, 1),
            "effective_to": None,
            "is_verified": True,
            "note": "",
        }
        return TermRow(**(usual | changes))

    return make
