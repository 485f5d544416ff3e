"""Writes one file with everything an installation would miss: its database and kept files.

No key is in it. With the one that signs cookies whoever holds a backup could sign in as anybody
elsewhere; after a restoration people sign in again. Those that personal numbers are encrypted with
are kept apart, and are needed to restore.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select, union

from cases import journal
from cases.backup_archive import BackupError, Manifest, digest_of_file, write_archive
from cases.database_copy import copy_out, member_name
from cases.file_store import path_of
from cases.key_rotation.check import fingerprints_of_used_keys
from cases.models.file import File
from cases.models.handover import Handover
from cases.office import Office
from cases.schema_revision import current_revision

FILES = "files/"


@dataclass(frozen=True, slots=True)
class BackupResult:
    """What was written.

    Attributes:
        missing: SHA-256 of kept files that were gone from the disk, or spoilt there.
    """

    path: Path
    size: int
    created_at: datetime
    schema_revision: str
    file_count: int
    missing: tuple[str, ...]


def backup(office: Office, target: Path) -> BackupResult:
    """Back up a running installation into a new file.

    The database is copied first: a file is always kept before the row that names it, so every
    file of the copied database is there afterwards.

    Args:
        office: The installation; others may go on working.
        target: The file to write, or a folder to write a file with date and time in its name.

    Raises:
        BackupError: The file exists, its folder does not, or the database cannot be copied.
    """
    created_at = office.clock.written_at()
    path = _free_path(target, created_at)
    revision = _revision(office)
    with TemporaryDirectory(prefix=".donthu-backup-", dir=path.parent) as folder:
        name = member_name(office.database)
        members = {name: Path(folder) / name}
        copy_out(office.database, members[name])
        kept, missing = _kept_files(office)
        members |= kept
        digests = {name: digest_of_file(members[name])}
        digests |= {member: member.removeprefix(FILES) for member in kept}
        keys = fingerprints_of_used_keys(office)
        manifest = Manifest(created_at, revision, name, digests, missing, keys)
        unfinished = Path(folder) / "archive"
        write_archive(unfinished, manifest, members)
        unfinished.rename(path)
    with office.database.writing() as tx:
        detail = {"schema": revision, "files": len(kept)}
        journal.write(tx, office, None, "backup", detail=detail)
    return BackupResult(
        path=path,
        size=path.stat().st_size,
        created_at=created_at,
        schema_revision=revision,
        file_count=len(kept),
        missing=missing,
    )


def _free_path(target: Path, at: datetime) -> Path:
    path = target / f"donthu-{at:%Y%m%d-%H%M%S}.tar.gz" if target.is_dir() else target
    if path.exists():
        message = f"Đã có tệp {path}: chọn tên khác, bản sao lưu không ghi đè."
        raise BackupError(message)
    if not path.parent.is_dir():
        message = f"Không có thư mục {path.parent}."
        raise BackupError(message)
    return path


def _revision(office: Office) -> str:
    revision = current_revision(office.database)
    if revision is None:
        message = "Chưa có cơ sở dữ liệu để sao lưu. Chạy: donthu init"
        raise BackupError(message)
    return revision


def _kept_files(office: Office) -> tuple[dict[str, Path], tuple[str, ...]]:
    with office.database.reading() as tx:
        minutes = select(Handover.minutes).where(Handover.minutes.is_not(None))
        hashes = sorted(tx.scalars(union(select(File.sha256), minutes)))
    found = {sha256: path_of(office.settings.var, sha256) for sha256 in hashes}
    sound = {
        sha256: path
        for sha256, path in found.items()
        if path.is_file() and digest_of_file(path) == sha256
    }
    missing = tuple(sha256 for sha256 in hashes if sha256 not in sound)
    return {f"{FILES}{sha256}": path for sha256, path in sound.items()}, missing
