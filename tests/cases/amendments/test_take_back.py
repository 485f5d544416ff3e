"""Rút lại: the step just done is taken back before the next person has opened what follows."""

from datetime import date
from functools import partial

import pytest
from sqlalchemy import select

from cases.actions.claim_item import claim_item
from cases.actions.see_item import see_item
from cases.actions.take_back_step import TakenBack, take_back_step
from cases.amendments.current_events import current_events
from cases.amendments.undone_events import Undoing, undo_events
from cases.errors import NotAllowedError, NotAmendableError, NotFoundError
from cases.models.event import Event
from cases.models.journal_entry import JournalEntry
from cases.queries.first_look import unseen_item
from cases.queries.step_page import step_page
from cases.runs.locked_run import lock_run
from tests.cases.amendments.corrections import amendments, last_step
from tests.cases.at_once import at_once
from tests.cases.fixtures import on_both_databases
from tests.cases.statements import sent_to
from tests.cases.test_two_at_once import completing, many_trials


def take_back(matter, element, by):
    with matter.office.database.writing() as tx:
        return take_back_step(tx, matter.office, by, step_id=last_step(matter, element).id)


def see(matter, element, by):
    look(matter.office, by, matter.item(element).id)


def look(office, actor, item_id):
    with office.database.writing() as tx:
        see_item(tx, office, actor, item_id=item_id)


def refusal(matter, element, by):
    with pytest.raises(NotAmendableError) as refused:
        take_back(matter, element, by)
    return refused.value


def stored(matter, table, *conditions):
    with matter.office.database.reading() as tx:
        return list(tx.scalars(select(table).where(*conditions).order_by(table.id)))


@pytest.fixture
def proposed(complaint):
    """A complaint whose handling has just been proposed."""
    complaint.do("propose_handling")
    return complaint


@on_both_databases
class TestStepTakenBack:
    def test_waits_again_for_who_had_done_it(self, proposed, people):
        done = take_back(proposed, "propose_handling", people["petition_officer"])
        assert proposed.open == ["propose_handling"]
        item = proposed.item("propose_handling")
        assert item.claimant_id == people["petition_officer"].account_id
        assert (done.run_id, done.task_id) == (proposed.run_id, item.task_id)
        assert item.due_on == date(2026, 9, 9)

    def test_comes_back_with_what_was_answered(self, proposed, people, office):
        take_back(proposed, "propose_handling", people["petition_officer"])
        task_id = proposed.item("propose_handling").task_id
        with office.database.reading() as tx:
            page = step_page(
                tx, office, people["petition_officer"], run_id=proposed.run_id, task_id=task_id
            )
        assert page.values["reason"] == "Đủ điều kiện thụ lý."
        assert page.values["handling"] == "accept"
        assert page.values["eligible"] is True
        assert page.values["competence"] == "own"
        assert page.values["number"] == "11/PĐX"

    def test_stays_in_the_history_and_so_does_taking_it_back(self, proposed, people):
        take_back(proposed, "propose_handling", people["petition_officer"])
        assert [step.outcome for step in proposed.steps] == ["done", "done", "cancelled"]
        (amendment,) = amendments(proposed)
        assert (amendment.kind, amendment.step_id) == ("taken_back", proposed.steps[1].id)

    def test_leaves_its_event_void_and_its_paper_marked(self, proposed, people, office):
        take_back(proposed, "propose_handling", people["petition_officer"])
        (event,) = stored(proposed, Event, Event.code == "handling_proposed")
        (void,) = stored(proposed, Event, Event.code == "event_voided")
        assert void.corrects_id == event.id
        paper = next(one for one in proposed.documents if one.number == "11/PĐX")
        assert paper.voided_at == office.clock.now()

    def test_is_done_again_as_if_for_the_first_time(self, proposed, people):
        take_back(proposed, "propose_handling", people["petition_officer"])
        proposed.do("propose_handling", number="12/PĐX")
        proposed.do("approve_proposal")
        assert proposed.open == ["accept"]


class TestDeadlines:
    def test_that_it_closed_run_again(self, complaint, people, office):
        before = complaint.go_to("accept").running
        complaint.do("accept")
        assert sorted(complaint.running) == ["kn1_resolve"]
        with office.database.writing() as tx:
            run = lock_run(tx, office, complaint.run_id)
            events = [one for one in current_events(tx, run) if one.code == "accepted"]
            head = people["head"].account_id
            undo_events(Undoing(tx, run, head, office.today(), office.clock.now()), events)
        assert complaint.running == before
        opened = complaint.deadline("kn1_resolve")
        assert (opened.closed_on, opened.late_by_law) == (office.today(), None)
        assert (complaint.case.accepted_on, complaint.case.acceptance_number) == (None, None)

    def test_that_it_opened_are_not_counted(self, complaint, people):
        complaint.go_to("assign_verification")
        before = complaint.running
        complaint.do("assign_verification")
        take_back(complaint, "assign_verification", people["head"])
        assert complaint.running == before
        assert complaint.open == ["assign_verification"]


class TestWhatIsInTheWay:
    def test_is_that_the_next_person_has_opened_the_step(self, proposed, people):
        see(proposed, "approve_proposal", people["section_head"])
        refused = refusal(proposed, "propose_handling", people["petition_officer"])
        assert (refused.reason, refused.detail) == ("seen", "Duyệt đề xuất")

    def test_is_that_somebody_has_taken_it(self, proposed, people, office):
        with office.database.writing() as tx:
            claim_item(
                tx, office, people["section_head"], item_id=proposed.item("approve_proposal").id
            )
        refused = refusal(proposed, "propose_handling", people["petition_officer"])
        assert (refused.reason, refused.detail) == ("seen", people["section_head"].name)

    def test_is_that_the_case_has_gone_on(self, complaint, people):
        complaint.go_to("assign_verification")
        refused = refusal(complaint, "accept", people["head"])
        assert refused.reason == "moved_on"

    def test_is_that_a_case_was_opened(self, proposed, people):
        proposed.do("approve_proposal")
        refused = refusal(proposed.triage, "approve_proposal", people["section_head"])
        assert refused.reason == "closed"

    def test_is_that_it_was_taken_back_already(self, proposed, people):
        take_back(proposed, "propose_handling", people["petition_officer"])
        refused = refusal(proposed, "propose_handling", people["petition_officer"])
        assert refused.reason == "moved_on"

    def test_is_that_the_petition_is_in_the_books(self, complaint, people):
        assert refusal(complaint, "register", people["registrar"]).reason == "registered"

    def test_is_that_a_decision_was_signed(self, complaint, people):
        complaint.go_to("decide").do("decide")
        assert refusal(complaint, "decide", people["head"]).reason == "signed"

    def test_is_that_it_records_what_others_did(self, complaint, people):
        complaint.receive()
        assert refusal(complaint, "withdrawn", people["registrar"]).reason == "message"

    def test_is_that_something_followed_from_it(self, accepted_complaint, people):
        suspension = accepted_complaint.start("complaint_suspension")
        suspension.do("send_suspension")
        suspension.do("watch_ground")
        suspension.do("resume")
        assert refusal(suspension, "resume", people["head"]).reason == "effects"

    def test_is_that_the_case_is_closed(self, complaint, people):
        complaint.receive()
        complaint.do("file_withdrawn")
        refused = refusal(complaint, "file_withdrawn", people["petition_officer"])
        assert refused.reason == "closed"

    def test_is_that_somebody_else_did_it(self, proposed, people, colleagues):
        for somebody in (people["head"], colleagues["petition_officer"]):
            with pytest.raises(NotAllowedError):
                take_back(proposed, "propose_handling", somebody)

    def test_is_that_one_may_not_know_of_it(self, proposed, strangers):
        with pytest.raises(NotFoundError):
            take_back(proposed, "propose_handling", strangers["petition_officer"])


class TestPartOfTheProcedureThatHasEnded:
    def test_is_not_opened_again(self, complaint, people):
        complaint.do("propose_handling", handling="guide", competence="not_own")
        complaint.do("approve_proposal")
        before, waiting = complaint.running, complaint.open
        assert waiting == ["guide_author"]
        assert refusal(complaint, "approve_proposal", people["section_head"]).reason == "level"
        assert (complaint.running, complaint.open) == (before, waiting)


class TestFirstLook:
    def test_is_that_of_somebody_else_than_who_did_the_step_before(self, proposed, people, office):
        item = proposed.item("approve_proposal")
        asked = {"run_id": proposed.run_id, "task_id": item.task_id}
        with office.database.reading() as tx:
            assert unseen_item(tx, people["section_head"], **asked) == item.id
            assert unseen_item(tx, people["petition_officer"], **asked) is None

    def test_happens_once(self, proposed, people, office, colleagues):
        see(proposed, "approve_proposal", people["section_head"])
        first = proposed.item("approve_proposal").seen_at
        office.clock.set(office.clock.now().replace(hour=15))
        see(proposed, "approve_proposal", colleagues["section_head"])
        assert proposed.item("approve_proposal").seen_at == first
        entries = stored(proposed, JournalEntry, JournalEntry.action == "see_item")
        assert len(entries) == 1

    def test_is_for_who_may_do_the_step(self, proposed, people, strangers):
        with pytest.raises(NotAllowedError):
            see(proposed, "approve_proposal", people["registrar"])
        with pytest.raises(NotFoundError):
            see(proposed, "approve_proposal", strangers["section_head"])


class TestAtTheSameMoment:
    @many_trials
    def test_either_it_is_taken_back_or_the_next_person_opens_it(
        self, office, people, register_complaint, trials
    ):
        for _ in range(trials):
            complaint = register_complaint()
            complaint.do("propose_handling")
            item_id = complaint.item("approve_proposal").id
            back, opened = at_once(
                [
                    partial(take_back, complaint, "propose_handling", people["petition_officer"]),
                    partial(look, office, people["section_head"], item_id),
                ]
            )
            if isinstance(back, TakenBack):
                assert isinstance(opened, NotFoundError), opened
                assert complaint.open == ["propose_handling"]
            else:
                assert isinstance(back, NotAmendableError), back
                assert opened is None, opened
                assert complaint.open == ["approve_proposal"]

    @many_trials
    def test_either_it_is_taken_back_or_the_next_step_is_done(
        self, office, people, register_complaint, trials
    ):
        for _ in range(trials // 5):
            complaint = register_complaint()
            complaint.do("propose_handling")
            item, answers = complaint.item("approve_proposal"), complaint.filled("approve_proposal")
            back, _done = at_once(
                [
                    partial(take_back, complaint, "propose_handling", people["petition_officer"]),
                    completing(complaint, people["section_head"], item, answers),
                ]
            )
            complaint.go_on()
            expected = ["propose_handling"] if isinstance(back, TakenBack) else ["accept"]
            assert complaint.open == expected


class TestBudget:
    def test_is_small(self, proposed, people):
        step = last_step(proposed, "propose_handling")
        with sent_to(proposed.office.database) as sent, proposed.office.database.writing() as tx:
            take_back_step(tx, proposed.office, people["petition_officer"], step_id=step.id)
        assert sent.commits == 1
        assert len(sent.statements) <= 24, (len(sent.statements), sent.statements)
