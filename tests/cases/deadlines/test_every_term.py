"""The bundled term tables: every row cites its article, every question has one answer."""

from collections import defaultdict
from datetime import date, timedelta
from itertools import product

import pytest

from cases.deadlines.errors import TermNotInForceError
from config.catalogs import read_events
from tests.cases.deadlines.plain_table import plain_rules

BOOLEANS = ("complex", "remote", "especially_complex")
CONDITIONS = (
    *("normal", "multi_place", "discipline_dismissal", "extension_1", "extension_2", "total"),
    "something_else",
)
COMBINATIONS = [
    dict(zip((*BOOLEANS, "condition", "variant"), values, strict=True))
    for values in product(*[(False, True)] * 3, CONDITIONS, ("statute", "circular"))
]
ONE_DAY = timedelta(days=1)


def all_rows(terms):
    return [row for term in terms.terms for row in terms.rows(term)]


def days_to_ask(rows):
    """The day before and the day of every boundary, and one day far on."""
    opened = {row.effective_from for row in rows}
    closed = {row.effective_to + ONE_DAY for row in rows if row.effective_to}
    boundaries = opened | closed
    return sorted(boundaries | {day - ONE_DAY for day in boundaries} | {date(2036, 1, 1)})


@pytest.fixture(scope="module")
def rules(term_files):
    """The rules of each term, read without the engine."""
    found = defaultdict(list)
    for content in term_files.values():
        for rule in plain_rules(content):
            found[rule.term].append(rule)
    return found


class TestEveryRow:
    def test_is_there(self, terms):
        assert len(all_rows(terms)) == 110
        assert len(terms.terms) == 88

    def test_cites_what_it_rests_on(self, terms):
        for row in all_rows(terms):
            assert "Điều" in row.basis or "Quyết định" in row.basis, row.key

    def test_that_was_not_read_in_a_text_says_so(self, terms):
        unread = {row.key for row in all_rows(terms) if not row.is_verified}
        assert unread == {
            *("xld_process", "xld_guide", "xld_store_petition_2021", "knpa_resolve_local"),
            *("kn2_publish", "kn2_publish_meeting_notice", "kn2_posting_min", "kn2_portal_min"),
            *("kn_evidence_respondent_circ", "kn_evidence_complainant_circ", "kn_archive"),
            "kn_enforcement_report",
        }
        assert all(row.note for row in all_rows(terms) if not row.is_verified)

    def test_names_known_events(self, terms):
        known = set(read_events())
        for row in all_rows(terms):
            assert {row.starts_on, *row.ends_on} <= known, row.key

    def test_is_closed_by_an_event_unless_it_is_a_threshold(self, terms):
        open_ended = {row.key for row in all_rows(terms) if not row.ends_on}
        force = {"kn_legal_force_normal", "kn_legal_force_remote", "kd_legal_force"}
        assert open_ended == {"sys_late", *force}

    def test_is_paused_only_where_something_is_settled(self, terms):
        paused = {row.term for row in all_rows(terms) if row.paused_by_suspension}
        assert paused == {"kn1_resolve", "kn2_resolve", "kd_resolve", "tc_resolve", "tc_extension"}

    def test_cites_why_suspended_days_are_left_out_wherever_they_are(self, terms):
        for row in all_rows(terms):
            assert bool(row.pause_basis) == row.paused_by_suspension, row.key

    def test_of_a_decree_keeps_the_days_of_the_law_it_departs_from(self, terms):
        departing = {row.key: row.statute_days for row in all_rows(terms) if row.statute_days}
        assert set(departing) == {"kn1_accept", "kn2_accept", "kd_accept"}
        for key, days in departing.items():
            old = terms.row(f"{key}_old", date(2026, 6, 30))
            assert (days, "calendar") == (old.amount, old.unit)

    def test_that_brings_legal_force_does_not_roll(self, terms):
        force = [*terms.rows("kn_legal_force"), *terms.rows("kd_legal_force")]
        assert not any(row.rolls for row in force)

    def test_begins_its_title_like_a_title(self, terms):
        for row in all_rows(terms):
            assert row.title[0].isupper(), row.key
            assert row.title[-1] not in ".:", row.key
            assert len(row.title) <= 60, row.key


class TestEveryQuestion:
    """Every term, every combination of inputs, both sides of every boundary."""

    def test_has_the_one_answer_that_a_plain_reading_finds(self, terms, rules):
        asked = 0
        for term in terms.terms:
            for day, facts in product(days_to_ask(terms.rows(term)), COMBINATIONS):
                asked += 1
                question = {**facts, "term": term, "started_on": day.isoformat()}
                found = [rule.key for rule in rules[term] if rule.covers(question)]
                assert len(found) <= 1, (term, day, facts)
                if found:
                    row = terms.choose(term, day, facts)
                    assert (row.term, row.key) == (term, found[0])
                    assert row.is_in_force(day), (row.key, day)
                    continue
                with pytest.raises(TermNotInForceError) as refused:
                    terms.choose(term, day, facts)
                in_force = [rule.key for rule in rules[term] if rule.is_in_force(day)]
                assert list(refused.value.in_force) == in_force
                assert all(key in str(refused.value) for key in in_force)
        assert asked > 20_000

    def test_by_a_row_key_is_answered_by_that_row_or_names_the_one_in_force(self, terms, rules):
        for row in all_rows(terms):
            for day in days_to_ask(terms.rows(row.term)):
                if row.is_in_force(day):
                    assert terms.row(row.key, day) is row
                    continue
                with pytest.raises(TermNotInForceError) as refused:
                    terms.row(row.key, day)
                in_force = [rule.key for rule in rules[row.term] if rule.is_in_force(day)]
                assert list(refused.value.in_force) == in_force

    def test_of_an_ordinary_case_has_an_answer_whenever_the_term_is_in_force(self, terms):
        for term in set(terms.terms) - {"tc_extension"}:
            for day in days_to_ask(terms.rows(term)):
                in_force = [
                    row
                    for row in terms.rows(term)
                    if row.is_in_force(day) and not row.key.endswith("_circ")
                ]
                if in_force:
                    assert terms.choose(term, day, {}) in in_force
                else:
                    with pytest.raises(TermNotInForceError):
                        terms.choose(term, day, {})

    def test_reaches_every_row(self, terms):
        reached = set()
        for row in all_rows(terms):
            for facts in COMBINATIONS:
                try:
                    reached.add(terms.choose(row.term, row.effective_from, facts).key)
                except TermNotInForceError:
                    continue
        assert reached == {row.key for row in all_rows(terms)}


class TestTheRows:
    """Read again from the law, one by one."""

    @pytest.mark.parametrize(
        ("term", "on", "facts", "key", "length"),
        [
            ("kn1_accept", "2026-06-30", {}, "kn1_accept_old", (10, "calendar")),
            ("kn1_accept", "2026-07-01", {}, "kn1_accept", (7, "working")),
            ("kn1_resolve", "2026-07-01", {}, "kn1_resolve_normal", (30, "calendar")),
            (
                "kn1_resolve",
                "2026-07-01",
                {"complex": True},
                "kn1_resolve_complex",
                (45, "calendar"),
            ),
            ("kn1_resolve", "2026-07-01", {"remote": True}, "kn1_resolve_remote", (45, "calendar")),
            (
                *("kn1_resolve", "2012-07-01", {"complex": True, "remote": True}),
                *("kn1_resolve_remote_complex", (60, "calendar")),
            ),
            ("kn1_send", "2026-07-01", {"complex": True}, "kn1_send", (3, "working")),
            ("kn2_resolve", "2026-07-01", {"remote": True}, "kn2_resolve_remote", (60, "calendar")),
            (
                *("kn2_resolve", "2026-07-01", {"complex": True, "remote": True}),
                *("kn2_resolve_remote_complex", (70, "calendar")),
            ),
            ("kn2_send", "2026-07-01", {}, "kn2_send", (7, "calendar")),
            ("kn2_file", "2026-07-01", {"remote": True}, "kn2_file_remote", (45, "calendar")),
            ("kn_dialogue_notice", "2026-07-01", {}, "kn_dialogue_notice", (5, "calendar")),
            ("kn_suspend_send", "2026-07-01", {}, "kn_suspend_send", (3, "working")),
            ("kn_archive", "2026-07-01", {}, "kn_archive", (30, "calendar")),
            ("kn_limitation_first", "2026-07-01", {}, "kn_limitation_first", (90, "calendar")),
            (
                *("kd_limitation_second", "2026-07-01", {"condition": "discipline_dismissal"}),
                *("kd_limitation_dismissal", (30, "calendar")),
            ),
            ("tc_triage", "2026-07-01", {}, "tc_triage", (7, "working")),
            (
                *("tc_triage", "2026-07-01", {"condition": "multi_place"}),
                *("tc_triage_ext", (10, "working")),
            ),
            ("tc_resolve", "2026-07-01", {}, "tc_resolve_normal", (30, "calendar")),
            (
                *("tc_resolve", "2026-07-01", {"condition": "total", "especially_complex": True}),
                *("tc_resolve_xcomplex_total", (90, "calendar")),
            ),
            (
                *("tc_extension", "2026-07-01", {"condition": "extension_1"}),
                *("tc_ext_complex_1", (30, "calendar")),
            ),
            ("xld_process", "2026-07-01", {}, "xld_process", (10, "working")),
            ("xld_store_petition", "2021-11-15", {}, "xld_store_petition_2021", (12, "month")),
            ("tcd_answer", "2026-07-01", {}, "tcd_answer", (10, "working")),
            ("sys_late", "2026-07-01", {}, "sys_late", (0, "calendar")),
        ],
    )
    def test_are_chosen_by_date_and_facts(self, terms, term, on, facts, key, length):
        row = terms.choose(term, date.fromisoformat(on), facts)
        assert (row.key, (row.amount, row.unit)) == (key, length)

    def test_that_count_back_are_the_five_of_the_law(self, terms):
        backward = {row.key: (row.amount, row.unit) for row in all_rows(terms) if row.is_backward}
        assert backward == {
            "tcd_schedule_post": (5, "working"),
            "tcd_online_notice": (5, "working"),
            "tcd_online_test": (1, "working"),
            "kn2_publish_meeting_notice": (3, "working"),
            "kn_dialogue_notice": (5, "calendar"),
        }

    def test_of_a_denunciation_are_never_lengthened_by_a_flag(self, terms):
        row = terms.choose("tc_resolve", date(2026, 7, 1), {"complex": True, "remote": True})
        assert row.key == "tc_resolve_normal"

    def test_allow_a_second_extension_only_when_especially_complex(self, terms):
        facts = {"condition": "extension_2"}
        with pytest.raises(TermNotInForceError):
            terms.choose("tc_extension", date(2026, 7, 1), facts)
        especially = terms.choose(
            "tc_extension", date(2026, 7, 1), facts | {"especially_complex": True}
        )
        assert especially.key == "tc_ext_xcomplex_2"

    def test_of_a_circular_are_off_unless_asked_for(self, terms):
        on = date(2018, 1, 2)
        assert terms.choose("kn1_accept", on, {}).key == "kn1_accept_old"
        assert terms.choose("kn1_accept", on, {"variant": "circular"}).key == "kn1_accept_circ"
