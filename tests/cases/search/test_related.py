"""Hồ sơ liên quan: what belongs together, why, and only for those who may read it."""

from datetime import date

import pytest
from sqlalchemy import insert, select, update

from cases.models.case import Case
from cases.models.case_unit import CaseUnit
from cases.models.petition import Petition
from cases.models.petition_case import PetitionCase
from cases.queries.related_cases import related_records
from tests.cases.fixtures import on_both_databases
from tests.cases.statements import sent_to

AUTHOR, RESPONDENT = "Đặng Thị Điệp", "UBND phường Mẫu An"
BOTH = {"author": AUTHOR, "respondent": RESPONDENT}
EARLIER = date(2026, 7, 1)


@pytest.fixture
def record(office):
    """Name a record as runs do: ``record("KN-2026-000501")``."""

    def record(code):
        table = Petition if code.startswith("D-") else Case
        with office.database.reading() as tx:
            found = tx.scalars(select(table.id).where(table.code == code)).one()
        return ("petition" if table is Petition else "case", found)

    return record


@pytest.fixture
def related(office, people, record):
    """Return (code, reason) of what belongs to a record: ``related("KN-2026-000501")``."""

    def related(code, by=None):
        with office.database.reading() as tx:
            found = related_records(tx, by or people["head"], subject=record(code))
        return [(one.code, one.reason) for one in found]

    return related


@pytest.fixture
def join(office, record):
    def join(petition, case):
        with office.database.writing() as tx:
            row = {"petition_id": record(petition)[1], "case_id": record(case)[1]}
            tx.execute(insert(PetitionCase), [row | {"joined_on": date(2026, 8, 20)}])

    return join


@on_both_databases
class TestChain:
    def test_shows_the_instance_before_and_the_one_after(self, office, write, record, related):
        first, second = write(), write()
        with office.database.writing() as tx:
            _, second_id = record(second)
            tx.execute(
                update(Case).where(Case.id == second_id).values(previous_case_id=record(first)[1])
            )
        assert related(first) == [(second, "next")]
        assert related(second) == [(first, "previous")]

    def test_shows_a_petition_that_joined_on_both_sides(self, write, join, related):
        case = write(received_on=EARLIER)
        joined = write(alone=True)
        join(joined, case)
        assert related(case) == [(joined, "joined")]
        assert related(joined) == [(case, "opened")]

    def test_shows_the_other_cases_of_the_same_petition(
        self, write, join, related, opened_complaint
    ):
        other = write()
        registered = opened_complaint.registered
        join(registered.petition_code, other)
        assert (other, "same_petition") in related(registered.code)
        assert {code for code, _ in related(registered.petition_code)} == {
            registered.code,
            other,
        }

    def test_shows_where_a_petition_was_passed_on_from_and_to(
        self, office, write, record, related, people
    ):
        sent = write(alone=True)
        received = write(alone=True, unit="mau-binh")
        with office.database.writing() as tx:
            tx.execute(
                update(Petition)
                .where(Petition.id == record(received)[1])
                .values(forwarded_from_id=record(sent)[1])
            )
        city = people["inspectorate"]
        assert related(sent, city) == [(received, "forwarded_to")]
        assert related(received, city) == [(sent, "forwarded_from")]
        assert related(sent) == []


@on_both_databases
class TestSamePeople:
    def test_are_an_author_and_a_respondent_of_the_same_names(self, write, related):
        earlier = write(parties=BOTH, received_on=EARLIER)
        code = write(parties={"author": "ĐẶNG THỊ  ĐIỆP", "respondent": "ubnd phường mẫu an"})
        assert related(code) == [(earlier, "same_people")]

    def test_are_sought_among_earlier_records_only(self, write, related):
        earlier = write(parties=BOTH, received_on=EARLIER)
        write(parties=BOTH)
        assert related(earlier) == []

    def test_are_not_the_same_author_about_somebody_else(self, write, related):
        write(parties=BOTH | {"respondent": "UBND phường Khác"}, received_on=EARLIER)
        write(parties={"author": AUTHOR}, received_on=EARLIER)
        assert related(write(parties=BOTH)) == []

    def test_are_no_reason_where_anything_is_secret(self, write, related):
        """Khoản 6 Điều 5 Quy chế."""
        write(parties=BOTH, received_on=EARLIER, secrecy="mat")
        assert related(write(parties=BOTH)) == []
        assert related(write(parties=BOTH, secrecy="mat")) == []

    def test_are_no_reason_for_a_denunciation(self, write, related):
        """Khoản 7 Điều 5 Quy chế: there is no author to compare."""
        denounced = {"denounced": AUTHOR}
        write(parties=denounced, kind="denunciation", received_on=EARLIER)
        assert related(write(parties=denounced, kind="denunciation")) == []

    def test_are_a_few_of_the_newest_however_many_there_are(self, write, related):
        for _ in range(15):
            write(parties=BOTH, received_on=EARLIER)
        assert len(related(write(parties=BOTH))) == 10


@on_both_databases
class TestSight:
    def test_leaves_out_what_the_person_may_not_read(self, write, related, people, strangers):
        foreign = write(parties=BOTH, received_on=EARLIER, unit="mau-binh")
        code = write(parties=BOTH)
        assert related(code) == []
        assert related(code, people["inspectorate"]) == [(foreign, "same_people")]
        assert related(code, strangers["head"]) == [(foreign, "same_people")]

    def test_ends_with_the_relation_of_the_unit(self, office, write, related):
        write(parties=BOTH, received_on=EARLIER)
        code = write(parties=BOTH)
        with office.database.writing() as tx:
            tx.execute(update(CaseUnit).values(valid_to=date(2026, 8, 1)))
        assert related(code) == []

    def test_shows_of_a_secret_record_its_code_only(self, office, write, join, people, record):
        case = write(title="việc kín", secrecy="mat")
        other = write()
        petition = f"D{case[2:]}"
        join(petition, other)
        with office.database.reading() as tx:
            (found,) = related_records(tx, people["head"], subject=record(other))
        assert (found.code, found.title) == (case, "")


class TestStatements:
    def test_are_a_handful(self, office, write, people, record):
        for _ in range(5):
            write(parties=BOTH, received_on=EARLIER)
        code = write(parties=BOTH)
        with office.database.reading() as tx, sent_to(office.database) as sent:
            related_records(tx, people["head"], subject=record(code))
        assert len(sent.statements) <= 9, sent.statements
