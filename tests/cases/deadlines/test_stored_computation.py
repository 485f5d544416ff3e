"""A computation is stored as text and gives its date again without the calendar."""

import json
from dataclasses import replace
from datetime import date

import pytest

from cases.deadlines.computation import Computation, compute, replay
from cases.deadlines.errors import StoredComputationError
from cases.deadlines.period import Extension, Pause
from cases.deadlines.term_row_reader import IN_SOME_TABLES


@pytest.fixture
def computation(calendar, make_row):
    return compute(
        make_row(30, note="Ghi chú", scope="Vụ việc phức tạp."),
        date(2026, 8, 3),
        calendar,
        extra_days=[Extension(7, "working", "45/QĐ-UBND", date(2026, 8, 28))],
        pauses=[Pause(date(2026, 8, 10), date(2026, 8, 20)), Pause(date(2026, 9, 1), None)],
    )


class TestAStoredComputation:
    def test_comes_back_equal(self, computation):
        assert Computation.from_json(computation.to_json()) == computation

    def test_gives_the_same_date_without_the_office_calendar(self, computation):
        assert replay(Computation.from_json(computation.to_json())) == computation.due_on

    def test_keeps_the_holidays_as_they_were(self, computation):
        kept = json.loads(computation.to_json())
        assert kept["row"]["key"] == "example_row"
        assert computation.skipped
        assert len(kept["skipped"]) == len(computation.skipped)

    @pytest.mark.parametrize("rare", [{}, {"pause_basis": "Điều 34", "statute_days": 10}])
    def test_keeps_the_rarer_columns_of_a_row_only_where_they_say_something(
        self, calendar, make_row, rare
    ):
        computation = compute(make_row(30, **rare), date(2026, 8, 3), calendar)
        kept = json.loads(computation.to_json())["row"]
        assert {name: kept[name] for name in kept if name in IN_SOME_TABLES} == rare
        assert Computation.from_json(computation.to_json()) == computation

    def test_is_readable_vietnamese(self, computation):
        assert "Điều 28 Luật Khiếu nại" in computation.to_json()

    def test_is_small(self, calendar, make_row):
        text = compute(make_row(7, "working"), date(2026, 7, 24), calendar).to_json()
        assert len(text.encode()) < 800

    def test_notices_a_changed_date(self, computation):
        assert replay(replace(computation, due_on=date(2026, 12, 1))) != date(2026, 12, 1)

    @pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 1}', '{"version": 2}'])
    def test_that_is_damaged_is_refused(self, text):
        with pytest.raises(StoredComputationError):
            Computation.from_json(text)

    def test_of_another_version_is_refused(self, computation):
        text = computation.to_json().replace('"version":1', '"version":99')
        with pytest.raises(StoredComputationError, match="99"):
            Computation.from_json(text)
