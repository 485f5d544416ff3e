"""The worker seals the journal: in order, without gaps, never twice, whatever interrupts it."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from cases import journal
from cases.journal.sealing import export_head, seal_next
from cases.models.journal_entry import JournalEntry
from cases.models.journal_seal import JournalSeal
from cases.models.journal_unsealed import JournalUnsealed
from cases.sweeps.seal_journal import sweep
from proof.chain import ENTRY_COLUMNS
from proof.heads import append_head, last_head
from proof.keys import add_key, current_key
from proof.verify import verify
from tests.cases.at_once import at_once
from tests.cases.fixtures import on_both_databases, on_postgresql

ROOT = Path(__file__).parents[3]


def check(office, **how):
    url = office.database.url.render_as_string(hide_password=False)
    return verify(url, office.settings.journal_keys, office.settings.journal_heads, **how)


def write(office, count=1, actor=None):
    with office.database.writing() as tx:
        for number in range(count):
            journal.write(tx, office, actor, "example", subject=("unit", number))


def numbers(office):
    """Sealed number and id of every entry."""
    with office.database.reading() as tx:
        rows = tx.execute(
            select(JournalSeal.number, JournalEntry.id)
            .outerjoin(JournalSeal, JournalSeal.entry_id == JournalEntry.id)
            .order_by(JournalSeal.number)
        )
        return [tuple(row) for row in rows]


def waiting(office):
    with office.database.reading() as tx:
        return list(tx.scalars(select(JournalUnsealed.entry_id)))


@on_both_databases
class TestSeals:
    def test_number_every_entry_without_a_gap(self, office, complaint):
        assert waiting(office)
        assert sweep(office) == len(numbers(office))
        assert [number for number, _ in numbers(office)] == [*range(1, len(numbers(office)) + 1)]
        assert waiting(office) == []
        assert check(office).faults == []

    def test_follow_each_other_in_many_commits(self, office):
        write(office, 1_200)
        sweep(office)
        report = check(office)
        assert report.is_whole
        assert report.number == len(numbers(office))

    def test_are_given_once(self, office):
        sweep(office)
        before = numbers(office)
        assert sweep(office) == 0
        write(office)
        assert sweep(office) == 1
        assert numbers(office)[:-1] == before

    def test_have_no_gap_where_ids_have_one(self, office):
        with office.database.writing() as tx:
            journal.write(tx, office, None, "example")
            tx.rollback()
        write(office)
        sweep(office)
        assert check(office).is_whole

    def test_cannot_be_changed_or_deleted(self, office):
        sweep(office)
        for change in ("UPDATE journal_seal SET seal = 'x'", "DELETE FROM journal_seal"):
            with pytest.raises(DBAPIError, match="append-only"), office.database.writing() as tx:
                tx.execute(text(change))

    def test_are_made_by_several_workers_without_a_fork(self, office):
        write(office, 1_500)
        at_once([lambda: sweep(office)] * 4)
        sweep(office)
        assert check(office).is_whole
        assert len({number for number, _ in numbers(office)}) == len(numbers(office))

    def test_go_on_with_a_new_key(self, office):
        sweep(office)
        first, second = (
            current_key(office.settings.journal_keys)[0],
            add_key(office.settings.journal_keys),
        )
        write(office)
        sweep(office)
        assert check(office).is_whole
        with office.database.reading() as tx:
            assert set(tx.scalars(select(JournalSeal.key_id))) == {first, second}


@on_postgresql
class TestSealsOfManyWriters:
    def test_take_entries_that_become_visible_late(self, office):
        """Ids of PostgreSQL are given before the commit: a lower one may come after a higher."""
        with office.database.writing() as slow:
            journal.write(slow, office, None, "slow")
            write(office)
            sweep(office)
        sweep(office)
        assert check(office).is_whole
        ids = [entry_id for _, entry_id in numbers(office)]
        assert ids != sorted(ids)


@on_postgresql
class TestHistory:
    def test_cannot_be_truncated(self, office):
        """SQLite has no such statement."""
        for table in ("journal_entry", "journal_seal", "event", "case_step"):
            cut = text(f"TRUNCATE {table} CASCADE")
            with pytest.raises(DBAPIError, match="append-only"), office.database.writing() as tx:
                tx.execute(cut)


class TestSealsCover:
    def test_every_column_of_an_entry(self):
        assert set(ENTRY_COLUMNS) == set(JournalEntry.__table__.c.keys())


class TestHeads:
    def test_lie_outside_the_database(self, office):
        sweep(office)
        head = last_head(office.settings.journal_heads)
        assert head is not None
        assert head.number == check(office).number

    def test_are_appended_once(self, office):
        sweep(office)
        before = office.settings.journal_heads.read_bytes()
        sweep(office)
        assert office.settings.journal_heads.read_bytes() == before
        write(office)
        sweep(office)
        assert office.settings.journal_heads.read_bytes().startswith(before)

    def test_come_later_when_the_worker_is_killed_before(self, office):
        while seal_next(office):
            pass
        sealed = numbers(office)
        assert check(office).fault_count == 1  # nothing tells whether it was cut short
        assert sweep(office) == 0
        assert numbers(office) == sealed
        assert check(office).is_whole

    def test_cut_off_half_a_line_that_a_killed_worker_left(self, office):
        sweep(office)
        heads = office.settings.journal_heads
        whole = heads.read_bytes()
        heads.write_bytes(whole + whole[:20])
        assert check(office).is_whole
        write(office)
        sweep(office)
        assert check(office).is_whole
        assert len(heads.read_bytes().splitlines()) == 2

    def test_are_written_in_order_by_several_workers(self, office):
        sweep(office)
        head = last_head(office.settings.journal_heads)
        assert not append_head(office.settings.journal_heads, head)
        write(office)
        seal_next(office)
        at_once([lambda: export_head(office)] * 4)
        assert check(office).is_whole
        assert len(office.settings.journal_heads.read_bytes().splitlines()) == 2


@on_both_databases
class TestCheck:
    def test_reads_while_the_worker_seals(self, office):
        sweep(office)
        write(office, 3)
        report = check(office)
        assert report.is_whole
        assert "3 bút toán đang chờ niêm phong" in "".join(report.remarks)

    def test_says_that_the_end_is_missing(self, office):
        """Truncation: an older state of the database than the last exported head."""
        sweep(office)
        head = last_head(office.settings.journal_heads)
        further = type(head)(head.number + 12, "ab" * 32, head.at)
        append_head(office.settings.journal_heads, further)
        report = check(office)
        assert [fault.kind for fault in report.faults] == ["truncated"]
        assert "thiếu 12 bút toán cuối" in report.faults[0].sentence

    def test_compares_with_a_head_that_the_inspectorate_has(self, office):
        sweep(office)
        head = last_head(office.settings.journal_heads)
        assert check(office, given=(head,)).is_whole
        forged = type(head)(head.number, "ab" * 32, head.at)
        assert [fault.kind for fault in check(office, given=(forged,)).faults] == ["head"]

    def test_starts_from_a_head_that_is_trusted(self, office):
        sweep(office)
        head = last_head(office.settings.journal_heads)
        write(office, 7)
        sweep(office)
        assert check(office, since=head).checked == 7

    def test_runs_without_the_program_that_it_checks(self, office):
        sweep(office)
        loaded = (
            "import sys, proof.__main__ as m; code = m.main(sys.argv[1:]); "
            "print(*{name.partition('.')[0] for name in sys.modules}); sys.exit(code)"
        )
        command = [
            *(sys.executable, "-c", loaded),
            *("--database", office.database.url.render_as_string(hide_password=False)),
            *("--keys", str(office.settings.journal_keys)),
            *("--heads", str(office.settings.journal_heads)),
        ]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert "Nhật ký nguyên vẹn" in done.stdout
        modules = set(done.stdout.splitlines()[-1].split())
        assert not modules & {"app", "cases", "engine", "forms", "reports", "config", "sqlalchemy"}


class TestKeys:
    def test_are_for_their_owner_only(self, office):
        sweep(office)
        assert office.settings.journal_keys.stat().st_mode & 0o777 == 0o600

    def test_that_are_missing_leave_nothing_to_check(self, office, tmp_path):
        sweep(office)
        office.settings.journal_keys.unlink()
        with pytest.raises(ValueError, match="Không đọc được tệp khóa"):
            check(office)
