"""Accounts and their roles in time (khoản 1, khoản 3 Điều 8, điểm g khoản 2 Điều 15 Quy chế)."""

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from cases.accounts.paper import Paper
from cases.accounts.refusals import AccountRefusedError
from cases.actions.claim_item import claim_item
from cases.actions.end_role import end_role
from cases.actions.give_role import give_role
from cases.actions.rename_account import rename_account
from cases.actions.reset_password import reset_password
from cases.actions.unlock_account import unlock_account
from cases.demo.people import WARD
from cases.errors import NotAllowedError, NotFoundError, SubmissionRefusedError
from cases.locks.written_locks import write_locks
from cases.models.account import Account
from cases.models.journal_entry import JournalEntry
from cases.models.role_assignment import RoleAssignment
from cases.models.user_session import UserSession
from cases.models.work_assignment import WorkAssignment
from cases.models.work_item import WorkItem
from cases.passwords import is_right
from cases.queries.actors import actor_of
from cases.sessions import open_session
from cases.sweeps.ended_roles import sweep
from tests.cases.statements import sent_to

TODAY = date(2026, 8, 26)
TOMORROW = TODAY + timedelta(days=1)
STATEMENTS_OF_AN_END = 17  # one of them asks for the row of the role
PAPER = Paper("7/QĐ-UBND", date(2026, 8, 20))


@pytest.fixture
def administrator(people):
    return people["administrator"]


@pytest.fixture
def roles_of(office):
    def roles_of(person):
        with office.database.reading() as tx:
            return actor_of(tx, office, email=person.email).roles

    return roles_of


@pytest.fixture
def give(office, administrator, people):
    def give(**given):
        usual = {
            "account_id": people["verifier"].account_id,
            "unit_code": WARD,
            "role": "registrar",
            "valid_from": TODAY,
            "valid_to": None,
            "paper": PAPER,
        }
        with office.database.writing() as tx:
            return give_role(tx, office, administrator, **(usual | given))

    return give


@pytest.fixture
def assignment_of(office):
    def assignment_of(person, role):
        with office.database.reading() as tx:
            of_person = (
                RoleAssignment.account_id == person.account_id,
                RoleAssignment.role == role,
            )
            return tx.scalars(select(RoleAssignment.id).where(*of_person)).one()

    return assignment_of


@pytest.fixture
def end(office, administrator, assignment_of):
    def end(person, role, ends_from=TODAY, by=None):
        with office.database.writing() as tx:
            return end_role(
                tx,
                office,
                by or administrator,
                assignment_id=assignment_of(person, role),
                ends_from=ends_from,
                paper=PAPER,
            )

    return end


def newest_entry(office):
    with office.database.reading() as tx:
        return tx.scalars(select(JournalEntry).order_by(JournalEntry.id.desc())).first()


class TestARoleThatIsGiven:
    def test_holds_from_its_first_day_to_its_last(self, office, give, roles_of, people):
        give(valid_from=TOMORROW, valid_to=TOMORROW)
        held = []
        for day in (26, 27, 28):
            office.clock.set(office.clock.now().replace(day=day))
            held.append("registrar" in roles_of(people["verifier"]))
        assert held == [False, True, False]

    def test_stands_on_its_paper_and_in_the_journal(self, office, give, people):
        row_id = give()
        with office.database.reading() as tx:
            row = tx.get_one(RoleAssignment, row_id)
        assert (row.document, row.document_on) == (PAPER.number, PAPER.issued_on)
        entry = newest_entry(office)
        assert entry.action == "give_role"
        assert entry.subject_id == people["verifier"].account_id
        assert json.loads(entry.detail)["roles"] == ["registrar"]

    @pytest.mark.parametrize(
        "given",
        [
            pytest.param({"valid_from": TODAY - timedelta(days=1)}, id="begins-in-the-past"),
            pytest.param({"valid_from": TOMORROW, "valid_to": TODAY}, id="ends-before-it-begins"),
            pytest.param({"role": "verifier"}, id="is-held-already"),
        ],
    )
    def test_is_refused_at_its_field(self, give, given):
        with pytest.raises(SubmissionRefusedError):
            give(**given)

    def test_is_given_by_administrators_only(self, office, people):
        for role in ("head", "inspectorate", "rule_editor"):
            with pytest.raises(NotAllowedError), office.database.writing() as tx:
                give_role(
                    tx,
                    office,
                    people[role],
                    account_id=people["verifier"].account_id,
                    unit_code=WARD,
                    role="head",
                    valid_from=TODAY,
                    valid_to=None,
                    paper=PAPER,
                )


class TestARoleThatEnds:
    def test_is_never_deleted(self, office, end, people, assignment_of, roles_of):
        end(people["verifier"], "verifier")
        assert "verifier" not in roles_of(people["verifier"])
        with office.database.reading() as tx:
            row = tx.get_one(RoleAssignment, assignment_of(people["verifier"], "verifier"))
        assert row.valid_to == TODAY - timedelta(days=1)
        assert (row.end_document, row.ended_by_id) == (
            PAPER.number,
            people["administrator"].account_id,
        )

    def test_gives_taken_steps_back_to_the_others(self, office, end, people, complaint):
        item = complaint.items[0]
        holder = people[item.role]
        with office.database.writing() as tx:
            claim_item(tx, office, holder, item_id=item.id)
        done = end(holder, item.role)
        assert (done.freed, done.named) == (1, 0)
        with office.database.reading() as tx:
            row = tx.get_one(WorkItem, item.id)
            act = tx.scalars(select(WorkAssignment)).one()
        assert (row.claimant_id, row.assignee_id) == (None, None)
        assert (act.kind, act.from_id, act.to_id) == ("recalled", holder.account_id, None)
        assert act.by_id == people["administrator"].account_id

    def test_costs_no_statement_more_for_each_step_it_gives_back(
        self, office, end, people, register_complaint
    ):
        items = [register_complaint().items[0] for _ in range(3)]
        holder = people[items[0].role]
        for item in items:
            with office.database.writing() as tx:
                claim_item(tx, office, holder, item_id=item.id)
        with sent_to(office.database) as sent:
            assert end(holder, items[0].role).freed == 3
        assert (len(sent.statements), sent.commits) == (STATEMENTS_OF_AN_END, 1)

    def test_gives_assigned_steps_back_too(self, office, end, people, complaint):
        item = complaint.items[0]
        holder = people[item.role]
        with office.database.writing() as tx:
            tx.execute(
                update(WorkItem).where(WorkItem.id == item.id).values(assignee_id=holder.account_id)
            )
        assert end(holder, item.role).freed == 1

    def test_leaves_the_name_that_a_decision_has_written(
        self, office, end, people, accepted_complaint
    ):
        """Whom a decision named, another decision replaces (điểm b khoản 1 Điều 15)."""
        accepted_complaint.do("assign_verification")
        named = next(item for item in accepted_complaint.items if item.assignee_id is not None)
        holder = next(one for one in people.values() if one.account_id == named.assignee_id)
        with office.database.writing() as tx:
            claim_item(tx, office, holder, item_id=named.id)
        done = end(holder, named.role)
        assert (done.freed, done.named) == (0, 1)
        with office.database.reading() as tx:
            row = tx.get_one(WorkItem, named.id)
        assert (row.assignee_id, row.claimant_id) == (holder.account_id, None)
        office.clock.set(office.clock.now() + timedelta(days=1))
        assert sweep(office) == 0

    def test_at_midnight_leaves_its_steps_then_and_not_before(self, office, end, people, complaint):
        item = complaint.items[0]
        holder = people[item.role]
        with office.database.writing() as tx:
            claim_item(tx, office, holder, item_id=item.id)
        assert end(holder, item.role, TOMORROW).freed == 0
        assert sweep(office) == 0
        office.clock.set(office.clock.now() + timedelta(days=1))
        assert (sweep(office), sweep(office)) == (1, 0)
        with office.database.reading() as tx:
            assert tx.get_one(WorkItem, item.id).claimant_id is None

    def test_keeps_the_steps_while_the_role_is_held_otherwise(
        self, office, end, give, people, complaint, assignment_of
    ):
        item = complaint.items[0]
        holder = people[item.role]
        with office.database.writing() as tx:
            claim_item(tx, office, holder, item_id=item.id)
        ended = assignment_of(holder, item.role)
        end(holder, item.role, TOMORROW)
        give(account_id=holder.account_id, role=item.role, valid_from=TOMORROW)
        office.clock.set(office.clock.now() + timedelta(days=1))
        assert sweep(office) == 0
        with office.database.reading() as tx:
            assert tx.get_one(WorkItem, item.id).claimant_id == holder.account_id
            assert tx.get_one(RoleAssignment, ended).valid_to == TODAY

    def test_before_it_begins_never_begins(self, office, give, administrator, people, roles_of):
        row_id = give(valid_from=TOMORROW)
        with office.database.writing() as tx:
            end_role(tx, office, administrator, assignment_id=row_id, ends_from=TODAY, paper=PAPER)
        office.clock.set(office.clock.now() + timedelta(days=1))
        assert "registrar" not in roles_of(people["verifier"])

    def test_cannot_end_in_the_past_or_twice(self, end, people):
        with pytest.raises(SubmissionRefusedError):
            end(people["verifier"], "verifier", TODAY - timedelta(days=1))
        end(people["verifier"], "verifier")
        with pytest.raises(NotFoundError):
            end(people["verifier"], "verifier")

    def test_leaves_somebody_who_administers(self, end, give, people, administrator):
        with pytest.raises(SubmissionRefusedError):
            end(administrator, "administrator")
        give(role="administrator")
        end(administrator, "administrator")


class TestAName:
    def test_changes_on_screen_and_for_search_and_not_in_the_journal(
        self, office, administrator, people
    ):
        account_id = people["verifier"].account_id
        with office.database.writing() as tx:
            rename_account(
                tx, office, administrator, account_id=account_id, full_name="Phan Đình Tự"
            )
        with office.database.reading() as tx:
            account = tx.get_one(Account, account_id)
        assert (account.full_name, account.name_f) == ("Phan Đình Tự", "phan dinh tu")
        assert "Phan" not in newest_entry(office).detail


class TestANewPassword:
    def test_is_kept_nowhere_must_be_changed_and_ends_the_sessions(
        self, office, administrator, people
    ):
        account_id = people["verifier"].account_id
        with office.database.writing() as tx:
            open_session(tx, office, account_id=account_id, address="", agent="", way="password")
        password = reset_password(office, administrator, account_id=account_id)
        with office.database.reading() as tx:
            account = tx.get_one(Account, account_id)
            of_account = UserSession.account_id == account_id
            session = tx.scalars(select(UserSession).where(of_account)).one()
        assert is_right(account.password_hash, password)
        assert account.must_change_password
        assert session.ended_at is not None
        assert password not in newest_entry(office).detail

    def test_of_ones_own_account_needs_the_present_one(self, office, administrator):
        with pytest.raises(AccountRefusedError):
            reset_password(office, administrator, account_id=administrator.account_id)


class TestALock:
    def test_is_taken_off_on_a_paper_only_once(self, office, administrator, people):
        account_id = people["verifier"].account_id
        with office.database.writing() as tx:
            write_locks(
                tx,
                office,
                administrator,
                account_ids=[account_id],
                ground="moved",
                document="1/QĐ",
                from_day=TODAY,
            )
        with office.database.writing() as tx:
            unlock_account(tx, office, administrator, account_id=account_id, paper=PAPER)
        entry = newest_entry(office)
        assert "7/QĐ-UBND ngày 20/08/2026" in entry.detail
        assert "1/QĐ" in entry.detail
        with office.database.reading() as tx:
            assert tx.get_one(Account, account_id).locked_from is None
        with pytest.raises(AccountRefusedError), office.database.writing() as tx:
            unlock_account(tx, office, administrator, account_id=account_id, paper=PAPER)
