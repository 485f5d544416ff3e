"""Facts in conditions and scripts: declared, used as declared, not read beside a writer."""

import pytest

from engine.lint import lint
from tests.engine.sample_version import (
    KNOWN,
    changed,
    findings,
    the_error,
    the_tip,
    with_file,
    xml_of,
)

CONDITION = 'handling == "accept"'
SCRIPT = "is_decided = True"
DECLARATION = '[facts.is_decided]\ntype = "bool"'


def condition(text: str) -> dict[str, bytes]:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return changed((CONDITION, escaped))


class TestConditions:
    @pytest.mark.parametrize(
        "text",
        [
            'handling in ["accept", "transfer"]',
            "is_valid",
            "not is_valid and is_own_competence is None",
            'is_valid == True or (handling != "refuse" if is_valid else False)',
        ],
    )
    def test_a_comparison_of_declared_facts_is_fine(self, text):
        assert findings(condition(text)) == []

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("handling ==", "sai cú pháp"),
            ("open('x')", "không được dùng"),
            ("handling.upper()", "không được dùng"),
            ("handlign == 'accept'", "«handlign» chưa khai báo"),
            ("handling == 'acept'", "'acept'"),
            ("handling in ['accept', 'acept']", "'acept'"),
            ("handling in 'accept'", "danh sách"),
            ("handling", "đúng hoặc sai"),
            ("handling == 1", "không nhận giá trị 1"),
            ("is_valid == 1", "không nhận giá trị 1"),
            ("is_valid > False", "lớn nhỏ"),
            ("is_valid == handling", "không bao giờ đúng"),
            ("is_valid + 1 == 2", "cộng, trừ"),
        ],
    )
    def test_anything_else_is_refused(self, text, words):
        the_error(condition(text), "accepted", words)


class TestScripts:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("", "kịch bản trống"),
            ("import os", "dạng"),
            ("is_done = True", "«is_done» chưa khai báo"),
            ("is_decided = maybe", "«maybe» chưa khai báo"),
            ("is_decided = 1", "không nhận giá trị 1"),
            ("is_decided = 'yes' if is_valid else True", "'yes'"),
            ("is_decided = handling", "kiểu này"),
        ],
    )
    def test_a_script_writes_declared_facts_with_values_they_can_have(self, text, words):
        the_error(changed((SCRIPT, text)), "mark_decided", words)

    def test_a_fact_of_another_type_is_refused(self):
        files = changed((DECLARATION, DECLARATION.replace("bool", "int")), file="version.toml")
        the_error(files, "mark_decided", "số nguyên")

    def test_a_code_outside_the_list_is_refused(self):
        declared = DECLARATION.replace('"bool"', '"code"\ncodes = ["yes", "no"]')
        files = changed((DECLARATION, declared), file="version.toml")
        the_error(files, "mark_decided", "no, yes")

    def test_a_date_is_written_as_iso_text(self):
        dated = changed((DECLARATION, DECLARATION.replace("bool", "date")), file="version.toml")
        script = changed((SCRIPT, 'is_decided = "01/07/2026"'))
        files = {**dated, "process.bpmn": script["process.bpmn"]}
        the_error(files, "mark_decided", "2026-07-01")


class TestUse:
    def test_a_fact_that_serves_no_purpose_is_pointed_out(self):
        spare = f'[facts.spare]\ntype = "int"\ntitle = "Thừa"\n\n{DECLARATION}'
        files = changed((DECLARATION, spare), file="version.toml")
        the_tip(files, "spare", "không được dùng", file="version.toml")

    def test_a_fact_that_nothing_writes_is_pointed_out(self):
        form = '{"components": [{"properties": {"fact": "is_valid"}}]}'
        found = findings(with_file("forms/triage.form", form))
        facts = ("is_own_competence", "is_result_different")
        assert found == [("tip", "version.toml", fact) for fact in facts]


def script(element: str, text: str) -> tuple[str, str]:
    """An edit that puts a script in the place of an element."""
    new = f'<bpmn:scriptTask id="{element}"><bpmn:script>{text}</bpmn:script></bpmn:scriptTask>'
    return xml_of(element), new


def clashes(*edits: tuple[str, str]) -> list[tuple[str, str]]:
    found = lint(changed(*edits), KNOWN)
    return [
        (each.severity, each.element) for each in found if "nhánh song song ghi" in each.message
    ]


class TestBranchesBesideEachOther:
    def test_a_parallel_branch_does_not_read_what_its_sibling_writes(self):
        writer, reader = (
            script("publish", "is_valid = True"),
            script("send", "is_decided = is_valid"),
        )
        assert clashes(writer, reader) == [("error", "send")]

    def test_what_comes_after_the_join_may_read_it(self):
        reader = script("archive", "is_decided = is_valid")
        assert clashes(script("publish", "is_valid = True"), reader) == []

    def test_the_main_line_does_not_read_what_a_reminder_beside_it_writes(self):
        writer = script("remind_verifier", "is_result_different = True")
        assert clashes(writer) == [("error", "is_different")]

    def test_a_called_process_counts_as_part_of_its_branch(self):
        call = '<bpmn:callActivity id="remind_verifier" calledElement="verification" />'
        files = changed((xml_of("remind_verifier"), call))
        file = "verification.bpmn"
        write = script("register", "is_result_different = True")[1].replace("register", "collect")
        called = changed((xml_of("collect", file), write), file=file)
        found = lint({**files, file: called[file]}, KNOWN)
        assert ("error", "is_different") in [(each.severity, each.element) for each in found]

    def test_an_interrupting_event_leaves_nothing_beside_it(self):
        assert clashes(script("terminate", "is_result_different = True")) == []
