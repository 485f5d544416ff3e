"""``donthu policy``: what the legal department reads is what the program does."""

import csv
import io

import pytest

from cases.policy.permission_map import PERMISSION_MAP
from cases.policy.permissions import Permission
from cases.policy.policy_in_words import SETS
from config.catalogs import CatalogError, read_roles
from config.policy_words import read_policy_words
from tests.commands.conftest import ROOT

PREDICATES = {each.__name__ for ways in PERMISSION_MAP.values() for way in ways for each in way}


class TestTheWords:
    def test_tell_every_permission_and_no_other(self):
        assert set(read_policy_words().permissions) == {each.value for each in Permission}

    def test_tell_every_condition_and_no_other(self):
        assert set(read_policy_words().conditions) == PREDICATES

    def test_have_a_name_for_every_set_of_roles(self):
        assert set(read_policy_words().sets) == set(SETS)

    @pytest.mark.parametrize(
        ("part", "line"),
        [
            ("permissions", 'case_read = { what = "Đọc" }'),
            ("permissions", 'case_read = { what = " ", basis = "" }'),
            ("limits", 'all = { what = "Đọc", basis = "", who = "ai" }'),
            ("conditions", "is_named = 1"),
            ("sets", 'leaders = " "'),
        ],
    )
    def test_that_say_too_little_are_refused_by_name(self, tmp_path, part, line):
        path = tmp_path / "policy_words.toml"
        parts = ("permissions", "sets", "conditions", "limits")
        content = "\n".join(f"[{each}]\n{line if each == part else ''}" for each in parts)
        path.write_text(content, encoding="utf-8")
        with pytest.raises(CatalogError, match=rf"{part}\.{line.partition(' ')[0]}"):
            read_policy_words(path)


class TestTheTable:
    def test_is_the_page_of_the_documentation(self, new_donthu):
        """Red? `donthu policy --md > docs/policy.md`."""
        page = (ROOT / "docs/policy.md").read_text(encoding="utf-8")
        assert new_donthu("policy", "--md").out == page

    def test_says_who_in_a_sentence_for_each_way(self, new_donthu):
        told = new_donthu("policy").out
        assert "Đính chính một bước đã xong\n  - Chính người đã hoàn thành bước đó, khi" in told
        assert "  - Hoặc: thủ trưởng của đơn vị đó.\n" in told

    def test_names_the_roles_that_a_word_stands_for(self, new_donthu):
        roles = read_roles()
        leaders = ", ".join(roles[code].title for code in ("section_head", "head", "deputy"))
        assert f"- Lãnh đạo: {leaders}\n" in new_donthu("policy").out

    def test_comes_for_spreadsheets_with_one_row_for_each_way(self, new_donthu):
        told = new_donthu("policy", "--csv").out
        heads, *rows = csv.reader(io.StringIO(told.removeprefix("\ufeff")))
        assert heads == ["Được làm gì", "Ai được", "Căn cứ", "Mã"]
        codes = [row[3] for row in rows if row[3]]
        assert codes == [each for each in Permission for _ in PERMISSION_MAP[each]]

    def test_is_printed_before_anything_is_set_up(self, new_donthu):
        assert new_donthu("policy").code == 0
        assert not (new_donthu.var / "donthu.sqlite3").exists()
