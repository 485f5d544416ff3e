"""Deadlines belong to events, follow the facts of the case, and can be computed again."""

import json
from datetime import date, datetime, time

import pytest
from sqlalchemy import select

from cases.deadlines.computation import Computation, replay
from cases.models.deadline import Deadline
from cases.models.event import Event
from config.clock import TIME_ZONE
from tests.cases import installations
from tests.cases.answers import COMPLEX, REMOTE, on
from tests.cases.fixtures import on_both_databases
from tests.cases.matter import MAIN_PATH, Complaint
from tests.workflows.copied_procedure import (
    COPIED_TRIAGE,
    COPY,
    copy_procedure,
    publish_everything,
)

ACCEPTED_ON = date(2026, 8, 20)


@pytest.fixture(scope="module")
def office_that_asks_again(tmp_path_factory):
    """An office whose procedure asks again, at the verification, whether the case is complex."""
    folder = tmp_path_factory.mktemp("copied")
    with installations.sqlite_office(folder) as office:
        copied = copy_procedure(office, folder)
        ask_again(copied.settings.forms / COPY)
        publish_everything(copied)
        yield copied, installations.ward_people(copied)


def ask_again(folder):
    accept, report = folder / "accept.form", folder / "verify_report.form"
    asked = json.loads(report.read_text(encoding="utf-8"))
    for group in json.loads(accept.read_text(encoding="utf-8"))["components"]:
        for field in group.get("components", ()):
            if field["key"] in {"complex", "remote"}:
                field["properties"].pop("record")
                asked["components"][0]["components"].append(field)
    report.write_text(json.dumps(asked), encoding="utf-8")


def all_deadlines(office):
    with office.database.reading() as tx:
        return list(tx.scalars(select(Deadline).order_by(Deadline.id)))


class TestDeadline:
    def test_belongs_to_the_event_that_opened_it_and_the_one_that_closed_it(
        self, office, accepted_complaint
    ):
        deadline = accepted_complaint.deadline("kn1_accept")
        with office.database.reading() as tx:
            opening = tx.get_one(Event, deadline.opening_event_id)
            closing = tx.get_one(Event, deadline.closing_event_id)
        assert (opening.code, closing.code) == ("petition_received", "accepted")
        assert (deadline.started_on, deadline.closed_on) == (
            opening.occurred_on,
            closing.occurred_on,
        )

    def test_keeps_the_row_and_the_table_it_was_computed_with(self, office, accepted_complaint):
        deadline = accepted_complaint.deadline("kn1_resolve")
        computation = Computation.from_json(deadline.computation)
        with office.database.reading() as tx:
            assert deadline.table_version_id == office.rules(tx).terms_version_id
        assert deadline.row_key == computation.row.key == "kn1_resolve_normal"
        assert computation.row.basis == "Điều 28 Luật Khiếu nại"
        assert (deadline.started_on, deadline.due_on) == (computation.start, computation.due_on)

    def test_knows_whether_a_suspension_stops_it(self, accepted_complaint):
        assert accepted_complaint.deadline("kn1_resolve").pauses
        assert not accepted_complaint.deadline("kn1_accept").pauses

    def test_in_a_year_without_announced_calendar_is_provisional(self, office, complaint):
        """30 days from 21/12/2026 end on 20/01/2027."""
        complaint.set_clock(date(2026, 12, 21))
        complaint.go_to("accept")
        complaint.do("accept")
        deadline = complaint.deadline("kn1_resolve")
        assert deadline.due_on == date(2027, 1, 20)
        assert deadline.is_provisional
        assert not complaint.deadline("kn1_accept").is_provisional

    @pytest.mark.parametrize("received_on", [date(2025, 12, 15), date(2026, 8, 17)])
    @pytest.mark.parametrize("answers", [{}, dict(COMPLEX), dict(COMPLEX | REMOTE)])
    def test_computed_again_from_what_is_stored_gives_the_same_date(
        self, office, register_complaint, received_on, answers
    ):
        complaint = register_complaint(received_on).go_to("close_case", accept=answers)
        complaint.do("close_case")
        deadlines = all_deadlines(office)
        assert len(deadlines) == 9
        for deadline in deadlines:
            assert replay(Computation.from_json(deadline.computation)) == deadline.due_on

    def test_is_opened_anew_by_each_event_of_its_kind(self, office, complaint):
        """A decision sent back after it was signed is signed again: two terms for sending."""
        complaint.go_to("send_decision")
        assert len(complaint.deadlines("kn1_send")) == 1

    @on_both_databases
    def test_void_at_the_end_of_the_procedure_is_neither_kept_nor_missed(self, office, complaint):
        complaint.go_to("recheck").do("recheck", complaint_right="yes")
        complaint.receive()
        complaint.do("terminate")
        complaint.do("send_termination")
        deadline = complaint.deadline("kn1_recheck_decide")
        assert deadline.closed_on == office.today()
        assert deadline.recorded_at == office.clock.now()
        assert (deadline.closing_event_id, deadline.late_by_law, deadline.late_in_system) == (
            None,
            None,
            None,
        )

    def test_of_another_case_is_left_alone(self, register_complaint):
        first, second = (register_complaint().go_to("accept") for _ in range(2))
        first.receive()
        first.do("file_withdrawn")
        assert list(second.running) == ["kn1_accept"]


class TestChangedFacts:
    """A case found to be complex while it is verified: 45 days instead of 30, from the same day."""

    @pytest.fixture
    def verified_case(self, office_that_asks_again):
        """Accepted on Thursday 20/08/2026, due on Monday 21/09, now with the verifier."""
        office, people = office_that_asks_again
        office.clock.set(datetime.combine(ACCEPTED_ON, time(10), TIME_ZONE))
        matter = Complaint.register(office, people, procedure=COPIED_TRIAGE).go_to("verify_report")
        assert matter.running == {"kn1_resolve": date(2026, 9, 21)}
        return matter

    @pytest.mark.parametrize(
        ("answers", "row", "due_on"),
        [
            ({"complex": "yes"}, "kn1_resolve_complex", date(2026, 10, 5)),
            ({"remote": "yes"}, "kn1_resolve_remote", date(2026, 10, 5)),
            ({"complex": "yes", "remote": "yes"}, "kn1_resolve_remote_complex", date(2026, 10, 19)),
        ],
    )
    def test_give_the_open_deadline_another_row_from_the_same_start(
        self, verified_case, answers, row, due_on
    ):
        verified_case.do("verify_report", **({"complex": "no", "remote": "no"} | answers))
        (deadline,) = verified_case.deadlines("kn1_resolve")
        assert (deadline.row_key, deadline.due_on) == (row, due_on)
        assert deadline.started_on == ACCEPTED_ON

    def test_keep_a_computation_that_explains_the_new_date(self, verified_case):
        verified_case.do("verify_report", complex="yes", remote="no")
        deadline = verified_case.deadline("kn1_resolve")
        computation = Computation.from_json(deadline.computation)
        assert computation.row.amount == 45
        assert replay(computation) == deadline.due_on

    def test_move_the_date_that_the_next_step_shows(self, verified_case):
        verified_case.do("verify_report", complex="yes", remote="no")
        assert verified_case.item("plan_dialogue").due_on == date(2026, 10, 5)

    def test_move_the_reminder(self, verified_case):
        """Three working days before Monday 05/10 is Wednesday 30/09."""
        verified_case.do("verify_report", complex="yes", remote="no")
        verified_case.wait_until(date(2026, 9, 29), time(23, 59, 59))
        assert verified_case.notices == []
        verified_case.wait_until(date(2026, 9, 30), time(0))
        assert [message for _, message, _ in verified_case.notices] == ["due_soon"]

    def test_after_the_reminder_do_not_arm_it_again(self, verified_case):
        verified_case.wait_until(date(2026, 9, 16))
        verified_case.do("verify_report", complex="yes", remote="no")
        verified_case.wait_until(date(2026, 10, 1))
        assert [message for _, message, _ in verified_case.notices] == ["due_soon"]
        verified_case.wait_until(date(2026, 10, 6))
        assert [message for _, message, _ in verified_case.notices] == ["due_soon", "overdue"]

    def test_that_stay_the_same_leave_the_deadline_as_it_was(self, verified_case):
        before = verified_case.deadline("kn1_resolve").computation
        verified_case.do("verify_report", complex="no", remote="no")
        assert verified_case.deadline("kn1_resolve").computation == before

    def test_do_not_touch_deadlines_that_are_closed(self, verified_case):
        before = verified_case.deadline("kn1_accept").computation
        verified_case.do("verify_report", complex="yes", remote="no")
        assert verified_case.deadline("kn1_accept").computation == before

    def test_make_an_overdue_case_timely_again_only_for_what_comes_after(self, verified_case):
        """Reported as overdue on 22/09; the report stays, the new date counts at the decision."""
        verified_case.wait_until(date(2026, 9, 22))
        verified_case.do("verify_report", complex="yes", remote="no")
        verified_case.do("plan_dialogue")
        verified_case.do("dialogue")
        verified_case.do("decide", signed_on=on(date(2026, 9, 22)))
        deadline = verified_case.deadline("kn1_resolve")
        assert (deadline.late_by_law, deadline.late_in_system) == (False, False)
        assert [message for _, message, _ in verified_case.notices] == ["due_soon", "overdue"]


class TestNextFiring:
    """``run.next_fires_at`` is derived from deadlines and waiting timers, never stored in state."""

    def test_is_the_first_instant_of_all_waiting_timers(self, register_complaint):
        complaint = register_complaint(date(2026, 8, 26))
        assert f"{complaint.run.next_fires_at:%d/%m/%Y %H:%M}" == "04/09/2026 00:00"

    def test_moves_to_the_next_timer_after_a_firing(self, register_complaint):
        complaint = register_complaint(date(2026, 8, 26))
        complaint.wait_until(date(2026, 9, 4))
        assert f"{complaint.run.next_fires_at:%d/%m/%Y %H:%M}" == "10/09/2026 00:00"

    def test_is_nothing_when_no_timer_waits(self, register_complaint):
        complaint = register_complaint(date(2026, 8, 26))
        complaint.wait_until(date(2026, 9, 10))
        assert complaint.run.next_fires_at is None

    def test_is_nothing_in_a_case_without_term(self, register_complaint):
        assert register_complaint(date(2012, 6, 29)).run.next_fires_at is None


class TestState:
    def test_of_a_run_stays_small_whatever_happened(self, complaint):
        for _ in range(15):
            complaint.do("propose_handling")
            complaint.do(
                "approve_proposal", approval="send_back", send_back_reason="Ghi rõ căn cứ."
            )
        assert len(complaint.run.state) < 1024

    def test_of_a_run_holds_no_date_and_no_fact(self, complaint):
        complaint.go_to("verify_report")
        for word in (b"2026", b'accept"', b'approve"', b"kn1_resolve_normal"):
            assert word not in complaint.run.state

    def test_is_the_same_size_at_each_step_of_every_case(self, register_complaint):
        sizes = {}
        for _ in range(2):
            complaint = register_complaint()
            for step in MAIN_PATH:
                sizes.setdefault(step, set()).add(len(complaint.run.state) // 16)
                complaint.do(step)
        assert all(len(found) == 1 for found in sizes.values())
