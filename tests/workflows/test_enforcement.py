"""The enforcement of a decision, as Điều 44-46 Luật Khiếu nại tells it.

Decided on Wednesday 26/08/2026, in legal force since Friday 25/09/2026, ordered to be carried out
on Monday 28/09: 120,5 million VND to recover for the State, 85,5 m2 to give back to one person, two
officials to discipline.
"""

from datetime import date, time
from decimal import Decimal

import pytest

from cases.actions.complete_step import complete_step
from cases.errors import NotAllowedError, NotFoundError, NotOfferedError, SubmissionRefusedError
from cases.models.enforcement import Enforcement
from cases.models.enforcement_event import EnforcementEvent
from cases.models.follow_up import FollowUp
from tests.cases.answers import on
from tests.cases.fixtures import on_both_databases
from tests.cases.legal_force import IN_FORCE_ON, ORDERED_ON, in_legal_force, take_legal_force
from tests.cases.statements import sent_to
from tests.workflows.bundled import VERSIONS

DUE_ON = date(2026, 10, 28)

EVERYTHING = {
    "done_recover_money": "120,5",
    "done_return_land_individual": "85,5",
    "done_beneficiaries_individual": "1",
    "disciplined_persons": "2",
    "disciplined_officials": "2",
}
NOT_ALL = {"proposed_result": "partly_completed", "not_done_reason": "Người phải nộp đã chết."}


ORDERS = {
    "orders_something": "yes",
    "recover_money": "120,5",
    "recover_land": "0",
    "return_money_organisation": "0",
    "return_land_organisation": "0",
    "return_money_individual": "0",
    "return_land_individual": "85,5",
    "beneficiaries_organisation": "0",
    "beneficiaries_individual": "1",
    "discipline_recommended": "2",
    "of_which_officials": "2",
}


@pytest.fixture
def decided(complaint):
    return complaint.go_to("close_case", decide={"enforcement_required": "yes"})


@pytest.fixture
def in_force(decided):
    decided.set_clock(ORDERED_ON)
    take_legal_force(decided)
    return decided


@pytest.fixture
def enforced(in_force):
    """Ordered to be carried out."""
    return in_force.start("enforcement")


def rows(matter, table):
    with matter.office.database.reading() as tx:
        return list(tx.query(table).order_by(table.id))


def owed(matter):
    (row,) = rows(matter, Enforcement)
    return row


def done(matter):
    return [
        (row.occurred_on, row.what, row.recipient, row.amount)
        for row in rows(matter, EnforcementEvent)
    ]


def refusal(matter, step, **typed):
    with pytest.raises(SubmissionRefusedError) as refused:
        matter.do(step, **typed)
    (error,) = refused.value.errors
    return error


def reported(matter, **typed):
    matter.do("report_progress", progress="finished", **typed)
    return matter


class TestWhatTheDecisionOrders:
    """Điều 46 Luật Khiếu nại: the decision is carried out, so what is owed is what it orders."""

    @pytest.fixture
    def in_force(self, complaint):
        return in_legal_force(complaint, **ORDERS)

    def errors(self, matter, **typed):
        with pytest.raises(SubmissionRefusedError) as refused:
            matter.start("enforcement", difference_reason="", **typed)
        return {error.key: error.message for error in refused.value.errors}

    def test_needs_no_reason(self, in_force):
        enforced = in_force.start("enforcement", difference_reason="")
        assert owed(enforced).recover_money == Decimal("120.5")
        assert enforced.events[-2:] == [
            ("enforcement_ordered", ORDERED_ON),
            ("enforcement_monitored", ORDERED_ON),
        ]

    def test_is_told_where_something_else_is_to_be_owed_without_a_reason(self, in_force):
        errors = self.errors(in_force, recover_money="100", beneficiaries_individual="3")
        assert errors.keys() == {"recover_money", "beneficiaries_individual"}
        assert "khác quyết định giải quyết (120,5)" in errors["recover_money"]
        assert rows(in_force, Enforcement) == []

    def test_is_not_left_out_without_a_reason(self, in_force):
        assert self.errors(in_force, return_land_individual="").keys() == {"return_land_individual"}

    def test_gives_way_to_a_reason(self, in_force):
        reason = "Đã nộp 20,5 triệu trước khi có hiệu lực."
        enforced = in_force.start("enforcement", recover_money="100", difference_reason=reason)
        assert owed(enforced).recover_money == Decimal(100)
        assert enforced.running["kn_enforcement_report"] == DUE_ON


class TestWhereItCanBeStarted:
    def reason(self, matter):
        with pytest.raises(NotOfferedError) as refused:
            matter.start("enforcement")
        return refused.value.reason

    def test_not_before_the_decision_is_in_legal_force(self, decided):
        """Khoản 1 Điều 44: thirty days in which a second complaint may come."""
        assert self.reason(decided) == "nothing_to_enforce"

    def test_not_where_the_decision_obliges_to_nothing(self, complaint):
        complaint.go_to("close_case", decide={"enforcement_required": "no"})
        take_legal_force(complaint)
        assert self.reason(complaint) == "nothing_to_enforce"

    def test_not_twice_for_one_decision(self, in_force, enforced):
        assert self.reason(in_force) == "running"
        reported(enforced, **EVERYTHING).do("write_final_report")
        enforced.do("close_enforcement")
        assert self.reason(in_force) == "nothing_to_enforce"

    def test_when_the_settlement_has_been_filed_away(self, in_force):
        in_force.do("close_case")
        in_force.do("watch_legal_force", force_result="lawsuit")
        assert in_force.run.status == "completed"
        assert in_force.start("enforcement").open == ["report_progress"]

    def test_once_the_settlement_has_noted_its_legal_force(self, decided):
        decided.set_clock(date(2026, 10, 12))
        decided.do("watch_legal_force", force_result="in_force")
        assert decided.start("enforcement").open == ["report_progress"]

    def test_by_the_head(self, in_force, people):
        with pytest.raises(NotAllowedError):
            in_force.start("enforcement", by=people["petition_officer"])

    def test_not_by_the_head_of_another_unit(self, in_force, strangers):
        with pytest.raises(NotFoundError):
            in_force.start("enforcement", by=strangers["head"])


class TestOrder:
    def test_writes_down_what_is_owed(self, enforced):
        row = owed(enforced)
        assert (row.recover_money, row.recover_land) == (Decimal("120.5"), 0)
        assert (row.return_land_individual, row.beneficiaries_individual) == (Decimal("85.5"), 1)
        assert (row.discipline_recommended, row.of_which_officials) == (2, 2)

    def test_binds_since_the_decision_took_legal_force(self, enforced):
        row = owed(enforced)
        assert (row.required_from, row.done_on, row.result) == (IN_FORCE_ON, None, None)

    def test_is_a_paper_and_an_event_of_the_case(self, enforced):
        (paper,) = [one for one in enforced.documents if one.type == "enforcement_order"]
        assert (paper.number, paper.issued_on) == ("101/QĐ-UBND", ORDERED_ON)
        assert enforced.events[-2:] == [
            ("enforcement_ordered", ORDERED_ON),
            ("enforcement_monitored", ORDERED_ON),
        ]

    def test_names_who_reports(self, enforced, people):
        item = enforced.item("report_progress")
        assert item.assignee_id == people["petition_officer"].account_id
        assert (item.due_on, enforced.running["kn_enforcement_report"]) == (DUE_ON, DUE_ON)

    def test_counts_no_more_officials_than_persons(self, in_force):
        with pytest.raises(SubmissionRefusedError) as refused:
            in_force.start("enforcement", of_which_officials="3")
        assert [error.key for error in refused.value.errors] == ["of_which_officials"]


@on_both_databases
class TestProgress:
    def test_adds_what_was_done_since_the_report_before(self, enforced):
        enforced.do("report_progress", done_recover_money="20,25")
        enforced.set_clock(date(2026, 10, 12))
        enforced.do("report_progress", done_recover_money="100,25")
        assert done(enforced) == [
            (ORDERED_ON, "recover_money", None, Decimal("20.25")),
            (date(2026, 10, 12), "recover_money", None, Decimal("100.25")),
        ]

    def test_counts_persons_and_criminal_cases(self, enforced):
        enforced.do(
            "report_progress",
            disciplined_persons="1",
            disciplined_officials="1",
            referred_cases="1",
            referred_persons="3",
            prosecuted_cases="1",
            prosecuted_persons="2",
        )
        counted = [
            (one.kind, one.cases, one.persons, one.officials) for one in rows(enforced, FollowUp)
        ]
        assert counted == [("disciplined", 0, 1, 1), ("referred", 1, 3, 0), ("prosecuted", 1, 2, 0)]

    def test_goes_no_further_than_what_is_owed(self, enforced):
        enforced.do("report_progress", done_recover_money="100")
        error = refusal(enforced, "report_progress", done_recover_money="20,501")
        assert error.key == "done_recover_money"
        assert "phải 120,5, các báo cáo trước đã ghi 100" in error.message
        assert len(done(enforced)) == 1

    def test_goes_further_with_a_reason(self, enforced):
        reason = {"is_over_owed": "yes", "over_owed_reason": "Có thêm tiền chậm nộp."}
        enforced.do("report_progress", done_recover_money="130", **reason)
        (row,) = rows(enforced, EnforcementEvent)
        assert (row.amount, row.is_over_owed) == (130, True)

    def test_disciplines_no_more_people_than_recommended_without_a_reason(self, enforced):
        error = refusal(enforced, "report_progress", disciplined_persons="3")
        assert error.key == "disciplined_persons"

    def test_counts_no_more_officials_than_persons(self, enforced):
        error = refusal(enforced, "report_progress", prosecuted_officials="1")
        assert error.key == "prosecuted_officials"

    def test_without_numbers_is_a_report_all_the_same(self, enforced):
        enforced.do("report_progress")
        assert (done(enforced), enforced.open) == ([], ["report_progress"])


class TestBudget:
    def test_of_a_report_that_tells_everything(self, enforced, office, people):
        """15 statements of a step with one event, and 8 for what is owed and done."""
        item = enforced.item("report_progress")
        answers = enforced.filled("report_progress", **EVERYTHING)
        with sent_to(office.database) as sent, office.database.writing() as tx:
            complete_step(
                tx,
                office,
                people["petition_officer"],
                run_id=enforced.run_id,
                task_id=item.task_id,
                submission=answers,
            )
        assert sent.commits == 1
        assert len(sent.statements) <= 23


class TestMonitoring:
    def test_asks_for_the_next_report_within_a_month_of_the_last(self, enforced):
        enforced.set_clock(date(2026, 10, 12))
        enforced.do("report_progress")
        first, second = enforced.deadlines("kn_enforcement_report")
        assert (first.closed_on, first.late_by_law) == (date(2026, 10, 12), False)
        assert (second.started_on, second.due_on) == (date(2026, 10, 12), date(2026, 11, 12))
        assert enforced.item("report_progress").due_on == date(2026, 11, 12)

    def test_reminds_the_officer_five_working_days_before(self, enforced):
        enforced.wait_until(date(2026, 10, 21), time(7))
        assert enforced.notices == [("notify_report_due_soon", "due_soon", "petition_officer")]

    def test_tells_the_head_when_no_report_came(self, enforced):
        enforced.wait_until(date(2026, 10, 29))
        assert enforced.notices[-1] == ("notify_report_overdue", "overdue", "head")

    def test_calls_a_report_that_came_afterwards_late(self, enforced):
        enforced.set_clock(date(2026, 10, 29))
        enforced.do("report_progress")
        assert enforced.deadlines("kn_enforcement_report")[0].late_by_law is True

    def test_reminds_again_of_the_next_report(self, enforced):
        enforced.wait_until(date(2026, 10, 29))
        enforced.do("report_progress")
        enforced.wait_until(date(2026, 12, 1))
        assert [message for _, message, _ in enforced.notices] == ["due_soon", "overdue"] * 2

    def test_leaves_the_report_to_the_officer_named(self, enforced, colleagues):
        with pytest.raises(NotAllowedError):
            enforced.do("report_progress", by=colleagues["petition_officer"])


class TestEnd:
    def test_is_reported_to_the_head(self, enforced):
        reported(enforced, **EVERYTHING).do("write_final_report")
        (paper,) = [one for one in enforced.documents if one.number == "102/BC"]
        assert (paper.type, enforced.open) == ("enforcement_report", ["close_enforcement"])
        assert ("enforcement_result_reported", ORDERED_ON) in enforced.events

    def test_is_complete_when_nothing_is_left(self, enforced):
        reported(enforced, **EVERYTHING).do("write_final_report")
        enforced.do("close_enforcement")
        assert (owed(enforced).result, owed(enforced).done_on) == ("completed", ORDERED_ON)
        assert enforced.run.status == "completed"
        assert "kn_enforcement_report" not in enforced.running
        assert enforced.events[-1] == ("enforcement_ended", ORDERED_ON)

    def test_is_not_complete_while_something_is_left(self, enforced):
        reported(enforced, **EVERYTHING | {"done_recover_money": "100"})
        enforced.do("write_final_report")
        error = refusal(enforced, "close_enforcement")
        assert error.key == "result"
        assert "tiền phải thu 20,5" in error.message

    def test_may_be_partial_with_a_reason(self, enforced):
        reported(enforced, done_recover_money="100").do("write_final_report", **NOT_ALL)
        reason = "Người phải nộp chết, không để lại tài sản."
        enforced.do("close_enforcement", result="partly_completed", closing_reason=reason)
        assert owed(enforced).result == "partly_completed"

    def test_may_be_impossible_with_a_reason(self, enforced):
        reported(enforced).do(
            "write_final_report", proposed_result="not_possible", not_done_reason="x"
        )
        enforced.do("close_enforcement", result="not_possible", closing_reason="Đất đã bị sạt lở.")
        assert owed(enforced).result == "not_possible"

    def test_is_not_partial_without_a_reason(self, enforced):
        reported(enforced).do("write_final_report", **NOT_ALL)
        assert refusal(enforced, "close_enforcement", result="not_possible").key == "closing_reason"

    def test_is_the_head_s_to_see(self, enforced, people):
        reported(enforced, **EVERYTHING).do("write_final_report")
        with pytest.raises(NotAllowedError):
            enforced.do("close_enforcement", by=people["petition_officer"])

    def test_can_be_put_off_by_the_head(self, enforced):
        reported(enforced).do("write_final_report", **NOT_ALL)
        enforced.do("close_enforcement", review="go_on", go_on_direction="Kê biên tài sản.")
        assert (enforced.open, owed(enforced).done_on) == (["report_progress"], None)
        assert enforced.running["kn_enforcement_report"] == DUE_ON

    def test_cannot_lie_before_the_order(self, enforced):
        reported(enforced, **EVERYTHING).do("write_final_report")
        error = refusal(enforced, "close_enforcement", done_on=on(date(2026, 9, 27)))
        assert error.key == "done_on"


class TestSettlement:
    def test_goes_on_beside_it(self, in_force, enforced):
        in_force.do("close_case")
        assert enforced.open == ["report_progress"]
        assert "kn_enforcement_report" in enforced.running


def test_no_flow_and_no_step_is_left_out(in_force):
    enforced = in_force.start("enforcement")
    enforced.wait_until(date(2026, 10, 29))
    enforced.do("report_progress")
    reported(enforced).do("write_final_report", **NOT_ALL)
    enforced.do("close_enforcement", review="go_on", go_on_direction="Kê biên tài sản.")
    reported(enforced, **EVERYTHING).do("write_final_report")
    enforced.do("close_enforcement")
    (version,) = [one for one in VERSIONS if one.info.code == "enforcement"]
    drawn = version.elements("sequenceFlow", "userTask", "serviceTask", "endEvent")
    assert {element.get("id") for element in drawn} - enforced.visited == set()
