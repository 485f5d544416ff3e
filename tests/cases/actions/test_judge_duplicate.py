"""Đơn trùng: somebody decides that a petition is the same as an earlier one, or that it is not."""

import pytest
from sqlalchemy import select

from cases.actions.judge_duplicate import judge_duplicate
from cases.errors import NoDuplicateError, NotAllowedError, NotFoundError
from cases.models.journal_entry import JournalEntry
from cases.models.petition_case import PetitionCase
from cases.queries.petition_duplicates import petition_duplicates
from cases.queries.related_cases import related_records
from cases.queries.step_page import step_page
from tests.cases.fixtures import on_both_databases
from tests.cases.matter import Matter


@pytest.fixture
def petitions(office, people):
    """Three petitions of the same author about the same thing, in the order they came."""
    return tuple(Matter.register(office, people, procedure="triage") for _ in range(3))


@pytest.fixture
def judge(office, people):
    """Decide as the registrar, or somebody else: ``judge(second, first)``."""

    def judge(petition, other, *, is_duplicate=True, by=None):
        with office.database.writing() as tx:
            judge_duplicate(
                tx,
                office,
                by or people["registrar"],
                code=petition.registered.petition_code,
                other=other.registered.petition_code,
                is_duplicate=is_duplicate,
            )

    return judge


@pytest.fixture
def known(office, people):
    """What the page of a petition says of duplicates: ``known(petition)``."""

    def known(petition, by=None):
        code = petition.registered.petition_code
        with office.database.reading() as tx:
            return petition_duplicates(tx, office, by or people["registrar"], code=code)

    return known


def codes(rows):
    return [one.code for one in rows]


@on_both_databases
class TestDuplicate:
    """An earlier petition says the same (khoản 1 Điều 6 Thông tư 05/2021/TT-TTCP)."""

    def test_is_linked_to_the_first_petition(self, petitions, judge):
        first, second, _ = petitions
        judge(second, first)
        assert second.petition.duplicate_of_id == first.petition.id

    def test_of_a_duplicate_is_linked_to_the_first_of_all(self, petitions, judge):
        first, second, third = petitions
        judge(third, second)
        judge(second, first)
        assert third.petition.duplicate_of_id == first.petition.id
        judge(third, second)
        assert third.petition.duplicate_of_id == first.petition.id

    def test_is_remembered_with_who_decided_and_when(self, office, people, petitions, judge, known):
        first, second, _ = petitions
        judge(second, first)
        (judgement,) = known(second).judged
        assert (judgement.code, judgement.is_duplicate) == (first.registered.petition_code, True)
        assert (judgement.by, judgement.at) == (people["registrar"].name, office.clock.now())

    def test_is_not_asked_about_again(self, petitions, judge, known):
        first, second, _ = petitions
        assert codes(known(second).rows) == [first.registered.petition_code]
        judge(second, first)
        assert known(second).rows == ()
        assert known(second).duplicate_of == first.registered.petition_code

    def test_is_related_to_the_first_and_the_other_way_round(
        self, office, people, petitions, judge
    ):
        first, second, _ = petitions
        judge(second, first)
        with office.database.reading() as tx:
            reasons = [
                related_records(tx, people["head"], subject=one.subject)[0].reason
                for one in (first, second)
            ]
        assert reasons == ["duplicate", "duplicate_of"]

    def test_is_written_in_the_journal_without_a_personal_value(self, office, petitions, judge):
        first, second, _ = petitions
        judge(second, first)
        statement = select(JournalEntry).where(JournalEntry.action == "judge_duplicate")
        with office.database.reading() as tx:
            entry = tx.scalars(statement).one()
        assert first.registered.petition_code in entry.detail

    def test_is_proposed_to_be_filed_away(self, office, people, petitions, judge):
        first, second, _ = petitions
        judge(second, first)
        item = second.item("propose_handling")
        with office.database.reading() as tx:
            page = step_page(
                tx, office, people["petition_officer"], run_id=second.run_id, task_id=item.task_id
            )
        answered = {key: page.values[key] for key in ("eligible", "ineligible_ground", "handling")}
        assert answered == {
            "eligible": False,
            "ineligible_ground": "duplicate",
            "handling": "file_away",
        }

    def test_is_filed_away_counts_as_a_petition_and_opens_no_case(self, office, petitions, judge):
        first, second, _ = petitions
        judge(second, first)
        second.do(
            "propose_handling", eligible="no", ineligible_ground="duplicate", handling="file_away"
        )
        second.do("approve_proposal")
        second.do("file_away")
        petition = second.petition
        assert (petition.handling, petition.eligible) == ("file_away", False)
        assert petition.duplicate_of_id == first.petition.id
        assert second.run.status == "completed"
        with office.database.reading() as tx:
            of_it = PetitionCase.petition_id == petition.id
            assert tx.scalar(select(PetitionCase).where(of_it)) is None

    def test_that_is_proposed_to_be_accepted_is_none(self, petitions, judge):
        first, second, _ = petitions
        judge(second, first)
        second.do("propose_handling")
        assert second.petition.duplicate_of_id is None

    def test_cannot_be_decided_when_the_petition_has_been_dealt_with(self, petitions, judge, known):
        first, second, _ = petitions
        for step in ("propose_handling", "approve_proposal", "file_away"):
            answers = {"eligible": "no", "ineligible_ground": "illegible", "handling": "file_away"}
            second.do(step, **(answers if step == "propose_handling" else {}))
        assert not known(second).may_judge
        with pytest.raises(NotAllowedError):
            judge(second, first)


@on_both_databases
class TestNoDuplicate:
    def test_is_remembered_and_not_asked_about_again(self, petitions, judge, known):
        first, second, _ = petitions
        judge(second, first, is_duplicate=False)
        assert second.petition.duplicate_of_id is None
        assert known(second).rows == ()
        assert [one.is_duplicate for one in known(second).judged] == [False]

    def test_takes_back_that_it_is_one(self, petitions, judge, known):
        first, second, _ = petitions
        judge(second, first)
        judge(second, first, is_duplicate=False)
        assert second.petition.duplicate_of_id is None
        assert [one.is_duplicate for one in known(second).judged] == [False]

    def test_is_a_petition_of_itself(self, petitions, judge):
        first, second, _ = petitions
        judge(second, first)
        with pytest.raises(NoDuplicateError):
            judge(first, second)
        with pytest.raises(NoDuplicateError):
            judge(first, first)


class TestWhoDecides:
    def test_works_on_the_petition(self, people, petitions, judge):
        first, second, _ = petitions
        with pytest.raises(NotAllowedError):
            judge(second, first, by=people["inspectorate"])

    def test_knows_of_both(self, strangers, petitions, judge):
        first, second, _ = petitions
        with pytest.raises(NotFoundError):
            judge(second, first, by=strangers["registrar"])

    def test_names_a_petition(self, office, people, petitions):
        code = petitions[1].registered.petition_code
        with office.database.writing() as tx, pytest.raises(NotFoundError):
            judge_duplicate(
                tx, office, people["registrar"], code=code, other="D-1", is_duplicate=True
            )

    def test_is_shown_nothing_to_decide_when_only_reading(self, people, petitions, known):
        assert known(petitions[1], people["inspectorate"]).rows == ()
