"""The file with the keys that seal the journal: a line ``ID HEX`` per key, the newest last."""

import hashlib
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

SHORTEST_KEY = 32
"""In bytes, as many as the seal has."""


class KeysError(ValueError):
    """The keys cannot be used; the message says why, in Vietnamese."""


def read_keys(path: Path) -> Mapping[str, bytes]:
    """Return the keys by id, the newest last.

    Raises:
        KeysError: There is no such file, or it holds something else.
    """
    try:
        lines = path.read_text(encoding="ascii").split("\n")
        pairs = [line.split(" ") for line in lines if line.strip()]
        keys = {name: bytes.fromhex(secret) for name, secret in pairs}
    except (OSError, ValueError) as error:
        message = f"Không đọc được tệp khóa niêm phong nhật ký {path}."
        raise KeysError(message) from error
    if not keys or len(keys) < len(pairs) or min(map(len, keys.values())) < SHORTEST_KEY:
        message = f"Tệp khóa niêm phong nhật ký {path} không đúng: mỗi dòng một khóa 'ID HEX'."
        raise KeysError(message)
    return keys


def current_key(path: Path) -> tuple[str, bytes]:
    """Return id and secret of the newest key; make the first one where there is no file.

    Raises:
        KeysError: The file is there, but cannot be used.
    """
    if not path.exists():
        _make(path)
    return list(read_keys(path).items())[-1]


def add_key(path: Path) -> str:
    """Append a new key, with which the worker goes on sealing; return its id."""
    if path.exists():
        read_keys(path)
        with path.open("a", encoding="ascii") as file:
            file.write(_new_line())
            file.flush()
            os.fsync(file.fileno())
    return current_key(path)[0]


def _make(path: Path) -> None:
    """Write the file under another name first: nobody ever reads half a key."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(_new_line())
            file.flush()
            os.fsync(file.fileno())
        os.link(unfinished, path)
    except FileExistsError:
        pass  # another process was quicker, and its key counts
    finally:
        unfinished.unlink()


def _new_line() -> str:
    """Make a key. It is named after itself: two keys never have one name."""
    key = secrets.token_bytes(SHORTEST_KEY)
    return f"{hashlib.sha256(key).hexdigest()[:8]} {key.hex()}\n"
