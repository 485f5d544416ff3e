"""Xử lý đơn khiếu nại: what becomes of a petition before a case is opened for it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from cases.actions.return_transfer import return_transfer
from cases.errors import (
    NotAllowedError,
    NoteRefusedError,
    NotFoundError,
    SubmissionRefusedError,
    TransferAnsweredError,
)
from cases.models.petition import Petition
from cases.models.petition_case import PetitionCase
from cases.models.transfer import Transfer
from cases.models.unit import Unit
from cases.queries.case_page import case_page
from cases.queries.intake import intake_form
from cases.queries.transfers import transfer_page
from tests.cases.answers import SENT_BACK
from tests.cases.fixtures import on_both_databases
from tests.cases.installations import OTHER_WARD
from tests.cases.matter import Matter, register, version_of
from tests.cases.statements import sent_to

HANDLINGS: dict[str, tuple[str, dict[str, str], str, str]] = {
    # handling: step that carries it out, what else is proposed, its paper, its event
    "refuse": ("refuse_petition", {"proposed_ground": "ground_6"}, "refusal", "refused"),
    "guide": ("guide_author", {"competence": "not_own"}, "guidance", "handling_notice_sent"),
    "return": ("return_petition", {"competence": "not_own"}, "return", "handling_notice_sent"),
    "transfer": (
        "transfer_petition",
        {"competence": "not_own"},
        "transfer",
        "handling_notice_sent",
    ),
    "urge": (
        "urge_subordinate",
        {"competence": "subordinate"},
        "urging",
        "handling_notice_sent",
    ),
    "consider": ("consider_in_force", {}, "direction", "handling_notice_sent"),
}


@pytest.fixture
def petition(office: Any, people: Any) -> Matter:
    """A complaint petition that was received today and waits for a proposal."""
    return Matter.register(office, people, procedure="triage")


@pytest.fixture
def propose(petition: Matter) -> Callable[..., Matter]:
    """Propose a handling and have it approved."""

    def decide(handling: str, **typed: str) -> Matter:
        petition.do("propose_handling", handling=handling, **typed)
        petition.do("approve_proposal")
        return petition

    return decide


class TestAPetition:
    def test_is_in_the_books_without_a_case(self, petition):
        assert petition.registered.case_id is None
        assert petition.registered.code == "D-2026-000001"
        assert petition.open == ["propose_handling"]

    def test_has_to_be_accepted_within_the_term_of_article_27(self, petition):
        assert "kn1_accept" in petition.running

    def test_keeps_its_text_and_people_where_they_can_be_erased(self, office, petition):
        with office.database.reading() as tx:
            page = case_page(tx, office, petition.people["head"], code="D-2026-000001")
        assert page.subject_kind == "petition"
        assert page.title == "Khiếu nại Quyết định 412/QĐ-UBND về thu hồi đất"
        assert [party.role for party in page.parties] == ["author", "respondent"]

    def test_is_unknown_to_another_ward(self, office, petition, strangers):
        with office.database.reading() as tx, pytest.raises(NotFoundError):
            case_page(tx, office, strangers["registrar"], code="D-2026-000001")

    def test_goes_back_to_the_officer_with_the_reason(self, petition):
        petition.do("propose_handling")
        petition.do("approve_proposal", **SENT_BACK)
        assert petition.open == ["propose_handling"]

    def test_says_on_which_day_its_handling_was_decided(self, propose, petition):
        propose("guide", competence="not_own")
        assert petition.petition.triaged_on == petition.office.today()
        assert petition.petition.handling == "guide"


class TestAcceptance:
    @on_both_databases
    def test_opens_a_case_that_waits_for_the_head(self, propose):
        case = propose("accept").opened()
        assert case.registered.case_code == "KN-2026-000001"
        assert case.open == ["accept"]
        assert case.case.title == "Khiếu nại Quyết định 412/QĐ-UBND về thu hồi đất"

    def test_counts_the_term_from_the_receipt_of_the_petition(self, office, people):
        received_on = office.today() - timedelta(days=3)
        petition = Matter.register(office, people, procedure="triage", received_on=received_on)
        due_on = petition.running["kn1_accept"]
        petition.do("propose_handling")
        petition.do("approve_proposal")
        case = petition.opened()
        assert case.events == [("petition_received", received_on)]
        assert case.running == {"kn1_accept": due_on}

    def test_ends_the_triage_and_its_terms_without_a_judgement(self, propose):
        petition = propose("accept")
        assert petition.run.status == "completed"
        assert petition.running == {}
        assert petition.deadline("kn1_accept").late_by_law is None

    def test_lets_the_case_go_its_whole_way(self, propose):
        case = propose("accept").opened().go_to("close_case")
        case.do("close_case")
        assert case.case.closing == "decision"

    def test_shows_the_papers_and_steps_of_the_petition_on_the_page_of_the_case(
        self, office, propose
    ):
        case = propose("accept").opened()
        with office.database.reading() as tx:
            page = case_page(tx, office, case.people["head"], code="KN-2026-000001")
        assert [step.element for step in page.steps] == [
            "approve_proposal",
            "propose_handling",
            "register",
        ]
        assert {step.procedure for step in page.steps} == {"Xử lý đơn"}
        assert [paper.type for paper in page.documents] == ["handling_proposal"]

    def test_takes_the_version_of_the_day_of_receipt(self, office, people):
        petition = Matter.register(
            office, people, procedure="triage", received_on=date(2026, 6, 29)
        )
        petition.do("propose_handling")
        petition.do("approve_proposal")
        assert petition.opened().version.effective_from == date(2012, 7, 1)

    def test_costs_no_more_statements_than_said(self, office, petition):
        petition.do("propose_handling")
        with sent_to(office.database) as sent:
            petition.do("approve_proposal")
        assert len(sent.statements) <= OPENING_A_CASE
        assert sent.commits == 1


OPENING_A_CASE = 36
"""Statements of the approval that opens a case: the step, the case, its run and the index."""


class TestJoining:
    def test_lets_a_case_settle_a_second_petition(self, office, people, propose):
        first = propose("accept").opened()
        second = Matter.register(office, people, procedure="triage")
        second.do("propose_handling", handling="join", joins_case="kn-2026-000001")
        second.do("approve_proposal")
        assert second.opened().registered.case_id == first.registered.case_id
        with office.database.reading() as tx:
            joined = tx.scalars(select(PetitionCase.petition_id).order_by(PetitionCase.petition_id))
            assert len(list(joined)) == 2
            page = case_page(tx, office, people["head"], code="D-2026-000002")
        assert page.opened_cases == ("KN-2026-000001",)

    @pytest.mark.parametrize("code", ["KN-2026-000099", "D-2026-000001", "khong co"])
    def test_refuses_a_case_that_is_not_there(self, petition, code):
        with pytest.raises(SubmissionRefusedError, match="joins_case"):
            petition.do("propose_handling", handling="join", joins_case=code)

    def test_refuses_a_case_that_has_ended(self, office, people, propose):
        case = propose("accept").opened().go_to("close_case")
        case.do("close_case")
        second = Matter.register(office, people, procedure="triage")
        with pytest.raises(SubmissionRefusedError, match="joins_case"):
            second.do("propose_handling", handling="join", joins_case="KN-2026-000001")


class TestOtherHandlings:
    @pytest.mark.parametrize("handling", HANDLINGS)
    def test_end_with_their_paper_and_event(self, propose, handling):
        step, proposed, paper, event = HANDLINGS[handling]
        petition = propose(handling, **proposed)
        assert petition.open == [step]
        petition.do(step)
        assert petition.open == []
        assert petition.run.status == "completed"
        assert petition.documents[-1].type == paper
        assert petition.events[-1] == (event, petition.office.today())
        assert petition.petition.handling == handling
        assert petition.running == {}

    def test_refusal_keeps_the_term_of_article_27(self, propose):
        petition = propose("refuse", proposed_ground="ground_6")
        petition.do("refuse_petition")
        assert petition.deadline("kn1_accept").late_by_law is False

    def test_late_refusal_is_late(self, propose, petition):
        propose("refuse", proposed_ground="ground_6")
        petition.wait_until(petition.office.today() + timedelta(days=40))
        petition.do("refuse_petition")
        assert petition.deadline("kn1_accept").late_by_law is True

    def test_reminds_before_the_term_and_tells_the_head_after_it(self, petition):
        petition.wait_until(petition.office.today() + timedelta(days=40))
        assert [notice[1:] for notice in petition.notices] == [
            ("due_soon", "petition_officer"),
            ("overdue", "head"),
        ]

    def test_storing_needs_a_petition_that_cannot_be_handled(self, petition):
        with pytest.raises(SubmissionRefusedError, match="handling"):
            petition.do("propose_handling", handling="file_away")
        petition.do(
            "propose_handling",
            handling="file_away",
            eligible="no",
            ineligible_ground="illegible",
        )
        petition.do("approve_proposal")
        petition.do("file_away")
        assert petition.events[-1][0] == "petition_stored"
        assert petition.petition.ineligible_ground == "illegible"

    def test_a_petition_of_another_kind_waits_for_its_procedure(self, propose):
        petition = propose("other_kind", actual_kind="feedback")
        assert petition.open == ["await_procedure"]
        petition.do("await_procedure")
        assert petition.run.status == "completed"

    def test_supplement_brings_the_petition_back_to_the_officer(self, propose):
        petition = propose("supplement", eligible="no", ineligible_ground="no_signature")
        petition.do("ask_supplement")
        petition.do("receive_supplement")
        assert petition.open == ["propose_handling"]
        assert [event for event, _ in petition.events][-2:] == [
            "supplement_requested",
            "supplement_received",
        ]

    def test_withdrawal_ends_the_triage(self, petition):
        petition.receive()
        assert petition.open == ["file_withdrawn"]
        assert petition.petition.handling == "withdrawn_early"
        petition.do("file_withdrawn")
        assert petition.run.status == "completed"

    @pytest.mark.parametrize(
        ("handling", "competence"),
        [
            ("accept", "not_own"),
            ("refuse", "subordinate"),
            ("guide", "own"),
            ("return", "own"),
            ("transfer", "own"),
            ("urge", "own"),
        ],
    )
    def test_must_fit_the_competence(self, petition, handling, competence):
        with pytest.raises(SubmissionRefusedError, match="handling"):
            petition.do(
                "propose_handling",
                handling=handling,
                competence=competence,
                proposed_ground="ground_6",
            )


@pytest.fixture
def passed_on(office: Any, propose: Callable[..., Matter]) -> Matter:
    """A petition that the ward has passed on to the other ward."""
    petition = propose("transfer", competence="not_own")
    with office.database.reading() as tx:
        unit_id = tx.scalar(select(Unit.id).where(Unit.code == OTHER_WARD))
    choices = {"to_unit": str(unit_id)}
    petition.do("transfer_petition", transfer_to="unit", **choices)
    return petition


def waiting_at(office, actor):
    with office.database.reading() as tx:
        return transfer_page(tx, office, actor).waiting


class TestTransferInside:
    def test_ends_the_triage_of_the_sender(self, passed_on):
        assert passed_on.run.status == "completed"
        assert passed_on.petition.handling == "transfer"

    def test_waits_at_the_recipient(self, office, passed_on, strangers):
        (row,) = waiting_at(office, strangers["registrar"])
        assert (row.code, row.status) == (passed_on.registered.code, "sent")
        assert row.from_unit == "UBND phường Mẫu An"

    def test_is_received_with_a_number_and_a_day_of_its_own(self, office, passed_on, strangers):
        office.clock.set(office.clock.now() + timedelta(days=2))
        (row,) = waiting_at(office, strangers["registrar"])
        version = version_of(office, "triage", office.today())
        received = register(
            office, strangers, version, by=strangers["registrar"], transfer_id=row.id
        )
        assert received.petition_code == "D-2026-000002"
        with office.database.reading() as tx:
            petition = tx.get_one(Petition, received.petition_id)
            assert petition.forwarded_from_id == passed_on.registered.petition_id
            assert petition.received_on == office.today()
            transfer = tx.scalars(select(Transfer)).one()
            assert (transfer.status, transfer.received_petition_id) == ("received", petition.id)
        assert waiting_at(office, strangers["registrar"]) == ()

    def test_offers_the_recipient_what_the_sender_recorded(self, office, passed_on, strangers):
        (row,) = waiting_at(office, strangers["registrar"])
        with office.database.reading() as tx:
            page = intake_form(
                tx, office, strangers["registrar"], procedure="triage", transfer_id=row.id
            )
        assert page.values["author_name"] == "Lý Văn P"
        assert page.values["source"] == "forwarded"
        assert page.values["forwarded_document"].startswith("UBND phường Mẫu An, 25/PC-UBND")

    def test_comes_back_to_the_sender_with_the_reason(self, office, passed_on, strangers):
        (row,) = waiting_at(office, strangers["registrar"])
        with office.database.writing() as tx:
            return_transfer(
                tx, office, strangers["registrar"], transfer_id=row.id, reason="Không đúng địa bàn"
            )
        again = passed_on.runs[-1]
        assert again.run_id != passed_on.run_id
        assert again.open == ["propose_handling"]
        assert "kn1_accept" in again.running

    def test_needs_a_reason_to_be_returned(self, office, passed_on, strangers):
        (row,) = waiting_at(office, strangers["registrar"])
        with office.database.writing() as tx, pytest.raises(NoteRefusedError):
            return_transfer(tx, office, strangers["registrar"], transfer_id=row.id, reason="  ")

    def test_is_answered_once(self, office, passed_on, strangers):
        (row,) = waiting_at(office, strangers["registrar"])
        registrar = strangers["registrar"]
        with office.database.writing() as tx:
            return_transfer(tx, office, registrar, transfer_id=row.id, reason="Nhầm")
        version = version_of(office, "triage", office.today())
        with pytest.raises(TransferAnsweredError):
            register(office, strangers, version, by=registrar, transfer_id=row.id)

    def test_is_answered_by_the_recipient_only(self, office, passed_on, people, strangers):
        (row,) = waiting_at(office, strangers["registrar"])
        for actor, refusal in (
            (people["registrar"], NotFoundError),
            (strangers["verifier"], NotAllowedError),
        ):
            with office.database.writing() as tx, pytest.raises(refusal):
                return_transfer(tx, office, actor, transfer_id=row.id, reason="Nhầm")

    def test_tells_the_sender_what_became_of_it(self, office, passed_on, people, strangers):
        (row,) = waiting_at(office, strangers["registrar"])
        with office.database.writing() as tx:
            return_transfer(
                tx, office, strangers["registrar"], transfer_id=row.id, reason="Không đúng địa bàn"
            )
        with office.database.reading() as tx:
            (sent,) = transfer_page(tx, office, people["registrar"]).sent
        assert (sent.status, sent.return_reason) == ("returned", "Không đúng địa bàn")

    def test_gives_the_recipient_no_sight_of_the_senders_petition(
        self, office, passed_on, strangers
    ):
        with office.database.reading() as tx, pytest.raises(NotFoundError):
            case_page(tx, office, strangers["head"], code=passed_on.registered.code)
