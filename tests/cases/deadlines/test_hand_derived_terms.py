"""Terms computed by hand on a wall calendar, each with its derivation written out."""

import pytest

from cases.deadlines.computation import compute, replay
from cases.deadlines.errors import TermNotInForceError
from tests.cases.deadlines.hand_derived import PATH, derived_terms, derived_years

TERMS = list(derived_terms())
IN_FORCE = [one for one in TERMS if one.due_on]
NOT_IN_FORCE = [one for one in TERMS if not one.due_on]


def numbered(one):
    return f"{one.number}-{one.term}"


class TestTheTables:
    def test_hold_well_over_sixty_terms(self):
        assert len(IN_FORCE) >= 100

    def test_number_each_of_them_once(self):
        numbers = [one.number for one in TERMS]
        assert len(set(numbers)) == len(numbers)

    def test_lose_no_line_to_a_typing_slip(self):
        lines = PATH.read_text(encoding="utf-8").splitlines()
        tables = [line for line in lines if line.startswith("|")]
        heads = [line for line in tables if line.startswith(("| Số", "| Năm"))]
        assert len(tables) - 2 * len(heads) == len(TERMS) + len(list(derived_years()))

    def test_write_every_derivation_out(self):
        assert all(len(one.derivation) > 10 for one in TERMS)

    @pytest.mark.parametrize("year", list(derived_years()), ids=lambda year: str(year.year))
    def test_rest_on_the_calendar_of_the_office(self, wall, calendar, year):
        assert {day for day in wall.off if day.year == year.year} == year.off
        assert {day for day in wall.made_up if day.year == year.year} == year.made_up
        assert calendar.is_confirmed(year.year) == year.confirmed


class TestATermDerivedByHand:
    @pytest.mark.parametrize("one", IN_FORCE, ids=numbered)
    def test_comes_out(self, terms, calendar, one):
        row = terms.choose(one.term, one.start, one.facts)
        computed = compute(row, one.start, calendar, extra_days=one.extensions, pauses=one.pauses)
        assert (row.key,) == one.rows
        assert computed.due_on == one.due_on
        assert computed.is_provisional == one.is_provisional
        assert replay(computed) == one.due_on

    @pytest.mark.parametrize("one", NOT_IN_FORCE, ids=numbered)
    def test_is_refused_where_the_law_has_none(self, terms, one):
        with pytest.raises(TermNotInForceError) as refused:
            terms.choose(one.term, one.start, one.facts)
        assert refused.value.in_force == one.rows
