"""The first lines of a list: the same, whether one reads on until there are enough or ranks all."""

from datetime import timedelta

import pytest
from sqlalchemy import insert

from cases.models.case import Case
from cases.models.work_item import WorkItem
from cases.queries import pending_lines
from cases.queries.pending import open_steps
from cases.queries.pending_lines import Lines, first_lines, number_of, numbers_of
from tests.cases.fixtures import on_both_databases

STEPS_OF_A_CASE = (30, 1, 2, 25, 1, 3, 1, 0, 4)
"""Two have more than are read at first."""


@pytest.fixture
def lines(office, complaint):
    """A list of cases, each with some open steps, every seventh without a date."""
    unit_id = complaint.people["head"].assignments[0].unit_id
    row = {"kind": "complaint", "title": "", "title_f": "", "settling_unit_id": unit_id}
    step = {"run_id": complaint.run_id, "element": "x", "name": "x", "role": "verifier"}
    step |= {"unit_id": unit_id, "kind": "complaint", "opened_at": office.clock.now()}
    with office.database.writing() as tx:
        rows, number = [], 0
        for place, steps in enumerate(STEPS_OF_A_CASE):
            case = row | {"code": f"KN-{place}", "opened_at": office.clock.now()}
            case_id = tx.scalars(insert(Case).returning(Case.id), [case]).one()
            for _ in range(steps):
                number += 1
                days = timedelta(number * 11 % 17)
                due_on = None if number % 7 == 0 else office.today() - days
                rows.append(
                    step | {"task_id": f"{number:032x}", "case_id": case_id, "due_on": due_on}
                )
        tx.execute(insert(WorkItem), rows)
    return Lines((open_steps(unit_id, WorkItem.role == "verifier"),), one_per_matter=True)


@on_both_databases
class TestFirstLines:
    @pytest.mark.parametrize(("limit", "offset"), [(1, 0), (2, 0), (3, 2), (4, 4), (20, 0), (5, 6)])
    def test_are_those_that_ranking_all_would_give(self, office, lines, limit, offset, monkeypatch):
        with office.database.reading() as tx:
            read = first_lines(tx, lines, limit, offset)
            monkeypatch.setattr(pending_lines, "FEW", 0)
            ranked = first_lines(tx, lines, limit, offset)
        assert list(read.items()) == list(ranked.items())
        assert len(read) == min(limit, max(0, 8 - offset))

    def test_are_as_many_as_the_figure_says(self, office, lines):
        with office.database.reading() as tx:
            assert number_of(tx, lines) == len(first_lines(tx, lines, 100)) == 8
            every = Lines(lines.arms)
            assert numbers_of(tx, [lines, every]) == (8, sum(STEPS_OF_A_CASE))
            assert sum(first_lines(tx, lines, 100).values()) == sum(STEPS_OF_A_CASE) - 8
