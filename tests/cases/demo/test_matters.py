"""What each matter of the demo office is an example of, whatever day it is."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from cases.models.file import File
from cases.queries.due_state import Urgency
from cases.queries.enforcement import enforcements_of_case
from cases.queries.transfers import transfer_page
from cases.queries.views import CaseView
from cases.steps.decision_to_enforce import decision_to_enforce
from cases.sweeps.due_timers import sweep
from tests.cases.demo.built import (
    AFTER_THE_NEW_LAW,
    BEFORE_THE_NEW_LAW,
    DAYS_OFF,
    FIRST_DAY_AFTER_TET,
    SUNDAY,
    THURSDAY,
    WORKING_DAYS,
)

ENDED = (
    *("refused", "guided", "filed_away", "joined", "withdrawn_early"),
    *("transfer_waiting", "transfer_received", "withdrawn", "closed_in_time"),
    "mixed_and_guided_to_split",
)
LATE = ("late_step", "late_case", "decision_late", "evidence_overdue", "late_in_another_ward")


class TestMatters:
    @pytest.mark.parametrize("day", WORKING_DAYS)
    def test_are_late_due_today_due_soon_and_later(self, build, day):
        found = build(day).urgencies
        assert (found[Urgency.LATE], found[Urgency.TODAY], found[Urgency.SOON]) == (5, 3, 4)
        assert found[Urgency.LATER] >= 8

    @pytest.mark.parametrize("day", DAYS_OFF)
    def test_are_due_on_the_next_working_day_where_today_is_off(self, build, day):
        found = build(day).urgencies
        assert (found[Urgency.LATE], found[Urgency.TODAY], found[Urgency.SOON]) == (5, 0, 7)
        assert found[Urgency.LATER] >= 8

    def test_one_is_late_at_a_step_and_one_as_a_whole(self, any_day):
        assert _late_terms(any_day.cases["late_step"]) == ["kn1_accept"]
        assert _late_terms(any_day.cases["late_case"]) == ["kn1_resolve"]

    def test_five_are_late_and_no_others(self, any_day):
        late = {shows for shows, case in any_day.cases.items() if _late_terms(case)}
        assert late == set(LATE)

    def test_the_late_ones_have_been_reported(self, any_day):
        for shows in LATE:
            assert "overdue" in [notice.message for notice in any_day.cases[shows].notices]

    def test_each_waits_at_the_step_it_is_an_example_of(self, any_day):
        waiting = {
            shows: [step.element for step in case.open_steps]
            for shows, case in any_day.cases.items()
            if case.open_steps and shows != "suspended"
        }
        assert waiting == {
            "late_step": ["propose_handling"],
            "claimed_and_due_today": ["propose_handling"],
            "acceptance_due_today": ["accept"],
            "approval_due_soon": ["approve_proposal"],
            "waiting_for_supplement": ["receive_supplement"],
            "late_case": ["verify_report"],
            "complex_and_remote": ["verify_report"],
            "verification_unassigned": ["assign_verification"],
            "evidence_overdue": ["verify", "receive_from_body"],
            "dialogue_due_soon": ["dialogue"],
            "dialogue_unplanned": ["plan_dialogue"],
            "decision_late": ["decide"],
            "sending_due_today": ["send_decision"],
            "archiving_due_soon": ["close_case", "watch_legal_force"],
            "in_enforcement": ["report_progress"],
            "received_from_a_ward": ["propose_handling"],
            "transfer_returned": ["propose_handling"],
            "late_in_another_ward": ["approve_proposal"],
            "rechecked_in_another_ward": ["recheck"],
            "petition_of_a_department": ["propose_handling"],
            "feedback_just_received": ["propose_feedback"],
            "feedback_waiting_for_its_procedure": ["await_procedure"],
            "guided_and_forwarder_to_be_answered": ["answer_forwarder"],
            "unclassified": ["sort_petition"],
        }

    def test_ten_have_ended(self, any_day):
        ended = {shows for shows, case in any_day.cases.items() if case.is_closed}
        assert ended == set(ENDED)

    def test_the_ended_ones_were_in_time_throughout(self, any_day):
        for shows in ("refused", "withdrawn", "closed_in_time"):
            case = any_day.cases[shows]
            assert case.is_closed
            judged = [one for one in case.deadlines if one.late_by_law is not None]
            assert {one.due.urgency for one in judged} == {Urgency.KEPT}

    def test_twenty_are_petitions_for_which_no_case_was_opened(self, built):
        assert sum(one.code.startswith("D-") for one in built.made.cases) == 20

    @pytest.mark.parametrize(
        ("shows", "paper"),
        [
            ("refused", "refusal"),
            ("guided", "guidance"),
            ("waiting_for_supplement", "supplement_request"),
            ("transfer_waiting", "transfer"),
            ("withdrawn", "termination"),
            ("evidence_overdue", "evidence_demand"),
            ("dialogue_due_soon", "dialogue_notice"),
            ("in_enforcement", "enforcement_report"),
        ],
    )
    def test_leave_their_papers(self, any_day, shows, paper):
        assert paper in [document.type for document in any_day.cases[shows].documents]

    def test_one_is_joined_to_a_case_that_came_before_it(self, any_day):
        case = any_day.cases["late_case"]
        assert any_day.cases["joined"].opened_cases == (case.code,)

    def test_one_is_enforced_in_part(self, any_day):
        case = any_day.cases["in_enforcement"]
        with any_day.office.database.reading() as tx:
            (enforcement,) = enforcements_of_case(tx, case.id)
        assert enforcement.done_on is None
        done = {one.what: (one.owed, one.done) for one in enforcement.obligations}
        assert done["return_money_individual"] == (Decimal(18), Decimal(18))
        assert done["return_land_individual"] == (Decimal(64), Decimal(0))

    def test_the_closed_one_leaves_nothing_to_be_enforced(self, built):
        with built.office.database.reading() as tx:
            assert decision_to_enforce(tx, built.cases["closed_in_time"].id) is None

    @pytest.mark.parametrize("day", [THURSDAY, SUNDAY])
    def test_one_is_suspended(self, build, day):
        case = build(day).cases["suspended"]
        assert [step.element for step in case.open_steps] == ["verify", "watch_ground"]
        (suspension,) = case.suspensions
        assert suspension.resumed_on is None
        assert case.open_steps[0].due.urgency is Urgency.PAUSE

    @pytest.mark.parametrize("day", [BEFORE_THE_NEW_LAW, FIRST_DAY_AFTER_TET])
    def test_none_is_suspended_where_the_law_knows_no_suspension(self, build, day):
        case = build(day).cases["suspended"]
        assert [step.element for step in case.open_steps] == ["verify"]
        assert case.suspensions == ()

    def test_one_is_claimed(self, any_day):
        (step,) = any_day.cases["claimed_and_due_today"].open_steps
        assert step.holder == "Nguyễn Văn A"

    def test_one_has_the_longest_term(self, any_day):
        (deadline,) = [
            one
            for one in any_day.cases["complex_and_remote"].deadlines
            if one.term == "kn1_resolve"
        ]
        assert deadline.row_key == "kn1_resolve_remote_complex"

    def test_follow_the_version_of_the_day_they_came_in(self, any_day):
        for case in any_day.cases.values():
            if case.subject_kind == "petition":
                continue
            is_new = case.received_on.isoformat() >= "2026-07-01"
            assert case.version.effective_from.isoformat() == (
                "2026-07-01" if is_new else "2012-07-01"
            )

    def test_both_versions_stand_side_by_side_around_the_change(self, build):
        cases = build(AFTER_THE_NEW_LAW).cases.values()
        versions = {case.version.id for case in cases if case.subject_kind == "case"}
        assert len(versions) == 2

    @pytest.mark.parametrize(
        ("day", "is_sent"), [(BEFORE_THE_NEW_LAW, False), (AFTER_THE_NEW_LAW, True)]
    )
    def test_a_decision_to_terminate_is_sent_where_the_law_asks_for_it(self, build, day, is_sent):
        steps = [step.element for step in build(day).cases["withdrawn"].steps]
        assert "terminate" in steps
        assert ("send_termination" in steps) == is_sent

    def test_leave_nothing_for_the_worker_to_catch_up_with(self, any_day):
        assert sweep(any_day.office) == 0

    def test_everybody_who_works_on_complaints_finds_some(self, built):
        everybody = ("nguyenvana", "tranthib", "vothie", "levanc", "phanvant")
        others = ("kieuvano", "luuthiw", "tongvanz", "quachthij")
        assert all(built.counts(*everybody, *others).values())

    def test_come_with_files_that_can_be_opened(self, built):
        hashes = {row.sha256 for row in built.all(select(File.sha256))}
        kept = {
            path.parent.name + path.name
            for path in (built.office.settings.var / "files").glob("*/*")
        }
        assert hashes == kept != set()


class TestTransfers:
    """Three petitions passed on: one waits, one was received, one was returned."""

    def page(self, built, mailbox):
        with built.office.database.reading() as tx:
            return transfer_page(tx, built.office, built.person(mailbox))

    def test_show_the_sender_what_became_of_each(self, any_day):
        sent = {row.code: row.status for row in self.page(any_day, "tranthib").sent}
        code = {shows: case.code for shows, case in any_day.cases.items()}
        assert sent == {
            code["transfer_waiting"]: "sent",
            code["transfer_received"]: "received",
            code["transfer_returned"]: "returned",
        }

    def test_leave_one_for_the_other_ward_to_receive(self, any_day):
        (waiting,) = self.page(any_day, "hathig").waiting
        assert waiting.code == any_day.cases["transfer_waiting"].code

    def test_give_the_one_received_a_number_of_its_own(self, any_day):
        (answered,) = self.page(any_day, "hathig").answered
        assert answered.answered_as == any_day.cases["received_from_a_ward"].code

    def test_say_why_one_came_back(self, any_day):
        (answered,) = self.page(any_day, "quachthij").answered
        assert "thuộc thẩm quyền của phường" in answered.return_reason


def _late_terms(case: CaseView) -> list[str]:
    return [one.term for one in case.deadlines if one.due.urgency is Urgency.LATE]
