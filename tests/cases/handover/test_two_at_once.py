"""Several people hand the same person over at the same moment; what was handed over stays."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from cases.assigning.refusals import AssignmentRefusedError
from cases.backup import backup
from cases.handover.locked_handover import lock_person
from cases.locks.written_locks import write_locks
from cases.models.account import Account
from cases.models.role_assignment import RoleAssignment
from tests.cases.at_once import at_once
from tests.cases.fixtures import on_both_databases, on_postgresql


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


@on_postgresql
class TestWhoeverLocks:
    """Steps hold their runs and refer to accounts: a lock goes the other way."""

    def test_does_not_keep_the_person_from_ending_a_step_first(self, office, officer):
        refers = select(Account.id).where(Account.id == officer.account_id)
        refers = refers.with_for_update(read=True, key_share=True, nowait=True)
        with office.database.writing() as locking, office.database.writing() as ending:
            lock_person(locking, officer.account_id)
            assert ending.scalar(refers) == officer.account_id
            write_locks(
                locking,
                office,
                None,
                account_ids=[officer.account_id],
                ground="moved",
                document="12/QĐ-UBND",
                from_day=office.today() + timedelta(days=1),
            )
            assert ending.scalar(refers) == officer.account_id


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
