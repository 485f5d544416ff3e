"""The file with the heads of the journal: a line of JSON per head, only ever added to.

A head says how far the journal reached and which seal stood there, so that a journal that was cut
short afterwards is found out. A line that says ``restored`` comes from putting a backup back: what
was sealed after its number is gone, as everybody may see; it carries a seal of its own.
"""

import fcntl
import hmac
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

CHUNK = 4096


@dataclass(frozen=True, slots=True)
class Head:
    """One line.

    Attributes:
        number: Last sealed number.
        seal: Its seal.
        at: When the line was written, UTC.
        key_id: Key that sealed the line; only lines that say ``restored`` have one.
        proof: Seal of such a line.
    """

    number: int
    seal: str
    at: str
    key_id: str = ""
    proof: str = ""

    @property
    def is_restored(self) -> bool:
        """Tell whether a backup was put back that reached to this number."""
        return bool(self.proof)

    def is_genuine(self, keys: Mapping[str, bytes]) -> bool:
        """Tell whether who wrote that a backup was put back had the key."""
        key = keys.get(self.key_id)
        return key is not None and hmac.compare_digest(self.proof, _proof(key, self))

    def line(self) -> bytes:
        """Return the line as it stands in the file."""
        plain: dict[str, object] = {"number": self.number, "seal": self.seal, "at": self.at}
        if self.is_restored:
            plain |= {"restored": True, "key": self.key_id, "proof": self.proof}
        return json.dumps(plain, separators=(",", ":")).encode() + b"\n"


def restored_head(number: int, seal: str, at: str, key: tuple[str, bytes]) -> Head:
    """Return the line that says that a backup was put back."""
    bare = Head(number, seal, at, key[0], "-")
    return Head(number, seal, at, key[0], _proof(key[1], bare))


def append_head(path: Path, head: Head) -> bool:
    """Append a head unless the file has reached it; return whether it was written.

    Whoever is killed while writing leaves half a line, which the next one cuts off. Several workers
    wait for each other.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(handle, "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        end, last = _last_line(file)
        if last is not None and not head.is_restored and last.number >= head.number:
            return False
        file.truncate(end)
        file.seek(end)
        file.write(head.line())
        file.flush()
        os.fsync(file.fileno())
    return True


def last_head(path: Path) -> Head | None:
    """Return the newest head, or ``None`` if there is none yet."""
    if not path.exists():
        return None
    with path.open("rb") as file:
        return _last_line(file)[1]


def read_heads(path: Path, size: int) -> Iterator[Head | int]:
    """Yield the heads within the first ``size`` bytes; for a line that is none, its number.

    Half a line at the end is left out: it is being written.
    """
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            size -= len(line)
            if size < 0 or not line.endswith(b"\n"):
                return
            yield _parse(line) or number


def _last_line(file: IO[bytes]) -> tuple[int, Head | None]:
    """Return where the last whole line ends, and what it says."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - CHUNK))
    tail = file.read()
    whole, newline, _half = tail.rpartition(b"\n")
    end = size - len(tail) + len(whole) + len(newline)
    return end, _parse(whole.rpartition(b"\n")[2]) if newline else None


def _parse(line: bytes) -> Head | None:
    try:
        plain: dict[str, Any] = json.loads(line)
        head = Head(
            int(plain["number"]),
            str(plain["seal"]),
            str(plain["at"]),
            str(plain.get("key", "")),
            str(plain.get("proof", "")),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return head


def _proof(key: bytes, head: Head) -> str:
    text = json.dumps(["restored", head.number, head.seal, head.at, head.key_id])
    return hmac.digest(key, text.encode(), "sha256").hex()
