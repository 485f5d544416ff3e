"""The keys, in a file outside the database: never in a backup, read by nobody but its owner."""

import hmac
import json
import os
import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from cases.errors import CasesError

OWNER_ONLY = 0o600
OTHERS = 0o077
BYTES_OF_A_KEY = 32
_MALFORMED = (AttributeError, KeyError, TypeError, ValueError)


class KeysError(CasesError):
    """Sealed values cannot be read or written; the message says what to do, in Vietnamese."""


class KeysMissingError(KeysError):
    """There is no file of keys."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"Chưa có tệp khóa {path}. Hệ thống mới: chạy donthu keys new. Hệ thống đã có dữ liệu:"
            " đặt DONTHU_KEYS là tệp khóa đang dùng, hoặc chép lại tệp này từ nơi cất giữ."
        )


class KeyUnknownError(KeysError):
    """A value was sealed with a key that is not in the file, or was meddled with."""

    def __init__(self, key_id: str) -> None:
        super().__init__(
            f"Thiếu khóa {key_id} trong tệp khóa, hoặc khóa này không đúng. Chép lại tệp khóa từ"
            " nơi cất giữ (DONTHU_KEYS)."
        )


@dataclass(frozen=True, slots=True)
class Key:
    """One key: its two secrets are independent of each other.

    Attributes:
        id: Stands with every value that was sealed with it.
        sealing: Encrypts.
        indexing: Makes the blind index.
    """

    id: str
    created_at: datetime
    sealing: bytes = field(repr=False)
    indexing: bytes = field(repr=False)

    @property
    def fingerprint(self) -> str:
        """Tells it from another one of the same id, and nothing about its secrets."""
        return hmac.digest(self.sealing, b"donthu fingerprint" + self.indexing, "sha256").hex()[:16]


@dataclass(frozen=True, slots=True)
class Keys:
    """Every key of the file; the last one is the current one.

    Attributes:
        by_id: In the order in which they were made.
    """

    by_id: Mapping[str, Key]

    @property
    def current(self) -> Key:
        """The key that new values are sealed with."""
        return list(self.by_id.values())[-1]


class KeyFile:
    """Reads the file when it is first needed, and again whenever it has changed.

    So a running server takes up a new key at once, and finds the key of a value that another
    process has just sealed.
    """

    def __init__(self, path: Path) -> None:
        """Remember where the keys are; nothing is opened yet."""
        self.path = path
        self._seen: tuple[int, ...] = ()
        self._keys = Keys({})

    @property
    def is_there(self) -> bool:
        """Tell whether there is a file."""
        return self.path.is_file()

    def keys(self) -> Keys:
        """Return the keys as they are now.

        Raises:
            KeysMissingError: There is no file.
            KeysError: Others may read it, or it is not a file of keys.
        """
        try:
            found = self.path.stat()
        except FileNotFoundError as error:
            raise KeysMissingError(self.path) from error
        seen = (found.st_mtime_ns, found.st_size, found.st_ino, found.st_mode)
        if seen != self._seen:
            if found.st_mode & OTHERS:
                message = f"Người khác đọc được tệp khóa. Chạy: chmod 600 {self.path}"
                raise KeysError(message)
            self._keys = _read(self.path)
            self._seen = seen
        return self._keys

    def key(self, key_id: str) -> Key:
        """Return one key.

        Raises:
            KeyUnknownError: It is not in the file.
            KeysError: As for ``keys``.
        """
        found = self.keys().by_id.get(key_id)
        if found is None:
            raise KeyUnknownError(key_id)
        return found

    def add(self, at: datetime) -> Key:
        """Make a key, the current one from now on; the file is made with the first one."""
        known = self.keys().by_id if self.is_there else {}
        key = Key(
            id=f"{at:%Y%m%d}-{secrets.token_hex(2)}",
            created_at=at,
            sealing=secrets.token_bytes(BYTES_OF_A_KEY),
            indexing=secrets.token_bytes(BYTES_OF_A_KEY),
        )
        _write(self.path, [*known.values(), key])
        return key

    def remove(self, key_id: str) -> None:
        """Take a key out for ever; what was sealed with it can be read by nobody afterwards."""
        known = self.keys().by_id
        _write(self.path, [key for key in known.values() if key.id != key_id])


def _read(path: Path) -> Keys:
    try:
        plain: Any = json.loads(path.read_bytes())
        keys = [
            Key(
                id=one["id"],
                created_at=datetime.fromisoformat(one["created_at"]),
                sealing=_secret(one["sealing"]),
                indexing=_secret(one["indexing"]),
            )
            for one in plain["keys"]
        ]
    except _MALFORMED as error:
        raise _unreadable(path) from error
    if not keys:
        raise _unreadable(path)
    return Keys({key.id: key for key in keys})


def _unreadable(path: Path) -> KeysError:
    return KeysError(f"{path} không phải tệp khóa, hoặc bị hỏng. Chép lại từ nơi cất giữ.")


def _secret(written: str) -> bytes:
    read = b64decode(written, validate=True)
    if len(read) != BYTES_OF_A_KEY:
        raise ValueError(len(read))
    return read


def _write(path: Path, keys: list[Key]) -> None:
    """Replace the file as a whole: whoever reads it meanwhile finds the old or the new one."""
    plain = {
        "keys": [
            {
                "id": key.id,
                "created_at": key.created_at.isoformat(),
                "sealing": b64encode(key.sealing).decode(),
                "indexing": b64encode(key.indexing).decode(),
            }
            for key in keys
        ]
    }
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        json.dump(plain, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
