"""A backup is whole, says when it is not, and brings everything back."""

import errno
import hashlib
import json
import shutil
import sqlite3
import stat
import tarfile
from base64 import b64encode
from io import BytesIO
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import insert, select, text

from cases.backup import backup
from cases.backup_archive import BackupError, DamagedBackupError
from cases.file_store import keep, path_of
from cases.models.account import Account
from cases.models.file import File
from cases.models.journal_entry import JournalEntry
from cases.models.petition import Petition
from cases.office import Office, open_office
from cases.queries.case_page import case_page
from cases.readiness import Readiness, readiness
from cases.restore import restore
from cases.schema import is_current
from cases.sealed.keys import KeysError
from config.settings import read_settings
from tests.cases import installations

PDF = b"%PDF-1.4 not really"
DIGEST = hashlib.sha256(PDF).hexdigest()


def open_empty(folder: Path, url: str | None = None) -> Office:
    """An installation before ``donthu init``."""
    environ = {"DONTHU_ENV": "test", "DONTHU_VAR": str(folder)}
    return open_office(read_settings(environ | ({"DONTHU_DATABASE_URL": url} if url else {})))


def with_keys_of(office: Office, other: Office) -> Office:
    """Bring the keys of one installation to another one."""
    other.keys.path.parent.mkdir(parents=True)
    shutil.copy(office.keys.path, other.keys.path)
    return other


@pytest.fixture
def elsewhere(tmp_path, office):
    """Another machine: an empty installation, to which the keys have been brought."""
    other = with_keys_of(office, open_empty(tmp_path / "elsewhere"))
    yield other
    other.database.close()


@pytest.fixture
def kept_file(office, people):
    """A file that a row names."""
    keep(office.settings.var, DIGEST, PDF)
    row = {
        "sha256": DIGEST,
        "name": "don.pdf",
        "media_type": "application/pdf",
        "size": len(PDF),
        "uploaded_by_id": people["registrar"].account_id,
        "uploaded_at": office.clock.now(),
    }
    with office.database.writing() as tx:
        tx.execute(insert(File), [row])
    return path_of(office.settings.var, DIGEST)


@pytest.fixture
def archive(office, complaint, kept_file, tmp_path):
    """A backup of an office with one complaint and one file."""
    return backup(office, tmp_path / "backup.tar.gz").path


def codes(office: Office) -> list[str]:
    with office.database.reading() as tx:
        return list(tx.scalars(select(Petition.code)))


def rewrite(archive: Path, change) -> Path:
    """Write the archive again with other members: ``change`` takes and returns name -> bytes."""
    with tarfile.open(archive) as old:
        members = {entry.name: old.extractfile(entry).read() for entry in old.getmembers()}
    target = archive.with_name("changed.tar.gz")
    with tarfile.open(target, "w:gz") as new:
        for name, content in change(members).items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            new.addfile(entry, BytesIO(content))
    return target


def with_manifest(**changes):
    """A change of what the manifest says."""

    def change(members):
        manifest = json.loads(members["manifest.json"]) | changes
        return members | {"manifest.json": json.dumps(manifest).encode()}

    return change


class TestBackup:
    def test_says_what_it_holds(self, office, complaint, kept_file, tmp_path):
        result = backup(office, tmp_path / "backup.tar.gz")
        assert result.path == tmp_path / "backup.tar.gz"
        assert result.size == result.path.stat().st_size
        assert result.file_count == 1
        assert result.missing == ()
        assert result.created_at == office.clock.written_at()

    def test_has_a_manifest_with_the_hash_of_every_member(self, archive):
        with tarfile.open(archive) as opened:
            contents = {
                entry.name: opened.extractfile(entry).read() for entry in opened.getmembers()
            }
        manifest = json.loads(contents.pop("manifest.json"))
        assert manifest["schema_revision"]
        assert manifest["members"] == {
            name: hashlib.sha256(content).hexdigest() for name, content in contents.items()
        }

    def test_leaves_the_key_that_signs_cookies_out(self, office, kept_file, tmp_path):
        (office.settings.var / "secret-key").write_text("CANARY7F3A")
        path = backup(office, tmp_path / "backup.tar.gz").path
        with tarfile.open(path) as opened:
            assert not any("secret" in name for name in opened.getnames())

    def test_gets_a_name_with_date_and_time_in_a_folder(self, office, tmp_path):
        path = backup(office, tmp_path).path
        assert path.name == f"donthu-{office.clock.now():%Y%m%d-%H%M%S}.tar.gz"

    def test_can_be_read_by_its_owner_only(self, archive):
        assert stat.S_IMODE(archive.stat().st_mode) == 0o600

    def test_overwrites_nothing(self, office, archive):
        before = archive.read_bytes()
        with pytest.raises(BackupError, match="Đã có tệp"):
            backup(office, archive)
        assert archive.read_bytes() == before

    def test_needs_a_folder_that_is_there(self, office, tmp_path):
        with pytest.raises(BackupError, match="Không có thư mục"):
            backup(office, tmp_path / "nowhere" / "backup.tar.gz")

    def test_holds_no_key(self, office, complaint, tmp_path):
        path = backup(office, tmp_path / "backup.tar.gz").path
        with tarfile.open(path) as archive:
            held = b"".join(archive.extractfile(entry).read() for entry in archive.getmembers())
        key = office.keys.keys().current
        for secret in (key.sealing, key.indexing):
            for written in (secret, secret.hex().encode(), b64encode(secret)):
                assert written not in held
        with tarfile.open(path) as archive:
            manifest = json.load(archive.extractfile("manifest.json"))
        assert manifest["keys"] == {key.id: key.fingerprint}

    def test_needs_an_installation(self, elsewhere, tmp_path):
        with pytest.raises(BackupError, match="donthu init"):
            backup(elsewhere, tmp_path / "backup.tar.gz")

    def test_leaves_no_half_written_file_behind(self, office, tmp_path, monkeypatch):
        monkeypatch.setattr("cases.backup.write_archive", _disk_full)
        target = tmp_path / "target"
        target.mkdir()
        with pytest.raises(OSError, match="no space"):
            backup(office, target)
        assert list(target.iterdir()) == []

    @pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"spoilt")])
    def test_names_kept_files_that_are_lost_and_goes_on(self, office, kept_file, tmp_path, harm):
        harm(kept_file)
        result = backup(office, tmp_path / "backup.tar.gz")
        assert result.missing == (DIGEST,)
        assert result.file_count == 0

    def test_is_consistent_while_others_write(self, office, elsewhere, tmp_path):
        stop, started = Event(), Event()

        def write_pairs():
            while not stop.is_set():
                with office.database.writing() as tx:
                    for half in ("first", "second"):
                        tx.execute(insert(JournalEntry), [_entry(office, half)])
                started.set()

        writer = Thread(target=write_pairs)
        writer.start()
        try:
            started.wait()
            paths = [backup(office, tmp_path / f"{number}.tar.gz").path for number in range(3)]
        finally:
            stop.set()
            writer.join()
        for path in paths:
            restore(elsewhere, path, force=True)
            with elsewhere.database.reading() as tx:
                actions = list(tx.scalars(select(JournalEntry.action).order_by(JournalEntry.id)))
            assert actions.count("first") == actions.count("second") > 0


class TestRestore:
    def test_brings_cases_and_files_back(self, complaint, archive, elsewhere):
        result = restore(elsewhere, archive)
        assert result.file_count == 1
        assert codes(elsewhere) == [complaint.registered.code]
        assert path_of(elsewhere.settings.var, DIGEST).read_bytes() == PDF
        assert is_current(elsewhere.database)

    def test_brings_back_a_case_that_can_be_read(self, complaint, archive, elsewhere, people):
        restore(elsewhere, archive)
        with elsewhere.database.reading() as tx:
            case = case_page(tx, elsewhere, people["head"], code=complaint.registered.code)
        assert [step.element for step in case.open_steps] == ["propose_handling"]

    def test_refuses_to_replace_an_installation_with_people(self, office, archive):
        with pytest.raises(BackupError, match="--force"):
            restore(office, archive)

    def test_replaces_it_when_told_so(self, office, complaint, archive, register_complaint):
        register_complaint()
        restore(office, archive, force=True)
        assert codes(office) == [complaint.registered.code]

    def test_takes_an_installation_that_was_only_set_up(self, office, archive, elsewhere):
        _set_up(elsewhere)
        restore(elsewhere, archive)
        assert len(codes(elsewhere)) == 1

    def test_brings_files_back_that_somebody_deleted(self, office, kept_file, archive):
        kept_file.unlink()
        restore(office, archive, force=True)
        assert kept_file.read_bytes() == PDF

    def test_without_the_keys_is_refused_before_anything_is_changed(
        self, archive, elsewhere, office
    ):
        elsewhere.keys.path.unlink()
        with pytest.raises(KeysError, match="DONTHU_KEYS"):
            restore(elsewhere, archive)
        elsewhere.keys.add(office.clock.now())
        with pytest.raises(KeysError, match=office.keys.keys().current.id):
            restore(elsewhere, archive)
        assert readiness(elsewhere) is Readiness.ABSENT

    def test_with_another_key_of_the_same_name_is_refused(self, archive, elsewhere, office):
        name = office.keys.keys().current.id
        elsewhere.keys.path.unlink()
        other = elsewhere.keys.add(office.clock.now()).id
        written = elsewhere.keys.path.read_text(encoding="ascii").replace(other, name)
        elsewhere.keys.path.write_text(written, encoding="ascii")
        with pytest.raises(KeysError, match=name):
            restore(elsewhere, archive)

    def test_needs_a_file(self, elsewhere, tmp_path):
        with pytest.raises(BackupError, match="Không có tệp"):
            restore(elsewhere, tmp_path / "nothing.tar.gz")

    def test_refuses_a_backup_of_another_kind_of_database(self, archive, elsewhere):
        def change(members):
            content = members.pop("donthu.sqlite3")
            digest = hashlib.sha256(content).hexdigest()
            members["donthu.pgdump"] = content
            dump = with_manifest(database="donthu.pgdump", members={"donthu.pgdump": digest})
            return dump(members)

        with pytest.raises(BackupError, match="PostgreSQL"):
            restore(elsewhere, rewrite(archive, change))

    def test_refuses_a_backup_of_a_newer_program(self, archive, elsewhere):
        newer = rewrite(archive, with_manifest(schema_revision="9999_from_the_future"))
        with pytest.raises(BackupError, match="cập nhật chương trình"):
            restore(elsewhere, newer)


class TestDamagedBackup:
    @pytest.fixture(autouse=True)
    def _changes_nothing(self, office, complaint, archive):
        """Whatever is wrong with a backup, the installation stays as it was."""
        yield
        assert codes(office) == [complaint.registered.code]

    @pytest.mark.parametrize("share", [0.0, 0.05, 0.5, 0.99])
    def test_cut_short_is_refused(self, office, archive, share):
        content = archive.read_bytes()
        archive.write_bytes(content[: int(len(content) * share)])
        with pytest.raises(DamagedBackupError):
            restore(office, archive, force=True)

    @pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9])
    def test_with_a_changed_byte_is_refused(self, office, archive, share):
        content = bytearray(archive.read_bytes())
        content[int(len(content) * share)] ^= 0x55
        archive.write_bytes(content)
        with pytest.raises(DamagedBackupError):
            restore(office, archive, force=True)

    @pytest.mark.parametrize("member", ["donthu.sqlite3", f"files/{DIGEST}"])
    def test_with_a_changed_member_is_refused_by_name(self, office, archive, member):
        changed = rewrite(archive, lambda members: members | {member: b"something else"})
        with pytest.raises(DamagedBackupError, match=member):
            restore(office, changed, force=True)

    def test_without_a_member_is_refused(self, office, archive):
        member = f"files/{DIGEST}"
        changed = rewrite(
            archive, lambda members: {name: members[name] for name in members if name != member}
        )
        with pytest.raises(DamagedBackupError, match="thiếu"):
            restore(office, changed, force=True)

    def test_without_a_manifest_is_refused(self, office, archive):
        changed = rewrite(archive, lambda members: {"donthu.sqlite3": members["donthu.sqlite3"]})
        with pytest.raises(DamagedBackupError, match="không phải bản sao lưu"):
            restore(office, changed, force=True)

    @pytest.mark.parametrize("written", [b"[]", b"{}", b"not json", b'{"format": 99}'])
    def test_with_an_unreadable_manifest_is_refused(self, office, archive, written):
        changed = rewrite(archive, lambda members: members | {"manifest.json": written})
        with pytest.raises(DamagedBackupError):
            restore(office, changed, force=True)

    @pytest.mark.parametrize("name", ["../../outside", "/outside", "ab/../../outside"])
    def test_cannot_write_outside_its_folder(self, office, archive, name, tmp_path):
        member = f"files/{name}"

        def change(members):
            digests = json.loads(members["manifest.json"])["members"]
            digests[member] = hashlib.sha256(b"evil").hexdigest()
            return with_manifest(members=digests)(members) | {member: b"evil"}

        with pytest.raises(DamagedBackupError):
            restore(office, rewrite(archive, change), force=True)
        assert not list(tmp_path.rglob("outside"))

    def test_with_an_unsound_database_is_refused(self, office, archive, tmp_path):
        unsound = b"SQLite format 3\0" + b"\xff" * 4096

        def change(members):
            digests = json.loads(members["manifest.json"])["members"]
            digests["donthu.sqlite3"] = hashlib.sha256(unsound).hexdigest()
            return with_manifest(members=digests)(members) | {"donthu.sqlite3": unsound}

        with pytest.raises(BackupError, match="không đọc được"):
            restore(office, rewrite(archive, change), force=True)


@pytest.mark.slow
class TestPostgresql:
    @pytest.fixture
    def original(self, postgresql_url, tmp_path):
        with installations.postgresql_office(postgresql_url, tmp_path) as office:
            yield office

    def test_round_trip_brings_people_back(self, original, postgresql_url, tmp_path):
        archive = backup(original, tmp_path / "backup.tar.gz").path
        with installations.empty_database(postgresql_url) as database:
            url = database.url.render_as_string(hide_password=False)
            copy = with_keys_of(original, open_empty(tmp_path / "copy", url))
            restore(copy, archive)
            with copy.database.reading() as tx:
                restored = set(tx.scalars(select(Account.email)))
            copy.database.close()
        with original.database.reading() as tx:
            assert restored == set(tx.scalars(select(Account.email)))

    def test_replaces_what_is_there_when_told_so(self, original, tmp_path):
        archive = backup(original, tmp_path / "backup.tar.gz").path
        with original.database.writing() as tx:
            tx.execute(text("UPDATE account SET full_name = 'đã đổi'"))
        restore(original, archive, force=True)
        with original.database.reading() as tx:
            assert "đã đổi" not in set(tx.scalars(select(Account.full_name)))

    def test_says_which_program_is_missing(self, original, tmp_path, monkeypatch):
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(BackupError, match="pg_dump"):
            backup(original, tmp_path / "backup.tar.gz")


def _set_up(office: Office) -> None:
    """Give the installation its tables and nothing else."""
    source = installations.installed_on_sqlite().database.url.database
    target = office.database.url.database
    shutil.copy(source, target)
    with sqlite3.connect(target) as connection:
        for table in ("role_assignment", "account"):
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 - two constants
    connection.close()


def _entry(office: Office, action: str) -> dict[str, object]:
    now = office.clock.now()
    return {"office_at": now, "written_at": now, "action": action, "address": "", "detail": "{}"}


def _disk_full(*_arguments):
    raise OSError(errno.ENOSPC, "no space left")
