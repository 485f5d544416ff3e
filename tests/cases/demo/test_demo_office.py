"""What the demo office shows, whatever day it is built on."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from itertools import pairwise

import pytest
from sqlalchemy import func, select

from cases import demo
from cases.actor import Actor
from cases.demo.people import PEOPLE, UNITS
from cases.errors import CasesError
from cases.models.account import Account
from cases.models.case import Case
from cases.models.case_step import CaseStep
from cases.models.file import File
from cases.models.journal_entry import JournalEntry
from cases.models.petition import Petition
from cases.models.unit import Unit
from cases.models.work_item import WorkItem
from cases.office import Office
from cases.queries.actors import actor_of
from cases.queries.case_page import case_page
from cases.queries.due_state import Urgency
from cases.queries.views import CaseView
from cases.queries.work_list import WorkFilter, work_list
from cases.sweeps.due_timers import sweep
from tests.cases.demo.conftest import at

THURSDAY = "2026-11-26 09:00"
BEFORE_TET = "2026-02-10 14:00"
FIRST_DAY_AFTER_TET = "2026-02-23 08:10"
BEFORE_THE_NEW_LAW = "2026-06-29 06:30"
AFTER_THE_NEW_LAW = "2026-07-15 16:30"
NEW_YEAR_SATURDAY = "2027-01-02 11:00"
SUNDAY = "2026-09-20 20:00"
HOLIDAY = "2026-09-02 09:00"
WORKING_DAYS = (THURSDAY, BEFORE_TET, BEFORE_THE_NEW_LAW, AFTER_THE_NEW_LAW)
DAYS_OFF = (NEW_YEAR_SATURDAY, SUNDAY, HOLIDAY)

_OF_CASES = JournalEntry.action != "publish_version"  # written when the office was set up


@dataclass
class Built:
    """A demo office and what its pages show."""

    office: Office
    made: demo.DemoOffice

    @cached_property
    def cases(self) -> dict[str, CaseView]:
        """The case pages as the head sees them, by what each shows."""
        with self.office.database.reading() as tx:
            head = self.person("levanc")
            return {
                one.shows: case_page(tx, self.office, head, code=one.code)
                for one in self.made.cases
            }

    @property
    def urgencies(self) -> Counter[Urgency]:
        """How many open steps have which due chip."""
        steps = [step for case in self.cases.values() for step in case.open_steps]
        return Counter(step.due.urgency for step in steps if step.due)

    def person(self, mailbox: str) -> Actor:
        with self.office.database.reading() as tx:
            return actor_of(tx, self.office, email=f"{mailbox}@danang.gov.vn")

    def all(self, statement):
        with self.office.database.reading() as tx:
            return list(tx.execute(statement))


@pytest.fixture(scope="module")
def build(empty_office):
    """The office of a day, built once: ``build(THURSDAY)``."""
    known = {}

    def build_once(now: str) -> Built:
        if now not in known:
            office = empty_office(now)
            made = demo.build(office)
            known[now] = Built(office, made)
        return known[now]

    return build_once


@pytest.fixture
def built(build) -> Built:
    return build(THURSDAY)


@pytest.fixture(params=(*WORKING_DAYS, FIRST_DAY_AFTER_TET, *DAYS_OFF))
def any_day(request, build) -> Built:
    return build(request.param)


class TestDemoOffice:
    def test_has_three_units_eight_people_and_twelve_cases(self, built):
        assert built.all(select(func.count()).select_from(Unit)) == [(len(UNITS),)] == [(3,)]
        assert built.all(select(func.count()).select_from(Account)) == [(len(PEOPLE),)] == [(8,)]
        assert len(built.made.cases) == 12
        assert built.all(select(func.count()).select_from(Petition)) == [(12,)]
        assert len(built.made.people) == 8

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


class TestCases:
    @pytest.mark.parametrize("day", WORKING_DAYS)
    def test_are_late_due_today_due_soon_and_later(self, build, day):
        assert build(day).urgencies == {
            Urgency.LATE: 2,
            Urgency.TODAY: 3,
            Urgency.SOON: 3,
            Urgency.LATER: 1,
        }

    @pytest.mark.parametrize("day", DAYS_OFF)
    def test_are_due_on_the_next_working_day_where_today_is_off(self, build, day):
        assert build(day).urgencies == {Urgency.LATE: 2, Urgency.SOON: 6, Urgency.LATER: 1}

    def test_one_is_late_at_a_step_and_one_as_a_whole(self, any_day):
        assert _late_terms(any_day.cases["late_step"]) == ["kn1_accept"]
        assert _late_terms(any_day.cases["late_case"]) == ["kn1_resolve"]

    def test_the_late_ones_have_been_reported(self, any_day):
        for shows in ("late_step", "late_case"):
            assert "overdue" in [notice.message for notice in any_day.cases[shows].notices]

    def test_each_waits_at_the_step_it_is_an_example_of(self, any_day):
        waiting = {
            shows: [step.element for step in case.open_steps]
            for shows, case in any_day.cases.items()
            if case.open_steps
        }
        assert waiting == {
            "late_step": ["propose_handling"],
            "claimed_and_due_today": ["propose_handling"],
            "acceptance_due_today": ["accept"],
            "approval_due_soon": ["approve_proposal"],
            "late_case": ["verify_report"],
            "dialogue_due_soon": ["dialogue"],
            "complex_and_remote": ["verify_report"],
            "sending_due_today": ["send_decision"],
            "archiving_due_soon": ["close_case", "watch_legal_force"],
        }

    def test_the_ended_ones_were_in_time_throughout(self, any_day):
        for shows in ("refused", "withdrawn", "closed_in_time"):
            case = any_day.cases[shows]
            assert case.is_closed
            judged = [one for one in case.deadlines if one.late_by_law is not None]
            assert {one.due.urgency for one in judged} == {Urgency.KEPT}

    def test_four_are_petitions_for_which_no_case_was_opened(self, built):
        petitions = {one.shows for one in built.made.cases if one.code.startswith("D-")}
        assert petitions == {"late_step", "claimed_and_due_today", "approval_due_soon", "refused"}

    def test_one_was_refused(self, built):
        assert built.cases["refused"].documents[0].type == "refusal"

    def test_one_is_claimed(self, any_day):
        (step,) = any_day.cases["claimed_and_due_today"].open_steps
        assert step.holder == "Nguyễn Văn A"

    def test_one_has_the_longest_term(self, any_day):
        (deadline,) = [
            one
            for one in any_day.cases["complex_and_remote"].deadlines
            if one.term == "kn1_resolve"
        ]
        assert deadline.row_key == "kn1_resolve_remote_complex"

    def test_follow_the_version_of_the_day_they_came_in(self, any_day):
        for case in any_day.cases.values():
            if case.subject_kind == "petition":
                continue
            is_new = case.received_on.isoformat() >= "2026-07-01"
            assert case.version.effective_from.isoformat() == (
                "2026-07-01" if is_new else "2012-07-01"
            )

    def test_both_versions_stand_side_by_side_around_the_change(self, build):
        cases = build(AFTER_THE_NEW_LAW).cases.values()
        versions = {case.version.id for case in cases if case.subject_kind == "case"}
        assert len(versions) == 2

    @pytest.mark.parametrize(
        ("day", "is_sent"), [(BEFORE_THE_NEW_LAW, False), (AFTER_THE_NEW_LAW, True)]
    )
    def test_a_decision_to_terminate_is_sent_where_the_law_asks_for_it(self, build, day, is_sent):
        steps = [step.element for step in build(day).cases["withdrawn"].steps]
        assert "terminate" in steps
        assert ("send_termination" in steps) == is_sent

    def test_leave_nothing_for_the_worker_to_catch_up_with(self, any_day):
        assert sweep(any_day.office) == 0

    def test_everybody_who_works_on_complaints_finds_some(self, built):
        with built.office.database.reading() as tx:
            counts = {
                mailbox: work_list(
                    tx, built.office, built.person(mailbox), filters=WorkFilter()
                ).total
                for mailbox in ("nguyenvana", "tranthib", "vothie", "levanc", "phanvant")
            }
        assert counts == {
            "nguyenvana": 4,
            "tranthib": 1,
            "vothie": 1,
            "levanc": 2,
            "phanvant": 2,
        }

    def test_come_with_files_that_can_be_opened(self, built):
        hashes = {row.sha256 for row in built.all(select(File.sha256))}
        kept = {
            path.parent.name + path.name
            for path in (built.office.settings.var / "files").glob("*/*")
        }
        assert hashes == kept != set()


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
        roles = {person.name: set(person.roles) for person in PEOPLE}
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
        """At midnight, or at once where the step came too late to be reminded of."""
        cases = built.cases.values()
        assert any(case.notices for case in cases)
        for case in cases:
            moves = {step.ended_at for step in case.steps}
            for notice in case.notices:
                assert (notice.at.hour, notice.at.minute) == (0, 0) or notice.at in moves


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


def _late_terms(case: CaseView) -> list[str]:
    return [one.term for one in case.deadlines if one.due.urgency is Urgency.LATE]


def _fail(*_arguments, **_named):
    raise ZeroDivisionError
