"""What may not stand in any file of the repository."""

import re
from collections.abc import Iterable

import pytest

from tests.architecture.tree import ROOT, name_of, text_files


def joined(*parts: str) -> str:
    """Spell a forbidden word without writing it, so that this file may hold the list."""
    return "".join(parts)


# The installer decides where packages come from; a file that names a host breaks behind a mirror.
REGISTRY_HOSTS = (
    joined("pypi", ".org"),
    joined("pythonhosted", ".org"),
    joined("npmjs", ".org"),
    joined("npmjs", ".com"),
    joined("deb.debian", ".org"),
)
# Paths that exist on one machine only.
FOREIGN_PATHS = (joined("/wo", "rk/"), joined("../sha", "red"), joined("/ho", "me/"))
UNFINISHED = (joined("TO", "DO"), joined("FIX", "ME"), joined("XX", "X"))


def files_with(words: Iterable[str]) -> list[str]:
    """Name the files in which one of these words stands by itself."""
    pattern = re.compile("|".join(rf"(?<![A-Za-z]){re.escape(word)}(?![A-Z])" for word in words))
    return [
        name_of(path) for path in text_files() if pattern.search(path.read_text(encoding="utf-8"))
    ]


class TestRepository:
    def test_names_no_package_registry(self):
        assert files_with(REGISTRY_HOSTS) == []

    def test_names_no_path_of_one_machine(self):
        assert files_with(FOREIGN_PATHS) == []

    def test_holds_no_unfinished_business(self):
        assert files_with(UNFINISHED) == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
class TestLock:
    def test_pins_every_package_by_hash(self, name):
        entries = re.split(r"\n(?=\S)", (ROOT / name).read_text(encoding="utf-8").strip())
        assert all("==" in entry and "--hash=sha256:" in entry for entry in entries)

    def test_says_nothing_about_where_packages_come_from(self, name):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert not re.search(r"^--|://", text, re.MULTILINE)
