"""Answers that the law, or the case itself, does not allow at the steps of a first complaint."""

from datetime import date, datetime, timedelta

import pytest

from cases.errors import SubmissionRefusedError
from cases.models.decision import Decision
from config.clock import TIME_ZONE
from tests.cases.answers import COMPLEX, REFUSAL, on

VERIFICATION = "complaint_verification_extension"


def refusal(matter, step, **typed):
    """The field and the words of the only error."""
    with pytest.raises(SubmissionRefusedError) as refused:
        matter.do(step, **typed)
    (error,) = refused.value.errors
    return error.key, error.message


class TestGroundsOfRefusal:
    """Điều 11 Luật Khiếu nại, ground 9 with its exception."""

    NINTH = REFUSAL | {"ground": "ground_9"}

    def test_take_a_court_that_has_accepted_or_judged_the_matter(self, complaint):
        complaint.go_to("accept").do("accept", **self.NINTH, court_matter="accepted")
        assert complaint.case.not_accepted_ground == "ground_9"

    def test_do_not_take_a_court_that_has_terminated_its_case(self, complaint):
        complaint.go_to("accept")
        key, words = refusal(complaint, "accept", **self.NINTH, court_matter="terminated")
        assert key == "court_matter"
        assert "khoản 9 Điều 11 Luật Khiếu nại" in words

    def test_ask_about_the_court_for_the_ninth_only(self, complaint):
        complaint.go_to("accept").do("accept", **REFUSAL, court_matter="terminated")
        assert complaint.case.not_accepted_ground == "ground_6"


class TestAcceptance:
    def test_of_a_petition_of_43_people_needs_their_papers(self, register_complaint):
        """Khoản 1 Điều 16 Nghị định 124/2020/NĐ-CP."""
        complaint = register_complaint(signatory_count="43").go_to("accept")
        key, words = refusal(complaint, "accept", group_papers="not_a_group")
        assert key == "group_papers"
        assert "Điều 16 Nghị định 124/2020/NĐ-CP" in words
        complaint.do("accept", group_papers="complete")
        assert complaint.open == ["recheck"]

    @pytest.mark.parametrize("left_out", ["complainant", "inspectorate"])
    def test_is_made_known_to_complainant_and_inspectorate(self, complaint, left_out):
        """Điều 27 Luật Khiếu nại."""
        complaint.go_to("accept")
        told = [one for one in ("complainant", "inspectorate") if one != left_out]
        assert refusal(complaint, "accept", notified=told)[0] == "notified"

    def test_is_made_known_to_who_forwarded_the_petition(self, register_complaint):
        complaint = register_complaint(source="forwarded", forwarded_document="87/PC").go_to(
            "accept"
        )
        told = ["complainant", "inspectorate"]
        key, words = refusal(complaint, "accept", notified=told)
        assert key == "notified"
        assert "nơi đã chuyển đơn" in words
        complaint.do("accept", notified=[*told, "forwarder"])


class TestReceipt:
    def test_is_not_before_the_day_written_on_the_petition(self, complaint):
        form = complaint.version.forms["register"]
        (check,) = form.checks
        assert check.refuses({"written_on": date(2026, 8, 2), "received_on": date(2026, 8, 1)})
        assert not check.refuses({"written_on": date(2026, 8, 1), "received_on": date(2026, 8, 1)})


class TestRecheck:
    def test_looks_at_everything_that_article_6_lists(self, complaint):
        complaint.go_to("recheck")
        key, words = refusal(complaint, "recheck", checked=["legal_basis", "content"])
        assert key == "checked"
        assert "khoản 2 Điều 6 Thông tư 07/2013/TT-TTCP" in words

    def test_that_finds_the_complaint_right_asks_for_the_decision_at_once(self, complaint):
        complaint.go_to("recheck").do("recheck", complaint_right="yes")
        assert complaint.item("decide_at_once").due_on == complaint.office.today()

    def test_that_finds_it_right_cannot_end_in_keeping_the_contested_decision(self, complaint):
        complaint.go_to("recheck").do("recheck", complaint_right="yes")
        options = complaint.version.forms["decide_at_once"].field("contested_ruling").options
        assert "keep" not in {one.value for one in options}
        outcomes = complaint.version.forms["decide_at_once"].field("outcome").options
        assert {one.value for one in outcomes} == {"justified", "partly_justified"}


class TestVerificationPeriod:
    """Điều 7 Thông tư 07/2013: the head says until when; accepted on Wednesday 26/08/2026."""

    UNTIL = date(2026, 9, 10)

    @pytest.fixture
    def assigned(self, accepted_complaint):
        accepted_complaint.go_to("assign_verification")
        accepted_complaint.do("assign_verification", verify_until=on(self.UNTIL))
        return accepted_complaint

    def test_is_when_the_verifier_is_due(self, assigned):
        assert assigned.item("verify").due_on == self.UNTIL
        assigned.do("verify")
        assert assigned.item("verify_report").due_on == self.UNTIL

    def test_is_nobody_else_s_due_date(self, assigned):
        assigned.go_to("plan_dialogue")
        assert assigned.item("plan_dialogue").due_on == assigned.running["kn1_resolve"]

    def test_moves_with_its_extension(self, assigned):
        assigned.start(VERIFICATION, verify_until=on(date(2026, 9, 17)))
        assert assigned.item("verify").due_on == date(2026, 9, 17)
        assigned.do("verify")
        assert assigned.item("verify_report").due_on == date(2026, 9, 17)

    def test_never_shows_more_than_the_law_gives(self, accepted_complaint):
        """30 days from 26/08 end on Friday 25/09."""
        accepted_complaint.go_to("assign_verification")
        accepted_complaint.do("assign_verification", verify_until="30/10/2026")
        assert accepted_complaint.item("verify").due_on == date(2026, 9, 25)

    def test_stays_when_the_term_for_settling_grows(self, assigned):
        assigned.start("complaint_term_conditions")
        assert assigned.running["kn1_resolve"] > date(2026, 9, 25)
        assert assigned.item("verify").due_on == self.UNTIL

    def test_ends_after_it_began(self, accepted_complaint):
        accepted_complaint.go_to("assign_verification")
        yesterday = on(accepted_complaint.office.today() - timedelta(days=1))
        key, _ = refusal(accepted_complaint, "assign_verification", verify_until=yesterday)
        assert key == "verify_until"


class TestTeam:
    def test_has_a_plan_that_its_leader_does_not_approve(self, complaint, people):
        complaint.go_to("plan_verification", assign_verification={"team_set_up": "yes"})
        item = complaint.item("plan_verification")
        assert (item.role, item.assignee_id) == ("verifier", people["verifier"].account_id)
        complaint.do("plan_verification")
        assert complaint.item("approve_plan").role == "head"
        steps = complaint.version.procedure.steps
        assert steps["approve_plan"].not_actor_of == ("plan_verification",)


class TestReport:
    @pytest.mark.parametrize(
        ("begun", "ended", "wrong"),
        [
            ("26/08/2026", "25/08/2026", "verified_to"),
            ("25/08/2026", "27/08/2026", "verified_to"),
        ],
    )
    def test_covers_days_in_their_order(self, complaint, begun, ended, wrong):
        complaint.go_to("verify_report")
        key, _ = refusal(complaint, "verify_report", verified_from=begun, verified_to=ended)
        assert key == wrong

    def test_that_finds_the_complaint_wrong_leads_to_a_dialogue(self, complaint):
        """Khoản 1 Điều 30 Luật Khiếu nại."""
        complaint.go_to("verify_report")
        typed = {"proposed_outcome": "unjustified", "findings_differ": "no"}
        key, words = refusal(complaint, "verify_report", **typed)
        assert key == "findings_differ"
        assert "Điều 30" in words


class TestDialogueNotice:
    """At least 5 days before the dialogue: khoản 1 Điều 28 Nghị định 124/2020, from July 2026."""

    def test_that_is_too_short_is_refused_with_the_last_day(self, complaint):
        """Planned for Sunday 30/08: the notice had to go out by Tuesday 25/08, not on 26/08."""
        complaint.go_to("plan_dialogue")
        key, words = refusal(complaint, "plan_dialogue", planned_on="30/08/2026")
        assert key == "planned_on"
        assert "25/08/2026" in words
        assert "Điều 28" in words

    @pytest.mark.parametrize("planned_on", [date(2026, 8, 31), date(2026, 9, 4)])
    def test_that_is_long_enough_leaves_a_term_that_was_kept(self, complaint, planned_on):
        complaint.go_to("plan_dialogue").do("plan_dialogue", planned_on=on(planned_on))
        deadline = complaint.deadline("kn_dialogue_notice")
        assert deadline.started_on == planned_on
        assert deadline.due_on <= planned_on - timedelta(days=5)
        assert deadline.late_by_law is False
        assert complaint.open == ["dialogue"]

    def test_is_counted_from_the_day_of_the_dialogue_whatever_version_the_case_follows(
        self, office, register_complaint
    ):
        """Khoản 1 Điều 22 Nghị định 155/2026/NĐ-CP."""
        office.clock.set(datetime(2026, 6, 29, 10, tzinfo=TIME_ZONE))
        old = register_complaint(date(2026, 6, 15)).go_to("plan_dialogue")
        assert refusal(old, "plan_dialogue", planned_on="02/07/2026")[0] == "planned_on"
        old.do("plan_dialogue", planned_on="30/06/2026")
        assert old.deadlines("kn_dialogue_notice") == []
        assert old.open == ["dialogue"]

    def test_goes_to_both_sides(self, complaint):
        complaint.go_to("plan_dialogue")
        assert refusal(complaint, "plan_dialogue", invited=["complainant"])[0] == "invited"


class TestDialogue:
    def test_with_the_complainant_there_is_not_repeated(self, complaint):
        complaint.go_to("dialogue")
        assert refusal(complaint, "dialogue", dialogue_again="yes")[0] == "dialogue_again"

    def test_missed_without_a_reason_lets_the_case_go_on(self, complaint):
        """Khoản 5 Điều 28 Nghị định 124/2020/NĐ-CP."""
        complaint.go_to("dialogue")
        typed = {"attendance": "absent_without_reason"}
        assert refusal(complaint, "dialogue", **typed, dialogue_again="yes")[0] == "dialogue_again"
        complaint.do("dialogue", **typed)
        assert complaint.open == ["decide"]

    def test_missed_once_before_july_2026_is_called_again_and_the_second_time_ended(
        self, office, register_complaint
    ):
        """Điểm a khoản 2 Điều 21 Thông tư 07/2013/TT-TTCP."""
        office.clock.set(datetime(2026, 6, 22, 10, tzinfo=TIME_ZONE))
        old = register_complaint(date(2026, 6, 15)).go_to("dialogue")
        assert refusal(old, "dialogue", attendance="absent_once")[0] == "dialogue_again"
        old.do("dialogue", attendance="absent_once", dialogue_again="yes")
        old.do("plan_dialogue", notice_round="again")
        typed = {"attendance": "absent_twice"}
        assert refusal(old, "dialogue", **typed, dialogue_again="yes")[0] == "dialogue_again"
        old.do("dialogue", **typed)
        assert old.open == ["decide"]


class TestDecision:
    """Điều 31 Luật Khiếu nại."""

    @pytest.mark.parametrize(
        ("outcome", "ruling"), [("justified", "keep"), ("unjustified", "annul")]
    )
    def test_does_not_contradict_its_conclusion(self, complaint, outcome, ruling):
        complaint.go_to("decide")
        typed = {"outcome": outcome, "contested_ruling": ruling}
        assert refusal(complaint, "decide", **typed)[0] == "contested_ruling"

    def test_of_a_complaint_of_many_is_one_for_each_or_one_with_a_list(self, register_complaint):
        """Khoản 3 Điều 31."""
        complaint = register_complaint(signatory_count="43")
        complaint.go_to("decide", accept={"group_papers": "complete"})
        assert refusal(complaint, "decide")[0] == "for_group"
        complaint.do("decide", for_group="list")
        assert decision(complaint).for_group == "list"

    def test_keeps_what_reports_count(self, complaint):
        complaint.go_to("decide").do(
            "decide",
            orders_something="yes",
            recover_money="12,5",
            recover_land="40",
            return_money_organisation="0",
            return_land_organisation="0",
            return_money_individual="1.200",
            return_land_individual="31,4",
            beneficiaries_organisation="0",
            beneficiaries_individual="3",
            discipline_recommended="2",
            of_which_officials="1",
        )
        row = decision(complaint)
        assert (str(row.recover_money), str(row.recover_land)) == ("12.5", "40")
        assert (str(row.return_money_individual), str(row.return_land_individual)) == (
            "1200",
            "31.4",
        )
        assert (row.beneficiaries_individual, row.discipline_recommended) == (3, 2)
        assert (row.of_which_officials, row.contested_ruling) == (1, "amend")

    def test_counts_no_more_officials_than_people(self, complaint):
        complaint.go_to("decide")
        typed = {"discipline_recommended": "1", "of_which_officials": "2"}
        amounts = dict.fromkeys(
            (
                *("recover_money", "recover_land", "return_money_organisation"),
                *("return_land_organisation", "return_money_individual", "return_land_individual"),
                *("beneficiaries_organisation", "beneficiaries_individual"),
            ),
            "0",
        )
        key, _ = refusal(complaint, "decide", orders_something="yes", **amounts, **typed)
        assert key == "of_which_officials"


class TestSending:
    """Điều 32 Luật Khiếu nại."""

    @pytest.mark.parametrize("left_out", ["complainant", "superior", "inspectorate"])
    def test_reaches_everybody_the_law_names(self, complaint, left_out):
        complaint.go_to("send_decision")
        told = [one for one in ("complainant", "superior", "inspectorate") if one != left_out]
        assert refusal(complaint, "send_decision", recipients=told)[0] == "recipients"

    def test_reaches_who_forwarded_the_petition(self, register_complaint):
        complaint = register_complaint(source="forwarded", forwarded_document="87/PC")
        complaint.go_to("send_decision")
        told = ["complainant", "superior", "inspectorate"]
        assert refusal(complaint, "send_decision", recipients=told)[0] == "recipients"

    def test_is_over_before_the_file_closes(self, complaint):
        complaint.go_to("send_decision")
        complaint.set_clock(date(2026, 8, 28))
        typed = {"sent_on": "28/08/2026", "closed_on": "27/08/2026"}
        assert refusal(complaint, "send_decision", **typed)[0] == "closed_on"


class TestLegalForce:
    """Khoản 1 Điều 44: after 30 days, 45 in remote places, if nobody complains again."""

    def test_is_not_recorded_while_a_second_complaint_may_come(self, complaint):
        """Decided on Wednesday 26/08: the 30 days end on Friday 25/09/2026."""
        complaint.go_to("close_case")
        complaint.set_clock(date(2026, 9, 25))
        key, words = refusal(complaint, "watch_legal_force")
        assert key == "in_force_on"
        assert "25/09/2026" in words
        complaint.set_clock(date(2026, 9, 26))
        complaint.do("watch_legal_force")
        assert decision(complaint).legal_force_on == date(2026, 9, 26)

    def test_takes_longer_in_remote_places(self, complaint):
        """45 days from 26/08: Saturday 10/10/2026, for force does not wait for a working day."""
        complaint.go_to("close_case", accept={"remote": "yes", "remote_reason": "Đường núi."})
        assert complaint.running["kn_legal_force"] == date(2026, 10, 10)

    def test_is_the_same_for_complex_cases(self, complaint):
        complaint.go_to("close_case", accept=dict(COMPLEX))
        assert complaint.running["kn_legal_force"] == date(2026, 9, 25)


def decision(matter):
    with matter.office.database.reading() as tx:
        return tx.query(Decision).one()
