"""Of a secret petition or case the database itself refuses everything but the state of handling.

Khoản 6 Điều 5 Quy chế 2003/QĐ-UBND: neither content nor file. Tried with raw SQL, past every form.
"""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from cases.secrecy import LEVELS
from tests.cases.fixtures import on_both_databases
from tests.cases.secret_matter import SecretMatter

CANARY = "CANARY7F3A"
NOW = "2026-08-26 03:00:00+00:00"
OF_A_PETITION = {
    "what it says": (
        "INSERT INTO petition_text (petition_id, summary, text_f)"
        " VALUES (:petition, :words, :words)"
    ),
    "who is on it": (
        "INSERT INTO party (petition_id, petition_kind, role, full_name, name_f)"
        " VALUES (:petition, 'complaint', 'respondent', :words, :words)"
    ),
    "a note": (
        "INSERT INTO note (subject_kind, subject_id, kind, text, written_by_id, written_at)"
        " VALUES ('petition', :petition, 'note', :words, :person, :now)"
    ),
    "a file": (
        "INSERT INTO document (petition_id, type, secrecy, file_id, recorded_at)"
        " VALUES (:petition, 'petition', 'none', :file, :now)"
    ),
    "whom a paper went to": (
        "INSERT INTO document (petition_id, type, secrecy, recipient, recorded_at)"
        " VALUES (:petition, 'petition', 'none', :words, :now)"
    ),
    "why it was returned": (
        "INSERT INTO transfer (petition_id, run_id, from_unit_id, to_body, sent_on, status,"
        " return_reason) VALUES (:petition, :run, :unit, 'Nơi khác', '2026-08-26', 'returned',"
        " :words)"
    ),
    "its field": "UPDATE petition SET field = 'land' WHERE id = :petition",
    "words of a step": "INSERT INTO answer (step_id, key, value) VALUES (:step, 'reason', :words)",
}
OF_A_CASE = {
    "a title": 'UPDATE "case" SET title = :words WHERE id = :case',
    "a folded title": 'UPDATE "case" SET title_f = :words WHERE id = :case',
    "its field": "UPDATE \"case\" SET field = 'land' WHERE id = :case",
    "a note": (
        "INSERT INTO note (subject_kind, subject_id, kind, text, written_by_id, written_at)"
        " VALUES ('case', :case, 'reason', :words, :person, :now)"
    ),
    "a file": (
        "INSERT INTO document (case_id, type, secrecy, file_id, recorded_at)"
        " VALUES (:case, 'decision_first', 'none', :file, :now)"
    ),
    "a file that comes later": "UPDATE document SET file_id = :file, secrecy = 'none'",
    "words of a step": "INSERT INTO answer (step_id, key, value) VALUES (:step, 'reason', :words)",
    "the result": "UPDATE decision SET outcome = 'justified'",
    "an amount": "UPDATE decision SET recover_money = 1",
    "persons to be disciplined": (
        "INSERT INTO follow_up (case_id, step_id, occurred_on, kind, cases, persons, officials,"
        " organisations) VALUES (:case, :step, '2026-08-26', 'disciplined', 0, 1, 0, 0)"
    ),
}


def names(office, matter):
    """What the statements name: one of each that exists, and a file."""
    with office.database.writing() as tx:
        tx.execute(
            text(
                "INSERT INTO file (sha256, name, media_type, size, uploaded_at)"
                " VALUES (:hash, 'mau.pdf', 'application/pdf', 1, :now)"
            ),
            {"hash": "0" * 64, "now": NOW},
        )
        rows = {
            "file": "SELECT max(id) FROM file",
            "person": "SELECT max(id) FROM account",
            "unit": "SELECT max(id) FROM unit",
            "step": "SELECT max(id) FROM case_step WHERE run_id = :run",
        }
        of_run = {"run": matter.run_id}
        found = {
            name: tx.scalar(text(statement), of_run if ":run" in statement else {})
            for name, statement in rows.items()
        }
    ids = {"petition": matter.registered.petition_id, "case": matter.registered.case_id}
    return {**found, **ids, "run": matter.run_id, "words": CANARY, "now": NOW}


def refuses(office, statement, values):
    with pytest.raises(IntegrityError, match="refused: secret_"), office.database.writing() as tx:
        tx.execute(text(statement), values)


@on_both_databases
class TestSecretPetition:
    def test_is_refused_all_that_tells_what_it_says(self, office, people):
        for level in LEVELS:
            values = names(office, SecretMatter.received(office, people, level))
            for statement in OF_A_PETITION.values():
                refuses(office, statement, values)

    def test_keeps_code_unit_dates_and_where_its_paper_is(self, office, people):
        petition = SecretMatter.received(office, people, "mat", written_on="20/08/2026").petition
        assert petition.secrecy == "mat"
        assert petition.code.startswith("D-2026-")
        assert petition.paper_file_ref == "04/HS-M, văn thư mật"
        assert f"{petition.written_on:%d/%m/%Y}" == "20/08/2026"

    def test_may_be_told_about_in_empty_notes_only(self, office, people):
        values = names(office, SecretMatter.received(office, people))
        with office.database.writing() as tx:
            tx.execute(text(OF_A_PETITION["a note"]), values | {"words": ""})


@on_both_databases
class TestSecretCase:
    def test_is_refused_all_that_tells_what_it_is_about(self, office, people):
        matter = SecretMatter.received(office, people, "tuyet_mat").go_to("accept")
        values = names(office, matter.go_to("send_decision"))
        for statement in OF_A_CASE.values():
            refuses(office, statement, values)

    def test_has_the_level_of_the_petition_that_opened_it(self, office, people):
        case = SecretMatter.received(office, people, "toi_mat").go_to("accept").case
        assert (case.secrecy, case.title, case.field) == ("toi_mat", "", None)
        assert case.paper_file_ref == "04/HS-M, văn thư mật"

    def test_goes_through_its_procedure_with_codes_and_dates(self, office, people):
        matter = SecretMatter.received(office, people).go_to("close_case")
        matter.do("close_case")
        assert matter.case.closing == "decision"
        assert ("decision_issued", office.today()) in matter.events
        assert {one.secrecy for one in matter.documents} == {"mat"}


@on_both_databases
class TestOpenRecord:
    """What is not secret yet, and is full of words."""

    def test_cannot_become_secret_while_anything_of_it_is_left(self, office, complaint):
        complaint.go_to("send_decision")
        registered = complaint.registered
        for statement, of in (
            ("UPDATE petition SET secrecy = 'mat' WHERE id = :of", registered.petition_id),
            ("UPDATE \"case\" SET secrecy = 'mat' WHERE id = :of", registered.case_id),
        ):
            refuses(office, statement, {"of": of})

    def test_is_told_about_as_before(self, office, complaint):
        values = names(office, complaint.go_to("send_decision"))
        with office.database.writing() as tx:
            tx.execute(text(OF_A_CASE["a note"]), values)
            tx.execute(text(OF_A_CASE["an amount"]), values)
