"""The documentation and the code say the same."""

import re
from itertools import count

import pytest

from tests.architecture.tree import ROOT, name_of, text_files

PAGES = [path for path in text_files() if path.suffix == ".md"]
LINK = re.compile(r"!?\[[^\]]*\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)")
SETTING = re.compile(r"\bDONTHU_[A-Z_]+\b")
DECISIONS = sorted((ROOT / "docs/adr").glob("0*.md"))


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_every_link_leads_somewhere(path):
    targets = LINK.findall(path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_the_settings_page_lists_exactly_the_settings_that_are_read():
    documented = SETTING.findall((ROOT / "docs/settings.md").read_text(encoding="utf-8"))
    read = SETTING.findall((ROOT / "config/settings.py").read_text(encoding="utf-8"))
    assert set(documented) == set(read)


class TestDecisionRecord:
    def test_numbers_follow_each_other(self):
        expected = [f"{number:04}" for number, _ in zip(count(1), DECISIONS, strict=False)]
        assert [path.name[:4] for path in DECISIONS] == expected

    @pytest.mark.parametrize("path", DECISIONS, ids=name_of)
    def test_has_the_four_parts(self, path):
        headings = re.findall(r"^## (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert headings == ["Status", "Context", "Decision", "Consequences"]

    @pytest.mark.parametrize("path", DECISIONS, ids=name_of)
    def test_is_listed_in_the_index(self, path):
        assert path.name in (ROOT / "docs/adr/README.md").read_text(encoding="utf-8")
