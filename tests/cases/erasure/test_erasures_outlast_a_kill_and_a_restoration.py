"""What was erased stays erased: after a kill at any point, and when an older backup is put back.

Khoản 7 Điều 5 Quy chế 2003/QĐ-UBND.
"""

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from cases.backup import backup
from cases.erasure.erasing import erase
from cases.erasure.finishing import finish_erasures
from cases.erasure.list_file import listed_erasures
from cases.erasure.reach import reach_of_petition
from cases.models.draft import Draft
from cases.models.erasure import Erasure
from cases.models.party import Party
from cases.models.petition import Petition
from cases.restore import restore
from tests.cases.erasure.conftest import VALUES
from tests.cases.fixtures import on_both_databases


def authors(office):
    with office.database.reading() as tx:
        return tx.scalars(select(Party)).all()


def files_naming(*folders):
    """Return the files under the folders in whose bytes a value stands."""
    return [
        path
        for folder in folders
        for path in Path(folder).rglob("*")
        if path.is_file() and any(value.encode() in path.read_bytes() for value in VALUES)
    ]


def lines(office):
    text = office.settings.erasures.read_text()
    return [json.loads(line)["what"] for line in text.splitlines()]


@pytest.fixture
def older_backup(office, named, tmp_path):
    """A backup that holds the author."""
    return backup(office, tmp_path / "older.tar.gz").path


class TestDisk:
    def test_holds_nothing_of_the_author_afterwards(self, office, named, turn):
        """Database file, write-ahead log, index, kept files, lists and the list of erasures."""
        folder = Path(office.database.url.database).parent
        name = Path(office.database.url.database).name
        turn(named)
        assert not files_naming(office.settings.var)
        for path in folder.glob(f"{name}*"):
            assert not any(value.encode() in path.read_bytes() for value in VALUES), path

    def test_holds_the_ids_in_a_list_outside_the_database(self, office, named, turn):
        done = turn(named)
        (listed,) = listed_erasures(office.settings.erasures)
        assert listed.id == done.erasure_id
        assert listed.mark == {"kind": "denunciation"}
        assert {"party", "petition_text", "file", "note"} <= set(listed.records)
        assert office.settings.erasures.stat().st_mode & 0o077 == 0


class TestKill:
    def test_after_the_commit_is_made_good_by_the_next_round_of_the_worker(
        self, office, named, turn
    ):
        turn(named, finish=False)
        assert files_naming(office.settings.var / "files")
        assert lines(office) == ["begun"]
        assert finish_erasures(office) == 1
        assert not files_naming(office.settings.var)
        assert lines(office) == ["begun", "done"]
        assert finish_erasures(office) == 0

    def test_between_list_and_commit_leaves_no_erasure(self, office, named, turn):
        """The line was on the disk, the commit never came: nothing is to be erased later."""
        turn(named)
        (listed,) = listed_erasures(office.settings.erasures)
        lost = json.dumps(
            {
                "what": "begun",
                "id": "0" * 32,
                **{key: getattr(listed, key) for key in ("at", "because", "extent")},
                "mark": {},
                "petitions": {},
                "cases": {},
            }
        )
        with office.settings.erasures.open("a") as file:
            file.write(lost + "\n")
        finish_erasures(office)
        assert [one.id for one in listed_erasures(office.settings.erasures)] == [listed.id]
        assert lines(office) == ["begun", "done", "begun", "undone"]

    def test_while_writing_a_line_leaves_the_lines_before_and_after_readable(
        self, office, named, turn
    ):
        office.settings.erasures.write_text('{"what":"begun","id":"cut sho')
        done = turn(named)
        assert [one.id for one in listed_erasures(office.settings.erasures)] == [done.erasure_id]


class TestKeys:
    @pytest.fixture
    def lost(self, office, named, tmp_path):
        """The file of the keys is away for the time of the test."""
        office.settings.keys.rename(tmp_path / "away")
        yield
        (tmp_path / "away").rename(office.settings.keys)

    def test_that_are_lost_do_not_keep_an_erasure_from_its_work(self, office, named, lost, turn):
        turn(named)
        assert authors(office) == []
        with office.database.reading() as tx:
            assert tx.scalars(select(Draft.id)).all() == []


class TestGivenUpTransaction:
    def test_is_taken_back_from_the_list_at_once(self, office, people, named):
        class GivenUpError(Exception):
            """Something went wrong behind the erasure."""

        def erase_and_fail():
            with office.database.writing() as tx:
                reach = reach_of_petition(tx, named.registered.petition_id)
                erase(tx, office, people["head"], reach, because="denunciation")
                raise GivenUpError

        with pytest.raises(GivenUpError):
            erase_and_fail()
        assert lines(office) == ["begun", "undone"]
        assert listed_erasures(office.settings.erasures) == ()
        assert authors(office)


@on_both_databases
class TestOlderBackup:
    def test_put_back_names_nobody(self, office, older_backup, named, turn):
        turn(named)
        restored = restore(office, older_backup, force=True)
        assert restored.erased_again == 1
        assert authors(office) == []
        with office.database.reading() as tx:
            assert set(tx.scalars(select(Petition.kind))) == {"denunciation"}
            assert tx.scalar(select(Erasure.finished_at)) is not None
        assert not files_naming(office.settings.var)

    def test_put_back_twice_names_nobody_either(self, office, older_backup, named, turn):
        turn(named)
        restore(office, older_backup, force=True)
        restore(office, older_backup, force=True)
        assert authors(office) == []


class TestRestoration:
    def test_of_a_newer_backup_erases_nothing_more(self, office, named, turn, tmp_path):
        turn(named)
        newer = backup(office, tmp_path / "newer.tar.gz").path
        assert restore(office, newer, force=True).erased_again == 0

    def test_leaves_a_record_alone_that_got_the_same_id_later(
        self, office, older_backup, named, turn
    ):
        """The id is given out anew after a restoration; the instant of registration tells."""
        turn(named)
        text = office.settings.erasures.read_text()
        (listed,) = listed_erasures(office.settings.erasures)
        (instant,) = listed.petitions.values()
        office.settings.erasures.write_text(text.replace(instant, "2001-01-01T00:00:00+07:00"))
        restore(office, older_backup, force=True)
        assert authors(office)

    def test_without_the_list_says_so(self, office, older_backup, named, turn):
        turn(named)
        office.settings.erasures.unlink()
        assert not restore(office, older_backup, force=True).has_list

    def test_by_hand_is_made_good_by_the_next_round_of_the_worker(
        self, office, older_backup, named, turn
    ):
        """Somebody copies the old file back, past ``donthu restore``."""
        turn(named)
        kept = office.settings.erasures.read_text()
        office.settings.erasures.unlink()
        restore(office, older_backup, force=True)
        assert authors(office)
        office.settings.erasures.write_text(kept)
        finish_erasures(office)
        assert authors(office) == []
