"""The files of the repository, as the architecture tests look at them."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("app", "reports", "cases", "engine", "forms", "config", "proof")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))

NOT_OURS = {"__pycache__", "build", "dist", "node_modules", "var", "vendor"}
TEXT = {
    ".bpmn", ".cfg", ".css", ".dmn", ".form", ".html", ".ini", ".js", ".jinja", ".lock", ".mako",
    ".md", ".py", ".sh", ".svg", ".toml", ".txt", ".xml", "",
}  # fmt: skip


def name_of(path: Path) -> str:
    """Return a file's path from the root, as a person would type it."""
    return path.relative_to(ROOT).as_posix()


def text_files() -> Iterator[Path]:
    """Find every text file that belongs to the repository and was written for it."""
    hidden = (ROOT / name for name in (".ci", ".gitignore") if (ROOT / name).exists())
    visible = (path for path in ROOT.iterdir() if not path.name.startswith("."))
    for path in sorted((*hidden, *visible)):
        yield from _texts_under(path)


def _texts_under(path: Path) -> Iterator[Path]:
    if path.name in NOT_OURS or path.name.endswith(".egg-info"):
        return
    if path.is_dir():
        for child in sorted(path.iterdir()):
            yield from _texts_under(child)
    elif path.suffix in TEXT:
        yield path
