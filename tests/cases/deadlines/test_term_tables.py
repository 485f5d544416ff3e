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

    @pytest.mark.parametrize("days", ["-10", '"10"'])
    def test_with_impossible_days_of_the_law_is_refused(self, term_files, days):
        cell = '<outputEntry id="kn1_accept_statute_days"><text>'
        change = (f"{cell}10<", f"{cell}{days}<")
        said = self.refuse(term_files, "complaint.dmn", change=change)
        assert said.startswith("complaint.dmn: kn1_accept: ")

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

    def test_with_two_answers_to_one_question_is_refused(self, term_files):
        cell = '<inputEntry id="kn1_resolve_complex_complex"><text>'
        said = self.refuse(term_files, "complaint.dmn", change=(f"{cell}true", f"{cell}false"))
        assert said.startswith("complaint.dmn: kn1_resolve: ngày 01/07/2012 có nhiều dòng")
        assert "kn1_resolve_normal, kn1_resolve_complex" in said

    def test_whose_rows_overlap_in_time_is_refused(self, term_files):
        said = self.refuse(term_files, "complaint.dmn", change=("2026-06-30", "2026-07-05"))
        assert said == (
            "complaint.dmn: kn1_accept: ngày 01/07/2026 có nhiều dòng cùng áp dụng, "
            "trong số: kn1_accept_old, kn1_accept"
        )

    def test_with_a_hole_between_two_rows_is_refused(self, term_files):
        said = self.refuse(term_files, "complaint.dmn", change=("2026-06-30", "2026-06-20"))
        assert said == (
            "complaint.dmn: kn1_accept: từ 21/06/2026 không có dòng nào, trước và sau thì có"
        )

    def test_with_a_hole_for_some_cases_only_names_them(self, term_files):
        text = term_files["triage.dmn"].decode()
        changes = {
            'xld_store_petition_2021_complex"><text>-': 'xld_store_petition_2021_complex"><text>X',
            'xld_store_petition_complex"><text>-': 'xld_store_petition_complex"><text>false',
        }
        for old, new in changes.items():
            assert old in text
            text = text.replace(old, new)
        begins = text.index('<rule id="xld_store_petition_2021">')
        row = text[begins : text.index("</rule>", begins) + len("</rule>")]
        simple, old_complex = row.replace(">X<", ">false<"), row.replace(">X<", ">true<")
        late = old_complex.replace("2021-11-15", "2022-01-01").replace("_2021", "_2022")
        early = old_complex.replace("2021-11-15", "2014-12-15").replace("_2021", "_2014")
        until = '<text>"2014-12-15" &lt;= ? &lt;= "2021-11-14"'
        early = early.replace('<text>&gt;= "2014-12-15"', until)
        early = early.replace('effective_to"><text>""', 'effective_to"><text>"2021-11-14"')
        files = term_files | {"triage.dmn": text.replace(row, simple + early + late).encode()}
        with pytest.raises(TermTableError) as refused:
            TermTables.read(files)
        assert str(refused.value) == (
            "triage.dmn: xld_store_petition: từ 15/11/2021 khi complex = có "
            "không có dòng nào, trước và sau thì có"
        )

    def test_may_let_a_circular_lapse(self, terms):
        assert [row.key for row in terms.rows("kn1_accept")] == [
            *("kn1_accept_old", "kn1_accept_circ", "kn1_accept")
        ]
