"""Numbers that lead to one person: told from other numbers, and written in one way."""

import pytest

from forms.person_numbers import numbers_in, person_number, without_numbers


class TestPersonNumber:
    @pytest.mark.parametrize(
        ("typed", "stored"),
        [
            ("048 099 000 117", "048099000117"),
            ("201.234.567", "201234567"),
            ("b1234567", "B1234567"),
            ("+84 905-123-456", "0905123456"),
            ("(0236) 3.821.123", "02363821123"),
        ],
    )
    def test_is_written_in_one_way(self, typed, stored):
        assert person_number(typed) == stored

    @pytest.mark.parametrize("typed", ["", "12", "KN-2026-000123", "31/TB-UBND", "thu hồi đất"])
    def test_is_nothing_else(self, typed):
        assert person_number(typed) is None


class TestText:
    @pytest.mark.parametrize(
        ("text", "numbers"),
        [
            ("Ông A, CCCD 048 099 000 117, ĐT 0905.123.456.", ("048099000117", "0905123456")),
            ("Hộ chiếu B1234567 cấp năm 2020", ("B1234567",)),
            ("thửa 128, tờ bản đồ 12, Quyết định 412/QĐ-UBND ngày 12/03/2026", ()),
            ("KN-2026-000123", ()),
        ],
    )
    def test_is_read_for_the_numbers_of_people(self, text, numbers):
        assert numbers_in(text) == numbers

    def test_keeps_every_other_word_without_them(self):
        text = "CCCD 048099000117 và thửa 128"
        assert without_numbers(text).split() == ["CCCD", "và", "thửa", "128"]
