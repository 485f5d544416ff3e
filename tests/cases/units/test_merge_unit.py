"""Merging a unit moves its work and locks its accounts (điểm b khoản 3 Điều 8 Quy chế 2003)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from functools import partial

import pytest
from sqlalchemy import func, select, text

from cases.accounts.paper import Paper
from cases.actions.add_unit import add_unit
from cases.actions.claim_item import claim_item
from cases.actions.merge_unit import merge_unit
from cases.actions.return_transfer import return_transfer
from cases.demo.people import OPERATOR, WARD
from cases.errors import NotAllowedError, PreviewOutdatedError, SubmissionRefusedError
from cases.models.account import Account
from cases.models.case_unit import CaseUnit
from cases.models.delegation import Delegation
from cases.models.journal_entry import JournalEntry
from cases.models.note import Note
from cases.models.role_assignment import RoleAssignment
from cases.models.term_setting import TermSetting
from cases.models.transfer import Transfer
from cases.models.unit import Unit
from cases.models.unit_change import UnitChange
from cases.models.unit_succession import UnitSuccession
from cases.models.user_session import UserSession
from cases.models.work_item import WorkItem
from cases.queries.case_page import case_page
from cases.queries.search import SearchFilter, search
from cases.sessions import open_session
from cases.standstill import hold_steps
from cases.sweeps.locked_holders import sweep as hand_over
from cases.units.merge_plan import merge_plan
from cases.units.merge_preview import merge_preview
from cases.units.refusals import MergeRefusedError
from forms.submission import Submission
from tests.cases.at_once import at_once
from tests.cases.authority import Authority
from tests.cases.fixtures import on_both_databases, on_postgresql
from tests.cases.installations import OTHER_WARD
from tests.cases.matter import TRIAGE, Matter
from tests.cases.statements import sent_to

PAPER = Paper("1659/NQ-UBTVQH15", date(2026, 8, 20))
DAY = timedelta(days=1)


class Merger:
    """Somebody who merges units of one office: ``merger.do(into="mau-binh")``."""

    def __init__(self, office, people):
        self.office, self.people = office, people

    def plan(self, tx, into=OTHER_WARD, code=WARD, from_day=None, sends=None):
        day = from_day or self.office.today()
        return merge_plan(tx, self.office, code=code, into=into, from_day=day, sends=sends)

    def preview(self, by="administrator", **asked):
        with self.office.database.reading() as tx:
            return merge_preview(tx, self.office, self.people[by], self.plan(tx, **asked))

    def do(self, by="administrator", seen=None, **asked):
        with self.office.database.writing() as tx:
            plan = self.plan(tx, **asked)
            return merge_unit(tx, self.office, self.people[by], plan=plan, paper=PAPER, seen=seen)

    def unit(self, code):
        with self.office.database.reading() as tx:
            return tx.scalars(select(Unit).where(Unit.code == code)).one()

    def all(self, table, *conditions):
        with self.office.database.reading() as tx:
            return tx.scalars(select(table).where(*conditions).order_by(table.id)).all()


@pytest.fixture
def merger(office, people):
    return Merger(office, people)


@pytest.fixture
def ids(merger):
    """The ids of the ward and of its successor."""
    return merger.unit(WARD).id, merger.unit(OTHER_WARD).id


@on_both_databases
class TestWork:
    def test_is_done_by_the_successor_from_its_day_on(
        self, office, merger, complaint, strangers, people
    ):
        merger.do()
        successor = Matter(office, strangers, complaint.registered, complaint.run_id)
        assert successor.items[0].unit_id == merger.unit(OTHER_WARD).id
        successor.do(TRIAGE[0])
        successor.do(TRIAGE[1])
        with office.database.reading() as tx:
            page = case_page(tx, office, strangers["head"], code=complaint.registered.code)
        assert page.code == complaint.registered.code

    def test_stays_on_record_with_the_unit_that_had_it_until_then(
        self, office, merger, opened_complaint, ids
    ):
        before, after = ids
        last_day = office.today()
        opened_complaint.set_clock(last_day + DAY)
        merger.do()
        relations = merger.all(CaseUnit, CaseUnit.case_id == opened_complaint.registered.case_id)
        assert {(one.unit_id, one.relation, one.valid_to) for one in relations} == {
            (unit_id, relation, ends)
            for unit_id, ends in ((before, last_day), (after, None))
            for relation in ("receiving", "settling")
        }
        assert opened_complaint.case.settling_unit_id == after
        assert {step.unit_id for step in opened_complaint.triage.steps} == {before}

    def test_is_found_by_the_successor(self, office, merger, complaint, strangers, people):
        asked = SearchFilter(text=complaint.registered.code)

        def finds(person):
            with office.database.reading() as tx:
                return len(search(tx, office, person, filters=asked).rows)

        assert (finds(people["head"]), finds(strangers["head"])) == (1, 0)
        merger.do()
        assert finds(strangers["head"]) == 1

    def test_that_was_taken_is_free_for_the_role_and_that_of_a_named_person_goes_to_the_head(
        self, office, people, merger, register_complaint, complaint, strangers
    ):
        """Điểm g khoản 2 Điều 15: a locked account holds no open work."""
        named = register_complaint().go_to("verify")
        item = complaint.items[0]
        with office.database.writing() as tx:
            claim_item(tx, office, people[item.role], item_id=item.id)
        assert merger.preview().tallies.named == 1
        merger.do()
        assert complaint.items[0].claimant_id is None
        assert named.item("verify").assignee_id == people["verifier"].account_id
        assert hand_over(office) == 1
        assert named.item("verify").assignee_id == strangers["head"].account_id

    def test_is_moved_by_so_many_statements_whatever_there_is(
        self, office, merger, register_complaint
    ):
        for _ in range(4):
            register_complaint()
        with sent_to(office.database) as sent:
            merger.do()
        assert len(sent.statements) <= 48
        assert sent.commits == 1

    def test_on_its_way_waits_at_the_successor(self, office, people, strangers, merger, ids):
        sent = Matter.register(office, strangers)
        sent.do("propose_handling", handling="transfer", competence="not_own")
        sent.do("approve_proposal")
        other = people_of_a_third_ward(office, people)
        sent.do("transfer_petition", transfer_to="unit", to_unit=str(ids[0]))
        merger.do(into=other)
        (transfer,) = merger.all(Transfer)
        assert transfer.to_unit_id == merger.unit(other).id


def people_of_a_third_ward(office, people):
    """Add a ward that nobody works in and return its code."""
    values = {
        "name": "UBND phường Mẫu Chi",
        "code": "mau-chi",
        "kind": "ward",
        "valid_from": date(2026, 1, 1),
        "document": "1/NQ",
    }
    with office.database.writing() as tx:
        return add_unit(tx, office, people["administrator"], submission=Submission(values, ()))


class TestPeople:
    def test_are_locked_with_the_paper_and_lose_their_sessions(self, office, people, merger):
        head = people["head"]
        with office.database.writing() as tx:
            open_session(
                tx, office, account_id=head.account_id, address="", agent="", way="password"
            )
        preview = merger.do()
        assert head.account_id in {one.account_id for one in preview.locked}
        (account,) = merger.all(Account, Account.id == head.account_id)
        assert (account.locked_from, account.lock_ground) == (office.today(), "unit_ended")
        assert account.lock_document == "1659/NQ-UBTVQH15 ngày 20/08/2026"
        assert not merger.all(
            UserSession, UserSession.account_id == head.account_id, UserSession.ended_at.is_(None)
        )

    def test_lose_their_roles_the_day_before(self, office, people, merger, ids):
        merger.do()
        roles = merger.all(RoleAssignment, RoleAssignment.unit_id == ids[0])
        assert {one.valid_to for one in roles} == {office.today() - DAY}
        assert {one.end_document for one in roles} == {PAPER.number}

    def test_who_have_a_role_elsewhere_stay_and_keep_their_work(
        self, office, people, merger, ids, complaint
    ):
        item = complaint.items[0]
        officer = people[item.role]
        with office.database.writing() as tx:
            claim_item(tx, office, officer, item_id=item.id)
            tx.add(
                RoleAssignment(
                    account_id=officer.account_id,
                    unit_id=ids[1],
                    role=item.role,
                    valid_from=office.today(),
                )
            )
        preview = merger.do()
        assert officer.account_id in {one.account_id for one in preview.kept}
        (account,) = merger.all(Account, Account.id == officer.account_id)
        assert account.locked_from is None
        assert complaint.items[0].claimant_id == officer.account_id

    def test_keep_their_work_when_the_paper_comes_after_the_day(
        self, office, people, merger, ids, complaint
    ):
        """The successor's first day is past; who works there since yesterday goes on there."""
        first_day, item = office.today(), complaint.items[0]
        stays, left = people[item.role], people["head"]
        complaint.set_clock(first_day + 9 * DAY)
        with office.database.writing() as tx:
            claim_item(tx, office, stays, item_id=item.id)
            for person, since, until in ((stays, 8, None), (left, 1, 7)):
                tx.add(
                    RoleAssignment(
                        account_id=person.account_id,
                        unit_id=ids[1],
                        role=item.role,
                        valid_from=first_day + since * DAY,
                        valid_to=until and first_day + until * DAY,
                    )
                )
        preview = merger.do(from_day=first_day)
        assert complaint.items[0].claimant_id == stays.account_id
        assert stays.account_id in {one.account_id for one in preview.kept}
        assert left.account_id in {one.account_id for one in preview.locked}

    def test_who_acted_for_others_do_so_no_more(self, office, people, merger):
        Authority(office).delegate(people["head"], people["petition_officer"])
        assert merger.preview().tallies.delegations == 1
        merger.do()
        (delegation,) = merger.all(Delegation)
        assert delegation.ended_because == "lapsed"


class TestTheUnit:
    def test_keeps_its_row_and_names_its_successor(self, office, merger, ids):
        merger.do()
        unit = merger.unit(WARD)
        assert (unit.valid_to, unit.successor_id) == (office.today() - DAY, ids[1])
        changes = merger.all(UnitChange, UnitChange.unit_id == unit.id)
        assert [one.what for one in changes][-2:] == ["merged", "valid_to"]
        with office.database.reading() as tx:
            (succession,) = tx.scalars(select(UnitSuccession)).all()
        assert (succession.successor_id, succession.is_verified) == (ids[1], True)

    def test_gives_its_parts_to_the_successor(self, office, people, merger, ids):
        third = people_of_a_third_ward(office, people)
        with office.database.writing() as tx:
            tx.execute(Unit.__table__.update().where(Unit.code == third).values(parent_id=ids[0]))
        assert merger.preview().parts == (("mau-chi", "UBND phường Mẫu Chi"),)
        merger.do()
        assert merger.unit(third).parent_id == ids[1]

    def test_leaves_an_entry_about_itself_and_about_each_matter_under_way(
        self, office, merger, complaint, ids
    ):
        merger.do()
        entries = merger.all(JournalEntry, JournalEntry.action == "merge_unit")
        assert {(one.subject_kind, one.subject_id) for one in entries} == {
            ("unit", ids[0]),
            complaint.subject,
        }

    def test_ends_its_own_terms(self, office, people, merger, ids):
        row = {
            "unit_id": ids[0],
            "row_key": "kn_archive",
            "amount": 20,
            "document": "12/QĐ",
            "valid_from": date(2026, 1, 1),
            "set_by_id": people["head"].account_id,
            "set_at": office.clock.now(),
        }
        with office.database.writing() as tx:
            tx.add(TermSetting(**row))
        merger.do()
        (setting,) = merger.all(TermSetting)
        assert setting.valid_to == office.today() - DAY


class TestADivision:
    """Hòa Liên went to Liên Chiểu and Hải Vân: each matter goes where its place now belongs."""

    def test_sends_each_matter_where_it_is_told_and_the_rest_to_the_main_successor(
        self, office, people, merger, register_complaint, ids
    ):
        third = people_of_a_third_ward(office, people)
        one, other = register_complaint(), register_complaint().go_to("accept")
        merger.do(sends={other.registered.code: third})
        units = {OTHER_WARD: one, third: other}
        for code, matter in units.items():
            assert {item.unit_id for item in matter.items} == {merger.unit(code).id}
        petition = other.triage.petition
        assert petition.receiving_unit_id == merger.unit(third).id
        assert one.petition.receiving_unit_id == ids[1]

    def test_is_not_guessed(self, merger, complaint):
        with pytest.raises(SubmissionRefusedError):
            merger.do(sends={complaint.registered.code: "khong-co"})


class TestAMerger:
    def test_without_a_successor_is_refused_while_there_is_work(self, merger, complaint):
        assert merger.preview(into="").obstacles == ("no_successor",)
        with pytest.raises(MergeRefusedError):
            merger.do(into="")
        assert merger.unit(WARD).valid_to is None

    def test_of_a_unit_without_work_needs_no_successor(self, office, people, merger):
        code = people_of_a_third_ward(office, people)
        merger.do(code=code, into="")
        assert merger.unit(code).valid_to == office.today() - DAY

    def test_that_would_leave_nobody_to_administer_is_refused(self, merger):
        """The administrator's own account would be locked as well."""
        found = merger.preview(code=OPERATOR).obstacles
        assert found == ("last_administrator", "own_account")

    def test_is_for_administrators(self, merger):
        with pytest.raises(NotAllowedError):
            merger.do(by="head")

    def test_is_done_as_it_was_shown_or_not_at_all(self, merger, complaint, register_complaint):
        seen = merger.preview().fingerprint
        register_complaint()
        with pytest.raises(PreviewOutdatedError):
            merger.do(seen=seen)
        merger.do(seen=merger.preview().fingerprint)

    @pytest.mark.parametrize(
        ("asked", "field"),
        [
            ({"into": WARD}, "into"),
            ({"into": "khong-co"}, "into"),
            ({"from_day": date(2026, 8, 27)}, "from_day"),
            ({"from_day": date(2010, 1, 4)}, "from_day"),
        ],
    )
    def test_that_cannot_be_is_refused_at_its_field(self, merger, asked, field):
        with pytest.raises(SubmissionRefusedError, match=field):
            merger.preview(**asked)

    def test_warns_of_roles_that_nobody_has_in_the_successor(
        self, office, people, merger, complaint
    ):
        third = people_of_a_third_ward(office, people)
        assert merger.preview(into=third).unmanned == (("Người xử lý đơn", 1),)

    def test_of_directions_to_a_role_moves_them(self, office, people, merger, complaint, ids):
        kind, subject_id = complaint.subject
        row = {
            "subject_kind": kind,
            "subject_id": subject_id,
            "kind": "direction",
            "text": "Xem lại",
            "written_by_id": people["head"].account_id,
            "written_at": office.clock.now(),
            "for_role": "registrar",
            "for_unit_id": ids[0],
        }
        with office.database.writing() as tx:
            tx.add(Note(**row))
        merger.do()
        assert merger.all(Note)[0].for_unit_id == ids[1]


@on_postgresql
class TestAStepDoneMeanwhile:
    def test_leaves_no_step_with_the_unit_that_has_ended(
        self, office, people, merger, register_complaint, ids
    ):
        matters = [register_complaint() for _ in range(3)]
        steps = [partial(one.do, TRIAGE[0]) for one in matters]
        at_once([*steps, merger.do])
        with office.database.reading() as tx:
            left = tx.scalar(select(func.count()).where(WorkItem.unit_id == ids[0]))
        assert left == 0

    def test_waits_without_the_petition_passed_on_that_the_merger_moves(
        self, office, people, strangers, ids
    ):
        sent = Matter.register(office, strangers)
        sent.do("propose_handling", handling="transfer", competence="not_own")
        sent.do("approve_proposal")
        sent.do("transfer_petition", transfer_to="unit", to_unit=str(ids[0]))
        waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
        moved = select(Transfer.id).with_for_update(nowait=True)

        def give_back(transfer_id):
            with office.database.writing() as tx:
                return_transfer(
                    tx, office, people["registrar"], transfer_id=transfer_id, reason="Gửi nhầm."
                )

        with ThreadPoolExecutor(1) as threads:
            with office.database.writing() as merging:
                transfer_id = merging.scalar(select(Transfer.id))
                hold_steps(merging)
                given_back = threads.submit(give_back, transfer_id)
                assert any(merging.scalar(waiting) for _ in range(100_000))
                assert merging.scalar(moved) == transfer_id
            given_back.result()
