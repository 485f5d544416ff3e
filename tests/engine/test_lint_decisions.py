"""Decision tables: evaluated as read, about declared facts, with an answer to every case."""

import pytest

from tests.engine.sample_version import GOOD, changed, findings, the_error, the_warning, with_file

VALID = '<inputEntry id="valid_valid"><text>True</text></inputEntry>'
OUTPUT = '<outputEntry id="valid_handling"><text>"accept"</text></outputEntry>'
OWN = '<inputEntry id="invalid_own"><text>True</text></inputEntry>'


def table(*edits: tuple[str, str]) -> dict[str, bytes]:
    return changed(*edits, file="routing.dmn")


def the_table_error(files: dict[str, bytes], element: str, words: str) -> None:
    the_error(files, element, words, file="routing.dmn")


class TestLanguage:
    @pytest.mark.parametrize("policy", ["FIRST", "COLLECT", "ANY", "RULE ORDER"])
    def test_only_exactly_one_row_may_match(self, policy):
        files = table(('hitPolicy="UNIQUE"', f'hitPolicy="{policy}"'))
        the_table_error(files, "routing", "UNIQUE")

    @pytest.mark.parametrize("text", ["[1..5]", '"a","b"', "date(1)", "os.system"])
    def test_a_cell_outside_our_language_is_refused(self, text):
        files = table((VALID, VALID.replace("True", text)))
        the_table_error(files, "valid_valid", "Sửa bảng")

    def test_an_empty_answer_is_refused(self):
        the_table_error(
            table((OUTPUT, OUTPUT.replace('"accept"', ""))), "valid_handling", "ô trống"
        )

    def test_a_file_that_is_not_xml_is_refused(self):
        found = findings(with_file("routing.dmn", "<x"))
        assert found == [("error", "process.bpmn", "route"), ("error", "routing.dmn", "")]


class TestFacts:
    def test_a_column_reads_a_declared_fact(self):
        the_table_error(table(("<text>is_valid<", "<text>is_value<")), "routing", "«is_value»")

    def test_a_column_writes_a_declared_fact(self):
        the_table_error(table(('name="handling"', 'name="outcome"')), "routing", "«outcome»")

    @pytest.mark.parametrize("text", ["1", '"yes"', "in [1, 2]", "? == 1"])
    def test_a_yes_or_no_is_compared_with_true_and_false_only(self, text):
        the_table_error(
            table((VALID, VALID.replace("True", text))), "rule_valid", "True hoặc False"
        )

    def test_an_answer_is_one_of_the_codes(self):
        files = table((OUTPUT, OUTPUT.replace("accept", "acept")))
        the_table_error(files, "rule_valid", "'acept'")


class TestAnswers:
    def test_a_case_without_a_row_is_named(self):
        files = table((OWN, OWN.replace("True", "False")))
        the_table_error(files, "routing", "is_own_competence = ")

    def test_a_case_with_two_rows_is_named(self):
        files = table((OWN, OWN.replace("True", "-")))
        the_table_error(files, "routing", "nhiều dòng cùng khớp khi is_own_competence = False")

    def test_numbers_are_tried_on_both_sides_of_every_limit(self):
        declared = '[facts.is_own_competence]\ntype = "int"'
        files = changed((declared.replace("int", "bool"), declared), file="version.toml")
        cells = table(
            (OWN, OWN.replace("True", "&gt; 5")),
            (
                '<text>False</text></inputEntry>\n        <outputEntry id="misdirected_handling"',
                '<text>&lt; 5</text></inputEntry>\n        <outputEntry id="misdirected_handling"',
            ),
        )
        found = {**files, "routing.dmn": cells["routing.dmn"]}
        the_table_error(found, "routing", "không dòng nào khớp khi is_own_competence = 5")


class TestTables:
    def test_a_table_nobody_asks_is_pointed_out(self):
        spare = GOOD["routing.dmn"].replace(b'decision id="routing"', b'decision id="spare"')
        the_warning(with_file("spare.dmn", spare), "spare", "không bước nào", file="spare.dmn")

    def test_two_tables_of_one_id_are_refused(self):
        the_error(with_file("twin.dmn", GOOD["routing.dmn"]), "routing", "trùng", file="twin.dmn")
