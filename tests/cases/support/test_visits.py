"""Khoản 1 Điều 16 Quy chế 2003/QĐ-UBND: IT staff look at their unit's screens, and only look."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from cases.actions.add_note import add_note
from cases.actions.become import become
from cases.actions.begin_support_visit import begin_support_visit
from cases.actions.create_account import create_account
from cases.actions.end_support_visit import end_support_visit
from cases.actions.view_in_support import view_in_support
from cases.demo.people import WARD
from cases.errors import NotAllowedError, SubmissionRefusedError
from cases.models.case import Case
from cases.models.journal_entry import JournalEntry
from cases.models.petition import Petition
from cases.models.role_assignment import RoleAssignment
from cases.models.support_visit import SupportVisit
from cases.notes.note_forms import note_form
from cases.policy.permission_map import PERMISSION_MAP, allows
from cases.policy.permissions import Permission
from cases.policy.predicates import Target
from cases.policy.visible_cases import visible_cases, visible_petitions
from cases.queries.session import load_actor
from cases.queries.support_visits import support_visits
from cases.support.asked import visit_form
from forms.limits import Limits
from forms.posted import RawValues
from forms.submission import read
from tests.cases.fixtures import on_both_databases
from tests.cases.statements import sent_to

REASON = "Văn thư nhờ xem vì sao danh sách trống."


@pytest.fixture
def account_id(office):
    """The account of the ward's IT person."""
    with office.database.writing() as tx:
        return create_account(
            tx,
            office,
            None,
            email=f"cntt@{office.settings.email_domain}",
            full_name="Mai Văn N",
            unit_code=WARD,
            roles=("unit_it",),
            request_document="01/ĐN-MẪU",
        )


@pytest.fixture
def sign_in(office, account_id):
    """Open a session of the IT person and return its token: ``sign_in()``."""

    def open_one():
        with office.database.writing() as tx:
            return become(tx, office, account_id=account_id, address="", agent="").token

    return open_one


@pytest.fixture
def it_person(office, sign_in):
    """Return the IT person as a new session sees them: ``it_person()``."""

    def load():
        token = sign_in()
        with office.database.reading() as tx:
            return load_actor(tx, office, token=token, address="").actor

    return load


def begin(office, actor, reason=REASON):
    posted = RawValues({"text": [reason]})
    submission = read(
        visit_form(of_several_units=False), posted, None, Limits(today=office.today())
    )
    with office.database.writing() as tx:
        return begin_support_visit(tx, office, actor, submission=submission)


def journalled(office, action):
    with office.database.reading() as tx:
        return tx.scalars(select(JournalEntry).where(JournalEntry.action == action)).all()


class TestBeginning:
    @pytest.mark.parametrize("role", ["head", "registrar", "inspectorate", "administrator"])
    def test_is_for_nobody_but_the_it_staff_of_the_unit(self, office, people, role):
        with pytest.raises(NotAllowedError):
            begin(office, people[role])

    @pytest.mark.parametrize("reason", [" ", "Xem hồ sơ KN-2026-000001.", "Gọi 0905 000 111."])
    def test_needs_a_reason_that_names_no_record_and_no_person(self, office, it_person, reason):
        with pytest.raises(SubmissionRefusedError):
            begin(office, it_person(), reason)
        assert it_person().visit is None

    def test_is_journalled_without_the_words(self, office, it_person):
        number = begin(office, it_person())
        (entry,) = journalled(office, "begin_support_visit")
        assert f'"visit":{number}' in entry.detail.replace(" ", "")
        assert "nhờ" not in entry.detail


@on_both_databases
class TestDuringAVisit:
    def test_the_person_comes_with_the_visit_in_the_same_statement(
        self, office, people, it_person, sign_in
    ):
        begin(office, it_person())
        token = sign_in()
        with office.database.reading() as tx, sent_to(office.database) as sent:
            actor = load_actor(tx, office, token=token, address="").actor
        assert len(sent.statements) == 1
        assert actor.visit.unit_id == people["head"].assignments[0].unit_id
        assert actor.visit.until == office.clock.now() + timedelta(hours=2)

    def test_the_records_of_the_unit_are_seen_and_those_of_others_are_not(
        self, office, people, it_person, register_complaint, strangers
    ):
        complaint = register_complaint().go_to("accept")
        before = it_person()
        begin(office, before)
        with office.database.reading() as tx:
            for actor, seen in ((before, set()), (it_person(), {complaint.registered.case_id})):
                assert set(tx.scalars(select(Case.id).where(visible_cases(actor)))) == seen
                petitions = tx.scalars(select(Petition.id).where(visible_petitions(actor))).all()
                assert bool(petitions) is bool(seen)
        elsewhere = Target(unit_ids=frozenset({strangers["head"].assignments[0].unit_id}))
        assert not allows(Permission.CASE_READ, it_person(), elsewhere)

    def test_the_machines_person_may_do_nothing_that_they_might_not_before(self, office, it_person):
        """A visit opens reading, and no other permission there is."""
        before = it_person()
        begin(office, before)
        during = it_person()
        unit_id = during.visit.unit_id
        target = Target(unit_ids=frozenset({unit_id}), unit_id=unit_id, role="registrar")
        opened = {
            permission
            for permission in PERMISSION_MAP
            if allows(permission, during, target) and not allows(permission, before, target)
        }
        assert opened == {
            Permission.CASE_READ,
            Permission.UNIT_OVERSEE,
            Permission.UNIT_PENDING_READ,
        }

    def test_an_action_is_refused(self, office, it_person, opened_complaint):
        begin(office, it_person())
        submission = read(
            note_form(), RawValues({"text": ["Đã xem."]}), None, Limits(office.today())
        )
        code, actor = opened_complaint.registered.code, it_person()
        with pytest.raises(NotAllowedError), office.database.writing() as tx:
            add_note(tx, office, actor, code=code, submission=submission)

    def test_each_look_is_written_down_at_the_record(self, office, it_person, opened_complaint):
        number = begin(office, it_person())
        code, actor = opened_complaint.registered.code, it_person()
        with office.database.writing() as tx:
            for screen, of in (("cases.show", code), ("today.show", None)):
                view_in_support(tx, office, actor, screen=screen, code=of)
        record, unit = journalled(office, "view_in_support")
        assert (record.subject_kind, record.subject_id) == ("case", opened_complaint.case.id)
        assert (unit.subject_kind, unit.subject_id) == ("unit", it_person().visit.unit_id)
        assert f'"visit":{number}' in record.detail.replace(" ", "")


class TestTheEnd:
    def test_comes_by_itself(self, office, it_person):
        begin(office, it_person())
        office.clock.set(office.clock.now() + timedelta(hours=2))
        assert it_person().visit is None

    def test_comes_when_the_person_says_so(self, office, it_person):
        begin(office, it_person())
        actor = it_person()
        with office.database.writing() as tx:
            end_support_visit(tx, office, actor)
        assert it_person().visit is None
        assert len(journalled(office, "end_support_visit")) == 1

    def test_comes_with_the_next_visit(self, office, it_person):
        begin(office, it_person())
        second = begin(office, it_person(), "Xem lại lần nữa.")
        assert it_person().visit.id == second
        with office.database.reading() as tx:
            ended = tx.scalars(select(SupportVisit.ended_at).order_by(SupportVisit.id)).all()
        assert ended == [office.clock.now(), None]

    def test_comes_when_somebody_else_looks_after_the_machines(self, office, it_person):
        begin(office, it_person())
        with office.database.writing() as tx:
            held = RoleAssignment.role == "unit_it"
            row = tx.scalars(select(RoleAssignment).where(held)).one()
            row.valid_from, row.valid_to = office.today(), office.today() - timedelta(days=1)
        assert it_person().visit is None


class TestTheList:
    def test_is_read_by_the_head_and_the_inspectorate(self, office, people, it_person):
        begin(office, it_person())
        for role in ("head", "inspectorate"):
            with office.database.reading() as tx:
                (row,) = support_visits(tx, office, people[role]).rows
            assert (row.by, row.reason, row.is_running) == ("Mai Văn N", REASON, True)
            assert row.ends_at == datetime.fromisoformat("2026-08-26T12:00+07:00")

    def test_is_empty_for_the_head_of_another_unit(self, office, strangers, it_person):
        begin(office, it_person())
        with office.database.reading() as tx:
            assert support_visits(tx, office, strangers["head"]).rows == ()

    def test_is_not_for_the_staff(self, office, people):
        with pytest.raises(NotAllowedError), office.database.reading() as tx:
            support_visits(tx, office, people["registrar"])

    def test_shows_their_own_visits_to_it_staff(self, office, it_person):
        begin(office, it_person())
        with office.database.reading() as tx:
            page = support_visits(tx, office, replace(it_person(), visit=None))
        assert len(page.rows) == 1
        assert not page.reads_others
