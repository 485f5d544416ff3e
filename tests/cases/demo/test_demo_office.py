"""What the demo office is, and how it came about, whatever day it is built on."""

import re
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import func, select

from cases import demo
from cases.demo.demo_office import EVERYBODY
from cases.errors import CasesError
from cases.models.account import Account
from cases.models.case import Case
from cases.models.case_step import CaseStep
from cases.models.journal_entry import JournalEntry
from cases.models.party import Party
from cases.models.petition import Petition
from cases.models.role_assignment import RoleAssignment
from cases.models.trouble_report import TroubleReport
from cases.models.unit import Unit
from cases.models.work_item import WorkItem
from cases.queries.due_state import Urgency
from cases.queries.work_list import WorkFilter, work_list
from tests.cases.demo.built import THURSDAY, Built
from tests.cases.demo.conftest import at

_OF_CASES = JournalEntry.action != "publish_version"  # written when the office was set up


class TestDemoOffice:
    def test_has_a_city_its_inspectorate_two_departments_three_wards_and_an_operator(self, built):
        kinds = Counter(row.kind for row in built.all(select(Unit.kind)))
        assert kinds == {
            "city": 1,
            "inspectorate": 1,
            "department": 2,
            "ward": 3,
            "operator": 1,
        }

    def test_has_fifteen_people_over_all_roles(self, built):
        assert len(built.made.people) == len(EVERYBODY) == 15
        held = {row.role for row in built.all(select(RoleAssignment.role))}
        assert held == set(built.office.roles)

    def test_lets_one_person_alone_hold_a_role_in_a_unit(self):
        held = [(person.unit, role) for person in EVERYBODY for role in person.roles]
        assert len(held) == len(set(held))

    def test_has_at_least_thirty_matters(self, built):
        shown = len(built.made.cases)
        assert shown >= 30
        assert shown == len({one.code for one in built.made.cases})
        assert built.all(select(func.count()).select_from(Petition)) == [(shown,)]

    def test_shows_petitions_of_every_kind_that_is_taken_in(self, built):
        kinds = Counter(row.kind for row in built.all(select(Petition.kind)))
        assert set(kinds) == {"complaint", "feedback", "mixed", "unclassified"}

    def test_has_trouble_that_waits_for_the_it_person(self, built):
        states = built.all(select(TroubleReport.state).order_by(TroubleReport.id))
        assert states == [("received",), ("answered",)]

    def test_is_visibly_invented(self, built):
        names = [row.full_name for row in built.all(select(Party.full_name))]
        assert all(re.search(r"Mẫu| [A-ZĐ]$", name) for name in names)
        assert all("Mẫu" in row.name for row in built.all(select(Unit.name)))

    def test_gives_nobody_a_password(self, built):
        assert built.all(select(Account.id).where(Account.password_hash.is_not(None))) == []

    def test_is_the_same_on_the_same_day(self, built, empty_office):
        again = demo.build(empty_office(THURSDAY))
        assert again.cases == built.made.cases

    def test_numbers_cases_in_the_order_in_which_they_were_entered(self, any_day):
        for year in ("2025", "2026", "2027"):
            of_year = select(Case.opened_at).where(Case.code.like(f"KN-{year}-%"))
            opened = [row.opened_at for row in any_day.all(of_year.order_by(Case.code))]
            assert opened == sorted(opened)

    def test_belongs_to_the_day_that_is_given(self, empty_office):
        office = empty_office(THURSDAY)
        made = demo.build(office, now=at("2026-11-12 09:00"))
        office.clock.set(at("2026-11-12 09:00"))
        earlier = Built(office, made)
        assert earlier.urgencies[Urgency.TODAY] == 3


class TestPast:
    def test_was_worked_in_office_hours_of_working_days(self, any_day):
        with any_day.office.database.reading() as tx:
            calendar = any_day.office.calendar(tx)
        today = any_day.office.today()
        for (ended_at,) in any_day.all(select(CaseStep.ended_at)):
            assert calendar.is_working(ended_at.date())
            assert 7 <= ended_at.hour < 17 or ended_at.date() == today

    def test_is_over(self, any_day):
        of_cases = select(JournalEntry.office_at).where(_OF_CASES)
        instants = [row.office_at for row in any_day.all(of_cases)]
        assert max(instants) <= any_day.office.clock.now()

    def test_never_goes_back(self, any_day):
        of_cases = JournalEntry.action.not_in(["publish_version"])
        rows = any_day.all(select(JournalEntry.office_at).where(of_cases).order_by(JournalEntry.id))
        instants = [row.office_at for row in rows]
        assert all(earlier <= later for earlier, later in pairwise(instants))

    def test_leaves_the_working_day_to_whoever_tries_it(self, built):
        ended = [row.ended_at.date() for row in built.all(select(CaseStep.ended_at))]
        assert max(ended) < built.office.today()

    def test_was_done_by_the_one_who_holds_the_role(self, built):
        roles = {person.name: set(person.roles) for person in EVERYBODY}
        done = built.all(
            select(CaseStep.role, Account.full_name)
            .join(Account, Account.id == CaseStep.account_id)
            .where(CaseStep.outcome == "done")
        )
        assert done
        assert all(role in roles[name] for role, name in done)

    def test_shows_in_the_list_of_what_was_done_this_week(self, built):
        with built.office.database.reading() as tx:
            done = work_list(
                tx, built.office, built.person("levanc"), filters=WorkFilter(tab="done")
            )
        assert done.total > 0

    def test_timers_fired_at_their_instants(self, built):
        """At midnight, or at once where something happened too late to be reminded of."""
        acts = {row.office_at for row in built.all(select(JournalEntry.office_at))}
        notices = [notice for case in built.cases.values() for notice in case.notices]
        assert notices
        for notice in notices:
            assert (notice.at.hour, notice.at.minute) == (0, 0) or notice.at in acts


class TestBuild:
    def test_is_refused_in_production(self, empty_office):
        office = empty_office(THURSDAY)
        production = replace(office, settings=replace(office.settings, environment="production"))
        with pytest.raises(demo.DemoRefusedError) as refused:
            demo.build(production)
        assert refused.value.reason == "environment"
        assert isinstance(refused.value, CasesError)

    def test_is_refused_where_there_are_people(self, built):
        with pytest.raises(demo.DemoRefusedError) as refused:
            demo.build(built.office)
        assert refused.value.reason == "not_empty"

    def test_leaves_nothing_behind_when_it_fails_half_way(self, empty_office, monkeypatch):
        office = empty_office(THURSDAY)
        monkeypatch.setattr("cases.demo.replay.claim_item", _fail)
        with pytest.raises(ZeroDivisionError):
            demo.build(office)
        with office.database.reading() as tx:
            assert not demo.exists(tx)
            assert tx.scalar(select(WorkItem.id)) is None

    def test_exists_tells_whether_there_are_people(self, built, empty_office):
        with built.office.database.reading() as tx:
            assert demo.exists(tx)
        with empty_office(THURSDAY).database.reading() as tx:
            assert not demo.exists(tx)

    def test_people_were_there_before_the_first_petition(self, any_day):
        first = min(case.received_on for case in any_day.cases.values())
        created = [row.created_at for row in any_day.all(select(Account.created_at))]
        assert max(created).date() <= first - timedelta(days=20)


def _fail(*_arguments, **_named):
    raise ZeroDivisionError
