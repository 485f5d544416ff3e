"""Every body of Điều 2 Quy chế 2003/QĐ-UBND is of a kind; the law knows some for a time only."""

import re
from datetime import date

import pytest

from config.catalogs import CatalogError
from config.unit_kinds import UNIT_KINDS, read_unit_kinds

ITEMS_OF_ARTICLE_2 = [
    *(f"khoản {number} Điều 2" for number in range(1, 7)),
    *(f"điểm {letter} khoản 7 Điều 2" for letter in "abcdđe"),
]


class TestKinds:
    def test_cover_all_bodies_that_the_regulation_names_in_its_order(self):
        articles = [one.article for one in read_unit_kinds().values()]
        own = [one for one in dict.fromkeys(articles) if one.endswith("Điều 2")]
        assert own == ITEMS_OF_ARTICLE_2

    def test_have_bodies_that_only_look_things_up_and_one_that_runs_the_system(self):
        """Điểm c khoản 1 Điều 8, khoản 1 Điều 10."""
        kinds = read_unit_kinds()
        assert kinds["lookup_body"].article == "điểm c khoản 1 Điều 8"
        assert kinds["operator"].article == "khoản 1 Điều 10"

    def test_are_known_to_the_law_between_their_days(self):
        kinds = read_unit_kinds()
        last, first = date(2025, 6, 30), date(2025, 7, 1)
        known = {
            code: (one.is_known_on(last), one.is_known_on(first)) for code, one in kinds.items()
        }
        assert known.pop("district") == (True, False)
        assert known.pop("special_zone") == (False, True)
        assert set(known.values()) == {(True, True)}

    def test_with_a_day_name_the_law_that_sets_it(self):
        dated = [one for one in read_unit_kinds().values() if one.first_day or one.last_day]
        assert all(re.search(r"\d+/\d{4}/QH\d+", one.basis) for one in dated)

    @pytest.mark.parametrize(
        ("before", "after", "place"),
        [
            ('title = "UBND xã"', 'name = "UBND xã"', "commune"),
            ("last_day = 2025-06-30", 'last_day = "2025-06-30"', "district.last_day"),
            ("first_day = 2025-07-01\n", "", "special_zone.basis"),
            ("receives = false", 'receives = "no"', "lookup_body.receives"),
            ('title = "UBND phường"', 'title = " "', "ward.title"),
        ],
    )
    def test_that_say_something_else_are_refused_by_name(self, tmp_path, before, after, place):
        path = tmp_path / "unit_kinds.toml"
        text = UNIT_KINDS.read_text(encoding="utf-8")
        path.write_text(text.replace(before, after), encoding="utf-8")
        with pytest.raises(CatalogError, match=place):
            read_unit_kinds(path)
