"""Every date agrees with a walk, day by day, written apart from the counting."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.deadlines.computation import Computation, compute, replay
from cases.deadlines.period import Extension, Pause

DAY = timedelta(days=1)
STARTS = st.dates(date(2014, 1, 1), date(2036, 6, 30))
UNITS = st.sampled_from(["calendar", "working", "month"])


def walk(row, start, calendar, extensions=(), pauses=()):
    """Walk from day zero to the due date as a clerk with a wall calendar would."""
    out = {
        pause.from_ + DAY * offset
        for pause in pauses
        for offset in range(1, (pause.to - pause.from_).days + 1)
    }
    step = -DAY if row.direction == "backward" else DAY
    reached = _walk(start, row.amount, row.unit, calendar, out, step)
    for extension in extensions:
        reached = _walk(reached, extension.amount, extension.unit, calendar, out, step)
    if row.direction == "backward" or row.rolls or (row.unit, row.amount) == ("working", 0):
        while not calendar.is_working(reached) or reached in out:
            reached += step
    return reached


def _walk(day, amount, unit, calendar, out, step):
    if unit == "month":
        amount, unit = abs((_months_away(day, amount, step) - day).days), "calendar"
    while amount:
        day += step
        if day in out or (unit == "working" and not calendar.is_working(day)):
            continue
        amount -= 1
    return day


def _months_away(day, amount, step):
    year, month = day.year, day.month
    for _ in range(amount):
        month += step.days
        if month in (0, 13):
            year, month = year + step.days, 12 if month == 0 else 1
    for number in range(day.day, 0, -1):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    raise AssertionError


@st.composite
def pauses_from(draw, start):
    found, day = [], start - 10 * DAY
    for _ in range(draw(st.integers(0, 3))):
        begins = day + draw(st.integers(0, 40)) * DAY
        day = begins + draw(st.integers(0, 60)) * DAY
        found.append(Pause(begins, day))
    return found


class TestADate:
    @given(st.data(), STARTS, st.integers(0, 120), UNITS, st.booleans())
    @settings(max_examples=300)
    def test_agrees_with_a_walk(self, calendar, make_row, data, start, amount, unit, rolls):
        row = make_row(amount if unit != "month" else amount % 25, unit, rolls=rolls)
        pauses = data.draw(pauses_from(start))
        extensions = [
            Extension(count, of_unit, "45/QĐ-UBND", start)
            for count, of_unit in data.draw(
                st.lists(st.tuples(st.integers(1, 40), UNITS), max_size=2)
            )
            if not row.is_at_once
        ]
        computed = compute(row, start, calendar, extra_days=extensions, pauses=pauses)
        assert computed.due_on == walk(row, start, calendar, extensions, pauses)
        assert replay(computed) == computed.due_on
        assert Computation.from_json(computed.to_json()) == computed

    @given(STARTS, st.integers(1, 40), UNITS, st.booleans())
    def test_counted_backwards_agrees_with_a_walk(
        self, calendar, make_row, start, amount, unit, rolls
    ):
        row = make_row(amount % 13 + 1, unit, direction="backward", rolls=rolls)
        computed = compute(row, start, calendar)
        assert computed.due_on == walk(row, start, calendar)
        assert replay(computed) == computed.due_on

    @given(STARTS, st.integers(1, 120), UNITS)
    def test_that_rolls_is_a_working_day(self, calendar, make_row, start, amount, unit):
        row = make_row(amount if unit != "month" else amount % 25, unit, rolls=True)
        assert calendar.is_working(compute(row, start, calendar).due_on)

    @given(STARTS, st.integers(1, 120), UNITS, st.integers(1, 400))
    def test_never_comes_earlier_for_a_later_start(
        self, calendar, make_row, start, amount, unit, later
    ):
        row = make_row(amount if unit != "month" else amount % 25, unit)
        first = compute(row, start, calendar).due_on
        assert compute(row, start + later * DAY, calendar).due_on >= first

    @given(STARTS, st.integers(1, 119), st.sampled_from(["calendar", "working"]))
    def test_never_comes_earlier_for_a_longer_term(self, calendar, make_row, start, amount, unit):
        shorter = compute(make_row(amount, unit), start, calendar).due_on
        assert compute(make_row(amount + 1, unit), start, calendar).due_on >= shorter


class TestEveryDay:
    """The commonest terms from every day of 2014-2036."""

    @pytest.mark.parametrize(
        ("amount", "unit", "direction"),
        [
            *((7, "working", "forward"), (30, "calendar", "forward")),
            *((5, "calendar", "backward"), (5, "working", "backward")),
        ],
    )
    def test_agrees_with_a_walk(self, calendar, make_row, amount, unit, direction):
        row = make_row(amount, unit, direction=direction)
        days = [date(2014, 1, 1) + offset * DAY for offset in range(23 * 365)]
        wrong = [
            day for day in days if compute(row, day, calendar).due_on != walk(row, day, calendar)
        ]
        assert wrong == []
