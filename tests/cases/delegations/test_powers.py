"""Ủy quyền: điểm c khoản 1 Điều 15 Quy chế 2003/QĐ-UBND, sentence by sentence."""

import json
from datetime import date, time

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from cases.actions.give_direction import give_direction
from cases.assigning.refusals import AssignmentRefusedError, Why
from cases.errors import NotAllowedError, NotFoundError, SubmissionRefusedError
from cases.models.account import Account
from cases.models.case_step import CaseStep
from cases.models.delegation import Delegation
from cases.models.note import Note
from cases.models.role_assignment import RoleAssignment
from cases.models.work_assignment import WorkAssignment
from cases.models.work_item import WorkItem
from cases.notes.note_forms import direction_form
from cases.policy.permission_map import allows
from cases.policy.permissions import Permission
from cases.policy.permitted_units import permitted_units
from cases.policy.predicates import Target
from cases.queries.assignment_page import AssignmentFilter, assignment_page
from cases.queries.today import today_page
from forms.fields import Option
from forms.limits import Limits
from forms.posted import RawValues
from forms.submission import read
from tests.cases.fixtures import on_both_databases
from tests.cases.statements import sent_to

LAST_DAY = date(2026, 8, 31)


@pytest.fixture
def head(people):
    return people["head"]


@pytest.fixture
def registrar(people):
    """To whom the head delegates: somebody who leads nothing."""
    return people["registrar"]


@pytest.fixture
def delegated(authority, head, registrar):
    """All three powers, from today (26/08/2026) to the end of 31/08/2026."""
    return authority.delegate(head, registrar)


@pytest.fixture
def direct(office):
    """Let somebody give a direction about a case: ``direct(person, code)``."""

    def direct(by, code, to=None):
        value = f"p{to.account_id}" if to else f"r{by.assignments[0].unit_id}-petition_officer"
        choices = {"addressee": (Option(value, ""),)}
        typed = RawValues(text=["Làm sớm."], addressee=[value], due_on=[""])
        submission = read(direction_form(), typed, None, Limits(office.today()), choices)
        with office.database.writing() as tx:
            return give_direction(tx, office, by, code=code, submission=submission)

    return direct


@on_both_databases
class TestTheHeadMayDelegate:
    """Thủ trưởng có thể ủy quyền cho cán bộ, công chức, viên chức trong cơ quan."""

    def test_the_assigning_of_files(
        self, authority, delegated, registrar, people, hands, complaint
    ):
        hands.assign(authority.now(registrar), complaint.items[0], to=people["petition_officer"])
        assert complaint.items[0].assignee_id == people["petition_officer"].account_id

    def test_and_every_act_says_for_whom(
        self, office, authority, delegated, head, registrar, people, hands, complaint
    ):
        """TUQ.: in the history of the step as in the journal."""
        hands.assign(authority.now(registrar), complaint.items[0], to=people["petition_officer"])
        (entry,) = authority.entries("assign_items")
        with office.database.reading() as tx:
            (act,) = tx.scalars(select(WorkAssignment))
        for by, behalf in (
            (entry.account_id, entry.on_behalf_of_id),
            (act.by_id, act.on_behalf_of_id),
        ):
            assert (by, behalf) == (registrar.account_id, head.account_id)

    def test_the_monitoring_of_files(
        self, office, authority, delegated, head, registrar, complaint, direct
    ):
        note_id = direct(authority.now(registrar), complaint.registered.code)
        with office.database.reading() as tx:
            note = tx.get_one(Note, note_id)
        (entry,) = authority.entries("add_note")
        assert note.on_behalf_of_id == entry.on_behalf_of_id == head.account_id

    def test_the_progress_of_those_who_handle_them(
        self, office, authority, delegated, registrar, complaint
    ):
        with office.database.reading() as tx:
            page = today_page(tx, office, authority.now(registrar))
        assert page.tally.open == 1

    def test_and_nobody_else_may(self, authority, people, registrar, strangers):
        for person in ("section_head", "petition_officer", "administrator", "inspectorate"):
            with pytest.raises(NotAllowedError):
                authority.delegate(people[person], registrar)

    def test_with_the_paper_in_the_journal(self, authority, delegated, head, registrar):
        (entry,) = authority.entries("delegate_powers")
        detail = json.loads(entry.detail)
        assert (detail["from"], detail["to"]) == (head.account_id, registrar.account_id)
        assert detail["document"] == "12/UQ-UBND ngày 26/08/2026"
        assert detail["powers"] == ["assigning", "monitoring", "progress"]


class TestOnlyWhatIsDelegated:
    @pytest.mark.parametrize(
        ("power", "given"),
        [
            ("assigning", {Permission.ITEM_ASSIGN}),
            ("monitoring", {Permission.DIRECTION_GIVE, Permission.UNIT_OVERSEE}),
            ("progress", {Permission.UNIT_OVERSEE}),
        ],
    )
    def test_is_opened_and_nothing_beside(self, authority, head, registrar, power, given):
        before = self.allowed(registrar)
        authority.delegate(head, registrar, powers=[power])
        assert self.allowed(authority.now(registrar)) - before == given

    def test_is_neither_to_sign_nor_to_approve(self, office, authority, head, registrar, complaint):
        """Người được ủy quyền không ký quyết định: no step of the head is ever theirs."""
        authority.delegate(head, registrar)
        delegate = authority.now(registrar)
        for element in ("approve_proposal", "accept", "assign_verification", "decide"):
            complaint.go_to(element)
            assert complaint.item(element).role in {"head", "section_head"}
            with pytest.raises(NotAllowedError):
                complaint.do(element, by=delegate)

    def test_is_not_to_replace_whom_a_decision_named(self, authority, delegated, registrar):
        target = self.target(registrar)
        person = authority.now(registrar)
        assert not allows(Permission.NAMED_PERSON_REPLACE, person, target)

    def test_counts_for_the_kinds_named(
        self, office, authority, head, registrar, people, hands, complaint
    ):
        authority.delegate(head, registrar, powers=["assigning"], kinds=["feedback"])
        delegate = authority.now(registrar)
        with office.database.reading() as tx:
            page = assignment_page(tx, office, delegate, filters=AssignmentFilter())
        assert page.total == sum(page.counts.values()) == 0
        with pytest.raises(NotAllowedError):
            hands.assign(delegate, complaint.items[0], to=people["petition_officer"])

    def test_of_some_kinds_does_not_show_the_whole_unit(self, authority, head, registrar):
        authority.delegate(head, registrar, powers=["monitoring"], kinds=["feedback"])
        assert not permitted_units(Permission.UNIT_OVERSEE, authority.now(registrar))

    def test_counts_in_the_unit_only(self, authority, delegated, registrar, strangers):
        elsewhere = strangers["head"].assignments[0].unit_id
        target = Target(frozenset({elsewhere}), "petition_officer", elsewhere, kind="complaint")
        delegate = authority.now(registrar)
        for permission in (Permission.ITEM_ASSIGN, Permission.DIRECTION_GIVE):
            assert not allows(permission, delegate, target)

    def target(self, person):
        unit_id = person.assignments[0].unit_id
        return Target(frozenset({unit_id}), "petition_officer", unit_id, kind="complaint")

    def allowed(self, person):
        target = self.target(person)
        return {one for one in Permission if allows(one, person, target)}


class TestWhatTheDelegateHasThemselves:
    """Không tự duyệt: nobody decides for the head about their own work."""

    @pytest.fixture
    def officer(self, authority, head, people):
        authority.delegate(head, people["petition_officer"])
        return people["petition_officer"]

    def test_is_not_taken_back_reassigned_or_declined(
        self, office, authority, head, officer, hands, complaint, colleagues
    ):
        item = complaint.items[0]
        hands.assign(head, item, to=officer)
        hands.propose(officer, complaint.items[0])
        delegate = authority.now(officer)
        mine = complaint.items[0]
        acts = (
            lambda: hands.recall(delegate, mine),
            lambda: hands.decline(delegate, mine),
            lambda: hands.assign(delegate, mine, to=colleagues["petition_officer"], reason="Bận."),
        )
        for act in acts:
            with pytest.raises(NotAllowedError):
                act()
        hands.recall(head, mine)

    def test_is_not_directed_by_themselves(self, authority, officer, complaint, direct):
        with pytest.raises(SubmissionRefusedError, match="addressee"):
            direct(authority.now(officer), complaint.registered.code, to=officer)

    def test_does_not_stand_in_their_list(self, office, authority, officer, complaint, hands, head):
        hands.assign(head, complaint.items[0], to=officer)
        with office.database.reading() as tx:
            held = AssignmentFilter(tab="held")
            page = assignment_page(tx, office, authority.now(officer), filters=held)
        assert (page.total, page.counts["held"]) == (0, 0)

    def test_counts_with_what_the_head_has_done(
        self, office, authority, head, registrar, delegated, hands, complaint
    ):
        """Whoever acts for the head gets no step that checks what the head did."""
        complaint.go_to("approve_proposal")
        self.as_if(office, head=head, role="registrar")
        delegate = authority.now(registrar)
        with pytest.raises(AssignmentRefusedError) as refused:
            hands.assign(delegate, complaint.item("approve_proposal"), to=registrar)
        assert [one.why for one in refused.value.refused] == [Why.SEPARATION]

    def as_if(self, office, *, head, role):
        """Let the checking step be one of ``role``, and the head have done what it checks."""
        with office.database.writing() as tx:
            proposal = select(CaseStep).where(CaseStep.element == "propose_handling")
            did = tx.scalars(proposal).one()
            columns = {one.name: getattr(did, one.name) for one in CaseStep.__table__.columns}
            again = {"id": did.id + 1000, "task_id": "0" * 32, "account_id": head.account_id}
            tx.execute(insert(CaseStep), [columns | again])
            tx.execute(
                update(WorkItem).where(WorkItem.element == "approve_proposal").values(role=role)
            )


@on_both_databases
class TestDelegationEnds:
    def test_by_itself_at_midnight_of_its_last_day(
        self, authority, delegated, registrar, people, hands, complaint
    ):
        authority.set_clock(LAST_DAY, time(23, 59, 59))
        assert authority.now(registrar).delegations
        authority.set_clock(date(2026, 9, 1), time(0))
        person = authority.now(registrar)
        assert not person.delegations
        with pytest.raises(NotAllowedError):
            hands.assign(person, complaint.items[0], to=people["petition_officer"])

    def test_and_the_journal_says_so(self, authority, delegated, registrar):
        authority.set_clock(date(2026, 9, 1), time(0))
        assert authority.sweep() == 1
        (entry,) = authority.entries("end_delegation")
        assert (entry.account_id, json.loads(entry.detail)["end"]) == (None, "expired")
        assert authority.sweep() == 0

    def test_at_once_when_it_is_revoked(self, authority, delegated, head, registrar):
        authority.end(head, delegated)
        assert not authority.now(registrar).delegations
        assert authority.row(delegated).ended_by_id == head.account_id

    def test_even_for_a_form_that_was_open(
        self, authority, delegated, head, registrar, people, hands, complaint
    ):
        """The request knows of the power still; the act itself asks again."""
        with_the_form_open = authority.now(registrar)
        authority.end(head, delegated)
        with pytest.raises(NotAllowedError):
            hands.assign(with_the_form_open, complaint.items[0], to=people["petition_officer"])
        assert complaint.items[0].assignee_id is None

    def test_with_the_right_of_the_giver(self, office, authority, delegated, head, registrar):
        """Never wider than what the head holds at the time of the act."""
        of_head = RoleAssignment.account_id == head.account_id
        with office.database.writing() as tx:
            tx.execute(update(RoleAssignment).where(of_head).values(valid_to=date(2026, 8, 25)))
        assert not authority.now(registrar).delegations
        assert authority.sweep() == 1
        assert authority.row(delegated).ended_because == "lapsed"

    def test_with_the_account_of_the_giver(self, office, authority, delegated, head, registrar):
        with office.database.writing() as tx:
            locked = update(Account).where(Account.id == head.account_id)
            tx.execute(locked.values(locked_from=office.today()))
        assert not authority.now(registrar).delegations

    def test_when_the_delegate_leaves_the_unit(self, office, authority, delegated, registrar):
        of_delegate = RoleAssignment.account_id == registrar.account_id
        with office.database.writing() as tx:
            tx.execute(update(RoleAssignment).where(of_delegate).values(valid_to=date(2026, 8, 25)))
        assert not authority.now(registrar).delegations

    def test_and_what_was_done_stays(
        self, authority, delegated, head, registrar, people, hands, complaint
    ):
        hands.assign(authority.now(registrar), complaint.items[0], to=people["petition_officer"])
        authority.end(head, delegated)
        assert complaint.items[0].assignee_id == people["petition_officer"].account_id

    def test_once(self, authority, delegated, head):
        authority.end(head, delegated)
        with pytest.raises(NotFoundError):
            authority.end(head, delegated)

    def test_by_the_giver_or_the_head_of_the_unit(
        self, authority, delegated, registrar, people, colleagues, strangers
    ):
        for person in (authority.now(registrar), people["section_head"]):
            with pytest.raises(NotAllowedError):
                authority.end(person, delegated)
        with pytest.raises(NotFoundError):
            authority.end(strangers["head"], delegated)
        authority.end(colleagues["head"], delegated)


class TestDelegationIsRefused:
    @pytest.fixture
    def refusal_of(self, authority, head):
        def refusal_of(to, **typed):
            with pytest.raises(SubmissionRefusedError) as refused:
                authority.delegate(head, to, **typed)
            return {error.key: error.message for error in refused.value.errors}

        return refusal_of

    def test_to_somebody_of_another_unit(self, refusal_of, strangers):
        """Trong cơ quan."""
        assert set(refusal_of(strangers["petition_officer"])) == {"delegate"}

    def test_to_oneself_and_to_who_leads_anyway(self, refusal_of, head, people):
        assert "không làm việc tại đơn vị" in refusal_of(head)["delegate"]
        assert "theo vai trò lãnh đạo" in refusal_of(people["section_head"])["delegate"]

    def test_of_any_other_power(self, refusal_of, registrar):
        assert set(refusal_of(registrar, powers=["signing"])) == {"powers"}

    @pytest.mark.parametrize(
        ("typed", "at"),
        [
            ({"valid_from": "25/08/2026"}, "valid_from"),
            ({"valid_from": "30/08/2026", "valid_to": "29/08/2026"}, "valid_to"),
            ({"issued_on": "27/08/2026"}, "issued_on"),
            ({"number": ""}, "number"),
            ({"kinds": ["complaint"]}, "kinds"),
        ],
    )
    def test_with_impossible_days_or_without_a_paper(self, refusal_of, registrar, typed, at):
        assert set(refusal_of(registrar, **typed)) == {at}

    def test_twice_to_the_same_person_for_the_same_days(self, refusal_of, delegated, registrar):
        assert "thu hồi trước" in refusal_of(registrar)["delegate"]

    def test_by_the_delegate_to_others(self, authority, delegated, registrar, people):
        """Không ủy quyền lại."""
        with pytest.raises(NotAllowedError):
            authority.delegate(authority.now(registrar), people["verifier"])

    def test_in_a_circle(self, office, authority, head, delegated, registrar, refusal_of):
        """Whoever was given power and leads since cannot give it to somebody else or back."""
        with office.database.writing() as tx:
            row = {
                "account_id": registrar.account_id,
                "unit_id": registrar.assignments[0].unit_id,
                "role": "head",
                "valid_from": office.today(),
            }
            tx.execute(insert(RoleAssignment), [row])
        with pytest.raises(SubmissionRefusedError) as refused:
            authority.delegate(authority.now(registrar), head)
        assert any("đã giao việc cho" in one.message for one in refused.value.errors)

    def test_by_the_database_itself_to_oneself(self, office, delegated):
        to_oneself = update(Delegation).values(delegate_id=Delegation.giver_id)
        with pytest.raises(IntegrityError), office.database.writing() as tx:
            tx.execute(to_oneself)


class TestPeopleWithoutDelegation:
    def test_cost_no_further_statement(self, office, hands, people, complaint):
        with sent_to(office.database) as sent:
            hands.assign(people["head"], complaint.items[0], to=people["petition_officer"])
        assert not any("FROM delegation" in one for one in sent.statements)

    def test_act_in_their_own_right(self, authority, delegated, head, hands, people, complaint):
        hands.assign(authority.now(head), complaint.items[0], to=people["petition_officer"])
        (entry,) = authority.entries("assign_items")
        assert (entry.account_id, entry.on_behalf_of_id) == (head.account_id, None)
