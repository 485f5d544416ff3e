"""Thay khi nghỉ phép: somebody does the steps of a colleague who is away, and signs nothing."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date, time

import pytest
from sqlalchemy import insert, select, text, update

from cases.actions.claim_item import claim_item
from cases.actions.release_item import release_item
from cases.actions.show_numbers import show_numbers
from cases.actions.take_back_step import take_back_step
from cases.errors import NotAllowedError, SeparationOfDutiesError, SubmissionRefusedError
from cases.models.delegation import Delegation
from cases.models.role_assignment import RoleAssignment
from cases.models.run import Run
from cases.models.work_item import WorkItem
from cases.policy.permission_map import allows
from cases.policy.permissions import Permission
from cases.policy.predicates import LEADERS, Target
from cases.policy.visible_cases import workable_items
from cases.queries.amendments import amendments_of
from cases.queries.intake import may_register
from cases.queries.work_list import WorkFilter, work_list
from tests.cases.fixtures import on_both_databases, on_postgresql
from tests.cases.held_items import hold_in_every_way
from tests.cases.matter import Matter

STEP = "propose_handling"


@pytest.fixture
def officer(people):
    """Who is away."""
    return people["petition_officer"]


@pytest.fixture
def registrar(people):
    """Who stands in: holds another role in the unit."""
    return people["registrar"]


@pytest.fixture
def appointed(authority, people, registrar, officer):
    """The registrar stands in for the officer from today to the end of 31/08/2026."""
    return authority.appoint(people["head"], registrar, officer)


@pytest.fixture
def claim(office):
    def claim(by, item):
        with office.database.writing() as tx:
            claim_item(tx, office, by, item_id=item.id)

    return claim


@on_both_databases
class TestTheSubstitute:
    def test_does_the_free_steps_of_the_role_for_the_one_who_is_away(
        self, authority, appointed, registrar, officer, complaint
    ):
        complaint.do(STEP, by=authority.now(registrar))
        step = next(one for one in complaint.steps if one.element == STEP)
        (entry,) = authority.entries("complete_step")
        for one in (step, entry):
            assert one.account_id == registrar.account_id
            assert one.on_behalf_of_id == officer.account_id

    def test_does_those_that_the_other_had_taken_or_was_given(
        self, authority, appointed, people, registrar, officer, hands, claim, complaint
    ):
        hands.assign(people["head"], complaint.items[0], to=officer)
        claim(officer, complaint.items[0])
        complaint.do(STEP, by=authority.now(registrar))
        assert STEP not in complaint.open

    def test_does_not_do_what_a_third_person_has(
        self, authority, appointed, people, registrar, colleagues, hands, complaint
    ):
        hands.assign(people["head"], complaint.items[0], to=colleagues["petition_officer"])
        with pytest.raises(NotAllowedError):
            complaint.do(STEP, by=authority.now(registrar))

    def test_finds_them_among_their_own_work(
        self, office, authority, appointed, people, registrar, officer, hands, complaint
    ):
        hands.assign(people["head"], complaint.items[0], to=officer)
        with office.database.reading() as tx:
            page = work_list(tx, office, authority.now(registrar), filters=WorkFilter())
        assert [row.item_id for row in page.rows] == [complaint.items[0].id]
        assert page.counts["doable"] == 1

    def test_receives_petitions_for_a_registrar(
        self, office, authority, people, registrar, officer, complaint
    ):
        """A unit with one registrar takes in petitions during the leave, too."""
        authority.appoint(people["head"], officer, registrar)
        substitute = authority.now(officer)
        with office.database.reading() as tx:
            assert may_register(tx, office, substitute)
        taken_in = Matter.register(office, {**people, "registrar": substitute})
        first = taken_in.steps[0]
        assert (first.account_id, first.on_behalf_of_id) == (
            officer.account_id,
            registrar.account_id,
        )
        assert authority.entries("register_petition")[-1].on_behalf_of_id == registrar.account_id

    def test_never_signs_or_approves(self, office, authority, people, registrar):
        """Nobody stands in for those who sign, whatever other roles they hold."""
        head, unit_id = people["head"], people["head"].assignments[0].unit_id
        self.give_role(office, head, "petition_officer")
        authority.appoint(people["section_head"], registrar, head)
        substitute = authority.now(registrar)
        assert substitute.delegations[0].roles == {"petition_officer"}
        for role in LEADERS | {"verifier"}:
            step = Target(frozenset({unit_id}), role, unit_id)
            assert not allows(Permission.STEP_COMPLETE, substitute, step)

    def test_and_the_other_do_not_approve_what_either_did(
        self, office, authority, people, registrar, complaint
    ):
        """A leader of a small unit is on leave as officer: the proposal made for them counts."""
        section_head = people["section_head"]
        self.give_role(office, section_head, "petition_officer")
        authority.appoint(people["head"], registrar, section_head)
        complaint.do(STEP, by=authority.now(registrar))
        with office.database.writing() as tx:
            tx.execute(update(WorkItem).values(role="section_head"))
        with pytest.raises(SeparationOfDutiesError):
            complaint.do("approve_proposal", by=authority.now(section_head))

    def test_does_not_check_for_the_other_what_the_other_did(
        self, office, authority, people, registrar, officer, appointed, complaint
    ):
        complaint.do(STEP, by=officer)
        with office.database.writing() as tx:  # as if checking were an officer's step
            tx.execute(update(WorkItem).values(role="petition_officer"))
        with pytest.raises(SeparationOfDutiesError):
            complaint.do("approve_proposal", by=authority.now(registrar))

    def give_role(self, office, person, role):
        row = {
            "account_id": person.account_id,
            "unit_id": person.assignments[0].unit_id,
            "role": role,
            "valid_from": office.today(),
        }
        with office.database.writing() as tx:
            tx.execute(insert(RoleAssignment), [row])


@on_postgresql
class TestRevoking:
    """Whoever ends a step for somebody locks its run, then asks whether the delegation stands."""

    def test_while_the_substitute_ends_a_step_waits_without_holding_what_that_needs(
        self, office, authority, appointed, people, registrar, claim, complaint
    ):
        claim(authority.now(registrar), complaint.items[0])
        run = select(Run.id).where(Run.id == complaint.run_id).with_for_update()
        asked = select(Delegation.id).where(Delegation.id == appointed)
        waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
        with ThreadPoolExecutor(1) as threads:
            with office.database.writing() as ending:
                ending.execute(run)
                revoked = threads.submit(authority.end, people["head"], appointed)
                assert any(ending.scalar(waiting) for _ in range(100_000))
                stands = ending.scalar(asked.with_for_update(read=True, nowait=True))
            assert (stands, revoked.result()) == (appointed, 1)


@on_both_databases
class TestTheLeaveEnds:
    def test_at_midnight_and_what_was_taken_returns(
        self, authority, appointed, registrar, officer, claim, complaint
    ):
        claim(authority.now(registrar), complaint.items[0])
        authority.set_clock(date(2026, 9, 1), time(0))
        with pytest.raises(NotAllowedError):
            complaint.do(STEP, by=authority.now(registrar))
        assert authority.sweep() == 1
        assert complaint.items[0].claimant_id == officer.account_id
        (entry,) = authority.entries("return_item")
        assert json.loads(entry.detail)["to"] == officer.account_id

    def test_at_once_when_it_is_revoked_and_what_was_taken_returns(
        self, authority, appointed, people, registrar, officer, claim, complaint
    ):
        claim(authority.now(registrar), complaint.items[0])
        assert authority.end(people["head"], appointed) == 1
        assert complaint.items[0].claimant_id == officer.account_id

    def test_by_who_comes_back_early(self, authority, appointed, officer):
        authority.end(officer, appointed)
        assert authority.row(appointed).ended_because == "revoked"

    def test_and_leaves_with_the_substitute_what_is_theirs(
        self, authority, people, colleagues, officer, claim, complaint
    ):
        other = colleagues["petition_officer"]
        delegation_id = authority.appoint(people["head"], other, officer)
        claim(authority.now(other), complaint.items[0])
        assert authority.end(people["head"], delegation_id) == 0
        assert complaint.items[0].claimant_id == other.account_id

    def test_and_what_was_taken_is_free_where_the_other_has_lost_the_role(
        self, office, authority, appointed, registrar, officer, claim, complaint
    ):
        claim(authority.now(registrar), complaint.items[0])
        of_officer = RoleAssignment.account_id == officer.account_id
        with office.database.writing() as tx:
            tx.execute(update(RoleAssignment).where(of_officer).values(valid_to=date(2026, 8, 25)))
        assert authority.sweep() == 1
        assert complaint.items[0].claimant_id is None


@on_both_databases
class TestWhatWasDoneForTheOther:
    """Taken back or corrected it is an act for the other again: only while the leave lasts."""

    @pytest.fixture
    def step(self, authority, appointed, registrar, complaint):
        complaint.do(STEP, by=authority.now(registrar))
        return next(one for one in complaint.steps if one.element == STEP)

    def take_back(self, office, by, step):
        with office.database.writing() as tx:
            take_back_step(tx, office, by, step_id=step.id)

    def test_is_taken_back_for_them(self, office, authority, registrar, officer, step):
        self.take_back(office, authority.now(registrar), step)
        (entry,) = authority.entries("take_back_step")
        assert entry.on_behalf_of_id == officer.account_id

    def test_is_not_taken_back_after_the_revocation(
        self, office, authority, appointed, people, registrar, step, complaint
    ):
        before = authority.now(registrar)
        authority.end(people["head"], appointed)
        for actor in (before, authority.now(registrar)):
            with pytest.raises(NotAllowedError):
                self.take_back(office, actor, step)
        page = authority.now(registrar)
        with office.database.reading() as tx:
            told = amendments_of(tx, office, page, code=complaint.registered.code)
        assert step.id not in told.correctable
        assert told.takeable == ()


class TestEveryEntry:
    def test_of_the_substitute_says_for_whom(
        self, office, authority, appointed, registrar, officer, claim, complaint
    ):
        claim(authority.now(registrar), complaint.items[0])
        with office.database.writing() as tx:
            release_item(tx, office, authority.now(registrar), item_id=complaint.items[0].id)
        for action in ("claim_item", "release_item"):
            (entry,) = authority.entries(action)
            assert entry.on_behalf_of_id == officer.account_id

    def test_of_numbers_seen_by_the_substitute_says_for_whom(
        self, office, authority, appointed, registrar, officer, complaint
    ):
        with office.database.writing() as tx:
            show_numbers(tx, office, authority.now(registrar), code=complaint.registered.code)
        (entry,) = authority.entries("view")
        assert entry.on_behalf_of_id == officer.account_id


class TestLeaveIsRefused:
    @pytest.fixture
    def refusal_of(self, authority, people):
        def refusal_of(substitute, away, **typed):
            with pytest.raises(SubmissionRefusedError) as refused:
                authority.appoint(people["head"], substitute, away, **typed)
            return {error.key: error.message for error in refused.value.errors}

        return refusal_of

    def test_for_who_signs_or_was_named_by_a_decision(self, refusal_of, registrar, people):
        for away in ("head", "section_head", "verifier"):
            assert set(refusal_of(registrar, people[away])) == {"away"}

    def test_by_oneself_and_by_a_stranger(self, refusal_of, officer, strangers):
        assert "chính người nghỉ" in refusal_of(officer, officer)["delegate"]
        assert set(refusal_of(strangers["registrar"], officer)) == {"delegate"}

    def test_in_a_chain(self, refusal_of, appointed, registrar, officer, people):
        """Who stands in does not go on leave the same days, and who is away does not stand in."""
        assert set(refusal_of(people["verifier"], registrar)) == {"away"}
        assert set(refusal_of(officer, people["receptionist"])) == {"delegate"}

    def test_twice_for_the_same_days(self, refusal_of, appointed, officer, people):
        assert set(refusal_of(people["verifier"], officer)) == {"away"}

    def test_unless_a_leader_decides(self, authority, registrar, officer):
        with pytest.raises(NotAllowedError):
            authority.appoint(registrar, registrar, officer)


@on_both_databases
class TestTheList:
    def test_shows_exactly_the_steps_that_may_be_done(
        self, office, authority, appointed, registrar, officer, people, colleagues, complaint
    ):
        """The SQL twin of STEP_COMPLETE, for every way in which a step may be held."""
        substitute = authority.now(registrar)
        ids = [None, officer.account_id, registrar.account_id, people["head"].account_id]
        unit_id = registrar.assignments[0].unit_id
        roles = ("petition_officer", "registrar", "verifier", "head")
        hold_in_every_way(complaint, roles, [unit_id], ids)
        with office.database.reading() as tx:
            listed = set(tx.scalars(select(WorkItem.id).where(workable_items(substitute))))
            allowed = {
                item.id
                for item in tx.scalars(select(WorkItem))
                if allows(
                    Permission.STEP_COMPLETE,
                    substitute,
                    Target(
                        role=item.role,
                        unit_id=item.unit_id,
                        assignee_id=item.assignee_id,
                        claimant_id=item.claimant_id,
                    ),
                )
            }
        assert listed == allowed
