"""A unit is never below itself, whoever else moves units at the same time."""

from datetime import date

import pytest

from cases.actions.change_unit import change_unit
from cases.demo.people import WARD
from cases.errors import SubmissionRefusedError
from forms.submission import Submission


class TestAUnit:
    def test_does_not_go_below_one_that_somebody_has_put_below_it_meanwhile(self, office, people):
        def put(code, parent):
            typed = {"document": "15/NQ", "parent": parent, "from_day": date(2026, 8, 25)}
            submission = Submission(typed, ())
            with office.database.writing() as tx:
                change_unit(
                    tx,
                    office,
                    people["administrator"],
                    code=code,
                    what="parent",
                    submission=submission,
                )

        put("mau-binh", WARD)
        with pytest.raises(SubmissionRefusedError) as refused:
            put(WARD, "mau-binh")
        assert "trực thuộc" in refused.value.errors[0].message
