"""What was done and decided stays on record: the database refuses to change or delete it."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.cases.fixtures import on_both_databases

A_COLUMN_OF = {
    "case_step": "summary",
    "event": "code",
    "journal_entry": "detail",
    "procedure_version": "title",
    "procedure_file": "name",
}


@on_both_databases
class TestHistory:
    def test_is_there_to_be_kept(self, office, complaint):
        with office.database.reading() as tx:
            for table in A_COLUMN_OF:
                assert tx.scalar(text(f"SELECT count(*) FROM {table}"))  # noqa: S608

    def test_cannot_be_changed(self, office, complaint):
        for table, column in A_COLUMN_OF.items():
            change = text(f"UPDATE {table} SET {column} = 'x'")  # noqa: S608
            with pytest.raises(DBAPIError, match="append-only"), office.database.writing() as tx:
                tx.execute(change)

    def test_cannot_be_written_over(self, office, complaint):
        """SQLite's REPLACE deletes the old row without saying so, unless it is told to."""
        over = "INSERT OR REPLACE INTO event SELECT * FROM event"
        if not office.database.is_sqlite:
            over = "INSERT INTO event SELECT * FROM event ON CONFLICT (id) DO UPDATE SET code = 'x'"
        with pytest.raises(DBAPIError, match="append-only"), office.database.writing() as tx:
            tx.execute(text(over))

    def test_cannot_be_deleted(self, office, complaint):
        for table in A_COLUMN_OF:
            erase = text(f"DELETE FROM {table}")  # noqa: S608
            with pytest.raises(DBAPIError, match="append-only"), office.database.writing() as tx:
                tx.execute(erase)
