"""Choosing a row: by the date of the event, from tables that make sense."""

from datetime import date

import pytest

from cases.deadlines.errors import TermNotInForceError, TermTableError, UnknownTermError
from cases.deadlines.term_table import TermTables

JULY = date(2026, 7, 1)


class TestChoosing:
    def test_takes_a_missing_fact_as_no(self, terms):
        assert terms.choose("kn1_resolve", JULY, {}) == terms.choose(
            "kn1_resolve", JULY, {"complex": None, "remote": False, "handling": "accept"}
        )

    def test_gives_the_same_row_for_every_day_of_a_period(self, terms):
        assert terms.choose("kn1_accept", JULY, {}) is terms.choose(
            "kn1_accept", date(2031, 1, 5), {}
        )

    def test_of_a_term_before_its_time_is_refused(self, terms):
        with pytest.raises(TermNotInForceError) as refused:
            terms.choose("kn_suspend_send", date(2026, 6, 30), {})
        assert refused.value.in_force == ()

    def test_of_an_unknown_term_is_refused(self, terms):
        with pytest.raises(UnknownTermError, match="kn9_accept"):
            terms.choose("kn9_accept", JULY, {})

    def test_of_a_row_key_names_its_term(self, terms):
        with pytest.raises(UnknownTermError, match="thời hạn kn1_accept"):
            terms.choose("kn1_accept_old", JULY, {})


class TestARowByItsKey:
    def test_is_found_while_it_is_in_force(self, terms):
        assert terms.row("kn1_accept_old", date(2026, 6, 30)).amount == 10

    def test_that_is_closed_names_the_row_in_force(self, terms):
        with pytest.raises(
            TermNotInForceError, match="dòng đang có hiệu lực: kn1_accept"
        ) as refused:
            terms.row("kn1_accept_old", JULY)
        assert refused.value.in_force == ("kn1_accept",)

    def test_that_nobody_knows_is_refused(self, terms):
        with pytest.raises(UnknownTermError):
            terms.row("kn1_accept_new", JULY)


class TestEvents:
    def test_open_the_terms_that_start_with_them(self, terms):
        assert set(terms.opened_by("accepted")) == {
            *("kn1_resolve", "kn2_resolve", "kd_resolve", "tc_resolve")
        }

    def test_that_start_nothing_open_nothing(self, terms):
        assert terms.opened_by("nothing_happened") == ()

    def test_include_those_of_a_variant_only(self, terms):
        assert "kn_evidence_respondent" in terms.opened_by("demand_received")


class TestTitles:
    def test_are_those_of_the_newest_row(self, terms):
        assert terms.terms["kn1_resolve"] == "Giải quyết khiếu nại lần đầu"

    def test_of_an_unknown_term_are_not_there(self, terms):
        assert "kn9_accept" not in terms.terms
        assert terms.rows("kn9_accept") == ()


class TestNoTables:
    def test_hold_no_terms(self):
        assert TermTables.read({"procedure.toml": b""}).terms == {}


class TestAWrongTable:
    def refuse(self, files, file="feedback.dmn", **changes):
        text = files[file].decode()
        for old, new in changes.values():
            assert old in text
            text = text.replace(old, new)
        with pytest.raises(TermTableError) as refused:
            TermTables.read(files | {file: text.encode()})
        return str(refused.value)

    def test_with_a_word_for_a_number_is_refused(self, term_files):
        said = self.refuse(term_files, change=("<text>30</text>", '<text>"30"</text>'))
        assert "feedback.dmn: knpa_resolve_local: cột amount" in said

    def test_with_a_negative_number_is_refused(self, term_files):
        assert "âm" in self.refuse(term_files, change=("<text>30</text>", "<text>-30</text>"))

    def test_with_an_unknown_unit_is_refused(self, term_files):
        assert "đơn vị" in self.refuse(term_files, change=('"calendar"', '"weeks"'))

    def test_with_an_unknown_direction_is_refused(self, term_files):
        assert "chiều tính" in self.refuse(term_files, change=('"forward"', '"sideways"'))

    def test_with_an_impossible_date_is_refused(self, term_files):
        assert "2026-07-01" in self.refuse(term_files, change=("2017-06-03", "2017-06-31"))

    def test_without_an_article_is_refused(self, term_files):
        basis = '"khoản 1 Điều 28 Luật Tiếp công dân"'
        assert "basis" in self.refuse(term_files, change=(basis, '" "'))

    def test_whose_condition_and_validity_differ_is_refused(self, term_files):
        said = self.refuse(term_files, change=('&gt;= "2017-06-03"', '&gt;= "2017-06-04"'))
        assert "started_on" in said

    def test_that_repeats_a_key_of_another_table_is_refused(self, term_files):
        said = self.refuse(
            term_files,
            change=('knpa_resolve_local_key"><text>"knpa_resolve_local"', 'k"><text>"tcd_answer"'),
        )
        assert "tcd_answer" in said

    def test_that_repeats_a_term_of_another_table_is_refused(self, term_files):
        files = term_files | {"zz.dmn": term_files["feedback.dmn"]}
        with pytest.raises(TermTableError, match=r"zz\.dmn: .*đã có trong feedback\.dmn"):
            TermTables.read(files)

    def test_without_an_output_is_refused(self, term_files):
        said = self.refuse(term_files, change=('name="note"', 'name="remark"'))
        assert "note, remark" in said

    def test_with_an_unknown_input_is_refused(self, term_files):
        said = self.refuse(term_files, change=("<text>complex</text>", "<text>weather</text>"))
        assert "weather" in said

    def test_that_is_not_xml_is_refused(self):
        with pytest.raises(TermTableError, match=r"broken\.dmn"):
            TermTables.read({"broken.dmn": b"<definitions"})

    def test_with_two_answers_is_refused_when_asked(self, term_files):
        text = term_files["complaint.dmn"].decode()
        text = text.replace('<inputEntry id="kn1_resolve_complex_complex"><text>true', "X")
        text = text.replace("X", '<inputEntry id="kn1_resolve_complex_complex"><text>false')
        tables = TermTables.read({"complaint.dmn": text.encode()})
        with pytest.raises(TermTableError, match=r"complaint\.dmn: kn1_resolve"):
            tables.choose("kn1_resolve", JULY, {})
