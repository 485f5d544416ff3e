"""The units of a city come from a file; another city is another file."""

from collections import Counter
from datetime import date

import pytest

from config.catalogs import CatalogError
from config.organisations import organisation_files, organisation_path, read_organisation
from config.unit_kinds import read_unit_kinds

INVENTED = """
title = "Thành phố Hư Cấu"
valid_from = 2024-01-01
document = "01/NQ-HĐND"
units = [
    { code = "ubnd", name = "UBND thành phố Hư Cấu", kind = "city" },
    { code = "ban-doc", name = "Bàn Đọc", kind = "ward", parent = "ubnd", verified = false },
]
ended = [
    { code = "ban-cu", last_day = 2023-12-31, to = ["ban-doc"] },
]
"""


@pytest.fixture
def read(tmp_path):
    """Read a file with these words in it."""

    def read(text):
        path = tmp_path / "hu-cau.toml"
        path.write_text(text, encoding="utf-8")
        return read_organisation(path, read_unit_kinds())

    return read


@pytest.fixture
def bundled():
    """Read a file that comes with the program."""

    def read(name):
        return read_organisation(organisation_path(name), read_unit_kinds())

    return read


class TestDaNang:
    def test_of_2021_has_8_districts_45_wards_and_11_communes(self, bundled):
        kinds = Counter(one.kind for one in bundled("da-nang-2021").units)
        assert (kinds["district"], kinds["ward"], kinds["commune"]) == (8, 45, 11)
        assert kinds["special_zone"] == 0

    def test_of_july_2025_has_94_units_below_it_and_no_district(self, bundled):
        """23 phường, 70 xã, 1 đặc khu (Nghị quyết số 1659/NQ-UBTVQH15)."""
        kinds = Counter(one.kind for one in bundled("da-nang-2025-07-01").units)
        assert (kinds["ward"], kinds["commune"], kinds["special_zone"]) == (23, 70, 1)
        assert kinds["district"] == 0

    @pytest.mark.parametrize("name", organisation_files())
    def test_has_every_kind_of_body_of_article_2_but_those_of_the_party_below(self, bundled, name):
        organisation = bundled(name)
        day = organisation.units[0].valid_from
        wanted = {
            code
            for code, kind in read_unit_kinds().items()
            if kind.article.endswith("Điều 2") and kind.is_known_on(day)
        }
        assert wanted - {one.kind for one in organisation.units} == {"party_committee_board"}

    def test_of_july_2025_ends_all_that_2021_had_below_the_city(self, bundled):
        before = {
            one.code
            for one in bundled("da-nang-2021").units
            if one.kind in {"district", "ward", "commune"}
        }
        ended = {one.code for one in bundled("da-nang-2025-07-01").ends}
        assert before <= ended

    def test_says_that_hoa_lien_went_to_two(self, bundled):
        ends = {one.code: one.successors for one in bundled("da-nang-2025-07-01").ends}
        assert ends["hoa-vang-hoa-lien"] == ("phuong-lien-chieu", "phuong-hai-van")

    def test_claims_of_no_successor_that_it_is_verified(self, bundled):
        assert not any(one.is_verified for one in bundled("da-nang-2025-07-01").ends)

    def test_names_its_wards_of_2021_as_unverified(self, bundled):
        wards = [one for one in bundled("da-nang-2021").units if one.kind in {"ward", "commune"}]
        assert not any(one.is_verified for one in wards)


class TestAnotherCity:
    def test_is_another_file(self, read):
        city = read(INVENTED)
        assert [(one.code, one.parent, one.is_verified) for one in city.units] == [
            ("ubnd", "", True),
            ("ban-doc", "ubnd", False),
        ]
        assert {one.valid_from for one in city.units} == {date(2024, 1, 1)}
        assert city.ends[0].document == "01/NQ-HĐND"

    @pytest.mark.parametrize(
        ("before", "after", "problem"),
        [
            ('kind = "ward"', 'kind = "village"', "không có loại 'village'"),
            ('parent = "ubnd"', 'parent = "tinh"', "cấp trên 'tinh'"),
            ('code = "ban-doc"', 'code = "ubnd"', "hai lần"),
            ('code = "ban-doc"', 'code = "Bàn Đọc"', "chữ thường không dấu"),
            ('to = ["ban-doc"]', 'to = ["ban-do"]', "'ban-do' không có"),
            ('code = "ban-cu"', 'code = "ubnd"', "không còn trong 'units'"),
            ("verified = false", "checked = false", "thừa khóa: checked"),
            ('kind = "ward"', 'kind = "special_zone"', "01/01/2024 không có loại"),
            ("valid_from = 2024-01-01", 'valid_from = "2024-01-01"', "valid_from: sai kiểu"),
            ("to = [", "to = ", "không đọc được"),
        ],
    )
    def test_that_contradicts_itself_is_refused_with_the_place(self, read, before, after, problem):
        with pytest.raises(CatalogError, match=problem):
            read(INVENTED.replace(before, after))
