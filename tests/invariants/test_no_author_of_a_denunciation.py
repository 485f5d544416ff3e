"""A denunciation has no author in the system: the database itself refuses one.

Khoản 7 Điều 5 Quy chế 2003/QĐ-UBND: who denounces must not be entered into the system.
"""

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError

from cases.database import METADATA
from cases.models.party import Party
from cases.models.petition import Petition
from tests.cases.fixtures import on_both_databases

NO_AUTHOR = ("unclassified", "mixed", "denunciation")


@pytest.fixture
def make_petition(office, people):
    """Write a petition of a kind straight into the table: ``make_petition("denunciation")``."""
    registrar = people["registrar"]

    def make(kind):
        row = {
            "code": f"D-2026-{kind}",
            "kind": kind,
            "receiving_unit_id": registrar.assignments[0].unit_id,
            "received_on": office.today(),
            "source": "direct",
            "registered_by_id": registrar.account_id,
            "registered_at": office.clock.now(),
        }
        with office.database.writing() as tx:
            return tx.scalars(insert(Petition).returning(Petition.id), [row]).one()

    return make


@pytest.fixture
def add_party(office):
    """Write a party by raw SQL, past all our code."""

    def add(petition_id, kind, role):
        with office.database.writing() as tx:
            tx.execute(
                text(
                    "INSERT INTO party (petition_id, petition_kind, role, full_name, name_f)"
                    " VALUES (:petition, :kind, :role, 'Người Mẫu', 'nguoi mau')"
                ),
                {"petition": petition_id, "kind": kind, "role": role},
            )

    return add


@on_both_databases
class TestAuthor:
    def test_is_refused_while_the_kind_is_not_a_complaint_or_feedback(
        self, make_petition, add_party
    ):
        for kind in NO_AUTHOR:
            petition = make_petition(kind)
            for role in ("author", "representative", "respondent"):
                with pytest.raises(IntegrityError):
                    add_party(petition, kind, role)

    def test_cannot_be_smuggled_in_under_another_kind(self, make_petition, add_party):
        for kind in NO_AUTHOR:
            petition = make_petition(kind)
            with pytest.raises(IntegrityError):
                add_party(petition, "complaint", "author")

    def test_is_kept_for_complaints_and_feedback(self, make_petition, add_party):
        for kind in ("complaint", "feedback"):
            add_party(make_petition(kind), kind, "author")

    def test_of_a_complaint_forbids_turning_it_into_a_denunciation(self, office, complaint):
        with pytest.raises(IntegrityError), office.database.writing() as tx:
            tx.execute(text("UPDATE petition SET kind = 'denunciation'"))

    def test_erased_first_allows_turning_it_into_a_denunciation(self, office, complaint):
        with office.database.writing() as tx:
            tx.execute(text("DELETE FROM party"))
            tx.execute(text("UPDATE petition SET kind = 'denunciation', signatory_count = NULL"))
        with office.database.reading() as tx:
            assert tx.scalar(select(Petition.kind)) == "denunciation"


@on_both_databases
class TestDenouncedPerson:
    def test_may_be_recorded_on_a_denunciation(self, office, make_petition, add_party):
        add_party(make_petition("denunciation"), "denunciation", "denounced")

    def test_stays_with_the_petition_when_its_kind_changes(self, office, make_petition, add_party):
        petition = make_petition("denunciation")
        add_party(petition, "denunciation", "denounced")
        with office.database.writing() as tx:
            tx.execute(text("UPDATE petition SET kind = 'mixed'"))
        with office.database.reading() as tx:
            kinds = list(
                tx.scalars(select(Party.petition_kind).where(Party.petition_id == petition))
            )
        assert kinds == ["mixed"]


class TestPlaces:
    def test_for_an_author_exist_in_no_table_but_party(self):
        """Not hidden: absent. A column that could hold an author would have to be named here."""
        names = {"author", "denouncer", "complainant", "full_name", "id_number", "phone", "address"}
        places = {
            f"{table.name}.{column.name}"
            for table in METADATA.sorted_tables
            for column in table.columns
            if column.name in names
        }
        assert places == {
            "account.full_name",
            "journal_entry.address",
            "party.address",
            "party.full_name",
            "party.id_number",
            "party.phone",
            "sign_in_attempt.address",
            "user_session.address",
        }
