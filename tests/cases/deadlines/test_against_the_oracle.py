"""Every date agrees with a walk, day by day, that was written apart from the counting."""

from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.deadlines.computation import Computation, compute, replay
from cases.deadlines.counting import land
from cases.deadlines.period import Extension, Pause
from tests.cases.deadlines import oracle

DAY = timedelta(days=1)
YEARS = range(2014, 2037)
WORKING_DAYS, CALENDAR_DAYS, MONTHS = 20, 120, 12
EVERY_SO_MANY = 59
"""Days between two starts of the quick comparison; meets every weekday and every date."""

STARTS = st.dates(date(YEARS[0], 1, 1), date(YEARS[-1], 6, 30))
UNITS = st.sampled_from(["calendar", "working", "month"])
LENGTHS = st.one_of(
    st.tuples(st.integers(1, CALENDAR_DAYS), st.just("calendar")),
    st.tuples(st.integers(1, WORKING_DAYS), st.just("working")),
    st.tuples(st.integers(1, MONTHS), st.just("month")),
)


def expected_forward(wall, start):
    """Every term from one day: (amount, unit, rolls) and the due date, in the order of walking."""
    walks = (
        (oracle.working_days_after(wall, start), WORKING_DAYS, "working"),
        (oracle.days_after(start), CALENDAR_DAYS, "calendar"),
        (oracle.months_after(start), MONTHS, "month"),
    )
    for walk, most, unit in walks:
        for amount, day in enumerate(islice(walk, most), 1):
            yield (amount, unit, False), day
            yield (amount, unit, True), oracle.moved_on(wall, day)
    yield (0, "working", False), oracle.moved_on(wall, start)


def expected_backward(wall, start):
    """Every term back from one day: (amount, unit, rolls) and the due date."""
    walks = (
        (oracle.working_days_before(wall, start), WORKING_DAYS, "working"),
        (oracle.days_before(start), CALENDAR_DAYS, "calendar"),
        (oracle.months_before(start), MONTHS, "month"),
    )
    for walk, most, unit in walks:
        for amount, day in enumerate(islice(walk, most), 1):
            yield (amount, unit, False), oracle.moved_back(wall, day)


def days_of(year):
    first, last = date(year, 1, 1), date(year, 12, 31)
    return [first + DAY * offset for offset in range((last - first).days + 1)]


@pytest.fixture(scope="module")
def rows(make_row):
    """The rows of every comparison, made once: making one takes as long as counting it."""
    made = {}

    def row(direction, amount, unit, rolls):
        key = (direction, amount, unit, rolls)
        if key not in made:
            made[key] = make_row(amount, unit, direction=direction, rolls=rolls)
        return made[key]

    return row


@pytest.mark.slow
@pytest.mark.parametrize("year", YEARS)
class TestEveryTermFromEveryDay:
    def test_ends_where_a_walk_ends(self, calendar, wall, rows, year):
        wrong = [
            (start, what, day)
            for start in days_of(year)
            for what, day in expected_forward(wall, start)
            if land(rows("forward", *what), start, calendar).due_on != day
        ]
        assert wrong == []

    def test_ends_where_a_walk_back_ends(self, calendar, wall, rows, year):
        wrong = [
            (start, what, day)
            for start in days_of(year)
            for what, day in expected_backward(wall, start)
            if land(rows("backward", *what), start, calendar).due_on != day
        ]
        assert wrong == []


class TestEveryTermFromSomeDays:
    """The same with all that is stored beside the date."""

    def starts(self):
        first, last = date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31)
        return [first + DAY * offset for offset in range(0, (last - first).days, EVERY_SO_MANY)]

    def test_ends_where_a_walk_ends(self, calendar, wall, rows):
        wrong = [
            (start, what, day)
            for start in self.starts()
            for what, day in expected_forward(wall, start)
            if compute(rows("forward", *what), start, calendar).due_on != day
        ]
        assert wrong == []

    def test_ends_where_a_walk_back_ends(self, calendar, wall, rows):
        wrong = [
            (start, what, day)
            for start in self.starts()
            for what, day in expected_backward(wall, start)
            if compute(rows("backward", *what), start, calendar).due_on != day
        ]
        assert wrong == []


@st.composite
def suspensions(draw, start, most=3):
    """Suspensions around a term: before it, overlapping, touching, on one day, after it."""
    found = []
    for _ in range(draw(st.integers(0, most))):
        edges = [start, *(edge for one in found for edge in one)]
        near = st.sampled_from(edges).flatmap(
            lambda edge: st.integers(-2, 2).map(lambda days: edge + DAY * days)
        )
        begins = draw(st.one_of(near, st.integers(-20, 130).map(lambda days: start + DAY * days)))
        found.append((begins, begins + DAY * draw(st.integers(0, 60))))
    return found


def extensions_of(lengths, start):
    return [Extension(amount, unit, "45/QĐ-UBND", start) for amount, unit in lengths]


def pauses_of(found):
    return [Pause(begins, ends) for begins, ends in found]


@st.composite
def cases(draw):
    """A term with what happened to it: start, length, rolls, extensions, suspensions."""
    start = draw(STARTS)
    length, rolls = draw(LENGTHS), draw(st.booleans())
    return start, length, rolls, draw(st.lists(LENGTHS, max_size=3)), draw(suspensions(start))


class TestExtensionsAndSuspensions:
    @given(cases())
    @settings(max_examples=200)
    def test_move_a_date_as_a_walk_does(self, calendar, wall, make_row, case):
        self.check(calendar, wall, make_row, *case)

    @pytest.mark.slow
    @given(cases())
    @settings(max_examples=1000)
    def test_move_many_dates_as_a_walk_does(self, calendar, wall, make_row, case):
        self.check(calendar, wall, make_row, *case)

    def check(self, calendar, wall, make_row, start, length, rolls, more, suspended):
        computed = compute(
            make_row(*length, rolls=rolls),
            start,
            calendar,
            extra_days=extensions_of(more, start),
            pauses=pauses_of(suspended),
        )
        expected = oracle.due(wall, start, [length, *more], rolls=rolls, suspensions=suspended)
        assert computed.due_on == expected
        assert replay(computed) == computed.due_on
        assert Computation.from_json(computed.to_json()) == computed

    @given(st.data(), STARTS, st.integers(1, 90), st.booleans())
    @settings(max_examples=200)
    def test_of_the_due_day_and_its_neighbours(
        self, calendar, wall, make_row, data, start, amount, rolls
    ):
        row = make_row(amount, rolls=rolls)
        due_on = compute(row, start, calendar).due_on
        begins = due_on + DAY * data.draw(st.integers(-3, 1))
        suspended = [(begins, begins + DAY * data.draw(st.integers(0, 20)))]
        computed = compute(row, start, calendar, pauses=pauses_of(suspended))
        expected = oracle.due(
            wall, start, [(amount, "calendar")], rolls=rolls, suspensions=suspended
        )
        assert computed.due_on == expected
        assert computed.pauses or expected == due_on

    @given(st.data(), STARTS)
    def test_find_at_once_on_the_next_day_that_is_worked_and_not_suspended(
        self, calendar, wall, make_row, data, start
    ):
        suspended = data.draw(suspensions(start))
        computed = compute(make_row(0, "working"), start, calendar, pauses=pauses_of(suspended))
        expected = oracle.due(wall, start, [(0, "working")], rolls=False, suspensions=suspended)
        assert computed.due_on == expected


class TestALastingSuspension:
    @given(st.data(), STARTS, st.integers(1, 90))
    @settings(max_examples=200)
    def test_leaves_the_days_that_a_walk_has_not_counted(
        self, calendar, make_row, data, start, amount
    ):
        ended = data.draw(suspensions(start, most=2))
        begins = data.draw(st.integers(-10, 120).map(lambda days: start + DAY * days))
        pauses = [*pauses_of(ended), Pause(begins, None)]
        computed = compute(make_row(amount), start, calendar, pauses=pauses)
        left = oracle.days_remaining(start, amount, ended, begins)
        assert computed.days_left == left
        assert computed.is_paused or left == 0

    @given(st.data(), STARTS, st.integers(1, 90), st.integers(0, 200))
    @settings(max_examples=200)
    def test_continues_with_the_days_that_were_left(
        self, calendar, wall, make_row, data, start, amount, length
    ):
        row = make_row(amount)
        begins = data.draw(st.integers(0, amount).map(lambda days: start + DAY * days))
        left = compute(row, start, calendar, pauses=[Pause(begins, None)]).days_left
        ends = begins + DAY * length
        computed = compute(row, start, calendar, pauses=[Pause(begins, ends)])
        assert left == amount - (begins - start).days
        if left:
            assert computed.steps == (ends + DAY * left,)
            assert computed.due_on == oracle.moved_on(wall, ends + DAY * left)


class TestWhatIsStoredBesideADate:
    @given(STARTS, LENGTHS, st.sampled_from(["forward", "backward"]), st.booleans())
    @settings(max_examples=200)
    def test_gives_the_date_again_without_the_office_calendar(
        self, calendar, make_row, start, length, direction, rolls
    ):
        computed = compute(make_row(*length, direction=direction, rolls=rolls), start, calendar)
        assert replay(Computation.from_json(computed.to_json())) == computed.due_on

    @given(STARTS, LENGTHS, st.booleans())
    @settings(max_examples=200)
    def test_is_every_day_off_that_a_walk_meets(
        self, calendar, wall, make_row, start, length, rolls
    ):
        amount, unit = length
        computed = compute(make_row(amount, unit, rolls=rolls), start, calendar)
        first = start + DAY if unit == "working" else computed.steps[-1]
        met = [first + DAY * offset for offset in range((computed.due_on - first).days + 1)]
        if unit != "working" and not rolls:
            met = []
        assert [entry.day for entry in computed.skipped] == [
            day for day in met if not wall.is_worked(day)
        ]
        assert [entry.day for entry in computed.made_up] == [
            day for day in met if wall.is_worked(day) and day.weekday() > 4
        ]
        assert set(computed.provisional_years) == {
            day.year for day in met if not calendar.is_confirmed(day.year)
        }


class TestADate:
    @given(STARTS, LENGTHS)
    def test_that_rolls_is_a_working_day(self, wall, calendar, make_row, start, length):
        assert wall.is_worked(compute(make_row(*length, rolls=True), start, calendar).due_on)

    @given(STARTS, LENGTHS, st.integers(1, 400))
    def test_never_comes_earlier_for_a_later_start(self, calendar, make_row, start, length, later):
        row = make_row(*length)
        first = compute(row, start, calendar).due_on
        assert compute(row, start + later * DAY, calendar).due_on >= first

    @given(STARTS, st.integers(1, 119), st.sampled_from(["calendar", "working"]))
    def test_never_comes_earlier_for_a_longer_term(self, calendar, make_row, start, amount, unit):
        shorter = compute(make_row(amount, unit), start, calendar).due_on
        assert compute(make_row(amount + 1, unit), start, calendar).due_on >= shorter
