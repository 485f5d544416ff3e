"""The four cases in which an account is locked (khoản 3 Điều 8 Quy chế 2003/QĐ-UBND)."""

import pytest

from config.catalogs import CatalogError
from config.lock_grounds import LOCK_GROUNDS, read_lock_grounds


class TestLockGrounds:
    def test_are_the_four_of_the_regulation_in_its_order(self):
        articles = [ground.article for ground in read_lock_grounds().values()]
        assert articles == [
            f"điểm {letter} khoản 3 Điều 8 Quy chế 2003/QĐ-UBND" for letter in "abcd"
        ]

    def test_name_one_that_is_about_a_whole_unit(self):
        """Điểm b: giải thể, chuyển đổi chấm dứt hoạt động, sáp nhập, hợp nhất."""
        assert [one.code for one in read_lock_grounds().values() if one.of_unit] == ["unit_ended"]

    def test_tell_those_of_who_looks_things_up_from_those_of_who_works_on_cases(self):
        """Điểm d is for accounts of look-up, điểm a and c are for those who have the duty."""
        grounds = read_lock_grounds()
        assert grounds["lookup_request"].groups == {"lookup"}
        assert "lookup" not in grounds["moved"].groups | grounds["unit_request"].groups

    @pytest.mark.parametrize(
        ("before", "after", "place"),
        [
            ('paper = "Quyết định giải thể', 'papers = "Quyết định giải thể', "unit_ended"),
            ('groups = ["lookup"]', 'groups = ["everybody"]', "lookup_request.groups"),
            ("of_unit = true", 'of_unit = "yes"', "unit_ended.of_unit"),
            ('title = "Có quyết định', 'title = ""\n# "', "moved.title"),
        ],
    )
    def test_that_say_something_else_are_refused_by_name(self, tmp_path, before, after, place):
        path = tmp_path / "lock_grounds.toml"
        text = LOCK_GROUNDS.read_text(encoding="utf-8")
        path.write_text(text.replace(before, after), encoding="utf-8")
        with pytest.raises(CatalogError, match=place):
            read_lock_grounds(path)
