"""Where the files of exports lie: outside the web root, named by a token."""

from pathlib import Path

from cases.file_store import EXPORTS


def file_of(var: Path, token: str) -> Path:
    """Return where the finished file lies, whether it exists or not."""
    return var / EXPORTS / f"{token}.xlsx"


def unfinished_file_of(var: Path, token: str, attempt: int) -> Path:
    """Return where one attempt writes."""
    return var / EXPORTS / f"{token}.{attempt}.part"


def forget_files(var: Path, token: str) -> None:
    """Delete the file of an export and what interrupted attempts left."""
    for path in (var / EXPORTS).glob(f"{token}.*"):
        path.unlink(missing_ok=True)
