"""The days of the demo, on every sort of day."""

from datetime import date, datetime, time, timedelta
from itertools import groupby, pairwise
from pathlib import Path

import pytest

from cases.deadlines.calendar import WorkingCalendar
from cases.deadlines.term_table import TermTables
from cases.demo.almanac import Almanac
from cases.demo.schedule import schedule
from cases.demo.stories import tell
from config.clock import TIME_ZONE
from config.holidays import find_calendar_years

ROOT = Path(__file__).parents[3]
# Twenty-three days apart, so that every weekday comes up all through the year.
MANY_DAYS = [date(2025, 6, 2) + timedelta(days=23 * step) for step in range(40)]
AROUND_TET = [date(2026, 2, 11) + timedelta(days=step) for step in range(16)]


@pytest.fixture(scope="module")
def almanac_of():
    calendar = WorkingCalendar.from_years(find_calendar_years(ROOT / "config" / "holidays"))
    tables = (ROOT / "workflows" / "deadlines").glob("*.dmn")
    terms = TermTables.read({table.name: table.read_bytes() for table in tables})
    return lambda day: Almanac(terms, calendar, day)


class TestAlmanac:
    def test_finds_the_start_of_a_term_that_is_due_when_wanted(self, almanac_of):
        almanac = almanac_of(date(2026, 11, 26))
        start = almanac.start_of("kn1_resolve", [date(2026, 11, 30)])
        assert almanac.due_on("kn1_resolve", start.day) == date(2026, 11, 30)

    def test_prefers_a_start_on_a_working_day(self, almanac_of):
        almanac = almanac_of(date(2026, 11, 26))
        tuesday, monday = date(2026, 11, 17), date(2026, 11, 16)
        assert almanac.start_of("kn1_resolve", [tuesday, monday]).day.weekday() < 5

    def test_takes_a_day_off_when_nothing_else_leads_there(self, almanac_of):
        almanac = almanac_of(date(2026, 3, 17))
        assert almanac.start_of("kn1_resolve", [date(2026, 3, 18)]).day == date(2026, 2, 16)

    def test_says_so_when_no_day_leads_there(self, almanac_of):
        with pytest.raises(LookupError):
            almanac_of(date(2026, 11, 26)).start_of("kn1_resolve", [date(2026, 11, 29)])

    def test_knows_no_due_date_where_the_law_knew_no_such_term(self, almanac_of):
        almanac = almanac_of(date(2026, 11, 26))
        assert almanac.due_on("kn_suspend_send", date(2026, 6, 30)) is None


class TestStories:
    @pytest.mark.parametrize("day", MANY_DAYS + AROUND_TET, ids=str)
    def test_happen_in_order_on_working_days_before_now(self, almanac_of, day):
        almanac = almanac_of(day)
        now = datetime.combine(day, time(6), TIME_ZONE)
        stories = tell(almanac)
        acts = schedule(stories, almanac, now)
        by_story = sorted(acts, key=lambda act: act.story)
        for number, group in groupby(by_story, key=lambda act: act.story):
            own = list(group)
            assert [act.element for act in own] == list(stories[number].days)
            assert all(earlier.at < later.at for earlier, later in pairwise(own))
        assert all(almanac.calendar.is_working(act.at.date()) for act in acts)
        assert all(act.day <= act.at.date() for act in acts)
        assert acts[-1].at < now
