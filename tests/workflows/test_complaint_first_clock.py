"""When a first complaint reminds, reports and is late.

Late is only what happens after 24:00 of the due day (khoản 2 Điều 7 Quy chế 2003/QĐ-UBND;
khoản 6 Điều 148 Bộ luật Dân sự). Timers remind and report; they never decide.
"""

from datetime import date, time

import pytest

from cases.models.notice import Notice
from cases.sweeps.due_timers import sweep
from tests.cases.answers import on

RECEIVED_ON = date(2026, 8, 17)
DUE_ON = date(2026, 8, 25)
MIDNIGHT = time(0)
LAST_SECOND = time(23, 59, 59)

REMINDED = ("notify_acceptance_due_soon", "due_soon", "petition_officer")
REPORTED = ("notify_acceptance_overdue", "overdue", "head")


@pytest.fixture
def complaint(office, register_complaint):
    """Received on Monday 17/08/2026; to be accepted by Tuesday 25/08."""
    office.clock.set(office.clock.now().replace(day=17))
    return register_complaint()


class TestReminder:
    """Three working days before the due day: Friday 21/08, for Saturday 22/08 is worked."""

    def test_is_not_sent_on_the_evening_before(self, complaint):
        complaint.wait_until(date(2026, 8, 20), LAST_SECOND)
        assert complaint.notices == []

    def test_is_sent_at_midnight(self, complaint):
        complaint.wait_until(date(2026, 8, 21), MIDNIGHT)
        assert complaint.notices == [REMINDED]

    def test_is_sent_once(self, complaint):
        complaint.wait_until(date(2026, 8, 21), MIDNIGHT)
        complaint.wait_until(date(2026, 8, 24))
        assert complaint.notices == [REMINDED]

    def test_leaves_the_open_step_alone(self, complaint):
        before = complaint.item("propose_handling").task_id
        complaint.wait_until(date(2026, 8, 21), MIDNIGHT)
        assert complaint.item("propose_handling").task_id == before

    def test_is_not_sent_when_the_case_was_accepted_before(self, complaint):
        complaint.go_to("assign_verification")
        complaint.wait_until(date(2026, 8, 21))
        assert complaint.notices == []

    def test_says_which_term_it_is_about_and_when_it_was_sent(self, complaint, office):
        complaint.wait_until(date(2026, 8, 21), MIDNIGHT)
        with office.database.reading() as tx:
            (notice,) = tx.query(Notice).all()
        assert (notice.term, notice.at) == ("kn1_accept", office.clock.now())


class TestOverdue:
    def test_is_not_reported_on_the_due_day(self, complaint):
        complaint.wait_until(DUE_ON, LAST_SECOND)
        assert REPORTED not in complaint.notices

    def test_is_reported_at_midnight_after_the_due_day(self, complaint):
        complaint.wait_until(date(2026, 8, 26), MIDNIGHT)
        assert complaint.notices == [REMINDED, REPORTED]

    def test_leaves_the_step_open_for_the_person(self, complaint):
        complaint.wait_until(date(2026, 9, 30))
        assert complaint.open == ["propose_handling"]
        assert complaint.run.status == "running"

    def test_is_reported_before_a_late_step_ends_though_no_sweep_came_by(self, complaint):
        complaint.go_to("accept")
        complaint.set_clock(date(2026, 8, 26), MIDNIGHT)
        complaint.do("accept")
        assert complaint.notices == [REMINDED, REPORTED]
        assert complaint.open == ["recheck"]

    def test_is_reported_before_a_late_withdrawal(self, complaint):
        complaint.set_clock(date(2026, 8, 26), MIDNIGHT)
        complaint.receive()
        assert complaint.notices == [REMINDED, REPORTED]

    def test_is_reported_once_whoever_comes_first(self, complaint, office):
        complaint.go_to("accept")
        complaint.set_clock(date(2026, 8, 26))
        complaint.do("accept")
        assert sweep(office) == 0
        assert complaint.notices == [REMINDED, REPORTED]


class TestLate:
    """The law compares dates of acts, the system the moment they were recorded (Điều 7 khoản 2)."""

    @pytest.mark.parametrize(
        ("recorded_on", "at", "accepted_on", "by_law", "in_system"),
        [
            pytest.param(DUE_ON, LAST_SECOND, DUE_ON, False, False, id="last-second-is-in-time"),
            pytest.param(
                date(2026, 8, 26), MIDNIGHT, DUE_ON, False, True, id="in-time-but-recorded-late"
            ),
            pytest.param(
                date(2026, 8, 26), MIDNIGHT, date(2026, 8, 26), True, True, id="a-day-late"
            ),
            pytest.param(
                date(2026, 9, 14), time(9), date(2026, 8, 28), True, True, id="weeks-late"
            ),
        ],
    )
    def test_is_told_apart_by_law_and_in_the_system(
        self, complaint, recorded_on, at, accepted_on, by_law, in_system
    ):
        complaint.go_to("accept")
        complaint.set_clock(recorded_on, at)
        complaint.do("accept", accepted_on=on(accepted_on))
        deadline = complaint.deadline("kn1_accept")
        assert (deadline.late_by_law, deadline.late_in_system) == (by_law, in_system)

    def test_closes_on_the_legal_date_and_keeps_the_moment_of_recording(self, complaint, office):
        complaint.go_to("accept")
        complaint.set_clock(date(2026, 8, 27))
        complaint.do("accept", accepted_on=on(DUE_ON))
        deadline = complaint.deadline("kn1_accept")
        assert deadline.closed_on == DUE_ON
        assert deadline.recorded_at == office.clock.now()

    def test_counts_the_next_term_from_the_legal_date_not_from_the_recording(self, complaint):
        """30 days from Tuesday 25/08/2026: Thursday 24/09/2026."""
        complaint.go_to("accept")
        complaint.set_clock(date(2026, 9, 14))
        complaint.do("accept", accepted_on=on(DUE_ON))
        assert complaint.running == {"kn1_resolve": date(2026, 9, 24)}


class TestLaterTerms:
    @pytest.fixture
    def decided(self, complaint):
        """Decided on Monday 17/08/2026; to be sent by Thursday 20/08 (Điều 32 Luật Khiếu nại)."""
        return complaint.go_to("send_decision")

    def test_resolving_reminds_the_verifier_and_reports_to_the_head(self, complaint):
        """Accepted on 17/08: due on Wednesday 16/09, three working days before is Friday 11/09."""
        complaint.go_to("assign_verification")
        complaint.wait_until(date(2026, 9, 10), LAST_SECOND)
        assert complaint.notices == []
        complaint.wait_until(date(2026, 9, 11), MIDNIGHT)
        complaint.wait_until(date(2026, 9, 16), LAST_SECOND)
        assert complaint.notices == [("notify_resolution_due_soon", "due_soon", "verifier")]
        complaint.wait_until(date(2026, 9, 17), MIDNIGHT)
        assert complaint.notices[1:] == [("notify_resolution_overdue", "overdue", "head")]

    def test_sending_reminds_the_registrar_one_working_day_before(self, decided):
        decided.wait_until(date(2026, 8, 18), LAST_SECOND)
        assert decided.notices == []
        decided.wait_until(date(2026, 8, 19), MIDNIGHT)
        assert decided.notices == [("notify_sending_due_soon", "due_soon", "registrar")]

    def test_sending_is_reported_to_the_head_the_day_after(self, decided):
        decided.wait_until(date(2026, 8, 21), MIDNIGHT)
        assert decided.notices[-1] == ("notify_sending_overdue", "overdue", "head")

    def test_archiving_reminds_the_petition_officer_and_reports_to_the_head(self, decided):
        """Closed on 17/08: due on Wednesday 16/09/2026 (Điều 23 Thông tư 07/2013/TT-TTCP)."""
        decided.do("send_decision")
        decided.wait_until(date(2026, 9, 17), MIDNIGHT)
        about_the_file = [one for one in decided.notices if "archiving" in one[0]]
        assert about_the_file == [
            ("notify_archiving_due_soon", "due_soon", "petition_officer"),
            ("notify_archiving_overdue", "overdue", "head"),
        ]

    def test_legal_force_is_announced_a_day_before_and_never_late(self, decided):
        """Issued on 17/08: the 30 days end on Wednesday 16/09 (Điều 44 Luật Khiếu nại)."""
        decided.do("send_decision")
        decided.do("close_case")
        decided.wait_until(date(2026, 9, 14), LAST_SECOND)
        assert decided.notices == []
        decided.wait_until(date(2026, 12, 1))
        assert decided.notices == [("notify_legal_force_near", "due_soon", "petition_officer")]

    def test_sending_a_termination_reminds_and_reports(self, complaint):
        """Form 14a issued on 17/08: to be sent by Thursday 20/08."""
        complaint.go_to("verify_report")
        complaint.receive()
        complaint.do("terminate")
        complaint.wait_until(date(2026, 8, 21), MIDNIGHT)
        assert complaint.notices == [
            ("notify_termination_due_soon", "due_soon", "registrar"),
            ("notify_termination_overdue", "overdue", "head"),
        ]

    def test_a_term_that_ran_out_before_it_was_recorded_is_reported_at_once(self, complaint):
        complaint.go_to("accept")
        complaint.set_clock(date(2026, 10, 1))
        complaint.do("accept", accepted_on=on(DUE_ON))
        assert complaint.notices[2:] == [
            ("notify_resolution_due_soon", "due_soon", "verifier"),
            ("notify_resolution_overdue", "overdue", "head"),
        ]
