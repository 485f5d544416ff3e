"""How a petition gets into the books (Điều 27 Luật Khiếu nại; Điều 5 Quy chế 2003/QĐ-UBND)."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from cases.actions.register_petition import register_petition
from cases.actions.save_draft import save_draft
from cases.errors import NotAllowedError, SubmissionRefusedError, UnknownProcedureError
from cases.models.case import Case
from cases.models.case_unit import CaseUnit
from cases.models.draft import Draft
from cases.models.party import Party
from cases.models.petition import Petition
from cases.models.petition_case import PetitionCase
from cases.models.petition_text import PetitionText
from cases.models.role_assignment import RoleAssignment
from cases.models.run import Run
from cases.queries.actors import actor_of
from tests.cases.answers import AUTHOR, on
from tests.cases.fixtures import on_both_databases
from tests.cases.matter import Complaint, fill, register, version_of
from tests.cases.statements import sent_to


@pytest.fixture
def version(office):
    return version_of(office, "triage", office.today())


@on_both_databases
class TestRegistration:
    def test_gives_the_petition_a_number_of_its_book(self, office, people, version):
        first = register(office, people, version)
        second = register(office, people, version)
        assert (first.petition_code, first.case_code) == ("D-2026-000001", None)
        assert (second.petition_code, second.case_code) == ("D-2026-000002", None)

    def test_leaves_the_numbers_of_cases_to_those_that_are_opened(self, register_complaint):
        left, first, second = (register_complaint() for _ in range(3))
        assert left.registered.case_code is None
        assert first.go_to("accept").registered.case_code == "KN-2026-000001"
        assert second.go_to("accept").registered.case_code == "KN-2026-000002"

    def test_counts_anew_in_each_year_of_receipt(self, office, people, version, register_complaint):
        register_complaint()
        old = register_complaint(office.today().replace(year=2025))
        assert old.registered.petition_code == "D-2025-000001"

    def test_keeps_what_the_petition_says_apart_from_who_wrote_it(self, office, complaint):
        with office.database.reading() as tx:
            petition = tx.scalars(select(Petition)).one()
            text = tx.scalars(select(PetitionText)).one()
        assert (petition.kind, petition.source, petition.field) == ("complaint", "direct", "land")
        assert petition.received_on == office.today()
        assert text.summary == "Không đồng ý với diện tích đất bị thu hồi."
        assert "khong dong y voi dien tich" in text.text_f

    def test_names_author_and_respondent(self, office, complaint):
        with office.database.reading() as tx:
            parties = {row.role: row for row in tx.scalars(select(Party))}
        assert parties["author"].full_name == AUTHOR
        assert parties["author"].name_f == "ly van p"
        assert parties["author"].phone == "0905000111"
        assert parties["respondent"].full_name == "Chủ tịch UBND phường Mẫu An"

    def test_is_the_business_of_the_unit_of_the_registrar(self, office, people, complaint):
        unit_id = people["registrar"].assignments[0].unit_id
        with office.database.reading() as tx:
            assert tx.scalars(select(Case)).all() == []
            (unit,) = tx.scalars(select(CaseUnit))
        assert complaint.petition.receiving_unit_id == unit_id
        assert (unit.relation, unit.unit_id) == ("receiving", unit_id)

    def test_lets_one_case_be_opened_for_that_unit(self, office, people, opened_complaint):
        unit_id = people["registrar"].assignments[0].unit_id
        with office.database.reading() as tx:
            case = tx.scalars(select(Case)).one()
            joined = tx.scalars(select(PetitionCase)).one()
            of_case = select(CaseUnit).where(CaseUnit.case_id == case.id)
            units = {row.relation: row.unit_id for row in tx.scalars(of_case)}
        assert (case.kind, case.settling_unit_id) == ("complaint", unit_id)
        assert (joined.case_id, joined.joined_on) == (case.id, office.today())
        assert units == {"receiving": unit_id, "settling": unit_id}

    def test_starts_the_procedure_behind_its_first_step(self, complaint, people):
        assert complaint.open == ["propose_handling"]
        (step,) = complaint.steps
        assert (step.element, step.account_id) == ("register", people["registrar"].account_id)

    def test_opens_the_term_for_accepting_and_those_of_triage(self, complaint, office):
        assert complaint.events == [("petition_received", office.today())]
        assert list(complaint.running) == ["kn1_accept", "xld_process", "xld_guide"]

    def test_is_one_transaction(self, office, people, version):
        answers = fill(office, version.forms["register"], people)
        with sent_to(office.database) as sent, office.database.writing() as tx:
            register_petition(
                tx,
                office,
                people["registrar"],
                procedure="triage",
                submission=answers,
                token="once",
            )
        assert sent.commits == 1
        assert len(sent.statements) <= 30, sent.statements


class TestSameFormAgain:
    def test_registers_once_and_answers_with_the_first_codes(self, office, people, version):
        first = register(office, people, version, token="one-form")
        again = register(office, people, version, token="one-form")
        assert not first.is_repeat
        assert again.is_repeat
        assert (again.petition_id, again.code) == (first.petition_id, first.code)
        with office.database.reading() as tx:
            assert tx.scalar(select(func.count()).select_from(Petition)) == 1

    def test_uses_up_no_number(self, office, people, version):
        register(office, people, version, token="one-form")
        register(office, people, version, token="one-form")
        assert register(office, people, version).code == "D-2026-000002"

    def test_does_not_look_at_the_answers_again(self, office, people, version):
        first = register(office, people, version, token="one-form")
        again = register(office, people, version, token="one-form", summary="")
        assert again.code == first.code


class TestRefusal:
    @pytest.mark.parametrize("role", ["petition_officer", "head", "inspectorate", "administrator"])
    def test_of_a_person_who_is_not_the_registrar(self, office, people, version, role):
        with pytest.raises(NotAllowedError):
            register(office, people, version, by=people[role])

    def test_of_a_registrar_for_a_unit_that_is_not_theirs(self, office, people, strangers, version):
        answers = fill(office, version.forms["register"], people)
        with pytest.raises(NotAllowedError), office.database.writing() as tx:
            register_petition(
                tx,
                office,
                people["registrar"],
                procedure="triage",
                submission=answers,
                token="x",
                unit_id=strangers["registrar"].assignments[0].unit_id,
            )

    def test_of_a_procedure_that_nobody_published(self, office, people, version):
        answers = fill(office, version.forms["register"], people)
        with pytest.raises(UnknownProcedureError), office.database.writing() as tx:
            register_petition(
                tx, office, people["registrar"], procedure="x", submission=answers, token="x"
            )

    def test_shows_all_errors_at_once(self, office, people, version):
        with pytest.raises(SubmissionRefusedError) as refusal:
            register(office, people, version, author_name="", summary="", field="moon")
        assert [error.key for error in refusal.value.errors] == ["author_name", "summary", "field"]

    def test_of_a_petition_that_comes_in_tomorrow(self, office, people, version):
        tomorrow = office.today() + timedelta(days=1)
        with pytest.raises(SubmissionRefusedError):
            register(office, people, version, received_on=on(tomorrow))

    def test_uses_up_no_number(self, office, people, version):
        with pytest.raises(SubmissionRefusedError):
            register(office, people, version, author_name="")
        assert register(office, people, version).code == "D-2026-000001"

    def test_leaves_nothing_half_done(self, office, people, version):
        """An error deep in the first step rolls everything back."""
        answers = fill(office, version.forms["register"], people)
        office.clock.set(office.clock.now() - timedelta(days=1))
        with pytest.raises(SubmissionRefusedError), office.database.writing() as tx:
            register_petition(
                tx,
                office,
                people["registrar"],
                procedure="triage",
                submission=answers,
                token="x",
            )
        with office.database.reading() as tx:
            for table in (Petition, Case, Run, Party):
                assert tx.scalar(select(func.count()).select_from(table)) == 0


class TestRegistrarOfTwoUnits:
    @pytest.fixture
    def registrar(self, office, people, strangers):
        other = strangers["registrar"].assignments[0].unit_id
        with office.database.writing() as tx:
            tx.add(
                RoleAssignment(
                    account_id=people["registrar"].account_id,
                    unit_id=other,
                    role="registrar",
                    valid_from=office.today(),
                )
            )
        with office.database.reading() as tx:
            return actor_of(tx, office, email=people["registrar"].email)

    def test_must_say_for_which_one(self, office, people, version, registrar):
        with pytest.raises(NotAllowedError):
            register(office, people, version, by=registrar)

    def test_registers_in_the_one_they_name(self, office, people, version, registrar, strangers):
        unit_id = strangers["registrar"].assignments[0].unit_id
        answers = fill(office, version.forms["register"], people)
        with office.database.writing() as tx:
            done = register_petition(
                tx,
                office,
                registrar,
                procedure="triage",
                submission=answers,
                token="x",
                unit_id=unit_id,
            )
        with office.database.reading() as tx:
            assert tx.get_one(Petition, done.petition_id).receiving_unit_id == unit_id


class TestDraft:
    def test_of_the_intake_is_dropped(self, office, people):
        registrar = people["registrar"]
        with office.database.writing() as tx:
            place = "intake:triage"
            save_draft(tx, office, registrar, place=place, values={"summary": ["Nửa câu"]})
            save_draft(tx, office, registrar, place="intake:other", values={"x": ["y"]})
        Complaint.register(office, people)
        with office.database.reading() as tx:
            assert list(tx.scalars(select(Draft.place))) == ["intake:other"]
