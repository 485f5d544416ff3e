"""Working days: weekends, holidays, exchanges, and counting over them."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cases.deadlines.calendar import CalendarDay, WorkingCalendar

DAYS = st.dates(date(2014, 1, 1), date(2036, 12, 31))


class TestAWorkingDay:
    def test_is_any_monday_to_friday_without_a_reason(self, calendar):
        assert calendar.is_working(date(2026, 8, 3))
        assert calendar.day(date(2026, 8, 3)).reason == ""

    def test_is_no_weekend_day(self, calendar):
        saturday = calendar.day(date(2026, 8, 1))
        assert (saturday.is_working, saturday.reason) == (False, "nghỉ hằng tuần")

    def test_is_no_holiday(self, calendar):
        assert not calendar.is_working(date(2026, 9, 2))
        assert calendar.day(date(2026, 9, 2)).source == "Thông báo 9441/TB-BNV"

    def test_is_no_substitute_day(self, calendar):
        assert not calendar.is_working(date(2026, 4, 27))

    def test_is_a_saturday_that_makes_up_for_a_monday(self, calendar):
        assert calendar.is_working(date(2026, 8, 22))
        assert not calendar.is_working(date(2026, 8, 31))


class TestAnEmptyCalendar:
    def test_knows_weekends_only_and_is_not_confirmed(self):
        calendar = WorkingCalendar({})
        assert calendar.is_working(date(2026, 9, 2))
        assert not calendar.is_confirmed(2026)

    def test_knows_no_year(self):
        assert list(WorkingCalendar({}).years) == []


class TestTheYears:
    def test_are_those_whose_holidays_are_known(self, calendar):
        assert list(calendar.years) == list(range(2012, 2041))


class TestAConfirmedYear:
    def test_is_one_that_was_announced(self, calendar):
        assert calendar.is_confirmed(2026)
        assert not calendar.is_confirmed(2027)
        assert not calendar.is_confirmed(2019)


class TestCounting:
    def test_begins_on_the_next_day(self, calendar):
        assert calendar.add_working(date(2026, 8, 3), 1) == date(2026, 8, 4)

    def test_of_zero_days_stays_where_it_is(self, calendar):
        assert calendar.add_working(date(2026, 8, 1), 0) == date(2026, 8, 1)

    def test_crosses_new_year(self, calendar):
        assert calendar.add_working(date(2025, 12, 31), 1) == date(2026, 1, 5)

    def test_crosses_several_years(self, calendar):
        later = calendar.add_working(date(2021, 1, 4), 1000)
        assert calendar.working_days_between(date(2021, 1, 4), later) == 1000

    def test_goes_back(self, calendar):
        assert calendar.add_working(date(2026, 9, 3), -1) == date(2026, 8, 28)

    def test_finds_the_neighbours_of_a_holiday(self, calendar):
        assert calendar.next_working(date(2026, 8, 28)) == date(2026, 9, 3)
        assert calendar.previous_working(date(2026, 8, 24)) == date(2026, 8, 22)

    @given(DAYS, st.integers(1, 300))
    def test_forward_is_undone_by_the_days_between(self, calendar, day, count):
        assert calendar.working_days_between(day, calendar.add_working(day, count)) == count

    @given(DAYS, st.integers(1, 300))
    def test_back_is_undone_by_the_days_between(self, calendar, day, count):
        assert calendar.working_days_between(day, calendar.add_working(day, -count)) == -count

    @given(DAYS, st.integers(1, 60))
    def test_agrees_with_a_walk(self, calendar, day, count):
        walked, left = day, count
        while left:
            walked += timedelta(days=1)
            left -= calendar.is_working(walked)
        assert calendar.add_working(day, count) == walked

    @given(DAYS, st.integers(0, 60))
    def test_of_days_between_agrees_with_a_walk(self, calendar, day, length):
        days = [day + timedelta(days=offset) for offset in range(1, length + 1)]
        end = day + timedelta(days=length)
        assert calendar.working_days_between(day, end) == sum(map(calendar.is_working, days))


class TestLists:
    def test_of_days_off_cross_new_year(self, calendar):
        off = calendar.off_days(date(2025, 12, 31), date(2026, 1, 5))
        assert [entry.day.day for entry in off] == [1, 2, 3, 4]

    def test_of_made_up_days_hold_the_ends(self, calendar):
        found = calendar.make_up_days(date(2026, 1, 10), date(2026, 8, 22))
        assert [entry.day for entry in found] == [date(2026, 1, 10), date(2026, 8, 22)]

    def test_are_empty_when_the_end_is_before_the_beginning(self, calendar):
        assert calendar.off_days(date(2026, 8, 3), date(2026, 8, 1)) == ()


class TestADayOff:
    def test_that_the_office_adds_itself_is_obeyed(self):
        storm = CalendarDay(
            date(2026, 10, 15),
            is_working=False,
            reason="nghỉ tránh bão",
            source="Công điện 12/CĐ-UBND",
        )
        calendar = WorkingCalendar({storm.day: storm}, frozenset({2026}))
        assert calendar.add_working(date(2026, 10, 14), 1) == date(2026, 10, 16)
