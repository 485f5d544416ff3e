"""A backup that was put back and the heads that were exported since fit together."""

import pytest
from sqlalchemy import select

from cases import journal
from cases.backup import backup
from cases.models.journal_entry import JournalEntry
from cases.restore import restore
from cases.sweeps.seal_journal import sweep
from tests.cases.journal.test_sealing import check


def write(office, count):
    with office.database.writing() as tx:
        for _ in range(count):
            journal.write(tx, office, None, "example")


@pytest.fixture
def archive(office, tmp_path):
    """A backup, after which six more entries were written and sealed: one is about the backup."""
    sweep(office)
    made = backup(office, tmp_path / "sao-luu.tar.gz")
    write(office, 5)
    sweep(office)
    return made.path


class TestARestoredJournal:
    def test_says_how_much_is_gone(self, office, archive):
        before = check(office).number
        restore(office, archive, force=True)
        report = check(office)
        assert report.is_whole
        assert report.number == before - 6
        assert "6 bút toán đã niêm phong sau đó không còn" in "".join(report.remarks)

    def test_has_an_entry_about_it(self, office, archive):
        restore(office, archive, force=True)
        with office.database.reading() as tx:
            entry = tx.scalars(select(JournalEntry).order_by(JournalEntry.id.desc())).first()
        assert entry.action == "restore"
        assert '"backup":' in entry.detail

    def test_goes_on_being_sealed_and_checked(self, office, archive):
        restore(office, archive, force=True)
        write(office, 9)
        sweep(office)
        assert check(office).is_whole

    def test_cannot_be_cut_short_again(self, office, archive, tmp_path):
        restore(office, archive, force=True)
        write(office, 9)
        sweep(office)
        settings = office.settings
        heads = settings.journal_heads.read_bytes()
        restore(office, archive, force=True)
        settings.journal_heads.write_bytes(heads)
        assert [fault.kind for fault in check(office).faults] == ["truncated"]

    def test_is_found_out_when_the_line_about_it_is_forged(self, office, archive):
        heads = office.settings.journal_heads
        before = heads.read_bytes()
        restore(office, archive, force=True)
        line = heads.read_bytes().removeprefix(before)
        heads.write_bytes(before + line.replace(b'"proof":"', b'"proof":"00'))
        kinds = {fault.kind for fault in check(office).faults}
        assert kinds == {"heads_file", "truncated"}

    def test_that_came_back_by_other_means_is_too_short(self, office, archive):
        heads = office.settings.journal_heads.read_bytes()
        restore(office, archive, force=True)
        office.settings.journal_heads.write_bytes(heads)
        (fault,) = check(office).faults
        assert fault.kind == "truncated"
        assert "thiếu 6 bút toán cuối" in fault.sentence
