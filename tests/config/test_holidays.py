"""Calendar files: what the government announced, checked against what can be computed."""

from datetime import date
from pathlib import Path

import pytest

from config.holidays import (
    CalendarFileError,
    calendar_years,
    find_calendar_years,
    provisional_year,
    read_calendar_year,
)

HOLIDAYS = Path(__file__).resolve().parents[2] / "config" / "holidays"

# Days on which the files and the computed calendar disagree: is it worked, by our file?
# The exchange of 2 January 2026 was announced after the package was made.
DIFFERENCES = {date(2026, 1, 2): False, date(2026, 1, 10): True}


@pytest.fixture(scope="module")
def bundled():
    return {year.year: year for year in find_calendar_years(HOLIDAYS)}


class TestTheBundledYears:
    def test_run_without_a_gap(self, bundled):
        assert list(bundled) == list(range(2014, 2028))

    def test_are_confirmed_until_2026(self, bundled):
        assert [year for year in bundled if not bundled[year].confirmed] == [
            *range(2014, 2021),
            2027,
        ]

    def test_differ_from_the_computed_calendar_only_where_listed(self, bundled):
        found = {}
        for year in bundled.values():
            ours = {entry.day: entry.is_working for entry in year.days}
            computed = {entry.day: entry.is_working for entry in provisional_year(year.year).days}
            for day in set(ours) ^ set(computed):
                found[day] = ours.get(day, day.weekday() < 5)
        assert found == DIFFERENCES

    def test_2027_is_what_can_be_computed_today(self, bundled):
        assert bundled[2027] == provisional_year(2027)

    def test_give_every_exchange_both_halves(self, bundled):
        for year in bundled.values():
            worked = [entry for entry in year.days if entry.is_working]
            exchanged = [entry for entry in year.days if "hoán đổi" in entry.reason]
            if year.confirmed:
                assert len(worked) == len(exchanged), year.year

    def test_have_the_five_days_of_tet(self, bundled):
        for year in (2021, 2022, 2024, 2025, 2026):
            tet = [entry for entry in bundled[year].days if "Tết Nguyên đán" in entry.reason]
            assert len(tet) == 5, year


class TestAYearWithoutAFile:
    def test_is_computed_and_provisional(self):
        years = calendar_years(HOLIDAYS, 2013, 2028)
        assert [year.year for year in years] == list(range(2013, 2029))
        assert not years[0].confirmed

    def test_knows_the_lunar_new_year(self):
        off = {entry.day for entry in provisional_year(2030).days if not entry.is_working}
        assert date(2030, 2, 4) in off

    @pytest.mark.parametrize(
        ("day", "reason"),
        [
            (date(2030, 2, 1), "nghỉ giao thừa Tết Nguyên đán"),
            (date(2030, 2, 5), "nghỉ mùng bốn Tết Nguyên đán"),
            (date(2030, 4, 30), "nghỉ ngày Chiến thắng"),
            (date(2028, 1, 3), "nghỉ bù Tết Dương lịch"),
            (date(2019, 4, 29), "nghỉ hoán đổi với ngày 04/05/2019"),
        ],
    )
    def test_says_why_in_the_words_of_a_sentence(self, day, reason):
        said = {entry.day: entry.reason for entry in provisional_year(day.year).days}
        assert said[day] == reason

    def test_knows_past_exchanges(self):
        worked = {entry.day for entry in provisional_year(2019).days if entry.is_working}
        assert worked == {date(2019, 1, 5), date(2019, 5, 4)}


class TestAWrongFile:
    DAY = '{ date = 2026-09-02, working = false, reason = "nghỉ lễ", source = "TB" }'

    def refuse(self, tmp_path, text, name="2026.toml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        with pytest.raises(CalendarFileError) as refused:
            read_calendar_year(path)
        return str(refused.value)

    def test_that_lists_a_day_twice_is_refused(self, tmp_path):
        text = f"year = 2026\nconfirmed = true\ndays = [{self.DAY}, {self.DAY}]"
        assert self.refuse(tmp_path, text) == "2026.toml: 02/09/2026: ghi hai lần"

    def test_with_a_misspelt_key_is_refused(self, tmp_path):
        day = self.DAY.replace("working", "worked")
        text = f"year = 2026\nconfirmed = true\ndays = [{day}]"
        assert "days[1]: thiếu hoặc thừa khóa: worked, working" in self.refuse(tmp_path, text)

    def test_without_the_year_is_refused(self, tmp_path):
        assert "year" in self.refuse(tmp_path, "confirmed = true\ndays = []")

    def test_named_after_another_year_is_refused(self, tmp_path):
        assert "tên tệp" in self.refuse(tmp_path, "year = 2025\nconfirmed = true\ndays = []")

    def test_with_a_day_of_another_year_is_refused(self, tmp_path):
        text = f"year = 2026\nconfirmed = true\ndays = [{self.DAY.replace('2026', '2025')}]"
        assert "không thuộc năm 2026" in self.refuse(tmp_path, text)

    def test_that_closes_a_sunday_is_refused(self, tmp_path):
        text = f"year = 2026\nconfirmed = true\ndays = [{self.DAY.replace('09-02', '09-06')}]"
        assert "06/09/2026" in self.refuse(tmp_path, text)

    def test_without_a_document_is_refused(self, tmp_path):
        text = f"year = 2026\nconfirmed = true\ndays = [{self.DAY.replace('TB', ' ')}]"
        assert "ghi lý do và văn bản" in self.refuse(tmp_path, text)

    def test_in_a_folder_that_is_not_there_is_refused(self, tmp_path):
        with pytest.raises(CalendarFileError, match=r"lịch: không có thư mục này"):
            find_calendar_years(tmp_path / "lịch")

    def test_that_is_not_toml_is_refused(self, tmp_path):
        assert "không đọc được" in self.refuse(tmp_path, "year = ")
