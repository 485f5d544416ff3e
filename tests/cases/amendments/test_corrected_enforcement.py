"""Correcting what was said about the enforcement of a decision."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from cases.errors import SubmissionRefusedError
from cases.models.enforcement import Enforcement
from cases.models.enforcement_event import EnforcementEvent
from cases.models.follow_up import FollowUp
from cases.steps.enforcement_records import done_so_far
from tests.cases.amendments.corrections import correct
from tests.cases.answers import on
from tests.cases.fixtures import on_both_databases
from tests.cases.legal_force import ORDERED_ON, in_legal_force

PAPER = {"correction_document": "5/ĐC"}


@pytest.fixture
def enforced(complaint):
    return in_legal_force(complaint).start("enforcement")


def rows(matter, table):
    with matter.office.database.reading() as tx:
        return list(tx.query(table).order_by(table.id))


def done(matter, column):
    with matter.office.database.reading() as tx:
        return done_so_far(tx, tx.query(Enforcement).one())[column]


@on_both_databases
class TestReport:
    @pytest.fixture
    def reported(self, enforced):
        enforced.do(
            "report_progress",
            done_recover_money="100",
            disciplined_persons="2",
            disciplined_officials="2",
        )
        return enforced

    def test_too_high_is_followed_by_the_difference(self, reported, people):
        officer = people["petition_officer"]
        correct(reported, "report_progress", officer, done_recover_money="90,5")
        amounts = [row.amount for row in rows(reported, EnforcementEvent)]
        assert amounts == [100, Decimal("-9.5")]
        assert done(reported, "recover_money") == Decimal("90.5")

    def test_can_be_corrected_once_more(self, reported, people):
        officer = people["petition_officer"]
        for amount in ("90", "95"):
            correct(reported, "report_progress", officer, done_recover_money=amount)
        assert done(reported, "recover_money") == 95

    def test_can_lose_persons(self, reported, people):
        officer = people["petition_officer"]
        fewer = {"disciplined_persons": "1", "disciplined_officials": "1"}
        correct(reported, "report_progress", officer, **fewer)
        counted = [(one.persons, one.officials) for one in rows(reported, FollowUp)]
        assert counted == [(2, 2), (-1, -1)]

    def test_of_another_day_is_told_again_on_that_day(self, reported, people):
        officer = people["petition_officer"]
        reported.set_clock(date(2026, 9, 30))
        day = date(2026, 9, 29)
        correct(reported, "report_progress", officer, reported_on=on(day), **PAPER)
        told = [(row.occurred_on, row.amount) for row in rows(reported, EnforcementEvent)]
        assert told == [(ORDERED_ON, 100), (ORDERED_ON, -100), (day, 100)]
        assert done(reported, "recover_money") == 100

    def test_goes_no_further_than_what_is_owed(self, reported, people):
        officer = people["petition_officer"]
        with pytest.raises(SubmissionRefusedError) as refused:
            correct(reported, "report_progress", officer, done_recover_money="121")
        assert [error.key for error in refused.value.errors] == ["done_recover_money"]
        assert len(rows(reported, EnforcementEvent)) == 1

    def test_counts_no_more_officials_than_persons(self, reported, people):
        officer = people["petition_officer"]
        with pytest.raises(SubmissionRefusedError) as refused:
            correct(reported, "report_progress", officer, disciplined_persons="1")
        assert [error.key for error in refused.value.errors] == ["disciplined_persons"]


class TestOrder:
    def test_takes_another_amount(self, enforced, people):
        correct(enforced, "order_enforcement", people["head"], recover_money="130", **PAPER)
        (row,) = rows(enforced, Enforcement)
        assert (row.recover_money, row.return_land_individual) == (130, Decimal("85.5"))

    def test_that_is_emptied_owes_nothing(self, enforced, people):
        correct(enforced, "order_enforcement", people["head"], recover_money="", **PAPER)
        assert rows(enforced, Enforcement)[0].recover_money == 0


@on_both_databases
class TestWhatWasTold:
    @pytest.mark.parametrize("table", ["enforcement_event", "follow_up"])
    @pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET occurred_on = NULL"])
    def test_cannot_be_changed_or_deleted(self, enforced, office, table, change):
        enforced.do("report_progress", done_recover_money="1", disciplined_persons="1")
        statement = text(change.format(table))
        with pytest.raises(DBAPIError, match="append-only"), office.database.writing() as tx:
            tx.execute(statement)
