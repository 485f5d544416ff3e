"""Office time: one clock, moved forward for tests, never back."""

from datetime import UTC, date, datetime, timedelta

import pytest

from config.clock import (
    TIME_ZONE,
    ClockFileError,
    ClockRunsBackError,
    FixedClock,
    NaiveInstantError,
    OfficeClock,
    SystemClock,
)


@pytest.fixture
def office_clock(tmp_path):
    return OfficeClock(tmp_path / "var" / "office-clock")


class TestFixedClock:
    def test_it_stands_still(self):
        clock = FixedClock(datetime(2026, 8, 26, 8, tzinfo=TIME_ZONE))
        assert clock.now() == clock.now() == clock.written_at()

    def test_it_tells_the_date_in_the_office(self):
        assert FixedClock(datetime(2026, 8, 26, 17, 30, tzinfo=UTC)).today() == date(2026, 8, 27)

    def test_it_can_be_set_earlier_and_later(self):
        clock = FixedClock(datetime(2026, 8, 26, tzinfo=TIME_ZONE))
        clock.set(datetime(2025, 1, 1, tzinfo=TIME_ZONE))
        assert clock.today() == date(2025, 1, 1)

    def test_it_refuses_an_instant_without_a_time_zone(self):
        with pytest.raises(NaiveInstantError):
            FixedClock(datetime(2026, 8, 26))  # noqa: DTZ001 - the mistake under test


class TestSystemClock:
    def test_it_tells_office_time(self):
        assert SystemClock().now().utcoffset() == timedelta(hours=7)


class TestOfficeClock:
    def test_it_shows_real_time_until_it_is_moved(self, office_clock):
        assert not office_clock.is_moved
        assert abs(office_clock.now() - office_clock.written_at()) < timedelta(seconds=5)

    def test_it_moves_forward(self, office_clock):
        tomorrow = office_clock.now() + timedelta(days=1)
        office_clock.move_to(tomorrow)
        assert office_clock.is_moved
        assert timedelta() <= office_clock.now() - tomorrow < timedelta(seconds=5)

    def test_it_keeps_real_time_beside(self, office_clock):
        office_clock.move_to(office_clock.now() + timedelta(days=400))
        assert office_clock.now() - office_clock.written_at() > timedelta(days=399)

    def test_it_never_moves_back(self, office_clock):
        office_clock.move_to(office_clock.now() + timedelta(days=2))
        with pytest.raises(ClockRunsBackError):
            office_clock.move_to(office_clock.now() - timedelta(days=1))

    def test_another_process_sees_the_move_at_once(self, office_clock):
        other = OfficeClock(office_clock.path)
        other.now()
        office_clock.move_to(office_clock.now() + timedelta(days=3))
        assert other.is_moved

    def test_a_later_move_is_seen_too(self, office_clock):
        other = OfficeClock(office_clock.path)
        for days in (1, 2):
            office_clock.move_to(office_clock.now() + timedelta(days=1))
            assert other.now() - other.written_at() > timedelta(days=days, seconds=-5)

    def test_without_its_file_it_shows_real_time_again(self, office_clock):
        office_clock.move_to(office_clock.now() + timedelta(days=3))
        office_clock.path.unlink()
        assert not office_clock.is_moved

    def test_a_damaged_file_is_named(self, office_clock):
        office_clock.path.parent.mkdir()
        office_clock.path.write_text("hôm nay", encoding="utf-8")
        with pytest.raises(ClockFileError, match="office-clock"):
            office_clock.now()
