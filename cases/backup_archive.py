"""The one file of a backup: a compressed archive with a manifest that vouches for each member."""

import hashlib
import json
import os
import tarfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from gzip import BadGzipFile
from io import BytesIO
from pathlib import Path
from typing import IO

from cases.errors import CasesError

FORMAT = 1
MANIFEST = "manifest.json"
LARGEST_MANIFEST = 256 * 1024 * 1024
CHUNK = 1024 * 1024
OWNER_ONLY = 0o600
_UNREADABLE = (tarfile.TarError, BadGzipFile, zlib.error, EOFError)
_MALFORMED = (AttributeError, KeyError, TypeError, ValueError)


class BackupError(CasesError):
    """A backup cannot be written or put back; the message says why, in Vietnamese."""


class DamagedBackupError(BackupError):
    """The file is not what was written."""

    def __init__(self, source: Path, problem: str) -> None:
        super().__init__(f"{source} không dùng được: {problem}. Chưa có gì bị thay đổi.")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive says about itself.

    Attributes:
        created_at: When the backup was made.
        schema_revision: Migration the database stood at.
        database: Name of the member that holds the database; its ending tells the kind.
        digests: Member -> SHA-256 of its content.
        missing: Kept files that the database knew and the disk had no more, or not unspoilt.
        keys: Id -> fingerprint of the keys without which the database cannot be read.
    """

    created_at: datetime
    schema_revision: str
    database: str
    digests: Mapping[str, str]
    missing: tuple[str, ...] = ()
    keys: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> bytes:
        """Write the manifest as it stands in the archive."""
        plain = {
            "format": FORMAT,
            "created_at": self.created_at.isoformat(),
            "schema_revision": self.schema_revision,
            "database": self.database,
            "members": dict(sorted(self.digests.items())),
            "missing": list(self.missing),
            "keys": dict(sorted(self.keys.items())),
        }
        return json.dumps(plain, ensure_ascii=False, indent=1).encode()


def digest_of_file(path: Path) -> str:
    """Return the SHA-256 of a file of any size."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_archive(target: Path, manifest: Manifest, members: Mapping[str, Path]) -> None:
    """Write manifest and members; only the owner may read what holds personal data."""
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with os.fdopen(handle, "wb") as stream:
        with tarfile.open(fileobj=stream, mode="w:gz", compresslevel=6) as archive:
            text = manifest.to_json()
            archive.addfile(_entry(MANIFEST, len(text), manifest.created_at), BytesIO(text))
            for name, path in members.items():
                with path.open("rb") as content:
                    size = path.stat().st_size
                    archive.addfile(_entry(name, size, manifest.created_at), content)
        stream.flush()
        os.fsync(stream.fileno())


def unpack_archive(source: Path, folder: Path) -> Manifest:
    """Unpack into ``folder`` and check every member against the manifest.

    Only members named by the manifest are written, under names we choose ourselves
    (:func:`unpacked`): an archive cannot write outside the folder.

    Raises:
        DamagedBackupError: Not an archive of ours, cut short, or changed.
    """
    try:
        with tarfile.open(source, mode="r:gz") as archive:
            manifest = _read_manifest(source, archive)
            present = {entry.name: entry for entry in archive.getmembers() if entry.isfile()}
            for name, digest in manifest.digests.items():
                if name not in present:
                    raise DamagedBackupError(source, f"thiếu {name}")
                content = archive.extractfile(present[name])
                if content is None or _copy(content, unpacked(folder, name)) != digest:
                    raise DamagedBackupError(source, f"{name} khác với lúc sao lưu")
    except (*_UNREADABLE, *_MALFORMED) as error:
        raise DamagedBackupError(source, "tệp hỏng hoặc không phải bản sao lưu") from error
    return manifest


def unpacked(folder: Path, name: str) -> Path:
    """Return where a member is unpacked."""
    return folder / hashlib.sha256(name.encode()).hexdigest()


def _read_manifest(source: Path, archive: tarfile.TarFile) -> Manifest:
    entry = archive.next()
    content = archive.extractfile(entry) if entry and entry.name == MANIFEST else None
    if content is None:
        raise DamagedBackupError(source, "không phải bản sao lưu của Đơn Thư")
    plain = json.loads(content.read(LARGEST_MANIFEST))
    if plain["format"] != FORMAT:
        raise DamagedBackupError(source, "chương trình mới hơn đã ghi; cập nhật chương trình trước")
    digests = plain["members"]
    if plain["database"] not in digests:
        raise DamagedBackupError(source, "không có cơ sở dữ liệu")
    return Manifest(
        created_at=datetime.fromisoformat(plain["created_at"]),
        schema_revision=plain["schema_revision"],
        database=plain["database"],
        digests={str(name): str(digest) for name, digest in digests.items()},
        missing=tuple(plain["missing"]),
        keys={str(name): str(value) for name, value in plain.get("keys", {}).items()},
    )


def _entry(name: str, size: int, at: datetime) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size = size
    entry.mode = OWNER_ONLY
    entry.mtime = int(at.timestamp())
    return entry


def _copy(content: IO[bytes], target: Path) -> str:
    digest = hashlib.sha256()
    with target.open("wb") as stream:
        while chunk := content.read(CHUNK):
            digest.update(chunk)
            stream.write(chunk)
    return digest.hexdigest()
