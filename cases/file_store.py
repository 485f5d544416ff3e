"""Keeps uploaded files outside the web root, named by their hash."""

import os
from pathlib import Path

EXPORTS = "exports"
"""Folder of the lists that people have asked for."""


def path_of(var: Path, sha256: str) -> Path:
    """Return where the file with this hash lies, whether it exists or not."""
    return var / "files" / sha256[:2] / sha256[2:]


def keep(var: Path, sha256: str, content: bytes) -> Path:
    """Write a file under its hash, once; a crash leaves no half file behind."""
    target = path_of(var, sha256)
    if target.exists():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f"{target.name}.{os.getpid()}")
    with unfinished.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    unfinished.replace(target)
    return target
