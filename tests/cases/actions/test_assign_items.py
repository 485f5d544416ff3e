"""Phân công: leaders give open steps to people, give them to others, take them back."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import insert, select, update

from cases.actions.claim_item import claim_item
from cases.actor import Assignment
from cases.assigning.refusals import AssignmentRefusedError, Why
from cases.errors import (
    ItemTakenError,
    NotAllowedError,
    NotFoundError,
    SubmissionRefusedError,
)
from cases.models.account import Account
from cases.models.journal_entry import JournalEntry
from cases.models.role_assignment import RoleAssignment
from tests.cases.fixtures import on_both_databases
from tests.cases.hands import Hands
from tests.cases.statements import sent_to


@pytest.fixture
def hands(office):
    return Hands(office)


@pytest.fixture
def item(complaint):
    return complaint.item("propose_handling")


@pytest.fixture
def head(people):
    return people["head"]


@pytest.fixture
def officer(people):
    return people["petition_officer"]


@pytest.fixture
def other(colleagues):
    return colleagues["petition_officer"]


@pytest.fixture
def also(office):
    """Give a person one more role in the ward: ``also(officer, "section_head")``."""

    def give(person, role):
        with office.database.writing() as tx:
            row = {"account_id": person.account_id, "role": role, "valid_from": date(2020, 1, 1)}
            unit_id = person.assignments[0].unit_id
            tx.execute(insert(RoleAssignment), [row | {"unit_id": unit_id}])
        more = Assignment(role, unit_id, person.assignments[0].unit_name)
        return replace(person, assignments=(*person.assignments, more))

    return give


def whys(refusal):
    return [one.why for one in refusal.value.refused]


@on_both_databases
class TestAssigning:
    def test_gives_the_step_to_the_person(self, hands, complaint, item, head, officer):
        done = hands.assign(head, item, to=officer, reason="Ưu tiên trước 28/08.")
        assert (done.name, done.codes) == (officer.name, (complaint.registered.code,))
        assert complaint.item("propose_handling").assignee_id == officer.account_id
        assert hands.history == [("assigned", None, officer.account_id, "Ưu tiên trước 28/08.")]

    def test_keeps_colleagues_from_doing_the_step(
        self, hands, complaint, item, head, officer, other
    ):
        hands.assign(head, item, to=officer)
        with pytest.raises(NotAllowedError):
            complaint.do("propose_handling", by=other)
        complaint.do("propose_handling", by=officer)

    def test_of_many_steps_takes_no_more_statements_than_of_one(
        self, office, hands, register_complaint, head, officer
    ):
        first, *rest = [register_complaint().item("propose_handling") for _ in range(6)]
        with sent_to(office.database) as one:
            hands.assign(head, first, to=officer)
        with sent_to(office.database) as many:
            done = hands.assign(head, *rest, to=officer)
        assert len(done.codes) == 5
        assert len(one.statements) == len(many.statements) <= 9
        assert many.commits == 1

    def test_stands_in_the_journal_of_each_case_without_the_reason(
        self, office, hands, complaint, item, head, officer
    ):
        hands.assign(head, item, to=officer, reason="Vì ông Nguyễn Văn Mẫu hỏi.")
        with office.database.reading() as tx:
            entry = tx.scalars(
                select(JournalEntry).where(JournalEntry.action == "assign_items")
            ).one()
        assert (entry.subject_kind, entry.subject_id) == complaint.subject
        assert "Mẫu" not in entry.detail


class TestWhoMayAssign:
    @pytest.mark.parametrize("role", ["head", "section_head"])
    def test_are_the_leaders_of_the_unit(self, hands, complaint, item, people, officer, role):
        assert hands.assign(people[role], item, to=officer).codes

    def test_are_not_the_others_of_the_unit(self, hands, item, officer, other):
        with pytest.raises(NotAllowedError):
            hands.assign(officer, item, to=other)

    def test_elsewhere_do_not_even_learn_that_there_is_a_step(
        self, hands, complaint, item, strangers, officer
    ):
        with pytest.raises(AssignmentRefusedError) as foreign:
            hands.assign(strangers["head"], item, to=officer)
        complaint.do("propose_handling")
        with pytest.raises(AssignmentRefusedError) as ended:
            hands.assign(strangers["head"], item, to=officer)
        assert foreign.value.refused == ended.value.refused
        assert whys(foreign) == [Why.GONE]


class TestWhoMayBeAssigned:
    def test_must_be_chosen(self, hands, item, head):
        with pytest.raises(SubmissionRefusedError) as refused:
            hands.assign(head, item, to=None)
        assert [error.key for error in refused.value.errors] == ["person"]

    def test_must_hold_the_role_of_the_step(self, hands, item, head, people):
        with pytest.raises(AssignmentRefusedError) as refused:
            hands.assign(head, item, to=people["verifier"])
        assert whys(refused) == [Why.ROLE]

    def test_must_hold_it_in_the_unit_of_the_step(self, hands, item, head, strangers):
        with pytest.raises(AssignmentRefusedError) as refused:
            hands.assign(head, item, to=strangers["petition_officer"])
        assert whys(refused) == [Why.ROLE]

    def test_must_hold_it_today(self, office, hands, item, head, officer):
        with office.database.writing() as tx:
            tx.execute(
                update(RoleAssignment)
                .where(RoleAssignment.account_id == officer.account_id)
                .values(valid_to=date(2026, 8, 25))
            )
        with pytest.raises(AssignmentRefusedError) as refused:
            hands.assign(head, item, to=officer)
        assert whys(refused) == [Why.ROLE]

    def test_must_not_be_locked(self, office, hands, item, head, officer):
        with office.database.writing() as tx:
            of_officer = update(Account).where(Account.id == officer.account_id)
            tx.execute(of_officer.values(locked_from=date(2026, 8, 26)))
        with pytest.raises(SubmissionRefusedError):
            hands.assign(head, item, to=officer)

    def test_must_not_have_done_what_the_step_checks(self, hands, complaint, head, officer, also):
        complaint.do("propose_handling")
        both = also(officer, "section_head")
        with pytest.raises(AssignmentRefusedError) as refused:
            hands.assign(head, complaint.item("approve_proposal"), to=both)
        (line,) = refused.value.refused
        assert (line.why, line.detail) == (Why.SEPARATION, "Đề xuất hướng xử lý đơn")

    def test_may_be_the_leader_who_holds_the_role(self, hands, item, head, also):
        both = also(head, "petition_officer")
        assert hands.assign(both, item, to=both).codes


@on_both_databases
class TestSomebodyFaster:
    def test_is_named_and_keeps_the_step(self, office, hands, complaint, item, people, other):
        with office.database.writing() as tx:
            claim_item(tx, office, other, item_id=item.id)
        with pytest.raises(AssignmentRefusedError) as refused:
            hands.assign(people["head"], item, to=people["petition_officer"])
        (line,) = refused.value.refused
        assert (line.why, line.detail, line.code) == (
            Why.TAKEN,
            other.name,
            complaint.registered.code,
        )
        assert complaint.item("propose_handling").claimant_id == other.account_id

    def test_takes_only_that_step_out_of_many(
        self, office, hands, register_complaint, head, officer, other
    ):
        taken, free = register_complaint(), register_complaint()
        items = [one.item("propose_handling") for one in (taken, free)]
        with office.database.writing() as tx:
            claim_item(tx, office, other, item_id=items[0].id)
        done = hands.assign(head, *items, to=officer)
        assert done.codes == (free.registered.code,)
        assert [line.code for line in done.refused] == [taken.registered.code]

    def test_cannot_claim_what_was_given(self, office, hands, item, head, officer, other):
        hands.assign(head, item, to=officer)
        with pytest.raises((NotAllowedError, ItemTakenError)), office.database.writing() as tx:
            claim_item(tx, office, other, item_id=item.id)

    def test_has_ended_the_step(self, hands, complaint, item, head, officer):
        complaint.do("propose_handling")
        with pytest.raises(AssignmentRefusedError) as refused:
            hands.assign(head, item, to=officer)
        assert whys(refused) == [Why.GONE]


@on_both_databases
class TestReassigning:
    def test_takes_the_step_from_one_and_gives_it_to_the_other(
        self, hands, complaint, item, head, officer, other
    ):
        hands.assign(head, item, to=officer)
        hands.assign(head, complaint.item("propose_handling"), to=other, reason="Ông A nghỉ ốm.")
        assert complaint.item("propose_handling").assignee_id == other.account_id
        assert hands.history[1:] == [
            ("reassigned", officer.account_id, other.account_id, "Ông A nghỉ ốm.")
        ]

    def test_also_takes_what_somebody_has_claimed(
        self, office, hands, complaint, item, head, officer, other
    ):
        with office.database.writing() as tx:
            claim_item(tx, office, officer, item_id=item.id)
        hands.assign(head, complaint.item("propose_handling"), to=other, reason="Cân đối việc.")
        now = complaint.item("propose_handling")
        assert (now.assignee_id, now.claimant_id, now.claimed_at) == (other.account_id, None, None)

    def test_needs_a_reason(self, hands, complaint, item, head, officer, other):
        hands.assign(head, item, to=officer)
        with pytest.raises(SubmissionRefusedError) as refused:
            hands.assign(head, complaint.item("propose_handling"), to=other, reason=" ")
        assert [error.key for error in refused.value.errors] == ["reason"]
        assert complaint.item("propose_handling").assignee_id == officer.account_id

    def test_to_the_same_person_is_refused(self, hands, complaint, item, head, officer):
        hands.assign(head, item, to=officer)
        with pytest.raises(AssignmentRefusedError) as refused:
            hands.assign(head, complaint.item("propose_handling"), to=officer, reason="Lại.")
        assert whys(refused) == [Why.SAME]


@on_both_databases
class TestRecalling:
    def test_frees_the_step_for_the_whole_role(self, hands, complaint, item, head, officer, other):
        hands.assign(head, item, to=officer)
        hands.recall(head, complaint.item("propose_handling"))
        assert complaint.item("propose_handling").assignee_id is None
        assert hands.history[-1][:3] == ("recalled", officer.account_id, None)
        complaint.do("propose_handling", by=other)

    def test_of_a_step_that_nobody_has_is_refused(self, hands, item, head):
        with pytest.raises(AssignmentRefusedError):
            hands.recall(head, item)

    def test_needs_a_reason(self, hands, complaint, item, head, officer):
        hands.assign(head, item, to=officer)
        with pytest.raises(SubmissionRefusedError):
            hands.recall(head, complaint.item("propose_handling"), reason="")

    def test_by_others_is_refused(self, hands, complaint, item, head, officer, strangers):
        hands.assign(head, item, to=officer)
        given = complaint.item("propose_handling")
        with pytest.raises(NotAllowedError):
            hands.recall(officer, given)
        with pytest.raises(NotFoundError):
            hands.recall(strangers["head"], given)
