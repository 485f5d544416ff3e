"""The first complaint as the law tells it: fourteen steps, and every way off the main path.

Điều 27 to Điều 34 Luật Khiếu nại; Nghị định 124/2020/NĐ-CP as amended by Nghị định 155/2026/NĐ-CP.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

import pytest

from cases.actor import Actor
from cases.errors import StepAlreadyDoneError, SubmissionRefusedError
from cases.models.decision import Decision
from config.clock import TIME_ZONE
from tests.cases import installations
from tests.cases.answers import COMPLEX, REFUSAL, REMOTE, SENT_BACK, VERIFY_MORE, on
from tests.cases.matter import Complaint, Matter

OLD_LAW = date(2026, 6, 30)
NEW_LAW = date(2026, 7, 1)


@dataclass(frozen=True)
class Line:
    """One line of a story: who did what on which day, and what followed from it.

    An event is a code, or a code with a day of its own. ``shown`` are the due dates of the open
    steps where they are not those of the running terms.
    """

    day: date
    step: str
    role: str
    events: tuple[str | tuple[str, date], ...]
    running: dict[str, date]
    then: list[str]
    typed: dict[str, str] = field(default_factory=dict)
    shown: list[date | None] | None = None


def in_triage(due_on: date) -> dict[str, date]:
    """Ten working days for what triage itself can do (Điều 8 Thông tư 07/2014)."""
    return {"xld_process": due_on, "xld_guide": due_on}


BEFORE_JULY_2026 = (
    # 10 calendar days from Wednesday 18/03 end on a Saturday: Monday 30/03 (Điều 27 Luật).
    Line(
        date(2026, 3, 18), "register", "registrar", ("petition_received",),
        {"kn1_accept": date(2026, 3, 30), **in_triage(date(2026, 4, 1))},
        ["propose_handling"], {}, [date(2026, 3, 30)],
    ),
    Line(
        date(2026, 3, 20), "propose_handling", "petition_officer", ("handling_proposed",),
        {"kn1_accept": date(2026, 3, 30), **in_triage(date(2026, 4, 1))},
        ["approve_proposal"], {}, [date(2026, 3, 30)],
    ),
    Line(
        date(2026, 3, 24), "approve_proposal", "section_head",
        ("handling_decided", ("petition_received", date(2026, 3, 18))),
        {"kn1_accept": date(2026, 3, 30)}, ["accept"],
    ),
    # 30 days from Friday 27/03 end on Giỗ Tổ, a Sunday; Monday 27/04 stands in for it.
    Line(
        date(2026, 3, 27), "accept", "head", ("accepted",),
        {"kn1_resolve": date(2026, 4, 28)}, ["recheck"],
    ),
    Line(
        date(2026, 3, 30), "recheck", "head", (),
        {"kn1_resolve": date(2026, 4, 28)}, ["assign_verification"],
    ),
    # The head gives the verifier until 14/04 (Điều 7 Thông tư 07/2013).
    Line(
        date(2026, 3, 30), "assign_verification", "head", ("verification_assigned",),
        {"kn1_resolve": date(2026, 4, 28)}, ["verify"],
        {"verify_until": "14/04/2026"}, [date(2026, 4, 14)],
    ),
    Line(
        date(2026, 4, 6), "verify", "verifier", ("complainant_heard",),
        {"kn1_resolve": date(2026, 4, 28)}, ["verify_report"], {}, [date(2026, 4, 14)],
    ),
    Line(
        date(2026, 4, 10), "verify_report", "verifier", ("verification_reported",),
        {"kn1_resolve": date(2026, 4, 28)}, ["plan_dialogue"],
    ),
    # Until 30/06/2026 the law sets no number of days for the notice.
    Line(
        date(2026, 4, 13), "plan_dialogue", "head",
        (("dialogue_day", date(2026, 4, 16)), "dialogue_notice_sent"),
        {"kn1_resolve": date(2026, 4, 28)}, ["dialogue"], {"planned_on": "16/04/2026"},
    ),
    Line(
        date(2026, 4, 16), "dialogue", "head", ("dialogue_held",),
        {"kn1_resolve": date(2026, 4, 28)}, ["decide"],
    ),
    # 3 working days from Wednesday 22/04: Thursday, Friday, Tuesday 28/04 (Điều 32 Luật). Legal
    # force after 30 days, whichever day that is (khoản 1 Điều 44 Luật).
    Line(
        date(2026, 4, 22), "decide", "head", ("decision_issued",),
        {"kn1_send": date(2026, 4, 28), "kn_legal_force": date(2026, 5, 22)},
        ["send_decision"], {}, [date(2026, 4, 28)],
    ),
    # 30 days from Friday 24/04 end on a Sunday: Monday 25/05 (Điều 23 Thông tư 07/2013).
    Line(
        date(2026, 4, 24), "send_decision", "registrar", ("decision_sent", "case_closed"),
        {"kn_legal_force": date(2026, 5, 22), "kn_archive": date(2026, 5, 25)},
        ["close_case", "watch_legal_force"], {}, [date(2026, 5, 25), None],
    ),
    Line(
        date(2026, 5, 6), "close_case", "petition_officer", ("file_archived",),
        {"kn_legal_force": date(2026, 5, 22)}, ["watch_legal_force"], {}, [None],
    ),
    Line(
        date(2026, 5, 23), "watch_legal_force", "petition_officer", ("legal_force_reached",),
        {}, [],
    ),
)  # fmt: skip

FROM_JULY_2026 = (
    # 7 working days from Monday 17/08, Saturday 22/08 being worked (Điều 16 Nghị định 124/2020).
    Line(
        date(2026, 8, 17), "register", "registrar", ("petition_received",),
        {"kn1_accept": date(2026, 8, 25), **in_triage(date(2026, 8, 28))},
        ["propose_handling"], {}, [date(2026, 8, 25)],
    ),
    Line(
        date(2026, 8, 18), "propose_handling", "petition_officer", ("handling_proposed",),
        {"kn1_accept": date(2026, 8, 25), **in_triage(date(2026, 8, 28))},
        ["approve_proposal"], {}, [date(2026, 8, 25)],
    ),
    Line(
        date(2026, 8, 19), "approve_proposal", "section_head",
        ("handling_decided", ("petition_received", date(2026, 8, 17))),
        {"kn1_accept": date(2026, 8, 25)}, ["accept"],
    ),
    # 30 days from Thursday 20/08 end on Saturday 19/09: Monday 21/09 (Điều 28 Luật).
    Line(
        date(2026, 8, 20), "accept", "head", ("accepted",),
        {"kn1_resolve": date(2026, 9, 21)}, ["recheck"],
    ),
    Line(
        date(2026, 8, 21), "recheck", "head", (),
        {"kn1_resolve": date(2026, 9, 21)}, ["assign_verification"],
    ),
    Line(
        date(2026, 8, 21), "assign_verification", "head", ("verification_assigned",),
        {"kn1_resolve": date(2026, 9, 21)}, ["verify"],
        {"verify_until": "04/09/2026"}, [date(2026, 9, 4)],
    ),
    Line(
        date(2026, 8, 28), "verify", "verifier", ("complainant_heard",),
        {"kn1_resolve": date(2026, 9, 21)}, ["verify_report"], {}, [date(2026, 9, 4)],
    ),
    Line(
        date(2026, 9, 3), "verify_report", "verifier", ("verification_reported",),
        {"kn1_resolve": date(2026, 9, 21)}, ["plan_dialogue"],
    ),
    # 5 days before Thursday 10/09: Saturday 05/09, so the notice must go out by Friday 04/09
    # (khoản 1 Điều 28 Nghị định 124/2020).
    Line(
        date(2026, 9, 4), "plan_dialogue", "head",
        (("dialogue_day", date(2026, 9, 10)), "dialogue_notice_sent"),
        {"kn1_resolve": date(2026, 9, 21)}, ["dialogue"], {"planned_on": "10/09/2026"},
    ),
    Line(
        date(2026, 9, 10), "dialogue", "head", ("dialogue_held",),
        {"kn1_resolve": date(2026, 9, 21)}, ["decide"],
    ),
    Line(
        date(2026, 9, 15), "decide", "head", ("decision_issued",),
        {"kn1_send": date(2026, 9, 18), "kn_legal_force": date(2026, 10, 15)},
        ["send_decision"], {}, [date(2026, 9, 18)],
    ),
    Line(
        date(2026, 9, 16), "send_decision", "registrar", ("decision_sent", "case_closed"),
        {"kn_legal_force": date(2026, 10, 15), "kn_archive": date(2026, 10, 16)},
        ["close_case", "watch_legal_force"], {}, [date(2026, 10, 16), None],
    ),
    Line(
        date(2026, 10, 1), "close_case", "petition_officer", ("file_archived",),
        {"kn_legal_force": date(2026, 10, 15)}, ["watch_legal_force"], {}, [None],
    ),
    Line(
        date(2026, 10, 16), "watch_legal_force", "petition_officer", ("legal_force_reached",),
        {}, [],
    ),
)  # fmt: skip

BOTH_VERSIONS = pytest.mark.parametrize(
    "received_on",
    [pytest.param(OLD_LAW, id="2012-07-01"), pytest.param(NEW_LAW, id="2026-07-01")],
)


@dataclass(frozen=True)
class Told:
    """A line of a story and what the database held after it."""

    line: Line
    open: list[str]
    shown: list[date | None]
    events: list[tuple[str, date]]
    running: dict[str, date]


@dataclass(frozen=True)
class Chronicle:
    """A whole story, told once for all tests."""

    matter: Matter
    people: Mapping[str, Actor]
    lines: list[Told]


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(BEFORE_JULY_2026, id="before-july-2026"),
        pytest.param(FROM_JULY_2026, id="from-july-2026"),
    ],
)
def chronicle(request, tmp_path_factory):
    """The main path, lived through on the days of the story."""
    story = request.param
    with installations.sqlite_office(tmp_path_factory.mktemp("story")) as office:
        people = installations.ward_people(office)
        office.clock.set(datetime.combine(story[0].day, time(10), TIME_ZONE))
        matter = Complaint.register(office, people)
        lines = [told(matter, story[0])]
        for line in story[1:]:
            matter.wait_until(line.day)
            matter.do(line.step, **line.typed)
            lines.append(told(matter, line))
        yield Chronicle(matter, people, lines)


def told(matter, line):
    shown = [item.due_on for item in matter.items]
    return Told(line, matter.open, shown, whole(matter, "events"), matter.running)


def whole(complaint, what):
    """Put together what the petition and then its case have of events, papers or steps."""
    parts = [complaint.triage, *([complaint] if complaint.registered.case_id else [])]
    return [one for part in parts for one in getattr(part, what)]


class TestMainPath:
    """Fourteen steps by five people: registrar, petition officer, section head, head, verifier."""

    def test_opens_one_step_after_the_other(self, chronicle):
        for told in chronicle.lines:
            assert told.open == told.line.then, told.line.step

    def test_gives_each_step_to_the_role_that_the_law_names(self, chronicle):
        done = [(step.element, step.role) for step in whole(chronicle.matter, "steps")]
        assert done == [(told.line.step, told.line.role) for told in chronicle.lines]

    def test_is_walked_by_five_people(self, chronicle):
        doers = [step.account_id for step in whole(chronicle.matter, "steps")]
        assert doers == [chronicle.people[told.line.role].account_id for told in chronicle.lines]
        assert len(set(doers)) == 5

    def test_records_the_events_of_each_step_on_their_legal_dates(self, chronicle):
        recorded = []
        for told in chronicle.lines:
            recorded += [
                event if isinstance(event, tuple) else (event, told.line.day)
                for event in told.line.events
            ]
            assert told.events == recorded, told.line.step

    def test_opens_and_closes_deadlines_on_the_dates_of_the_law(self, chronicle):
        for told in chronicle.lines:
            assert told.running == told.line.running, told.line.step

    def test_shows_at_each_step_the_date_of_the_term_that_governs_it(self, chronicle):
        for told in chronicle.lines:
            wanted = told.line.shown
            of_terms = list(told.line.running.values())
            assert told.shown == (of_terms if wanted is None else wanted), told.line.step

    @pytest.mark.parametrize("term", ["kn1_accept", "kn1_resolve", "kn1_send", "kn_archive"])
    def test_closes_every_deadline_in_time(self, chronicle, term):
        (deadline,) = chronicle.matter.deadlines(term)
        assert (deadline.late_by_law, deadline.late_in_system) == (False, False)
        assert deadline.closing_event_id is not None

    def test_files_the_papers_that_the_steps_issue(self, chronicle):
        assert [paper.type for paper in whole(chronicle.matter, "documents")] == [
            "handling_proposal",
            "acceptance",
            "verification_assignment",
            "working_minutes",
            "verification_report",
            "dialogue_notice",
            "dialogue_minutes",
            "decision_first",
        ]

    def test_ends_with_an_archived_file(self, chronicle):
        run = chronicle.matter.run
        assert (run.status, run.next_fires_at, run.waits_for) == ("completed", None, "")

    def test_dates_the_case_by_its_acceptance_and_its_decision(self, chronicle):
        days = {told.line.step: told.line.day for told in chronicle.lines}
        case = chronicle.matter.case
        assert (case.accepted_on, case.acceptance_number) == (days["accept"], "31/TB-UBND")
        assert (case.closing, case.closed_on) == ("decision", days["decide"])

    def test_keeps_the_decision_with_its_outcome_and_signer(self, chronicle):
        with chronicle.matter.office.database.reading() as tx:
            (decision,) = tx.query(Decision).all()
        assert (decision.number, decision.outcome) == ("61/QĐ-UBND", "justified")
        assert decision.signed_on == chronicle.matter.case.closed_on
        assert decision.signer_id == chronicle.people["head"].account_id

    def test_keeps_when_the_decision_was_sent_and_took_force(self, chronicle):
        days = {told.line.step: told.line.day for told in chronicle.lines}
        with chronicle.matter.office.database.reading() as tx:
            (decision,) = tx.query(Decision).all()
        assert decision.sent_on == days["send_decision"]
        assert decision.legal_force_on == days["watch_legal_force"]

    def test_keeps_the_day_of_the_dialogue(self, chronicle):
        days = {told.line.step: told.line.day for told in chronicle.lines}
        assert chronicle.matter.case.dialogue_on == days["dialogue"]

    def test_judges_nobody_by_the_term_after_which_the_decision_is_in_force(self, chronicle):
        (deadline,) = chronicle.matter.deadlines("kn_legal_force")
        assert (deadline.late_by_law, deadline.late_in_system) == (None, None)
        assert deadline.closed_on == chronicle.lines[-1].line.day


class TestVersion:
    """The day the petition was received picks the version (khoản 2 Điều 22 Nghị định 155/2026)."""

    def test_of_30_june_2026_is_the_old_one(self, office, register_complaint):
        complaint = register_complaint(OLD_LAW).go_to("accept")
        assert complaint.version.effective_from == date(2012, 7, 1)

    def test_of_1_july_2026_is_the_new_one(self, office, register_complaint):
        complaint = register_complaint(NEW_LAW).go_to("accept")
        assert complaint.version.effective_from == date(2026, 7, 1)

    def test_old_and_new_term_can_end_on_the_same_day(self, office, register_complaint):
        """10 days from Tuesday 30/06 and 7 working days from Wednesday 01/07: Friday 10/07."""
        old = register_complaint(OLD_LAW).go_to("accept")
        new = register_complaint(NEW_LAW).go_to("accept")
        assert old.running == new.running == {"kn1_accept": date(2026, 7, 10)}
        assert old.deadline("kn1_accept").row_key == "kn1_accept_old"
        assert new.deadline("kn1_accept").row_key == "kn1_accept"

    def test_of_a_day_before_the_first_is_the_first(self, office, register_complaint):
        complaint = register_complaint(date(2012, 6, 29)).go_to("accept")
        assert complaint.version.effective_from == date(2012, 7, 1)

    def test_before_the_first_opens_no_term_that_the_law_did_not_know(
        self, office, register_complaint
    ):
        complaint = register_complaint(date(2012, 6, 29))
        assert complaint.running == {}
        assert complaint.go_to("accept").running == {}

    def test_stays_with_the_case_for_life(self, office, register_complaint):
        complaint = register_complaint(OLD_LAW).go_to("close_case")
        assert complaint.version.effective_from == date(2012, 7, 1)


@BOTH_VERSIONS
class TestRefusal:
    """Không thụ lý, with one of the grounds of Điều 11 Luật Khiếu nại."""

    @pytest.fixture
    def refused(self, office, register_complaint, received_on):
        complaint = register_complaint(received_on).go_to("accept")
        complaint.do("accept", **REFUSAL)
        return complaint

    def test_ends_the_case_at_once(self, refused):
        assert refused.open == []
        assert refused.run.status == "completed"
        assert "refusal" in refused.visited

    def test_keeps_the_ground_and_the_day(self, refused, office):
        case = refused.case
        assert (case.not_accepted_ground, case.closing) == ("ground_6", "refused")
        assert case.closed_on == office.today()
        assert case.accepted_on is None

    def test_closes_the_term_for_accepting(self, refused, office):
        assert refused.running == {}
        assert refused.deadline("kn1_accept").closed_on == office.today()

    def test_issues_a_notice_of_refusal_instead_of_an_acceptance(self, refused):
        assert refused.documents[-1].type == "refusal"

    def test_is_impossible_without_a_ground(self, office, register_complaint, received_on):
        complaint = register_complaint(received_on).go_to("accept")
        answers = complaint.filled("accept", **REFUSAL | {"ground": ""})
        assert [error.key for error in answers.errors] == ["ground"]


@BOTH_VERSIONS
class TestSendingBack:
    def test_a_proposal_goes_back_to_the_person_who_proposes(
        self, office, register_complaint, received_on
    ):
        complaint = register_complaint(received_on).go_to("approve_proposal")
        complaint.do("approve_proposal", **SENT_BACK)
        assert complaint.open == ["propose_handling"]

    def test_a_proposal_sent_back_leaves_the_term_as_it_was(
        self, office, register_complaint, received_on
    ):
        complaint = register_complaint(received_on).go_to("approve_proposal")
        before = complaint.running
        complaint.do("approve_proposal", **SENT_BACK)
        assert complaint.running == before

    def test_a_proposal_can_be_approved_the_second_time(
        self, office, register_complaint, received_on
    ):
        complaint = register_complaint(received_on).go_to("approve_proposal")
        complaint.do("approve_proposal", **SENT_BACK)
        complaint.go_to("accept")
        assert [step.element for step in complaint.triage.steps[1:]] == [
            "propose_handling",
            "approve_proposal",
            "propose_handling",
            "approve_proposal",
        ]

    def test_a_file_that_needs_more_goes_from_the_decision_to_the_same_verifier(
        self, office, register_complaint, received_on, people
    ):
        complaint = register_complaint(received_on).go_to("decide")
        complaint.do("decide", **VERIFY_MORE)
        assert complaint.item("verify").assignee_id == people["verifier"].account_id

    def test_a_file_that_needs_more_has_no_decision_yet(
        self, office, register_complaint, received_on
    ):
        complaint = register_complaint(received_on).go_to("decide")
        complaint.do("decide", **VERIFY_MORE)
        assert "decision_issued" not in dict(complaint.events)
        assert "kn1_resolve" in complaint.running


@BOTH_VERSIONS
class TestDialogue:
    """Held where request and findings still differ (khoản 1 Điều 30 Luật Khiếu nại)."""

    def test_follows_findings_that_differ(self, office, register_complaint, received_on):
        complaint = register_complaint(received_on).go_to("verify_report")
        complaint.do("verify_report", findings_differ="yes")
        assert complaint.open == ["plan_dialogue"]

    def test_is_left_out_when_findings_agree(self, office, register_complaint, received_on):
        complaint = register_complaint(received_on).go_to("verify_report")
        complaint.do("verify_report", findings_differ="no")
        assert complaint.open == ["decide"]


@BOTH_VERSIONS
class TestWithdrawal:
    """At any time before the decision, in writing (Điều 10 Luật Khiếu nại)."""

    @pytest.mark.parametrize("step", ["propose_handling", "approve_proposal", "accept"])
    def test_before_acceptance_leads_to_filing_the_petition(
        self, office, register_complaint, received_on, step
    ):
        complaint = register_complaint(received_on).go_to(step)
        complaint.receive()
        assert complaint.open == ["file_withdrawn"]

    def test_before_acceptance_ends_the_term_for_accepting_at_once(
        self, office, register_complaint, received_on
    ):
        """Nothing is left to accept (Điều 10 Luật Khiếu nại)."""
        complaint = register_complaint(received_on).go_to("accept")
        complaint.receive()
        deadline = complaint.deadline("kn1_accept")
        assert (deadline.closed_on, complaint.running) == (office.today(), {})

    def test_before_acceptance_ends_the_case_when_the_petition_is_filed(
        self, office, register_complaint, received_on
    ):
        complaint = register_complaint(received_on).go_to("accept")
        complaint.receive()
        complaint.do("file_withdrawn")
        assert complaint.run.status == "completed"
        assert complaint.case.closing == "withdrawn"

    @pytest.mark.parametrize("step", ["propose_handling", "accept"])
    def test_within_the_term_for_accepting_is_not_late(self, complaint, received_on, step):
        complaint.go_to(step).receive()
        assert complaint.deadline("kn1_accept").late_by_law is False

    @pytest.mark.parametrize("step", ["assign_verification", "verify_report", "dialogue", "decide"])
    def test_after_acceptance_asks_the_head_for_a_decision(
        self, office, register_complaint, received_on, step
    ):
        complaint = register_complaint(received_on).go_to(step)
        complaint.receive()
        assert complaint.open == ["terminate"]
        assert complaint.item("terminate").role == "head"

    def test_leaves_the_step_it_interrupts_in_the_history(
        self, office, register_complaint, received_on
    ):
        complaint = register_complaint(received_on).go_to("verify_report")
        complaint.receive()
        assert ("verify_report", "overtaken") in [
            (step.element, step.outcome) for step in complaint.steps
        ]

    def test_decided_by_form_14a_must_be_sent_within_3_working_days(
        self, office, register_complaint, received_on
    ):
        """Khoản 1 Điều 28b Nghị định 124/2020/NĐ-CP: from Wednesday 26/08 to Thursday 03/09."""
        complaint = register_complaint(received_on).go_to("verify_report")
        complaint.receive()
        complaint.do("terminate")
        assert complaint.open == ["send_termination"]
        assert complaint.running == {"kn_suspend_send": date(2026, 9, 3)}
        complaint.do("send_termination")
        assert complaint.run.status == "completed"
        assert complaint.case.closing == "terminated"

    def test_keeps_the_term_for_resolving_because_it_was_terminated_in_time(
        self, office, register_complaint, received_on
    ):
        complaint = register_complaint(date(2026, 8, 20)).go_to("verify_report")
        complaint.receive()
        complaint.do("terminate")
        assert complaint.deadline("kn1_resolve").late_by_law is False

    def test_is_no_longer_possible_after_the_decision(
        self, office, register_complaint, received_on
    ):
        complaint = register_complaint(received_on).go_to("send_decision")
        assert complaint.run.waits_for == ""

    def test_is_filed_as_a_paper_of_its_own(self, office, register_complaint, received_on):
        complaint = register_complaint(received_on)
        complaint.receive()
        assert ("withdrawn", office.today()) in complaint.events


class TestTerminationUnderTheOldVersion:
    """Khoản 1 Điều 22 Nghị định 155/2026: the day of the termination picks the form."""

    @pytest.fixture
    def withdrawn(self, office, register_complaint):
        """Withdrawn on Monday 29/06/2026, two days before the new law."""
        office.clock.set(datetime(2026, 6, 29, 10, tzinfo=TIME_ZONE))
        complaint = register_complaint(date(2026, 6, 15)).go_to("verify_report")
        complaint.receive()
        return complaint

    def test_before_july_2026_is_decided_by_form_12_and_ends_the_case(self, withdrawn):
        withdrawn.do("terminate")
        assert withdrawn.facts["termination_form"] == '"form_12"'
        assert withdrawn.open == []
        assert "terminated_by_form_12" in withdrawn.visited
        assert "decision_14a_issued" not in dict(withdrawn.events)

    def test_from_july_2026_on_is_decided_by_form_14a_and_must_be_sent(self, withdrawn):
        """Signed on Wednesday 01/07/2026: to be sent by Monday 06/07."""
        withdrawn.set_clock(date(2026, 7, 1))
        withdrawn.do("terminate")
        assert withdrawn.facts["termination_form"] == '"form_14a"'
        assert withdrawn.events[-2:] == [
            ("terminated", date(2026, 7, 1)),
            ("decision_14a_issued", date(2026, 7, 1)),
        ]
        assert withdrawn.running == {"kn_suspend_send": date(2026, 7, 6)}

    def test_goes_by_the_day_of_the_decision_though_it_is_recorded_later(self, withdrawn):
        withdrawn.set_clock(date(2026, 7, 8))
        withdrawn.do("terminate", signed_on="30/06/2026")
        assert withdrawn.open == []

    def test_before_july_2026_is_possible_after_a_withdrawal_only(self, withdrawn):
        """Khoản 1 Điều 19 Thông tư 07/2013."""
        with pytest.raises(SubmissionRefusedError) as refused:
            withdrawn.do("terminate", ground="complainant_died")
        (error,) = refused.value.errors
        assert error.key == "ground"
        assert "Điều 19 Thông tư 07/2013" in error.message

    def test_in_the_new_version_records_the_decision_once(self, office, register_complaint):
        complaint = register_complaint(NEW_LAW).go_to("verify_report")
        complaint.receive()
        complaint.do("terminate")
        codes = [code for code, _ in complaint.events]
        assert codes.count("decision_14a_issued") == codes.count("terminated") == 1


@BOTH_VERSIONS
class TestTerminationWithoutWithdrawal:
    """The complainant has died, the organisation has ended (điểm b khoản 2 Điều 11a Luật)."""

    @pytest.fixture
    def found(self, office, register_complaint, received_on):
        complaint = register_complaint(received_on).go_to("plan_dialogue")
        complaint.receive("termination_ground_found")
        return complaint

    def test_is_the_head_s_to_decide_on_the_same_day(self, found, office):
        """Khoản 1 Điều 28b Nghị định 124/2020/NĐ-CP: ngay."""
        assert found.item("terminate").role == "head"
        assert found.item("terminate").due_on == office.today()
        assert found.events[-1] == ("suspension_ground_found", office.today())

    def test_leaves_the_step_it_interrupts_in_the_history(self, found):
        assert ("plan_dialogue", "overtaken") in [
            (step.element, step.outcome) for step in found.steps
        ]

    def test_is_late_when_it_is_decided_later(self, found):
        found.set_clock(date(2026, 8, 27))
        found.do("terminate", ground="organisation_ended")
        assert found.deadline("kn_suspend_issue").late_by_law is True
        assert found.deadline("kn1_resolve").late_by_law is False

    def test_issues_a_decision_that_must_be_sent_within_3_working_days(self, found):
        found.do("terminate", ground="complainant_died")
        assert found.documents[-1].type == "termination"
        assert found.running == {"kn_suspend_send": date(2026, 9, 3)}
        found.do("send_termination", recipients=["respondent", "commune"])
        assert found.case.closing == "terminated"

    def test_is_not_possible_before_the_acceptance(self, opened_complaint, received_on):
        with pytest.raises(StepAlreadyDoneError):
            opened_complaint.receive("termination_ground_found")

    def test_is_possible_while_the_case_is_suspended(self, accepted_complaint, received_on):
        accepted_complaint.start("complaint_suspension")
        accepted_complaint.receive("termination_ground_found")
        accepted_complaint.do("terminate", ground="complainant_died")
        assert accepted_complaint.case.closing == "terminated"


class TestDialogueUnderTheOldVersion:
    """Khoản 1 Điều 22 Nghị định 155/2026: the day of the dialogue decides what absence means."""

    @pytest.mark.parametrize(
        ("held_on", "attendance"),
        [
            (date(2026, 6, 30), "absent_with_reason"),
            (date(2026, 6, 30), "absent_without_reason"),
            (date(2026, 7, 1), "absent_twice"),
        ],
    )
    def test_refuses_an_answer_of_the_other_law_with_the_article(
        self, office, register_complaint, held_on, attendance
    ):
        office.clock.set(datetime(2026, 6, 22, 10, tzinfo=TIME_ZONE))
        complaint = register_complaint(date(2026, 6, 15)).go_to("dialogue")
        complaint.set_clock(held_on)
        with pytest.raises(SubmissionRefusedError) as refused:
            complaint.do("dialogue", attendance=attendance)
        (error,) = refused.value.errors
        assert error.key == "attendance"
        assert "Điều" in error.message

    @pytest.mark.parametrize(
        ("held_on", "attendance"),
        [(date(2026, 6, 30), "absent_twice"), (date(2026, 7, 1), "absent_without_reason")],
    )
    def test_takes_an_answer_of_the_law_of_its_day(
        self, office, register_complaint, held_on, attendance
    ):
        office.clock.set(datetime(2026, 6, 22, 10, tzinfo=TIME_ZONE))
        complaint = register_complaint(date(2026, 6, 15)).go_to("dialogue")
        complaint.set_clock(held_on)
        complaint.do("dialogue", attendance=attendance)
        assert complaint.open == ["decide"]


@BOTH_VERSIONS
class TestTermForResolving:
    """Điều 28 Luật Khiếu nại, counted from the day of acceptance, here Thursday 20/08/2026."""

    @pytest.mark.parametrize(
        ("answers", "row", "due_on"),
        [
            pytest.param({}, "kn1_resolve_normal", date(2026, 9, 21), id="30-days"),
            # Sunday 04/10 and Sunday 04/10: Monday 05/10.
            pytest.param(COMPLEX, "kn1_resolve_complex", date(2026, 10, 5), id="complex-45"),
            pytest.param(REMOTE, "kn1_resolve_remote", date(2026, 10, 5), id="remote-45"),
            pytest.param(
                COMPLEX | REMOTE, "kn1_resolve_remote_complex", date(2026, 10, 19), id="both-60"
            ),
        ],
    )
    def test_is_longer_for_complex_and_remote_cases(
        self, office, register_complaint, received_on, answers, row, due_on
    ):
        complaint = register_complaint(received_on).go_to("accept")
        complaint.do("accept", accepted_on=on(date(2026, 8, 20)), **answers)
        deadline = complaint.deadline("kn1_resolve")
        assert (deadline.row_key, deadline.due_on) == (row, due_on)

    def test_needs_a_document_for_a_complex_case_only_from_july_2026(
        self, office, register_complaint, received_on
    ):
        """Khoản 2 Điều 3a Nghị định 124/2020/NĐ-CP."""
        complaint = register_complaint(received_on).go_to("accept")
        answers = complaint.filled("accept", **COMPLEX | {"complexity_document": ""})
        missing = [error.key for error in answers.errors]
        assert missing == ([] if received_on == OLD_LAW else ["complexity_document"])
