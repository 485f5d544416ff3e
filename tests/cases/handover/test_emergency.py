"""A lock that cannot wait: everything goes to the head of the unit, who is told."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from cases.actions.become import become
from cases.actions.claim_item import claim_item
from cases.actions.save_draft import save_draft
from cases.handover.refusals import HandoverRefusedError
from cases.models.draft import Draft
from cases.models.note import Note
from cases.models.outbox import OutboxMessage
from cases.models.role_assignment import RoleAssignment
from cases.models.unit import Unit
from cases.queries.session import load_actor
from cases.sweeps.locked_holders import sweep
from config.mail_server import MailServer
from tests.cases.actions.test_notes import direct
from tests.cases.fixtures import on_both_databases

DAY = timedelta(days=1)


@pytest.fixture
def mailing(office):
    """The office sends mail."""
    server = MailServer("127.0.0.1", 25)
    object.__setattr__(office.settings, "mail_server", server)
    return office


class TestEmergencyLock:
    def test_locks_the_account_today_and_ends_its_sessions(self, office, leaving, step, officer):
        with office.database.writing() as tx:
            token = become(
                tx, office, account_id=officer.account_id, address="10.0.0.5", agent=""
            ).token
        leaving.locks_at_once(officer)
        assert leaving.account(officer).locked_from == office.today()
        with office.database.reading() as tx:
            assert load_actor(tx, office, token=token, address="10.0.0.5") is None

    @on_both_databases
    def test_moves_everything_to_the_head_whatever_the_heads_roles_are(
        self, office, leaving, step, officer, people, complaint
    ):
        head = people["head"]
        direct(complaint, head, officer.name)
        moved = leaving.locks_at_once(officer)
        assert moved.by_head == {head.account_id: 2}
        assert complaint.items[0].assignee_id == head.account_id
        assert leaving.duties(officer) == ()
        with office.database.reading() as tx:
            direction = tx.scalars(select(Note).where(Note.kind == "direction")).one()
        assert direction.for_account_id == head.account_id

    @on_both_databases
    def test_names_the_head_for_the_tasks_of_the_person_until_a_decision_names_another(
        self, leaving, complaint, people, colleagues, hands
    ):
        complaint.go_to("verify")
        leaving.locks_at_once(people["verifier"])
        item = complaint.item("verify")
        assert item.assignee_id == people["head"].account_id
        hands.assign(
            people["head"], item, to=colleagues["verifier"], reason="Cử lại.", paper=hands.paper()
        )
        complaint.do("verify", by=colleagues["verifier"])

    def test_keeps_minutes_and_says_that_it_was_one(self, leaving, step, officer, people):
        leaving.locks_at_once(officer)
        (minutes,) = leaving.minutes
        assert (minutes.kind, minutes.document) == ("emergency", "77/UBND-VP")
        assert minutes.receivers == (people["head"].name,)
        (handover,) = leaving.handovers
        assert (handover.kind, handover.state) == ("emergency", "done")

    def test_ends_a_handover_that_was_under_way(self, leaving, step, officer):
        leaving.opens(officer)
        leaving.locks_at_once(officer)
        assert [one.state for one in leaving.handovers] == ["cancelled", "done"]


class TestTheHead:
    def test_is_told_by_mail_that_work_is_to_be_handed_over(
        self, mailing, leaving, step, officer, people
    ):
        leaving.opens(officer)
        with mailing.database.reading() as tx:
            (mail,) = tx.scalars(select(OutboxMessage))
        assert mail.account_id == people["head"].account_id
        assert mail.subject == f"{officer.name} bàn giao: 1 việc chờ giao cho người khác"

    def test_is_told_by_mail_how_much_came(self, mailing, leaving, step, officer, people):
        leaving.locks_at_once(officer)
        with mailing.database.reading() as tx:
            (mail,) = tx.scalars(select(OutboxMessage))
        assert mail.account_id == people["head"].account_id
        assert mail.subject == f"Tài khoản của {officer.name} bị khóa: 1 việc chuyển đến bạn"

    def test_who_is_locked_leaves_the_work_to_the_deputy(
        self, office, leaving, complaint, people, colleagues
    ):
        complaint.go_to("accept")
        unit_id = people["head"].assignments[0].unit_id
        with office.database.writing() as tx:
            deputy = people["section_head"]
            tx.add(
                RoleAssignment(
                    account_id=deputy.account_id,
                    unit_id=unit_id,
                    role="deputy",
                    valid_from=office.today(),
                )
            )
        direct(complaint, people["head"], people["head"].name)
        for head in (colleagues["head"], people["head"]):
            moved = leaving.locks_at_once(head)
        assert moved.by_head == {deputy.account_id: 1}

    def test_who_is_missing_leaves_steps_free_and_directions_to_a_head_to_come(
        self, office, leaving, step, officer, people, complaint
    ):
        direct(complaint, people["head"], officer.name)
        unit_id = officer.assignments[0].unit_id
        with office.database.writing() as tx:
            leaders = RoleAssignment.role.in_(("head", "deputy", "section_head"))
            for one in tx.scalars(select(RoleAssignment).where(leaders)):
                one.valid_to = office.today() - DAY
        moved = leaving.locks_at_once(officer)
        assert (moved.by_head, moved.free) == ({}, 1)
        assert complaint.items[0].assignee_id is None
        with office.database.reading() as tx:
            direction = tx.scalars(select(Note).where(Note.kind == "direction")).one()
        assert (direction.for_role, direction.for_unit_id) == ("head", unit_id)

    def test_who_is_missing_leaves_drafts_where_they_are(self, office, leaving, people):
        """The lock may be taken back; what was typed would be lost."""
        registrar = people["registrar"]
        with office.database.writing() as tx:
            save_draft(tx, office, registrar, place="intake:triage", values={"title": ["x"]})
            leaders = RoleAssignment.role.in_(("head", "deputy", "section_head"))
            for one in tx.scalars(select(RoleAssignment).where(leaders)):
                one.valid_to = office.today() - DAY
        leaving.locks_at_once(registrar)
        with office.database.reading() as tx:
            assert [one.account_id for one in tx.scalars(select(Draft))] == [registrar.account_id]

    def test_who_is_missing_is_missed_by_who_leads_the_unit_above(
        self, mailing, leaving, step, officer, people
    ):
        """The head of a unit without a deputy is locked: nobody in it would see what waits."""
        unit_id = officer.assignments[0].unit_id
        leader = people["inspectorate"]
        with mailing.database.writing() as tx:
            leaders = RoleAssignment.role.in_(("head", "deputy", "section_head"))
            for one in tx.scalars(select(RoleAssignment).where(leaders)):
                one.valid_to = mailing.today() - DAY
            above = tx.get_one(Unit, tx.get_one(Unit, unit_id).parent_id)
            tx.add(
                RoleAssignment(
                    account_id=leader.account_id,
                    unit_id=above.id,
                    role="head",
                    valid_from=mailing.today(),
                )
            )
        leaving.locks_at_once(officer)
        with mailing.database.reading() as tx:
            (mail,) = tx.scalars(select(OutboxMessage))
        assert mail.account_id == leader.account_id
        assert (
            mail.subject == f"Đơn vị chưa có người đứng đầu: 1 việc của {officer.name} chưa ai nhận"
        )


class TestRefusal:
    def test_of_an_account_that_is_locked(self, leaving, officer):
        leaving.locks_at_once(officer)
        with pytest.raises(HandoverRefusedError) as refused:
            leaving.locks_at_once(officer)
        assert refused.value.reason == "locked"

    def test_of_the_last_who_administers(self, office, leaving, people, officer):
        """The only other administrator's role ends today: nobody would be left tomorrow."""
        other = people["inspectorate"]
        with office.database.writing() as tx:
            tx.add(
                RoleAssignment(
                    account_id=other.account_id,
                    unit_id=other.assignments[0].unit_id,
                    role="administrator",
                    valid_from=office.today(),
                )
            )
        leaving.locks_at_once(people["administrator"], by=_administering(other, people))
        with pytest.raises(HandoverRefusedError) as refused:
            leaving.locks_at_once(other)
        assert refused.value.reason == "last"

    def test_by_an_administrator_who_is_to_be_locked(self, office, leaving, people):
        """Who goes tomorrow leaves nobody behind by locking the other one today."""
        other = people["inspectorate"]
        with office.database.writing() as tx:
            tx.add(
                RoleAssignment(
                    account_id=other.account_id,
                    unit_id=other.assignments[0].unit_id,
                    role="administrator",
                    valid_from=office.today(),
                )
            )
        leaving.opens(other, from_day=office.today() + DAY)
        leaving.finishes(other)
        with pytest.raises(HandoverRefusedError) as refused:
            leaving.locks_at_once(people["administrator"], by=_administering(other, people))
        assert refused.value.reason == "last"


class TestLockedHolders:
    """A locked account holds no open work, however it came to it (R15.2g)."""

    @on_both_databases
    def test_lose_what_they_took_between_the_handover_and_the_day_of_the_lock(
        self, office, leaving, officer, people, complaint
    ):
        leaving.opens(officer, from_day=office.today() + DAY)
        leaving.finishes(officer)
        with office.database.writing() as tx:
            claim_item(tx, office, officer, item_id=complaint.items[0].id)
        assert sweep(office) == 0
        office.clock.set(office.clock.now() + DAY)
        assert sweep(office) == 1
        assert complaint.items[0].assignee_id == people["head"].account_id
        assert sweep(office) == 0
        assert [one.kind for one in leaving.handovers] == ["lock", "late"]

    def test_with_nothing_but_drafts_are_left_alone(self, office, leaving, people):
        registrar = people["registrar"]
        leaving.opens(registrar, from_day=office.today())
        leaving.finishes(registrar)
        with office.database.writing() as tx:
            save_draft(tx, office, registrar, place="intake:triage", values={"title": ["x"]})
        assert sweep(office) == 0
        with office.database.reading() as tx:
            assert len(tx.scalars(select(Draft)).all()) == 1


def _administering(person, people):
    """Return the person with the role that the database has just given."""
    return type(person)(
        **{name: getattr(person, name) for name in ("account_id", "name", "email")},
        assignments=(*person.assignments, *people["administrator"].assignments),
    )
