"""The list of erasures outside the database: one line of JSON each, only ever added to.

``begun`` is written before the commit, so that there is no instant at which something is erased and
not listed; ``done`` when the disk has followed; ``undone`` when the commit never came.
"""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

OWNER_ONLY = 0o600
_BEGUN, _DONE, _UNDONE = "begun", "done", "undone"


@dataclass(frozen=True, slots=True)
class Listed:
    """One erasure, as it stands in the list.

    Attributes:
        id: Of the row in ``erasure``.
        at: When, ISO.
        because: Why.
        extent: How much.
        mark: What the records became, such as their kind.
        petitions: Id -> instant of registration: after a restoration the same id may be given
            out anew, at another instant.
        cases: Id -> instant of opening.
        records: Table -> ids.
        is_done: The disk has followed.
    """

    id: str
    at: str
    because: str
    extent: str
    mark: Mapping[str, str]
    petitions: Mapping[str, str]
    cases: Mapping[str, str]
    records: Mapping[str, list[int]] = field(default_factory=dict)
    is_done: bool = False


def list_erasure(path: Path, listed: Listed) -> None:
    """Append an erasure; when this returns, it is on the disk."""
    _append(path, {"what": _BEGUN, **asdict(listed)})


def take_back(path: Path, erasure_id: str) -> None:
    """Append that a listed erasure was never committed."""
    _append(path, {"what": _UNDONE, "id": erasure_id})


def note_done(path: Path, erasure_id: str) -> None:
    """Append that the disk has followed an erasure."""
    _append(path, {"what": _DONE, "id": erasure_id})


def listed_erasures(path: Path) -> tuple[Listed, ...]:
    """Return the erasures of the list that were not taken back, in their order.

    A last line that a kill has cut short is left out: what it told was not committed.
    """
    found: dict[str, Listed] = {}
    for line in _lines(path):
        what, erasure_id = line.pop("what"), line["id"]
        if what == _BEGUN:
            found[erasure_id] = Listed(**line)
        elif what == _DONE and erasure_id in found:
            found[erasure_id] = replace(found[erasure_id], is_done=True)
        elif what == _UNDONE:
            found.pop(erasure_id, None)
    return tuple(found.values())


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    if not path.is_file():
        return
    for text in path.read_text(encoding="utf-8").splitlines():
        try:
            line = json.loads(text)
        except ValueError:
            continue
        if isinstance(line, dict) and "what" in line and "id" in line:
            yield line


def _append(path: Path, line: Mapping[str, object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    is_new = not path.exists()
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, OWNER_ONLY)
    with os.fdopen(handle, "r+b", buffering=0) as stream:
        text = json.dumps(line, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"
        stream.write((b"\n" if _is_cut_short(stream.fileno()) else b"") + text)
        os.fsync(stream.fileno())
    if is_new:
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _is_cut_short(handle: int) -> bool:
    size = os.fstat(handle).st_size
    return size > 0 and os.pread(handle, 1, size - 1) != b"\n"
