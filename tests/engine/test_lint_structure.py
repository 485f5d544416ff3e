"""Diagrams the engine cannot run, or in which a case would get lost."""

import pytest

from engine.lint import lint
from tests.engine.sample_version import (
    GOOD,
    KNOWN,
    changed,
    findings,
    the_error,
    the_tip,
    the_warning,
    with_file,
    without_file,
)

END = '<bpmn:endEvent id="end" name="Kết thúc" />'
RESERVED = ("Start", "End", "Root", "end.BoundaryEventSplit", "end.BoundaryEventJoin", "x.EndJoin")


def flow(name: str, source: str, target: str) -> str:
    return f'<bpmn:sequenceFlow id="{name}" sourceRef="{source}" targetRef="{target}" />'


def redirected(source: str, old: str, new: str) -> dict[str, bytes]:
    """The good version with one flow that leads elsewhere."""
    ends = f'sourceRef="{source}" targetRef="{{}}"'
    return changed((ends.format(old), ends.format(new)))


def renamed(old: str, new: str) -> dict[str, bytes]:
    text = GOOD["process.bpmn"].decode()
    return with_file(
        "process.bpmn", text.replace(f'"{old}"', f'"{new}"').replace(f">{old}<", f">{new}<")
    )


class TestAGoodVersion:
    def test_nothing_is_found_in_it(self):
        assert lint(GOOD, KNOWN) == ()


class TestFiles:
    def test_a_diagram_with_a_doctype_is_refused(self):
        head = '<?xml version="1.0" encoding="UTF-8"?>'
        found = findings(changed((head, f"{head}<!DOCTYPE x>")))
        assert found[0] == ("error", "process.bpmn", "")

    def test_a_diagram_that_is_not_xml_is_refused(self):
        the_error(with_file("extra.bpmn", "<x"), "", "XML", file="extra.bpmn")

    def test_a_diagram_that_is_not_bpmn_is_refused(self):
        the_error(with_file("extra.bpmn", "<x/>"), "", "BPMN", file="extra.bpmn")

    def test_a_missing_main_diagram_is_named(self):
        assert ("error", "process.bpmn", "") in findings(without_file("process.bpmn"))

    def test_a_missing_declaration_is_named(self):
        the_error(without_file("version.toml"), "", "thiếu tệp", file="version.toml")

    def test_a_misspelt_declaration_is_named(self):
        files = changed(('summary = "', 'sumary = "'), file="version.toml")
        the_error(files, "", "summary", file="version.toml")

    def test_a_form_that_is_not_json_is_named(self):
        the_error(with_file("forms/accept.form", "{"), "", "JSON", file="forms/accept.form")

    def test_a_diagram_nobody_could_read_is_refused(self):
        many = "".join(f'<bpmn:endEvent id="end_{number}" />' for number in range(600))
        found = findings(changed((END, END + many)))
        assert found[0] == ("error", "process.bpmn", "")


class TestIds:
    def test_the_main_process_bears_the_code_of_the_procedure(self):
        files = changed(('code = "sample"', 'code = "other"'), file="procedure.toml")
        the_error(files, "sample", "mã «other»")

    def test_an_id_used_twice_is_refused(self):
        found = findings(renamed("refused", "terminated"))
        assert ("error", "process.bpmn", "terminated") in found

    def test_an_id_used_in_two_files_is_refused(self):
        files = changed(
            ('<bpmn:endEvent id="verify_end"', '<bpmn:endEvent id="end"'),
            ('targetRef="verify_end"', 'targetRef="end"'),
            ('bpmnElement="verify_end"', 'bpmnElement="end"'),
            file="verification.bpmn",
        )
        the_error(files, "end", "trùng", file="verification.bpmn")

    @pytest.mark.parametrize("reserved", RESERVED)
    def test_an_id_the_library_makes_itself_is_refused(self, reserved):
        the_error(renamed("end", reserved), reserved, "dành riêng")

    @pytest.mark.parametrize("odd", ["kết_thúc", "1end", "end-1", "end [child]"])
    def test_an_id_that_is_no_plain_name_is_refused(self, odd):
        the_error(renamed("end", odd), odd, "không hợp lệ")


class TestElements:
    @pytest.mark.parametrize("tag", ["task", "manualTask", "sendTask", "transaction"])
    def test_an_element_the_engine_does_not_run_is_refused(self, tag):
        found = findings(changed((END, f'{END}<bpmn:{tag} id="odd" />')))
        assert found == [("error", "process.bpmn", "odd")]

    def test_a_data_object_is_refused(self):
        the_error(changed((END, f'{END}<bpmn:dataObject id="odd" />')), "odd", "dataObject")

    def test_a_repeated_step_is_refused(self):
        old = 'donthu:form="archive" />'
        loop = "<bpmn:standardLoopCharacteristics />"
        files = changed((old, f'donthu:form="archive">{loop}</bpmn:userTask>'))
        the_error(files, "archive", "standardLoopCharacteristics")

    def test_a_signal_is_refused(self):
        old = (
            '<bpmn:messageEventDefinition id="withdrawn_message" messageRef="message_withdrawn" />'
        )
        found = findings(changed((old, "<bpmn:signalEventDefinition />")))
        assert found[0] == ("error", "process.bpmn", "withdrawn")


class TestStartAndEnd:
    def test_a_process_needs_a_start(self):
        files = changed(
            ('<bpmn:startEvent id="verify_start" name="Nhận phân công" />', ""),
            (flow("to_collect", "verify_start", "collect"), ""),
            file="verification.bpmn",
        )
        the_error(files, "verification", "bắt đầu", file="verification.bpmn")

    def test_a_process_has_one_start_only(self):
        second = '<bpmn:startEvent id="second_start" />'
        files = changed((END, END + second))
        found = findings(files)
        assert ("error", "process.bpmn", "sample") in found

    def test_a_process_needs_an_end(self):
        files = changed(
            ('<bpmn:endEvent id="verify_end" name="Đã xác minh" />', ""),
            (flow("to_verify_end", "conclude", "verify_end"), ""),
            file="verification.bpmn",
        )
        the_error(files, "verification", "kết thúc", file="verification.bpmn")


class TestWays:
    def test_a_step_nothing_leads_to_is_named(self):
        files = changed((flow("to_remind_officer", "accept_soon", "remind_officer"), ""))
        found = findings(files)
        assert found == [
            ("error", "process.bpmn", "accept_soon"),
            ("error", "process.bpmn", "remind_officer"),
            ("error", "process.bpmn", "reminded_officer"),
        ]

    def test_a_step_that_leads_nowhere_is_named(self):
        files = changed((flow("to_explained", "explain_late", "explained"), ""))
        assert findings(files) == [
            ("error", "process.bpmn", "explain_late"),
            ("error", "process.bpmn", "explained"),
            ("error", "process.bpmn", "resolve_late"),
        ]

    def test_a_flow_to_nowhere_is_refused(self):
        files = redirected("archive", "end", "lost")
        assert ("error", "process.bpmn", "to_end") in findings(files)

    def test_only_gateways_have_several_ways_out(self):
        found = findings(changed((END, END + flow("second", "refuse", "terminated"))))
        assert ("error", "process.bpmn", "refuse") in found


class TestGateways:
    def test_a_choice_needs_a_default(self):
        found = findings(changed((' default="not_accepted"', "")))
        assert ("error", "process.bpmn", "is_accepted") in found

    def test_every_other_way_needs_a_condition(self):
        the_error(changed(('handling == "accept"', "")), "accepted", "điều kiện")

    def test_the_default_way_has_no_condition(self):
        files = changed(('default="not_accepted"', 'default="accepted"'))
        assert findings(files) == [
            ("error", "process.bpmn", "accepted"),
            ("error", "process.bpmn", "not_accepted"),
        ]

    def test_after_an_event_gateway_only_events_are_awaited(self):
        files = redirected("wait", "legal_force", "archive")
        assert ("error", "process.bpmn", "wait") in findings(files)

    def test_a_boundary_event_sits_on_a_step(self):
        files = changed(('attachedToRef="triage"', 'attachedToRef="nothing"'))
        assert ("error", "process.bpmn", "accept_soon") in findings(files)


class TestCalls:
    def test_a_called_process_is_in_the_bundle(self):
        files = changed(('calledElement="verification"', 'calledElement="inspection"'))
        assert findings(files) == [
            ("error", "process.bpmn", "verify_content"),
            ("warning", "verification.bpmn", "verification"),
        ]

    def test_a_process_does_not_call_itself_through_another(self):
        call = '<bpmn:callActivity id="again" calledElement="sample" />'
        end = '<bpmn:endEvent id="verify_end" name="Đã xác minh" />'
        files = changed((end, end + call), file="verification.bpmn")
        found = findings(files)
        assert ("error", "process.bpmn", "sample") in found

    def test_a_process_nobody_calls_is_pointed_out(self):
        spare = GOOD["verification.bpmn"].decode()
        for name in ("verification", "verify_start", "verify_end", "collect", "conclude"):
            spare = spare.replace(f'"{name}', f'"spare_{name}').replace(
                f'"to_{name}', f'"to_spare_{name}'
            )
        spare = spare.replace('donthu:form="spare_', 'donthu:form="')
        the_warning(
            with_file("spare.bpmn", spare),
            "spare_verification",
            "không bước nào gọi",
            file="spare.bpmn",
        )


class TestCircles:
    def test_a_circle_without_a_waiting_step_is_refused(self):
        files = redirected("is_accepted", "refuse", "route")
        found = lint(files, KNOWN)
        circle = [each for each in found if "vòng lặp" in each.message]
        assert [(each.severity, each.element) for each in circle] == [("error", "is_accepted")]

    def test_a_circle_through_a_person_is_fine(self):
        files = redirected("is_accepted", "refuse", "triage")
        assert not [each for each in lint(files, KNOWN) if "vòng lặp" in each.message]


class TestNames:
    def test_a_step_has_a_name(self):
        the_error(
            changed(('id="archive" name="Lưu hồ sơ vụ việc"', 'id="archive"')),
            "archive",
            "không có tên",
        )

    def test_a_long_name_is_pointed_out(self):
        the_tip(
            changed(('name="Lưu hồ sơ vụ việc"', f'name="{"Lưu hồ sơ " * 7}"')),
            "archive",
            "dài hơn",
        )

    def test_unnamed_branches_are_pointed_out(self):
        the_tip(changed((' name="Khác yêu cầu" sourceRef', " sourceRef")), "is_different", "nhánh")
