"""Vì sao ngày này? on paper: one deadline, one page, however much happened to it."""

from datetime import date
from io import BytesIO

import pikepdf
import pytest
from sqlalchemy import insert, select

from cases.deadlines.computation import compute
from cases.deadlines.period import Extension, Pause
from cases.models.deadline import Deadline
from cases.models.event import Event
from tests.cases.calendar_change.changes import deadline_row
from tests.web.conftest import OFFICER
from tests.web.test_calendar_in_browser import find_barriers
from tests.web.test_scripts import open_as

__all__ = ["open_as"]

PAUSES = (
    Pause(date(2026, 9, 10), date(2026, 10, 5)),
    Pause(date(2026, 10, 20), date(2026, 11, 11)),
    Pause(date(2026, 12, 21), date(2027, 1, 4)),
)


@pytest.fixture
def complaint(complaint):
    """A case, which has one deadline."""
    return complaint.go_to("accept")


@pytest.fixture
def long_one(office, complaint):
    """A deadline drawn over six months: the longest term, extended and suspended thrice."""
    with office.database.writing() as tx:
        rules = office.rules(tx)
        facts = {"complex": True, "remote": True}
        row = rules.terms.choose("kn1_resolve", date(2026, 8, 24), facts)
        extension = Extension(15, "calendar", "Quyết định 45/QĐ-UBND", date(2026, 12, 1))
        counted = compute(
            row, date(2026, 8, 24), rules.calendar, extra_days=(extension,), pauses=PAUSES
        )
        event_id = tx.scalars(select(Event.id).limit(1)).one()
        values = deadline_row(complaint, rules.terms_version_id, event_id, counted)
        return tx.scalars(insert(Deadline).returning(Deadline.id), [values]).one()


class TestADeadlineByItself:
    def test_is_shown_without_the_others(self, officer, case_address, long_one):
        every = officer.get(f"{case_address}/thoi-han")
        assert len(every.all("explain")) == 2
        alone = officer.get(f"{case_address}/thoi-han?han={long_one}")
        assert len(alone.all("explain")) == 1
        assert alone.link("Mọi thời hạn của hồ sơ") == f"{case_address}/thoi-han"

    def test_is_one_click_away(self, officer, case_address, long_one):
        links = officer.get(f"{case_address}/thoi-han").tree.xpath("//section//a/@href")
        assert f"{case_address}/thoi-han?han={long_one}" in links

    @pytest.mark.parametrize("asked", ["0", "abc", ""])
    def test_that_does_not_exist_shows_them_all(self, officer, case_address, long_one, asked):
        assert len(officer.get(f"{case_address}/thoi-han?han={asked}").all("explain")) == 2

    @pytest.mark.browser
    @pytest.mark.parametrize("which", ["", "?han={}"])
    def test_is_for_everybody_and_fits_the_screen(self, open_as, case_address, long_one, which):
        window = open_as(OFFICER, f"{case_address}/thoi-han{which.format(long_one)}")
        assert find_barriers(window) == []
        assert window.evaluate("document.documentElement.scrollWidth") <= 1366

    @pytest.mark.browser
    def test_is_printed_on_one_page(self, open_as, case_address, long_one):
        window = open_as(OFFICER, f"{case_address}/thoi-han?han={long_one}")
        assert window.locator(".month").count() == 6
        printed = window.pdf(prefer_css_page_size=True)
        with pikepdf.open(BytesIO(printed)) as paper:
            assert len(paper.pages) == 1
