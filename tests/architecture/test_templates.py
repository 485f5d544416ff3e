"""Pages keep the promise of their content security policy: nothing inline, nothing executable."""

import re

import pytest

from tests.architecture.tree import ROOT, name_of

TEMPLATES = sorted(path for path in (ROOT / "app").rglob("*.html") if "vendor" not in path.parts)
FORBIDDEN = {
    "a style attribute": re.compile(r"<[^>{]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a script without a source": re.compile(r"<script\b(?![^>]*\ssrc=)", re.IGNORECASE),
    "an event attribute": re.compile(r"<[^>{]*\son[a-z]+\s*=", re.IGNORECASE),
    "a script address": re.compile(r"javascript:", re.IGNORECASE),
    "an address of another server": re.compile(r"(src|href)\s*=\s*[\"'](https?:)?//"),
}


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_holds_nothing_inline(path):
    text = path.read_text(encoding="utf-8")
    assert not [what for what, pattern in FORBIDDEN.items() if pattern.search(text)]
