"""Several people hand the same person over at the same moment; what was handed over stays."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from cases.assigning.refusals import AssignmentRefusedError
from cases.backup import backup
from cases.models.role_assignment import RoleAssignment
from tests.cases.at_once import at_once
from tests.cases.fixtures import on_both_databases


@on_both_databases
class TestTwoAtOnce:
    def test_of_two_administrators_one_begins(self, leaving, officer):
        outcomes = at_once([lambda: leaving.opens(officer)] * 2)
        assert sorted(type(one).__name__ for one in outcomes) == ["HandoverRefusedError", "int"]

    def test_of_two_who_finish_one_does(self, leaving, officer):
        leaving.opens(officer)
        outcomes = at_once([lambda: leaving.finishes(officer)] * 2)
        assert sorted(type(one).__name__ for one in outcomes) == ["HandoverRefusedError", "int"]

    def test_a_step_goes_to_one_of_two(self, leaving, step, officer, colleagues, people, office):
        with office.database.writing() as tx:
            third = people["registrar"]
            unit_id = third.assignments[0].unit_id
            tx.add(
                RoleAssignment(
                    account_id=third.account_id,
                    unit_id=unit_id,
                    role="petition_officer",
                    valid_from=office.today(),
                )
            )
        leaving.opens(officer)
        duties = leaving.duties(officer)
        to = (colleagues["petition_officer"], third)
        outcomes = at_once([lambda one=one: leaving.gives(officer, one, *duties) for one in to])
        assert sum(isinstance(one, AssignmentRefusedError) for one in outcomes) == 1
        assert len(leaving.lines) == 1

    def test_a_step_is_ended_or_given_never_both(
        self, leaving, step, officer, colleagues, complaint
    ):
        leaving.opens(officer)
        duties = leaving.duties(officer)
        given, done = at_once(
            [
                lambda: leaving.gives(officer, colleagues["petition_officer"], *duties),
                lambda: complaint.do(step.element, by=officer),
            ]
        )
        assert isinstance(given, Exception) != isinstance(done, Exception)
        assert leaving.duties(officer) == ()


@on_both_databases
class TestMinutesOnRecord:
    def test_cannot_be_changed_or_deleted(self, office, leaving, step, officer, colleagues):
        leaving.opens(officer)
        leaving.gives(officer, colleagues["petition_officer"])
        for change in ("UPDATE handed_over SET name = 'x'", "DELETE FROM handed_over"):
            with pytest.raises(DBAPIError, match="append-only"), office.database.writing() as tx:
                tx.execute(text(change))

    def test_are_in_the_backup(self, office, leaving, officer, tmp_path):
        leaving.opens(officer)
        leaving.finishes(officer)
        assert backup(office, tmp_path).file_count == 1
