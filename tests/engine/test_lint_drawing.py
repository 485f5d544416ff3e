"""Elements that are not drawn, or drawn where nobody would look for them."""

import re

from engine.lint import lint
from tests.engine.sample_version import (
    GOOD,
    KNOWN,
    changed,
    findings,
    the_error,
    the_warning,
    with_file,
)


def shape_of(element: str) -> str:
    pattern = rf'<bpmndi:BPMNShape id="{element}_di".*?</bpmndi:BPMNShape>'
    return re.search(pattern, GOOD["process.bpmn"].decode(), re.DOTALL)[0]


def edge_of(flow: str) -> str:
    pattern = rf'<bpmndi:BPMNEdge id="{flow}_di".*?</bpmndi:BPMNEdge>'
    return re.search(pattern, GOOD["process.bpmn"].decode(), re.DOTALL)[0]


def moved(element: str, x: float, y: float) -> dict[str, bytes]:
    old = shape_of(element)
    new = re.sub(r'x="[^"]*" y="[^"]*"', f'x="{x}" y="{y}"', old)
    return changed((old, new))


class TestPresence:
    def test_every_node_is_drawn(self):
        the_error(changed((shape_of("remind_officer"), "")), "remind_officer", "chưa được vẽ")

    def test_every_flow_is_drawn(self):
        the_error(changed((edge_of("to_end"), "")), "to_end", "chưa được vẽ")

    def test_a_place_that_cannot_be_read_counts_as_none(self):
        old = shape_of("archive")
        the_error(changed((old, old.replace('width="110"', 'width="wide"'))), "archive", "đọc được")

    def test_a_place_that_is_no_number_counts_as_none(self):
        old = shape_of("archive")
        the_error(changed((old, old.replace('width="110"', 'width="nan"'))), "archive", "đọc được")

    def test_nothing_stands_outside_the_canvas(self):
        found = lint(moved("reminded_officer", -500, 482), KNOWN)
        assert ("error", "reminded_officer") in [(each.severity, each.element) for each in found]


class TestPlaces:
    def test_two_elements_do_not_cover_each_other(self):
        found = findings(moved("reminded_officer", 380, 482))
        assert ("warning", "process.bpmn", "reminded_officer") in found

    def test_a_boundary_event_stands_on_the_border_of_its_step(self):
        found = findings(moved("accept_soon", 600, 100))
        assert found == [
            ("warning", "process.bpmn", "accept_soon"),
            ("warning", "process.bpmn", "to_remind_officer"),
        ]

    def test_what_is_in_a_subprocess_is_drawn_inside_its_frame(self):
        found = findings(moved("settle_end", 1600, 722))
        assert ("warning", "process.bpmn", "settle_end") in found

    def test_a_flow_touches_what_it_joins(self):
        old = edge_of("to_end")
        the_warning(changed((old, old.replace('x="2002"', 'x="1990"'))), "to_end", "không chạm")

    def test_a_flow_does_not_run_through_other_elements(self):
        old = edge_of("to_terminated")
        detour = '<di:waypoint x="1310" y="500" />'
        new = old.replace("</bpmndi", f'{detour}<di:waypoint x="1092" y="500" /></bpmndi')
        found = findings(changed((old, new)))
        assert found == [("warning", "process.bpmn", "to_terminated")]


class TestCalledProcesses:
    def test_they_are_drawn_too(self):
        text = GOOD["verification.bpmn"].decode()
        bare = re.sub(r"<bpmndi:BPMNDiagram.*</bpmndi:BPMNDiagram>", "", text, flags=re.DOTALL)
        found = findings(with_file("verification.bpmn", bare))
        assert {each[:2] for each in found} == {("error", "verification.bpmn")}
        assert len(found) == 7
