"""The regime tables: one answer for every act on every day, each with its article."""

from datetime import date, timedelta

import pytest

from cases.publishing.checks import check
from cases.regimes import RegimeTableError, RegimeTables
from config.catalogs import read_events
from tests.workflows.bundled import REGIMES, VERSIONS, WORKFLOWS

LAW = date(2026, 7, 1)
EVE = LAW - timedelta(days=1)
COMPLAINT = (WORKFLOWS / "regimes" / "complaint.dmn").read_bytes()
ACTS = sorted({regime.event for regime in REGIMES.rows()})


def read(*changes: tuple[str, str]) -> RegimeTables:
    text = COMPLAINT.decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return RegimeTables.read({"complaint.dmn": text.encode()})


class TestBundledTables:
    @pytest.mark.parametrize("event", ACTS)
    @pytest.mark.parametrize("day", [date(2012, 7, 1), EVE, LAW, date(2036, 1, 1)])
    def test_answer_every_act_on_every_day_once(self, event, day):
        assert REGIMES.choose("complaint", event, day).event == event

    @pytest.mark.parametrize("event", ACTS)
    def test_change_their_answer_on_1_july_2026(self, event):
        """Khoản 1 Điều 22 Nghị định 155/2026/NĐ-CP."""
        before, after = (REGIMES.choose("complaint", event, day) for day in (EVE, LAW))
        assert before.key != after.key
        assert "khoản 1 Điều 22 Nghị định 155/2026/NĐ-CP" in after.basis

    def test_know_no_suspension_before(self):
        for event in ("decision_14a_issued", "decision_14b_issued"):
            assert not REGIMES.choose("complaint", event, EVE).is_allowed
            assert REGIMES.choose("complaint", event, LAW).is_allowed

    def test_name_events_of_the_office(self):
        events = read_events()
        for regime in REGIMES.rows():
            assert {regime.event, *regime.records} <= set(events), regime.key

    def test_set_codes_that_the_facts_may_have(self):
        for regime in (one for one in REGIMES.rows() if one.fact):
            declared = [v.info.facts[regime.fact] for v in VERSIONS if regime.fact in v.info.facts]
            assert declared
            assert all(regime.value in fact.codes for fact in declared)

    def test_say_why_where_they_forbid(self):
        assert all(regime.is_allowed or regime.note for regime in REGIMES.rows())

    def test_have_nothing_to_say_about_other_kinds_and_events(self):
        assert REGIMES.choose("denunciation", "withdrawn", LAW) is None
        assert REGIMES.choose("complaint", "accepted", LAW) is None


class TestReading:
    @pytest.mark.parametrize(
        ("change", "problem"),
        [
            (('<text>"withdrawal_2026"', '<text>"withdrawal_2012"'), "dùng hai lần"),
            (("<text>false</text>", '<text>"no"</text>'), "cột allowed"),
            (('"form_12"', '""'), "fact và value"),
            (
                ('"2026-06-30"</text></outputEntry>', '"30/06/2026"</text></outputEntry>'),
                "2026-07-01",
            ),
            (('&lt;= "2026-06-30"', '&lt;= "2026-06-29"'), "occurred_on khác"),
            (("attendance:absent_twice", "absent_twice"), "từng cặp"),
            (('name="records"', 'name="record"'), "cột ra"),
        ],
    )
    def test_refuses_what_makes_no_sense(self, change, problem):
        with pytest.raises(RegimeTableError, match=problem):
            read(change)

    def test_of_nothing_knows_nothing(self):
        assert RegimeTables.read({}).choose("complaint", "withdrawn", LAW) is None

    def test_finds_days_that_are_decided_twice(self):
        twice = (
            ('&gt;= "2026-07-01"</text></inputEntry>', '&gt;= "2026-06-15"</text></inputEntry>'),
            ('_effective_from"><text>"2026-07-01"', '_effective_from"><text>"2026-06-15"'),
        )
        assert len(read(*twice).overlaps()) == 1
        assert REGIMES.overlaps() == ()


class TestPublishing:
    def test_refuses_an_event_that_nobody_records(self, office):
        files = {
            "complaint.dmn": COMPLAINT.replace(
                b'"decision_14a_issued"</text></outputEntry>',
                b'"decision_99_issued"</text></outputEntry>',
            )
        }
        with office.database.reading() as tx:
            (problem,) = check(tx, office, "regimes", files)
        assert "decision_99_issued" in problem
