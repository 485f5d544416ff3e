"""Puts an installation back from a backup."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import inspect, select

from cases.backup import FILES
from cases.backup_archive import (
    BackupError,
    DamagedBackupError,
    Manifest,
    unpack_archive,
    unpacked,
)
from cases.database import Database
from cases.database_copy import SQLITE_MEMBER, copy_in, member_name
from cases.erasure.finishing import finish_erasures, settle_list
from cases.erasure.replay import replay
from cases.file_store import keep
from cases.journal.restored import note_restored
from cases.key_rotation.check import prepare_keys, refuse_unreadable
from cases.key_rotation.first_sealing import seal_what_is_plain
from cases.models.account import Account
from cases.models.petition import Petition
from cases.office import Office
from cases.schema import upgrade
from cases.schema_revision import current_revision, is_known


@dataclass(frozen=True, slots=True)
class RestoreResult:
    """What was put back.

    Attributes:
        missing: SHA-256 of kept files that were lost before the backup was made.
        erased_again: Erasures made since the backup, which were carried out on it anew.
        has_list: The list of erasures was there to be read.
    """

    created_at: datetime
    file_count: int
    missing: tuple[str, ...]
    erased_again: int = 0
    has_list: bool = True


def restore(office: Office, source: Path, *, force: bool = False) -> RestoreResult:
    """Replace what the installation holds by a backup, then bring it to the newest schema.

    What was erased since the backup was made is erased again (``cases.erasure``): who denounces is
    not brought back by a restoration (regulation Art 5(7)).

    Everything is checked before anything is changed. The server and the worker must be stopped:
    they remember rules and versions of the former content.

    Args:
        office: The installation.
        source: A file that ``backup`` wrote.
        force: Throw away the people and petitions the installation holds.

    Raises:
        DamagedBackupError: The file is not what was written.
        KeysError: A key it was written with is not there.
        BackupError: The installation is not empty, or the backup is of another kind of database
            or of a newer program.
    """
    if not source.is_file():
        message = f"Không có tệp {source}."
        raise BackupError(message)
    office.settings.var.mkdir(parents=True, exist_ok=True)
    if not force:
        _refuse_to_overwrite(office.database)
    with TemporaryDirectory(prefix=".donthu-restore-", dir=office.settings.var) as name:
        folder = Path(name)
        manifest = unpack_archive(source, folder)
        _refuse_foreign(office.database, manifest)
        refuse_unreadable(office, manifest.keys)
        files = _files(source, manifest, folder)
        settle_list(office)
        # Files first: a row must never name a file that is not there.
        for sha256, path in files.items():
            keep(office.settings.var, sha256, path.read_bytes())
        copy_in(office.database, unpacked(folder, manifest.database))
        upgrade(office.database)
        prepare_keys(office)
        seal_what_is_plain(office.database, office.keys)
    has_list = office.settings.erasures.is_file()
    erased_again = replay(office)
    finish_erasures(office)
    note_restored(office, manifest.created_at)
    return RestoreResult(manifest.created_at, len(files), manifest.missing, erased_again, has_list)


def _refuse_to_overwrite(database: Database) -> None:
    with database.reading() as tx:
        tables = set(inspect(tx.get_bind()).get_table_names())
        held = [
            tx.scalar(select(table.id).limit(1))
            for table in (Account, Petition)
            if table.__tablename__ in tables
        ]
    if any(one is not None for one in held):
        message = "Hệ thống này đã có dữ liệu; thêm --force nếu thật sự muốn thay bằng bản sao lưu."
        raise BackupError(message)


def _refuse_foreign(database: Database, manifest: Manifest) -> None:
    if manifest.database != member_name(database):
        kind = "SQLite" if manifest.database == SQLITE_MEMBER else "PostgreSQL"
        message = f"Bản sao lưu là của {kind}: đặt DONTHU_DATABASE_URL cho đúng loại."
        raise BackupError(message)
    if not is_known(manifest.schema_revision):
        message = "Bản sao lưu do chương trình mới hơn ghi: cập nhật chương trình trước."
        raise BackupError(message)
    possible = {None, manifest.schema_revision}
    if not database.is_sqlite and current_revision(database) not in possible:
        # pg_restore replaces table by table and would leave those that the backup does not know.
        message = "Cơ sở dữ liệu đã có bảng của phiên bản khác: phục hồi vào cơ sở dữ liệu trống."
        raise BackupError(message)


def _files(source: Path, manifest: Manifest, folder: Path) -> dict[str, Path]:
    files = {
        name.removeprefix(FILES): unpacked(folder, name)
        for name in manifest.digests
        if name.startswith(FILES)
    }
    for sha256 in files:
        # The name is the hash of the content, so that no name can lead out of the folder.
        if manifest.digests[f"{FILES}{sha256}"] != sha256:
            raise DamagedBackupError(source, f"{FILES}{sha256} mang tên khác nội dung")
    return files
