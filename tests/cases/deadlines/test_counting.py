"""How a term is counted: the rules of the civil code, one by one."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from cases.deadlines.computation import compute, due_instant
from cases.deadlines.counting import add_months
from cases.deadlines.errors import ExtensionError, PauseError
from cases.deadlines.period import Extension, Pause


def extend(amount, unit="calendar"):
    return Extension(amount, unit, "45/QĐ-UBND", date(2026, 8, 25))


class TestWorkedExamples:
    """From the legal study; each was derived by hand from the calendar of 2026."""

    @pytest.mark.parametrize(
        ("start", "amount", "unit", "due_on"),
        [
            # Sunday 26/04 is Giỗ Tổ, Monday 27/04 its substitute.
            (date(2026, 3, 27), 30, "calendar", date(2026, 4, 28)),
            # Saturday 22/08 is worked.
            (date(2026, 8, 17), 7, "working", date(2026, 8, 25)),
            # 31/08, 01/09 and 02/09 are off.
            (date(2026, 8, 27), 5, "working", date(2026, 9, 8)),
            # The Tết week is off.
            (date(2026, 2, 12), 10, "working", date(2026, 3, 5)),
            (date(2026, 7, 1), 7, "working", date(2026, 7, 10)),
            (date(2026, 6, 30), 10, "calendar", date(2026, 7, 10)),
            # 24/11 is off since 2026.
            (date(2026, 11, 16), 7, "working", date(2026, 11, 26)),
            # Saturday, end of the Tết week.
            (date(2026, 1, 22), 30, "calendar", date(2026, 2, 23)),
            # Tuesday 01/09 is off, and so is 02/09.
            (date(2026, 8, 2), 30, "calendar", date(2026, 9, 3)),
            (date(2026, 8, 3), 30, "calendar", date(2026, 9, 3)),
            (date(2026, 7, 24), 7, "working", date(2026, 8, 4)),
        ],
    )
    def test_come_out(self, calendar, make_row, start, amount, unit, due_on):
        assert compute(make_row(amount, unit), start, calendar).due_on == due_on


class TestDayZero:
    def test_is_not_counted(self, calendar, make_row):
        assert compute(make_row(1), date(2026, 8, 3), calendar).due_on == date(2026, 8, 4)

    def test_may_be_a_sunday(self, calendar, make_row):
        row = make_row(1, "working")
        assert compute(row, date(2026, 8, 2), calendar).due_on == date(2026, 8, 3)


class TestCalendarDays:
    def test_count_weekends_and_holidays(self, calendar, make_row):
        computed = compute(make_row(10), date(2026, 8, 31), calendar)
        assert (computed.due_on, computed.skipped) == (date(2026, 9, 10), ())

    def test_stay_on_a_day_off_where_the_row_does_not_roll(self, calendar, make_row):
        row = make_row(30, rolls=False)
        assert compute(row, date(2026, 8, 3), calendar).due_on == date(2026, 9, 2)

    def test_end_on_a_saturday_that_is_worked(self, calendar, make_row):
        computed = compute(make_row(5), date(2026, 8, 17), calendar)
        assert computed.due_on == date(2026, 8, 22)
        assert [entry.day for entry in computed.made_up] == [date(2026, 8, 22)]


class TestMonths:
    def test_end_on_the_corresponding_day(self, calendar, make_row):
        row = make_row(12, "month")
        assert compute(row, date(2023, 3, 1), calendar).due_on == date(2024, 3, 1)

    def test_end_on_the_last_day_where_there_is_no_corresponding_one(self, calendar, make_row):
        row = make_row(1, "month", rolls=False)
        assert compute(row, date(2026, 1, 31), calendar).due_on == date(2026, 2, 28)
        assert compute(row, date(2028, 1, 31), calendar).due_on == date(2028, 2, 29)

    def test_of_a_year_from_a_leap_day_end_in_february(self):
        assert add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)

    def test_cross_new_year(self):
        assert add_months(date(2026, 11, 30), 3) == date(2027, 2, 28)
        assert add_months(date(2026, 1, 15), -1) == date(2025, 12, 15)

    def test_roll_like_days(self, calendar, make_row):
        row = make_row(1, "month")
        assert compute(row, date(2026, 8, 2), calendar).due_on == date(2026, 9, 3)


class TestAtOnce:
    def test_is_the_same_working_day(self, calendar, make_row):
        row = make_row(0, "working")
        assert compute(row, date(2026, 8, 3), calendar).due_on == date(2026, 8, 3)

    def test_is_the_next_working_day_when_found_on_a_day_off(self, calendar, make_row):
        computed = compute(make_row(0, "working"), date(2026, 8, 29), calendar)
        assert computed.due_on == date(2026, 9, 3)
        assert len(computed.skipped) == 5

    def test_cannot_be_extended(self, calendar, make_row):
        with pytest.raises(ExtensionError):
            compute(make_row(0, "working"), date(2026, 8, 3), calendar, extra_days=[extend(1)])


class TestBackwardTerms:
    def test_land_on_the_working_day_before(self, calendar, make_row):
        row = make_row(5, direction="backward", rolls=False)
        assert compute(row, date(2026, 8, 28), calendar).due_on == date(2026, 8, 22)

    def test_land_earlier_over_a_long_holiday(self, calendar, make_row):
        row = make_row(5, direction="backward", rolls=False)
        assert compute(row, date(2026, 9, 7), calendar).due_on == date(2026, 8, 28)

    def test_count_working_days_back(self, calendar, make_row):
        row = make_row(5, "working", direction="backward")
        computed = compute(row, date(2026, 9, 8), calendar)
        assert computed.due_on == date(2026, 8, 27)
        assert len(computed.skipped) == 7

    def test_cannot_be_extended(self, calendar, make_row):
        row = make_row(5, direction="backward")
        with pytest.raises(ExtensionError, match="tính lùi"):
            compute(row, date(2026, 8, 28), calendar, extra_days=[extend(1)])


class TestExtensions:
    def test_are_added_before_the_last_day_is_moved(self, calendar, make_row):
        # 30 days end on Wednesday 02/09, a holiday; the next 30 begin there, not on 03/09.
        computed = compute(make_row(30), date(2026, 8, 3), calendar, extra_days=[extend(30)])
        assert computed.steps == (date(2026, 9, 2), date(2026, 10, 2))
        assert computed.due_on == date(2026, 10, 2)

    def test_twice_equal_the_total_from_the_same_start(self, calendar, make_row):
        start = date(2026, 8, 3)
        extended = compute(make_row(30), start, calendar, extra_days=[extend(30), extend(30)])
        assert extended.due_on == compute(make_row(90), start, calendar).due_on

    def test_count_in_their_own_unit(self, calendar, make_row):
        extra = [extend(3, "working")]
        computed = compute(make_row(7, "working"), date(2026, 7, 24), calendar, extra_days=extra)
        assert (
            computed.due_on == compute(make_row(10, "working"), date(2026, 7, 24), calendar).due_on
        )

    def test_of_less_than_a_day_are_refused(self, calendar, make_row):
        with pytest.raises(ExtensionError):
            compute(make_row(30), date(2026, 8, 3), calendar, extra_days=[extend(0)])


class TestSuspensions:
    def test_take_out_the_days_after_the_decision_up_to_the_resumption(self, calendar, make_row):
        # Days 11 to 20 August, ten of them, are not counted: day 30 is 12 September, a Saturday.
        pauses = [Pause(date(2026, 8, 10), date(2026, 8, 20))]
        computed = compute(make_row(30), date(2026, 8, 3), calendar, pauses=pauses)
        assert computed.steps == (date(2026, 9, 12),)
        assert computed.due_on == date(2026, 9, 14)

    def test_leave_the_remaining_days(self, calendar, make_row):
        # Suspended on day 20 of 30: ten days remain, counted from the day after resuming.
        pauses = [Pause(date(2026, 7, 21), date(2026, 9, 30))]
        computed = compute(make_row(30), date(2026, 7, 1), calendar, pauses=pauses)
        assert computed.steps == (date(2026, 10, 10),)

    def test_of_the_same_day_take_out_nothing(self, calendar, make_row):
        pauses = [Pause(date(2026, 8, 10), date(2026, 8, 10))]
        computed = compute(make_row(30), date(2026, 8, 3), calendar, pauses=pauses)
        assert (computed.due_on, computed.pauses) == (date(2026, 9, 3), ())

    def test_that_overlap_are_taken_out_once(self, calendar, make_row):
        row, start = make_row(30, rolls=False), date(2026, 7, 1)
        pauses = [
            Pause(date(2026, 7, 10), date(2026, 7, 20)),
            Pause(date(2026, 7, 15), date(2026, 7, 25)),
        ]
        one = [Pause(date(2026, 7, 10), date(2026, 7, 25))]
        assert (
            compute(row, start, calendar, pauses=pauses).due_on
            == compute(row, start, calendar, pauses=one).due_on
        )

    def test_do_not_touch_a_row_that_is_not_paused(self, calendar, make_row):
        row = make_row(3, "working", paused_by_suspension=False)
        pauses = [Pause(date(2026, 8, 4), date(2026, 8, 20))]
        computed = compute(row, date(2026, 8, 3), calendar, pauses=pauses)
        assert (computed.due_on, computed.pauses) == (date(2026, 8, 6), ())

    def test_after_the_due_date_come_too_late(self, calendar, make_row):
        pauses = [Pause(date(2026, 9, 3), date(2026, 9, 20))]
        computed = compute(make_row(30), date(2026, 8, 3), calendar, pauses=pauses)
        assert (computed.due_on, computed.pauses) == (date(2026, 9, 3), ())

    def test_before_the_start_are_over(self, calendar, make_row):
        pauses = [Pause(date(2026, 7, 1), date(2026, 7, 20))]
        computed = compute(make_row(30), date(2026, 8, 3), calendar, pauses=pauses)
        assert computed.due_on == date(2026, 9, 3)

    def test_that_last_keep_the_date_they_interrupted(self, calendar, make_row):
        pauses = [Pause(date(2026, 8, 10), None)]
        computed = compute(make_row(30), date(2026, 8, 3), calendar, pauses=pauses)
        assert computed.is_paused
        assert (computed.due_on, computed.days_left) == (date(2026, 9, 3), 23)

    def test_that_last_since_before_the_start_leave_the_whole_term(self, calendar, make_row):
        computed = compute(
            make_row(30), date(2026, 8, 3), calendar, pauses=[Pause(date(2026, 7, 20), None)]
        )
        assert computed.days_left == 30

    def test_count_with_extensions(self, calendar, make_row):
        pauses = [Pause(date(2026, 8, 10), date(2026, 8, 20))]
        row, start = make_row(30), date(2026, 8, 3)
        computed = compute(row, start, calendar, extra_days=[extend(30)], pauses=pauses)
        assert computed.steps == (date(2026, 9, 12), date(2026, 10, 12))

    def test_that_end_before_they_begin_are_refused(self, calendar, make_row):
        pauses = [Pause(date(2026, 8, 10), date(2026, 8, 9))]
        with pytest.raises(PauseError):
            compute(make_row(30), date(2026, 8, 3), calendar, pauses=pauses)

    def test_move_a_rolled_last_day_past_them(self, calendar, make_row):
        # The last day is Wednesday 02/09, off; suspended on that day, resumed on Monday.
        pauses = [Pause(date(2026, 9, 2), date(2026, 9, 7))]
        computed = compute(make_row(30), date(2026, 8, 3), calendar, pauses=pauses)
        assert computed.due_on == date(2026, 9, 8)


class TestProvisionalDates:
    def test_depend_on_a_year_that_is_not_announced(self, calendar, make_row):
        computed = compute(make_row(10, "working"), date(2026, 12, 25), calendar)
        assert computed.is_provisional
        assert computed.provisional_years == (2027,)

    def test_are_certain_where_the_calendar_had_no_say(self, calendar, make_row):
        computed = compute(make_row(30, rolls=False), date(2026, 12, 25), calendar)
        assert not computed.is_provisional

    def test_are_certain_inside_an_announced_year(self, calendar, make_row):
        assert not compute(make_row(30), date(2026, 8, 3), calendar).is_provisional


class TestTheDueInstant:
    def test_is_the_end_of_the_due_day_in_the_office(self):
        assert due_instant(date(2026, 9, 3)) == datetime(2026, 9, 3, 17, tzinfo=UTC)

    def test_has_no_summer_time(self):
        instants = [due_instant(date(2026, 1, 1) + timedelta(days=day)) for day in range(365)]
        steps = {later - earlier for earlier, later in pairwise(instants)}
        assert steps == {timedelta(days=1)}
