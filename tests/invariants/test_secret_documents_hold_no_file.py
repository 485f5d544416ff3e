"""Of a secret document the system holds the status and nothing else.

Khoản 6 Điều 5 Quy chế 2003/QĐ-UBND: only the state of handling, neither content nor file.
"""

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError

from cases.models.document import Document
from cases.models.file import File
from tests.cases.fixtures import on_both_databases

LEVELS = ("mat", "toi_mat", "tuyet_mat")


@pytest.fixture
def file_id(office, people):
    row = {
        "sha256": "0" * 64,
        "name": "mau.pdf",
        "media_type": "application/pdf",
        "size": 1,
        "uploaded_by_id": people["registrar"].account_id,
        "uploaded_at": office.clock.now(),
    }
    with office.database.writing() as tx:
        return tx.scalars(insert(File).returning(File.id), [row]).one()


@on_both_databases
class TestSecretDocument:
    def test_cannot_hold_a_file(self, office, complaint, file_id):
        for level in LEVELS:
            row = {"type": "petition", "secrecy": level, "recorded_at": office.clock.now()}
            with pytest.raises(IntegrityError), office.database.writing() as tx:
                tx.execute(insert(Document), [row | {"file_id": file_id}])

    def test_may_be_recorded_without_a_file(self, office, complaint):
        for level in LEVELS:
            row = {"type": "petition", "secrecy": level, "recorded_at": office.clock.now()}
            with office.database.writing() as tx:
                tx.execute(insert(Document), [row])

    def test_cannot_become_secret_while_its_file_is_there(self, office, complaint, file_id):
        row = {"type": "petition", "secrecy": "none", "recorded_at": office.clock.now()}
        with office.database.writing() as tx:
            tx.execute(insert(Document), [row | {"file_id": file_id}])
        with pytest.raises(IntegrityError), office.database.writing() as tx:
            tx.execute(text("UPDATE document SET secrecy = 'mat'"))

    def test_has_no_other_level_than_those_of_the_law(self, office, complaint):
        row = {"type": "petition", "secrecy": "hush", "recorded_at": office.clock.now()}
        with pytest.raises(IntegrityError), office.database.writing() as tx:
            tx.execute(insert(Document), [row])
