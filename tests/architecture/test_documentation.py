"""The documentation and the code say the same."""

import re
from itertools import count

import pytest

from engine.catalog import read_info
from forms.definition import parse_form
from tests.architecture.tree import ROOT, name_of, text_files

PAGES = [path for path in text_files() if path.suffix == ".md"]
LINK = re.compile(r"!?\[[^\]]*\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)")
SETTING = re.compile(r"\bDONTHU_[A-Z_]+\b")
DECISIONS = sorted((ROOT / "docs/adr").glob("0*.md"))


def examples(page: str, language: str) -> list[bytes]:
    """Return the code blocks in one language that a how-to shows."""
    text = (ROOT / "docs/how-to" / page).read_text(encoding="utf-8")
    blocks = re.findall(rf"^```{language}\n(.+?)^```", text, re.MULTILINE | re.DOTALL)
    return [block.encode() for block in blocks]


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_every_link_leads_somewhere(path):
    targets = LINK.findall(path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_the_settings_page_lists_exactly_the_settings_that_are_read():
    documented = SETTING.findall((ROOT / "docs/settings.md").read_text(encoding="utf-8"))
    modules = (ROOT / "config").glob("*.py")
    read = [name for path in modules for name in SETTING.findall(path.read_text(encoding="utf-8"))]
    assert set(documented) == set(read)


class TestHowTo:
    def test_the_form_shown_can_be_read(self):
        (example,) = examples("add-a-form.md", "json")
        assert [field.key for field in parse_form("accept", example).fields] == [
            "handling",
            "accepted_on",
        ]

    def test_the_declarations_shown_can_be_read(self):
        procedure, steps, version = examples("add-a-procedure.md", "toml")
        info = read_info({"procedure.toml": procedure, "version.toml": version})
        assert info.code == "petition_reply"
        of_one_kind = (b"kind", b"intake_step")
        several = b"\n".join(
            line for line in procedure.splitlines() if not line.startswith(of_one_kind)
        )
        info = read_info({"procedure.toml": several + b"\n" + steps, "version.toml": version})
        assert info.intake_steps == {"complaint": "register", "mixed": "register_unsorted"}


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
