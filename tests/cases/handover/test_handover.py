"""Handing over before a lock or a move (điểm g khoản 2 Điều 15 Quy chế 2003/QĐ-UBND)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from cases.actions.save_draft import save_draft
from cases.assigning.refusals import AssignmentRefusedError, Why
from cases.demo.people import WARD
from cases.errors import NotAllowedError, NotFoundError, SubmissionRefusedError
from cases.file_store import path_of
from cases.handover.asked import MOVE
from cases.handover.duty import DutyKind
from cases.handover.refusals import HandoverRefusedError
from cases.models.draft import Draft
from cases.models.journal_entry import JournalEntry
from cases.models.note import Note
from cases.models.petition import Petition
from cases.queries.actors import actor_of
from cases.queries.people import people_with_role
from tests.cases.actions.test_notes import direct
from tests.cases.authority import Authority
from tests.cases.fixtures import on_both_databases
from tests.cases.installations import OTHER_WARD
from tests.cases.matter import Matter
from tests.cases.secret_matter import SecretMatter
from tests.cases.statements import sent_to

DAY = timedelta(days=1)


def drafts(office):
    with office.database.reading() as tx:
        rows = tx.scalars(select(Draft).order_by(Draft.id))
        return [(row.account_id, row.place, row.raw) for row in rows]


@pytest.fixture
def draft(office):
    def draft(person, place):
        with office.database.writing() as tx:
            save_draft(tx, office, person, place=place, values={"title": ["Viết dở"]})

    return draft


class TestOpenDuties:
    def test_are_the_steps_that_the_person_has_taken_or_was_given(self, leaving, step, officer):
        (duty,) = leaving.duties(officer)
        assert (duty.kind, duty.id, duty.role) == (DutyKind.STEP, str(step.id), step.role)
        assert duty.code
        assert not duty.is_named

    def test_are_none_where_others_have_everything(self, leaving, step, people):
        assert leaving.duties(people["registrar"]) == ()

    def test_are_the_tasks_for_which_a_decision_names_the_person(self, leaving, complaint, people):
        complaint.go_to("verify")
        (now,) = leaving.duties(people["verifier"])
        assert (now.kind, now.task) == (DutyKind.STEP, "verifier")

    def test_are_directions_without_an_answer(self, leaving, complaint, people, officer):
        direct(complaint, people["head"], officer.name)
        (duty,) = leaving.duties(officer)
        assert (duty.kind, duty.role) == (DutyKind.DIRECTION, None)

    def test_are_forms_filled_in_by_half_but_not_those_of_own_steps(
        self, leaving, step, officer, people, draft
    ):
        draft(officer, f"step:{step.run_id}:{step.task_id}")
        draft(people["registrar"], "intake:triage")
        draft(people["registrar"], "step:99:gone")
        assert [one.kind for one in leaving.duties(officer)] == [DutyKind.STEP]
        (of_intake,) = leaving.duties(people["registrar"])
        assert (of_intake.kind, of_intake.role) == (DutyKind.DRAFT, "registrar")


class TestHandover:
    @on_both_databases
    def test_gives_a_step_with_its_draft_to_who_holds_the_role(
        self, office, leaving, step, officer, colleagues, complaint, draft
    ):
        place = f"step:{step.run_id}:{step.task_id}"
        draft(officer, place)
        leaving.opens(officer)
        leaving.gives(officer, colleagues["petition_officer"])
        assert leaving.duties(officer) == ()
        assert complaint.items[0].assignee_id == colleagues["petition_officer"].account_id
        assert drafts(office) == [
            (colleagues["petition_officer"].account_id, place, '{"title":["Viết dở"]}')
        ]

    def test_locks_the_account_when_nothing_is_left(
        self, office, leaving, step, officer, colleagues
    ):
        leaving.opens(officer, from_day=office.today() + DAY)
        leaving.gives(officer, colleagues["petition_officer"])
        leaving.finishes(officer)
        account = leaving.account(officer)
        assert account.locked_from == office.today() + DAY
        assert (account.lock_ground, account.lock_document) == (
            "moved",
            "12/QĐ-UBND ngày 20/08/2026",
        )
        assert leaving.handovers[0].state == "done"

    def test_cannot_be_finished_while_anything_is_open(self, leaving, step, officer):
        """R15.2g: a locked account holds no open work."""
        leaving.opens(officer)
        with pytest.raises(HandoverRefusedError) as refused:
            leaving.finishes(officer)
        assert (refused.value.reason, refused.value.count) == ("duties", 1)
        assert leaving.account(officer).locked_from is None

    def test_writes_minutes_that_name_what_went_to_whom_by_its_code(
        self, office, leaving, step, officer, colleagues, complaint
    ):
        leaving.opens(officer)
        leaving.gives(officer, colleagues["petition_officer"])
        leaving.finishes(officer)
        (minutes,) = leaving.minutes
        (line,) = minutes.lines
        assert (line.code, line.name) == (complaint.registered.code, step.name)
        assert minutes.receivers == (colleagues["petition_officer"].name,)
        assert minutes.article == "điểm a khoản 3 Điều 8 Quy chế 2003/QĐ-UBND"
        assert path_of(office.settings.var, leaving.handovers[0].minutes).read_bytes() == b"minutes"

    @on_both_databases
    def test_can_be_open_once_for_a_person(self, leaving, officer):
        """Two administrators begin at once: the second is told that it is under way."""
        leaving.opens(officer)
        with pytest.raises(HandoverRefusedError) as refused:
            leaving.opens(officer)
        assert refused.value.reason == "open"
        leaving.cancels(officer)
        assert leaving.opens(officer)

    def test_is_finished_once(self, leaving, officer):
        leaving.opens(officer)
        leaving.finishes(officer)
        with pytest.raises(HandoverRefusedError) as refused:
            leaving.finishes(officer)
        assert refused.value.reason == "none"

    def test_goes_on_where_the_holder_has_ended_the_step_meanwhile(
        self, leaving, step, officer, colleagues, complaint
    ):
        leaving.opens(officer)
        seen = leaving.duties(officer)
        complaint.do(step.element, by=officer)
        with pytest.raises(AssignmentRefusedError) as refused:
            leaving.gives(officer, colleagues["petition_officer"], *seen)
        assert [one.why for one in refused.value.refused] == [Why.GONE]
        leaving.finishes(officer)


class TestNewOwner:
    def test_must_hold_the_role_in_the_unit(self, leaving, step, officer, people, strangers):
        leaving.opens(officer)
        for wrong in (people["registrar"], strangers["petition_officer"], officer):
            with pytest.raises(AssignmentRefusedError) as refused:
                leaving.gives(officer, wrong)
            assert [one.why for one in refused.value.refused] == [Why.ROLE]

    def test_must_not_be_leaving_too(self, leaving, step, officer, colleagues):
        leaving.opens(officer)
        leaving.opens(colleagues["petition_officer"])
        with pytest.raises(AssignmentRefusedError) as refused:
            leaving.gives(officer, colleagues["petition_officer"])
        assert [one.why for one in refused.value.refused] == [Why.LEAVING]

    def test_is_nobody_who_leaves_on_other_pages_either(
        self, office, leaving, complaint, officer, people, hands
    ):
        leaving.opens(officer)
        with pytest.raises(AssignmentRefusedError) as refused:
            hands.assign(people["head"], complaint.items[0], to=officer)
        assert [one.why for one in refused.value.refused] == [Why.LEAVING]
        with office.database.reading() as tx:
            named = people_with_role(tx, office, role="petition_officer", unit_ids=officer.unit_ids)
        assert str(officer.account_id) not in dict(named)

    def test_of_a_task_with_a_name_is_named_by_the_head_with_a_decision(
        self, leaving, complaint, people, colleagues, hands
    ):
        complaint.go_to("verify")
        verifier, new = people["verifier"], colleagues["verifier"]
        leaving.opens(verifier)
        with pytest.raises(AssignmentRefusedError) as refused:
            leaving.gives(verifier, new, paper=hands.paper())
        assert [one.why for one in refused.value.refused] == [Why.NAMED]
        with pytest.raises(SubmissionRefusedError):
            leaving.gives(verifier, new, by=people["head"])
        leaving.gives(verifier, new, by=people["head"], paper=hands.paper("88/QĐ-UBND"))
        (decision,) = [one for one in complaint.documents if one.number == "88/QĐ-UBND"]
        assert complaint.item("verify").assignee_id == new.account_id
        complaint.do("verify", by=new)
        assert complaint.item("verify_report").assignee_id == new.account_id
        assert leaving.lines[0].document_id == decision.id

    def test_of_a_direction_is_asked_for_the_answer(
        self, office, leaving, complaint, people, officer, colleagues
    ):
        direct(complaint, people["head"], officer.name)
        leaving.opens(officer)
        leaving.gives(officer, colleagues["registrar"])
        with office.database.reading() as tx:
            direction = tx.scalars(select(Note).where(Note.kind == "direction")).one()
        assert direction.for_account_id == colleagues["registrar"].account_id

    def test_of_a_draft_finds_it_in_the_form(self, office, leaving, people, colleagues, draft):
        draft(people["registrar"], "intake:triage")
        leaving.opens(people["registrar"])
        leaving.gives(people["registrar"], colleagues["registrar"])
        assert drafts(office)[0][:2] == (colleagues["registrar"].account_id, "intake:triage")

    def test_need_not_be_found_for_a_draft(self, office, leaving, people, draft):
        draft(people["registrar"], "intake:triage")
        leaving.opens(people["registrar"])
        leaving.gives(people["registrar"], None)
        assert drafts(office) == []

    def test_keeps_what_they_have_begun_themselves(
        self, office, leaving, people, colleagues, draft
    ):
        for person in (people["registrar"], colleagues["registrar"]):
            draft(person, "intake:triage")
        leaving.opens(people["registrar"])
        leaving.gives(people["registrar"], colleagues["registrar"])
        assert [one[0] for one in drafts(office)] == [colleagues["registrar"].account_id]


class TestWhoMay:
    @pytest.mark.parametrize("role", ["head", "section_head", "registrar"])
    def test_open_finish_and_cancel_is_the_administrators(self, leaving, people, officer, role):
        leaving.opens(officer)
        for act in (leaving.opens, leaving.finishes, leaving.cancels, leaving.locks_at_once):
            with pytest.raises(NotAllowedError):
                act(officer, by=people[role])

    def test_give_are_the_leaders_of_the_unit_too(self, leaving, step, officer, people, colleagues):
        leaving.opens(officer)
        leaving.gives(officer, colleagues["petition_officer"], by=people["section_head"])
        assert leaving.duties(officer) == ()

    @pytest.mark.parametrize("who", ["registrar", "stranger"])
    def test_others_are_told_nothing(
        self, leaving, step, officer, people, strangers, colleagues, who
    ):
        leaving.opens(officer)
        other = strangers["head"] if who == "stranger" else people["registrar"]
        with pytest.raises(NotFoundError):
            leaving.gives(officer, colleagues["petition_officer"], by=other)

    def test_nobody_locks_or_moves_themselves(self, leaving, people):
        for act in (leaving.opens, leaving.locks_at_once):
            with pytest.raises(HandoverRefusedError) as refused:
                act(people["administrator"])
            assert refused.value.reason == "own"


class TestMove:
    @pytest.fixture
    def moved(self, leaving, officer):
        """Move the officer to the other ward."""

        def move(**planned):
            usual = {
                "kind": MOVE,
                "ground": None,
                "from_unit_id": officer.assignments[0].unit_id,
                "to_unit_code": OTHER_WARD,
                "to_roles": ("verifier",),
            }
            return leaving.opens(officer, **(usual | planned))

        return move

    def test_ends_the_role_here_and_begins_one_there(
        self, office, leaving, moved, officer, strangers
    ):
        moved()
        leaving.finishes(officer)
        with office.database.reading() as tx:
            actor = actor_of(tx, office, email=officer.email)
        there = strangers["head"].assignments[0].unit_id
        assert [(one.role, one.unit_id) for one in actor.assignments] == [("verifier", there)]
        assert leaving.account(officer).locked_from is None

    def test_cannot_be_finished_while_work_of_the_unit_is_open(self, leaving, moved, step, officer):
        moved()
        with pytest.raises(HandoverRefusedError) as refused:
            leaving.finishes(officer)
        assert refused.value.reason == "duties"

    def test_leads_to_another_unit(self, leaving, moved, officer, strangers):
        there = strangers["head"].assignments[0].unit_id
        for planned in ({"to_unit_code": WARD}, {"to_unit_code": "x"}, {"from_unit_id": there}):
            with pytest.raises(SubmissionRefusedError):
                moved(**planned)


class TestDelegation:
    def test_ends_with_who_gave_it_by_who_may_decide_of_it(
        self, office, leaving, people, colleagues
    ):
        head, deputy = people["head"], people["petition_officer"]
        authority = Authority(office)
        authority.delegate(head, deputy)
        (duty,) = leaving.duties(head)
        assert duty.kind is DutyKind.DELEGATION
        assert [one.kind for one in leaving.duties(deputy)] == [DutyKind.DELEGATION]
        leaving.opens(head)
        for to, by in ((colleagues["head"], colleagues["head"]), (None, people["section_head"])):
            with pytest.raises(AssignmentRefusedError):
                leaving.gives(head, to, duty, by=by)
        leaving.gives(head, None, by=colleagues["head"])
        assert authority.now(deputy).delegations == ()
        leaving.finishes(head)
        assert leaving.lines[0].kind == "delegation"

    def test_ends_at_once_with_an_emergency_lock(self, office, leaving, people):
        authority = Authority(office)
        authority.delegate(people["head"], people["petition_officer"])
        leaving.locks_at_once(people["petition_officer"])
        assert leaving.duties(people["head"]) == ()


class TestProtectedMatters:
    def test_of_a_secret_record_no_reason_is_kept_and_the_minutes_say_only_its_code(
        self, office, leaving, people, colleagues, hands
    ):
        matter = SecretMatter.received(office, people)
        (item,) = matter.items
        officer = people[item.role]
        hands.assign(people["head"], item, to=officer)
        leaving.opens(officer)
        leaving.gives(officer, colleagues[item.role])
        leaving.finishes(officer)
        (line,) = leaving.minutes[0].lines
        assert (line.code, line.name) == (matter.registered.code, "Việc về hồ sơ mật")
        assert hands.history[-1][3] == ""

    def test_of_a_denunciation_the_minutes_say_only_its_code(
        self, office, leaving, people, colleagues, hands
    ):
        """Khoản 7 Điều 5 Quy chế 2003/QĐ-UBND."""
        matter = Matter.register(office, people, kind="unclassified")
        with office.database.writing() as tx:
            tx.get_one(Petition, matter.registered.petition_id).kind = "denunciation"
        (item,) = matter.items
        officer = people[item.role]
        hands.assign(people["head"], item, to=officer)
        leaving.opens(officer)
        leaving.gives(officer, colleagues[item.role])
        leaving.finishes(officer)
        (line,) = leaving.minutes[0].lines
        assert line.name == "Việc về đơn tố cáo"


class TestJournal:
    def test_tells_every_act_without_a_name(self, office, leaving, step, officer, colleagues):
        leaving.opens(officer)
        leaving.gives(officer, colleagues["petition_officer"])
        leaving.finishes(officer)
        with office.database.reading() as tx:
            entries = tx.scalars(select(JournalEntry).order_by(JournalEntry.id.desc()).limit(4))
            told = [(one.action, one.detail) for one in entries]
        assert [action for action, _ in reversed(told)] == [
            "open_handover",
            "give_duties",
            "lock_account",
            "finish_handover",
        ]
        assert officer.name not in "".join(detail for _, detail in told)


class TestSize:
    def test_of_what_is_sent_does_not_grow_with_the_number_of_steps(
        self, office, leaving, officer, colleagues, people, register_complaint, hands
    ):
        """But for the reasons, which SQLite takes one by one."""
        counts = []
        for many in (1, 3):
            matters = [register_complaint(date(2026, 8, 20 + one)) for one in range(many)]
            items = [one.items[0] for one in matters]
            hands.assign(people["head"], *items, to=officer)
            leaving.opens(officer)
            with sent_to(office.database) as sent:
                leaving.gives(officer, colleagues["petition_officer"])
            leaving.cancels(officer)
            notes = [one for one in sent.statements if one.startswith("INSERT INTO note ")]
            counts.append((len(sent.statements) - len(notes), sent.commits))
        assert counts[0] == counts[1]
