"""What ends a step, and everything that keeps somebody from ending it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from cases.actions.claim_item import claim_item
from cases.actions.complete_step import complete_step
from cases.actions.save_draft import save_draft
from cases.errors import (
    ItemTakenError,
    NotAllowedError,
    NotFoundError,
    PausedCaseError,
    SeparationOfDutiesError,
    StepAlreadyDoneError,
    SubmissionRefusedError,
)
from cases.models.answer import Answer
from cases.models.assignment import Assignment
from cases.models.case import Case
from cases.models.draft import Draft
from cases.models.event import Event
from cases.models.role_assignment import RoleAssignment
from cases.models.run import Run
from cases.queries.actors import actor_of
from cases.queries.work_list import WorkFilter, work_list
from tests.cases.answers import COMPLEX, on
from tests.cases.fixtures import on_both_databases
from tests.cases.matter import MAIN_PATH
from tests.cases.statements import sent_to


def attempt(complaint, actor, item, submission=None):
    """Try to complete a step that is shown on an open page."""
    with complaint.office.database.writing() as tx:
        return complete_step(
            tx,
            complaint.office,
            actor,
            run_id=complaint.run_id,
            task_id=item.task_id,
            submission=submission or complaint.filled(item.element),
        )


def give_role(office, actor, role):
    """Give a person one more role in their unit, as in a small office."""
    with office.database.writing() as tx:
        tx.add(
            RoleAssignment(
                account_id=actor.account_id,
                unit_id=actor.assignments[0].unit_id,
                role=role,
                valid_from=office.today(),
            )
        )
    with office.database.reading() as tx:
        return actor_of(tx, office, email=actor.email)


class TestEndedStep:
    @on_both_databases
    def test_says_what_was_done_and_what_waits_now(self, complaint):
        done = complaint.do("propose_handling")
        assert (done.step_name, done.next_steps) == ("Đề xuất hướng xử lý đơn", ("Duyệt đề xuất",))
        assert done.case_code == complaint.registered.code

    def test_leaves_a_line_of_history(self, complaint, people, office):
        complaint.do("propose_handling")
        step = complaint.steps[-1]
        assert (step.element, step.outcome) == ("propose_handling", "done")
        assert step.account_id == people["petition_officer"].account_id
        assert (step.opened_at, step.ended_at) == (office.clock.now(), office.clock.now())
        assert step.due_on == date(2026, 9, 9)

    def test_sums_up_the_choices_in_words(self, complaint):
        complaint.go_to("accept")
        complaint.do("accept")
        assert complaint.steps[-1].summary == "Thụ lý để giải quyết"

    def test_sums_up_a_yes_by_its_question(self, complaint):
        complaint.go_to("verify_report")
        complaint.do("verify_report")
        assert complaint.steps[-1].summary == (
            "Kết quả xác minh còn khác yêu cầu của người khiếu nại"
        )

    def test_hands_the_case_to_the_next_person(self, complaint, office):
        complaint.do("propose_handling")
        (item,) = complaint.items
        assert (item.element, item.role) == ("approve_proposal", "section_head")
        assert (item.case_id, item.kind) == (complaint.registered.case_id, "complaint")
        assert item.opened_at == office.clock.now()

    def test_keeps_facts_as_routing_values(self, complaint):
        before = complaint.facts
        complaint.do("propose_handling")
        assert complaint.facts == before | {"handling": '"accept"'}

    @on_both_databases
    def test_ties_event_and_document_to_the_step(self, complaint, office):
        complaint.do("propose_handling")
        with office.database.reading() as tx:
            event = tx.scalars(select(Event).order_by(Event.id.desc())).first()
        (paper,) = complaint.documents
        assert (event.step_id, event.document_id) == (complaint.steps[-1].id, paper.id)
        assert (paper.step_id, paper.number) == (complaint.steps[-1].id, "11/PĐX")

    def test_keeps_what_has_no_other_home_as_answers(self, complaint, office):
        complaint.go_to("recheck")
        complaint.do("recheck", finding="Chưa có cơ sở.")
        step_id = complaint.steps[-1].id
        with office.database.reading() as tx:
            rows = tx.scalars(select(Answer).where(Answer.step_id == step_id))
            answers = {row.key: row.value for row in rows}
        checked = '["legal_basis","competence","content","procedure"]'
        assert answers == {"checked": checked, "finding": '"Chưa có cơ sở."'}

    @on_both_databases
    def test_drops_the_draft_of_the_person_who_ended_it(self, complaint, people, office):
        item = complaint.item("propose_handling")
        officer = people["petition_officer"]
        place = f"step:{complaint.run_id}:{item.task_id}"
        with office.database.writing() as tx:
            save_draft(tx, office, officer, place=place, values={"reason": ["Nửa câu"]})
            save_draft(tx, office, people["head"], place=place, values={"reason": ["Khác"]})
        complaint.do("propose_handling")
        with office.database.reading() as tx:
            assert [row.account_id for row in tx.scalars(select(Draft))] == [
                people["head"].account_id
            ]

    def test_finds_the_case_by_its_new_title(self, complaint, people, office):
        complaint.go_to("accept")
        complaint.do("accept", title="Khiếu nại về Bồi thường Cây trồng")
        with office.database.reading() as tx:
            found = work_list(
                tx, office, people["head"], filters=WorkFilter(text="boi thuong cay")
            ).rows
        assert [row.code for row in found] == [complaint.registered.code]

    def test_notes_on_the_case_what_makes_it_complex(self, complaint):
        complaint.go_to("accept")
        complaint.do("accept", **COMPLEX)
        case = complaint.case
        assert (case.complex, case.remote) == (True, False)
        assert case.complexity_criteria == "criterion_a criterion_b"
        assert case.complexity_document == "05/VB-UBND"


class TestNamedPerson:
    """The head names the verifier (điểm b khoản 1 Điều 29 Luật Khiếu nại)."""

    def test_gets_the_step(self, complaint, people, office):
        complaint.go_to("verify_report")
        assert complaint.item("verify_report").assignee_id == people["verifier"].account_id
        with office.database.reading() as tx:
            (assignment,) = tx.scalars(select(Assignment))
        assert assignment.name == "verifier"
        assert assignment.assigned_by_id == people["head"].account_id

    def test_is_the_only_one_of_the_role_who_may_do_it(self, complaint, colleagues):
        complaint.go_to("verify_report")
        with pytest.raises(NotAllowedError):
            complaint.do("verify_report", by=colleagues["verifier"])
        complaint.do("verify_report")


class TestRefusal:
    @pytest.mark.parametrize("role", ["registrar", "section_head", "head", "verifier"])
    def test_of_a_person_without_the_role(self, complaint, people, role):
        with pytest.raises(NotAllowedError):
            complaint.do("propose_handling", by=people[role])

    @pytest.mark.parametrize("role", ["petition_officer", "head"])
    def test_of_a_stranger_does_not_tell_that_there_is_a_case(self, complaint, strangers, role):
        with pytest.raises(NotFoundError):
            complaint.do("propose_handling", by=strangers[role])

    def test_of_a_stranger_does_not_tell_who_ended_a_step(self, complaint, strangers):
        item = complaint.item("propose_handling")
        complaint.do("propose_handling")
        with pytest.raises(NotFoundError):
            attempt(complaint, strangers["petition_officer"], item)

    def test_of_the_inspectorate_which_sees_every_case_but_works_on_none(self, complaint, people):
        with pytest.raises(NotAllowedError):
            complaint.do("propose_handling", by=people["inspectorate"])

    def test_when_a_colleague_has_claimed_it_names_the_colleague(
        self, complaint, people, colleagues, office
    ):
        item = complaint.item("propose_handling")
        with office.database.writing() as tx:
            claim_item(tx, office, colleagues["petition_officer"], item_id=item.id)
        with pytest.raises(ItemTakenError) as taken:
            complaint.do("propose_handling")
        assert taken.value.taken_by == colleagues["petition_officer"].name

    def test_of_a_person_without_the_role_is_the_same_whoever_has_claimed_it(
        self, complaint, people, office
    ):
        item = complaint.item("propose_handling")
        with office.database.writing() as tx:
            claim_item(tx, office, people["petition_officer"], item_id=item.id)
        with pytest.raises(NotAllowedError):
            complaint.do("propose_handling", by=people["head"])

    def test_of_the_second_attempt_says_by_whom_and_when(self, complaint, people, office):
        item = complaint.item("propose_handling")
        office.clock.set(office.clock.now() + timedelta(hours=1))
        complaint.do("propose_handling")
        ended_at = office.clock.now()
        office.clock.set(ended_at + timedelta(hours=1))
        with pytest.raises(StepAlreadyDoneError) as refusal:
            attempt(complaint, people["petition_officer"], item)
        error = refusal.value
        assert (error.done_by, error.done_at) == (people["petition_officer"].name, ended_at)
        assert (error.step_name, error.next_steps) == (
            "Đề xuất hướng xử lý đơn",
            ("Duyệt đề xuất",),
        )

    def test_of_a_step_that_was_overtaken_names_nobody(self, complaint, people):
        item = complaint.item("propose_handling")
        complaint.receive()
        with pytest.raises(StepAlreadyDoneError) as refusal:
            attempt(complaint, people["petition_officer"], item)
        assert refusal.value.done_by is None
        assert refusal.value.next_steps == ("Lưu đơn đã rút",)

    def test_of_a_step_that_never_was(self, complaint, people):
        with pytest.raises(NotFoundError), complaint.office.database.writing() as tx:
            complete_step(
                tx,
                complaint.office,
                people["petition_officer"],
                run_id=complaint.run_id,
                task_id="0" * 32,
            )

    def test_of_a_run_that_never_was(self, office, people):
        with pytest.raises(NotFoundError), office.database.writing() as tx:
            complete_step(tx, office, people["head"], run_id=99, task_id="0" * 32)

    def test_leaves_everything_as_it_was(self, complaint, people):
        before = (complaint.run.lock_version, complaint.facts, complaint.events)
        with pytest.raises(NotAllowedError):
            complaint.do("propose_handling", by=people["head"])
        assert (complaint.run.lock_version, complaint.facts, complaint.events) == before
        assert complaint.open == ["propose_handling"]


class TestSeparationOfDuties:
    """What the diagram keeps apart stays apart, also in an office of few people."""

    def test_keeps_the_proposer_from_approving(self, complaint, people, office):
        both = give_role(office, people["petition_officer"], "section_head")
        complaint.do("propose_handling", by=both)
        with pytest.raises(SeparationOfDutiesError) as refusal:
            complaint.do("approve_proposal", by=both)
        assert refusal.value.step == "Duyệt đề xuất"
        assert refusal.value.other_step == "Đề xuất hướng xử lý đơn"

    def test_keeps_the_verifier_from_deciding(self, complaint, people, office):
        both = give_role(office, people["verifier"], "head")
        complaint.go_to("decide")
        with pytest.raises(SeparationOfDutiesError):
            complaint.do("decide", by=both)

    def test_lets_one_person_do_what_is_not_kept_apart(self, complaint, people, office):
        both = give_role(office, people["registrar"], "petition_officer")
        complaint.do("propose_handling", by=both)
        assert complaint.open == ["approve_proposal"]

    def test_looks_at_this_case_only(self, register_complaint, people, office):
        both = give_role(office, people["petition_officer"], "section_head")
        first, second = register_complaint(), register_complaint()
        first.do("propose_handling", by=both)
        second.do("propose_handling", by=people["petition_officer"])
        with pytest.raises(SeparationOfDutiesError):
            second.do("approve_proposal", by=both)
        first.do("approve_proposal")
        assert first.open == ["accept"]
        assert second.open == ["approve_proposal"]


class TestPausedCase:
    @pytest.fixture
    def paused(self, complaint, office):
        complaint.go_to("verify_report")
        self.pause(office, complaint, office.clock.now())
        return complaint

    def pause(self, office, complaint, since):
        with office.database.writing() as tx:
            tx.execute(update(Run).where(Run.id == complaint.run_id).values(paused_since=since))

    def test_refuses_ordinary_steps(self, paused):
        with pytest.raises(PausedCaseError):
            paused.do("verify_report")
        assert paused.open == ["verify_report"]

    def test_lets_steps_through_that_the_diagram_marks(self, paused):
        paused.receive()
        paused.do("terminate")
        assert paused.open == ["send_termination"]

    def test_fires_no_timer(self, paused):
        paused.wait_until(date(2026, 12, 1))
        assert paused.notices == []

    def test_goes_on_after_the_pause(self, paused, office):
        self.pause(office, paused, None)
        paused.do("verify_report")
        assert paused.open == ["plan_dialogue"]


class TestAnswers:
    def test_with_errors_are_refused_all_at_once_at_their_fields(self, complaint):
        complaint.go_to("accept")
        with pytest.raises(SubmissionRefusedError) as refusal:
            complaint.do("accept", number="", notified=[], remote="", accepted_on="31/02/2026")
        assert [error.key for error in refusal.value.errors] == [
            "remote",
            "number",
            "accepted_on",
            "notified",
        ]

    def test_dated_in_the_future_are_refused(self, complaint, office):
        tomorrow = office.today() + timedelta(days=1)
        with pytest.raises(SubmissionRefusedError) as refusal:
            complaint.do("propose_handling", proposed_on=on(tomorrow))
        assert [error.key for error in refusal.value.errors] == ["proposed_on"]

    def test_dated_in_the_future_when_they_were_read_are_looked_at_again(self, complaint, office):
        """The page was read before midnight moved, or by a server with another clock."""
        answers = complaint.filled("propose_handling")
        office.clock.set(office.clock.now() - timedelta(days=1))
        with pytest.raises(SubmissionRefusedError) as refusal:
            attempt(
                complaint,
                complaint.people["petition_officer"],
                complaint.item("propose_handling"),
                answers,
            )
        (error,) = refusal.value.errors
        assert error.key == "proposed_on"
        assert "25/08/2026" in error.message

    def test_dated_before_the_petition_came_in_are_refused(self, complaint):
        with pytest.raises(SubmissionRefusedError) as refusal:
            complaint.do("propose_handling", proposed_on="25/08/2026")
        (error,) = refusal.value.errors
        assert error.key == "proposed_on"
        assert "26/08/2026" in error.message

    def test_that_end_a_term_before_it_began_are_refused(self, register_complaint):
        """Received on 17/08, accepted on 24/08: no decision can have been signed on 20/08."""
        complaint = register_complaint(date(2026, 8, 17)).go_to("accept")
        complaint.do("accept", accepted_on="24/08/2026")
        complaint.go_to("decide")
        with pytest.raises(SubmissionRefusedError) as refusal:
            complaint.do("decide", signed_on="20/08/2026")
        (error,) = refusal.value.errors
        assert error.key == "signed_on"
        assert "24/08/2026" in error.message

    def test_on_the_very_day_are_taken(self, complaint, office):
        complaint.do("propose_handling", proposed_on=on(office.today()))
        assert complaint.open == ["approve_proposal"]

    def test_are_needed_where_something_is_asked(self, complaint, people):
        office, task_id = complaint.office, complaint.item("propose_handling").task_id
        officer = people["petition_officer"]
        with pytest.raises(ValueError, match="handling"), office.database.writing() as tx:
            complete_step(tx, office, officer, run_id=complaint.run_id, task_id=task_id)
        assert complaint.open == ["propose_handling"]

    def test_hidden_by_a_choice_are_not_kept(self, complaint, office):
        complaint.do("propose_handling", handling="accept", proposed_ground="ground_6")
        with office.database.reading() as tx:
            assert "proposed_ground" not in set(tx.scalars(select(Answer.key)))

    def test_are_kept_with_their_vietnamese_letters(self, complaint, office):
        complaint.go_to("accept")
        complaint.do("accept", title="Thu hồi đất ở tổ 12")
        with office.database.reading() as tx:
            assert tx.scalar(select(Case.title)) == "Thu hồi đất ở tổ 12"


class TestBudget:
    """One transaction, one commit; at most 15 statements with one event and no effect."""

    def test_is_kept_by_every_step_of_the_main_path(self, complaint, office):
        counted = {}
        for step in MAIN_PATH:
            item, answers = complaint.item(step), complaint.filled(step)
            actor = complaint.doer(item)
            with sent_to(office.database) as sent:
                attempt(complaint, actor, item, answers)
            assert sent.commits == 1, step
            counted[step] = len(sent.statements)
            complaint.go_on()
        del counted["approve_proposal"]  # it opens the case
        print(counted)  # noqa: T201 - shown with -s
        assert max(counted.values()) <= 15, counted

    def test_is_kept_by_an_approval_that_opens_no_case(self, complaint, office):
        complaint.do("propose_handling", handling="guide", competence="not_own")
        item, answers = complaint.item("approve_proposal"), complaint.filled("approve_proposal")
        with sent_to(office.database) as sent:
            attempt(complaint, complaint.doer(item), item, answers)
        assert complaint.open == ["guide_author"]
        assert len(sent.statements) <= 15, sent.statements

    def test_is_kept_with_a_draft_and_a_long_history(self, complaint, office, people):
        for _ in range(10):
            complaint.do("propose_handling")
            complaint.do(
                "approve_proposal", approval="send_back", send_back_reason="Ghi rõ căn cứ."
            )
        item, answers = complaint.item("propose_handling"), complaint.filled("propose_handling")
        place = f"step:{complaint.run_id}:{item.task_id}"
        officer = people["petition_officer"]
        with office.database.writing() as tx:
            save_draft(tx, office, officer, place=place, values={"reason": ["x"]})
        with sent_to(office.database) as sent:
            attempt(complaint, officer, item, answers)
        assert len(sent.statements) <= 15, sent.statements

    def test_a_refused_step_commits_nothing(self, complaint, office, people):
        item, answers = complaint.item("propose_handling"), complaint.filled("propose_handling")
        with sent_to(office.database) as sent, pytest.raises(NotAllowedError):
            attempt(complaint, people["head"], item, answers)
        assert (sent.commits, sent.rollbacks) == (0, 1)

    def test_each_effect_costs_at_most_eight_more(self, complaint, office, people):
        complaint.go_to("accept")
        item, answers = complaint.item("accept"), complaint.filled("accept")
        complaint.set_clock(date(2026, 12, 1))
        with sent_to(office.database) as sent:
            attempt(complaint, people["head"], item, answers)
        assert len(complaint.notices) == 4
        assert sent.commits == 1
        assert len(sent.statements) <= 15 + 4 * 8, sent.statements
