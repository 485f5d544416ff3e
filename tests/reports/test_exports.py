"""A long list is written by the worker, once, for the one who asked, and not kept for long."""

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

import reports.sweeps
from cases import worker
from cases.errors import NotFoundError
from cases.models.account import Account
from cases.models.export import Export
from cases.models.journal_entry import JournalEntry
from cases.models.role_assignment import RoleAssignment
from reports.exports.ask import ask_for_export
from reports.exports.own_exports import export_file, own_export, own_exports
from reports.exports.write import MOST_ATTEMPTS, write_export
from reports.sheets import open_sheet
from reports.sweeps import long_exports, old_exports
from tests.cases.fixtures import on_both_databases
from tests.cases.statements import sent_to
from tests.reports.workbook import table_of


@pytest.fixture
def ask(office):
    """Ask for a list as somebody: ``ask(officer, "my_work")`` returns the id of the export."""

    def asks(actor, code, **asked):
        with office.database.reading() as tx:
            sheet = open_sheet(tx, office, actor, code=code, asked=asked)
        with office.database.writing() as tx:
            return ask_for_export(tx, office, actor, code=code, asked=asked, sheet=sheet)

    return asks


@pytest.fixture
def officer(people):
    return people["petition_officer"]


def row(office, export_id):
    with office.database.reading() as tx:
        return tx.get_one(Export, export_id)


def change(office, export_id, **values):
    with office.database.writing() as tx:
        tx.execute(update(Export).where(Export.id == export_id).values(**values))


def view(office, actor, export_id):
    with office.database.reading() as tx:
        return own_export(tx, office, actor, export_id=export_id)


def file(office, actor, export_id):
    with office.database.reading() as tx:
        return export_file(tx, office, actor, export_id=export_id)


@on_both_databases
class TestExport:
    def test_waits_for_the_worker_and_is_then_a_file(
        self, office, officer, ask, register_complaint
    ):
        register_complaint(date(2026, 8, 3))
        export_id = ask(officer, "my_work")
        assert view(office, officer, export_id).state == "waiting"
        assert worker.run_once(office, reports.sweeps)["long_exports"] == 1
        found = view(office, officer, export_id)
        assert (found.state, found.written, found.total) == ("done", 1, 1)
        kept = file(office, officer, export_id)
        assert kept.name == "viec-cua-toi.xlsx"
        assert found.size == kept.path.stat().st_size
        assert len(table_of(kept.path.read_bytes())) == 1
        assert long_exports.sweep(office) == 0

    def test_is_written_once_when_two_workers_come(self, office, officer, ask):
        export_id = ask(officer, "my_work")
        assert write_export(office, export_id)
        assert not write_export(office, export_id)
        assert row(office, export_id).attempts == 1

    def test_asked_for_again_meanwhile_is_the_same(self, office, officer, ask):
        first = ask(officer, "my_work", tab="unit")
        assert ask(officer, "my_work", tab="unit") == first
        assert ask(officer, "my_work", tab="mine") != first
        long_exports.sweep(office)
        assert ask(officer, "my_work", tab="unit") != first


class TestKilledWorker:
    def test_is_followed_by_another_half_a_minute_later(self, office, officer, ask):
        export_id = ask(officer, "my_work")
        now = office.clock.written_at()
        change(office, export_id, state="writing", attempts=1, beat_at=now - timedelta(seconds=20))
        assert long_exports.sweep(office) == 0
        change(office, export_id, beat_at=now - timedelta(seconds=31))
        assert long_exports.sweep(office) == 1
        assert row(office, export_id).state == "done"

    def test_leaves_no_half_file_to_be_fetched(self, office, officer, ask):
        export_id = ask(officer, "my_work")
        change(office, export_id, state="writing", attempts=1)
        with pytest.raises(NotFoundError):
            file(office, officer, export_id)

    def test_is_followed_three_times_at_most(self, office, officer, ask):
        export_id = ask(officer, "my_work")
        long_ago = office.clock.written_at() - timedelta(minutes=5)
        change(office, export_id, state="writing", attempts=MOST_ATTEMPTS, beat_at=long_ago)
        assert long_exports.sweep(office) == 0
        found = view(office, officer, export_id)
        assert (found.state, found.problem) == ("failed", "killed")


class TestRights:
    def test_nobody_else_learns_of_it(self, office, people, officer, ask):
        export_id = ask(officer, "my_work")
        long_exports.sweep(office)
        for look in (view, file):
            with pytest.raises(NotFoundError):
                look(office, people["head"], export_id)
        with office.database.reading() as tx:
            assert own_exports(tx, office, people["head"]) == ()
            assert len(own_exports(tx, office, officer)) == 1

    def test_are_those_of_the_moment_in_which_it_is_written(self, office, people, ask):
        export_id = ask(people["head"], "due", selection="late")
        with office.database.writing() as tx:
            mine = RoleAssignment.account_id == people["head"].account_id
            tx.execute(update(RoleAssignment).where(mine).values(valid_to=date(2026, 8, 25)))
        long_exports.sweep(office)
        found = view(office, people["head"], export_id)
        assert (found.state, found.problem) == ("failed", "not_allowed")

    def test_end_with_the_account(self, office, officer, ask):
        export_id = ask(officer, "my_work")
        with office.database.writing() as tx:
            mine = Account.id == officer.account_id
            tx.execute(update(Account).where(mine).values(locked_from=date(2026, 8, 26)))
        long_exports.sweep(office)
        assert view(office, officer, export_id).problem == "not_allowed"

    def test_of_others_do_not_reach_the_file_on_disk(self, office, officer, ask):
        export_id = ask(officer, "my_work")
        long_exports.sweep(office)
        assert file(office, officer, export_id).path.stat().st_mode & 0o077 == 0


class TestOldExports:
    def test_are_deleted_with_their_files(self, office, officer, ask):
        export_id, younger = ask(officer, "my_work"), ask(officer, "my_work", tab="unit")
        long_exports.sweep(office)
        path = file(office, officer, export_id).path
        days = timedelta(days=office.settings.export_days, minutes=1)
        change(office, export_id, requested_at=office.clock.written_at() - days)
        assert old_exports.sweep(office) == 1
        assert not path.exists()
        with pytest.raises(NotFoundError):
            view(office, officer, export_id)
        assert file(office, officer, younger).path.exists()


class TestJournal:
    def test_has_a_line_for_each_and_nothing_that_was_typed(self, office, officer, ask):
        ask(officer, "my_work", text="Lý Văn P", kind="complaint")
        with office.database.reading() as tx:
            (entry,) = tx.scalars(select(JournalEntry).where(JournalEntry.action == "export_list"))
        assert entry.account_id == officer.account_id
        assert json.loads(entry.detail) == {
            "list": "my_work",
            "asked": {"text": "có", "kind": "complaint"},
            "rows": 0,
        }

    def test_and_the_wish_are_three_statements(self, office, officer):
        with office.database.reading() as tx:
            sheet = open_sheet(tx, office, officer, code="my_work", asked={})
        with sent_to(office.database) as sent, office.database.writing() as tx:
            ask_for_export(tx, office, officer, code="my_work", asked={}, sheet=sheet)
        assert (len(sent.statements), sent.commits) == (3, 1)
