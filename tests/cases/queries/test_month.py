"""Hạn trong tháng: each day shows what falls on it, and late things stand on today."""

from datetime import date

import pytest

from cases.errors import NotAllowedError
from cases.queries.due_list import DueFilter, due_list
from cases.queries.month import month_page
from tests.cases.fixtures import on_both_databases

TODAY = date(2026, 8, 26)
SEPTEMBER = date(2026, 9, 1)


@pytest.fixture
def month(office):
    """Open a month of somebody: ``month(people["head"], SEPTEMBER)``."""

    def open_page(actor, day=None, unit_id=None):
        with office.database.reading() as tx:
            return month_page(tx, office, actor, month=day, unit_id=unit_id)

    return open_page


@pytest.fixture
def complaints(complaints):
    """The same complaints as cases: each has one term."""
    return {name: one.go_to("accept") for name, one in complaints.items()}


@pytest.fixture
def rows_of_day(office, people):
    """Open the list of a day: ``rows_of_day(date(2026, 9, 3))``."""

    def rows(day, actor=None):
        with office.database.reading() as tx:
            filters = DueFilter("day", day=day)
            return due_list(tx, office, actor or people["head"], filters=filters)

    return rows


def on(page, day):
    return next(one for one in page.days if one.day == day)


@on_both_databases
class TestDay:
    def test_shows_what_is_late_today_and_where_it_was_due(self, month, people, complaints):
        page = month(people["head"])
        assert (on(page, TODAY).late, on(page, TODAY).due_today) == (1, 1)
        assert on(page, date(2026, 8, 12)).unfinished == 1

    def test_shows_what_is_ahead_by_urgency(self, month, people, complaints):
        page = month(people["head"], SEPTEMBER)
        assert (on(page, date(2026, 9, 3)).soon, on(page, date(2026, 9, 9)).later) == (1, 1)
        assert sum(day.total for day in page.days) == 2

    def test_of_the_past_shows_what_was_kept_and_missed(self, month, people, register_complaint):
        kept, missed = (register_complaint(date(2026, 8, 14)) for _ in range(2))
        due_on = kept.deadline("kn1_accept").due_on
        kept.go_to("accept").do("accept", accepted_on=f"{due_on:%d/%m/%Y}")
        missed.go_to("accept").do("accept")
        day = on(month(people["head"]), due_on)
        assert (day.kept, day.missed, day.unfinished) == (1, 1, 0)

    def test_has_a_list_as_long_as_its_figures(
        self, month, people, complaints, register_complaint, rows_of_day
    ):
        register_complaint(date(2026, 8, 14)).go_to("accept").do("accept")
        for page in (month(people["head"]), month(people["head"], SEPTEMBER)):
            assert any(day.total for day in page.days)
            for day in page.days:
                assert rows_of_day(day.day).total == day.total, day.day

    def test_counts_a_deadline_that_no_step_stands_for(self, month, people, complaints, hide_step):
        hide_step(complaints["soon"])
        assert on(month(people["head"], SEPTEMBER), date(2026, 9, 3)).soon == 1

    def test_leaves_out_what_stands_still_and_says_so(self, month, people, complaints, suspend):
        suspend(complaints["soon"])
        page = month(people["head"], SEPTEMBER)
        assert (on(page, date(2026, 9, 3)).total, page.paused) == (0, 1)


class TestMonth:
    def test_is_the_present_one_unless_asked(self, month, people):
        page = month(people["head"])
        assert (page.first, page.previous, page.following) == (
            date(2026, 8, 1),
            date(2026, 7, 1),
            SEPTEMBER,
        )

    def test_has_weeks_from_monday_to_sunday(self, month, people):
        weeks = month(people["head"]).weeks
        assert [len(week) for week in weeks] == [7] * 6
        assert (weeks[0][4], weeks[0][5].day) == (None, date(2026, 8, 1))
        assert weeks[0][5].day.weekday() == 5

    def test_names_holidays_and_leaves_weekends_unnamed(self, month, people):
        page = month(people["head"], SEPTEMBER)
        holiday, sunday = on(page, date(2026, 9, 2)), on(page, date(2026, 9, 6))
        assert "Quốc khánh" in holiday.reason
        assert (holiday.is_working, sunday.is_working, sunday.reason) == (False, False, "")

    def test_says_when_its_calendar_is_not_confirmed(self, month, people):
        assert month(people["head"], date(2027, 2, 1)).is_provisional
        assert not month(people["head"]).is_provisional

    @pytest.mark.parametrize("role", ["receptionist", "petition_officer", "verifier", "head"])
    def test_is_for_everybody_who_works_on_cases(self, month, people, role):
        assert month(people[role]).unit.name == "UBND phường Mẫu An"

    def test_is_not_for_others(self, month, people):
        with pytest.raises(NotAllowedError):
            month(people["administrator"])

    def test_of_the_city_is_for_the_inspectorate(self, month, people, complaints):
        assert on(month(people["inspectorate"]), TODAY).late == 1

    def test_of_another_unit_is_not_shown(self, month, people, strangers, complaints):
        unit_id = strangers["head"].assignments[0].unit_id
        with pytest.raises(NotAllowedError):
            month(people["head"], unit_id=unit_id)
        assert sum(day.total for day in month(strangers["head"]).days) == 0
