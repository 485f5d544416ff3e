"""The picture of a diagram: what it shows, what it says, and what it must not hold."""

import re

import pytest
from lxml import etree

from engine.diagram_interchange import Box, Point
from engine.errors import UnsafeXmlError
from engine.picture import Marks, draw
from tests.engine.sample_version import GOOD, changed, with_file

SVG = "{http://www.w3.org/2000/svg}"
RUNNING = Marks(
    current=frozenset({"dialogue"}),
    done={"start": "24/07", "register": "24/07", "triage": "28/07", "is_accepted": ""},
    late=frozenset({"resolve_late"}),
    taken_flows=frozenset({"to_register", "to_triage"}),
    notes={"dialogue": "28/08, 08:30"},
)


def picture(marks: Marks = RUNNING, files: dict[str, bytes] = GOOD) -> etree._Element:
    return etree.fromstring(draw(files, marks))


def group(root: etree._Element, element: str) -> etree._Element:
    (found,) = root.iterfind(f".//*[@data-element='{element}']")
    return found


def classes(root: etree._Element, element: str) -> set[str]:
    return set(group(root, element).get("class").split())


def texts(root: etree._Element) -> list[str]:
    return [each.text for each in root.iter(f"{SVG}text")]


def view_box(root: etree._Element) -> Box:
    return Box(*map(float, root.get("viewBox").split()))


def places(root: etree._Element) -> list[Point]:
    drawn = [each for each in root.iter(f"{SVG}text") if each.get("x")]
    return [Point(float(each.get("x")), float(each.get("y"))) for each in drawn]


class TestSafety:
    def test_it_holds_no_style_no_script_and_no_id(self):
        text = draw(GOOD, RUNNING)
        assert not re.search(r"\sstyle=|<style|<script|\sid=|\son\w+=|url\(", text)

    def test_its_size_is_left_to_the_page(self):
        root = picture()
        assert root.get("width") is None
        assert root.get("height") is None

    def test_names_cannot_break_out_of_it(self):
        attack = "&lt;script&gt;alert(1)&lt;/script&gt;"
        files = changed(('name="Lưu hồ sơ vụ việc"', f'name="{attack}"'))
        text = draw(files, Marks(notes={"archive": "<b>&"}))
        assert "<script" not in text
        assert "<b>" not in text

    def test_unsafe_xml_is_refused(self):
        with pytest.raises(UnsafeXmlError):
            draw(with_file("process.bpmn", "<!DOCTYPE x><x/>"), Marks())

    def test_the_same_case_gives_the_same_picture(self):
        assert draw(GOOD, RUNNING) == draw(GOOD, RUNNING)


class TestWords:
    def test_it_says_where_the_case_stands(self):
        root = picture()
        assert root.get("role") == "img"
        assert root.get("aria-label").startswith("Sơ đồ quy trình Giải quyết khiếu nại lần đầu.")
        assert "Đang ở bước Tổ chức đối thoại" in root.get("aria-label")
        assert "Đã xong: Nhận đơn, Tiếp nhận" in root.findtext(f"{SVG}desc")

    def test_every_element_says_what_it_is(self):
        root = picture()
        assert group(root, "triage").findtext(f"{SVG}title") == (
            "Xử lý đơn, đề xuất hướng giải quyết: bước của người dùng, đã xong 28/07"
        )
        assert "mốc thời gian, trễ hạn" in group(root, "resolve_late").findtext(f"{SVG}title")

    def test_dates_stand_under_what_is_done_and_notes_under_what_is_open(self):
        shown = texts(picture())
        assert shown.count("28/07") == 1
        assert "28/08, 08:30" in shown

    def test_lanes_bear_their_names(self):
        lanes = [each for each in picture().iter(f"{SVG}text") if each.get("transform")]
        assert {each.text for each in lanes} >= {"Văn thư", "Thủ trưởng", "Người xử lý đơn"}

    def test_a_long_name_is_broken_into_lines(self):
        shown = texts(picture(Marks()))
        assert "người khiếu nại và" in shown

    def test_a_name_without_end_is_shortened(self):
        files = changed(('name="Lưu hồ sơ vụ việc"', f'name="{"Lưu hồ sơ " * 30}"'))
        assert any(text.endswith("…") for text in texts(picture(Marks(), files)))


class TestMarks:
    def test_done_current_and_late_are_classes(self):
        root = picture()
        assert "is-done" in classes(root, "triage")
        assert "is-now" in classes(root, "dialogue")
        assert "is-late" in classes(root, "resolve_late")
        assert classes(root, "archive") == {"bp-node"}

    def test_a_step_open_again_is_current_not_done(self):
        marks = Marks(current=frozenset({"triage"}), done={"triage": "28/07"})
        assert classes(picture(marks), "triage") == {"bp-node", "is-now"}

    def test_finished_steps_bear_a_tick(self):
        assert len(list(picture().iterfind(f".//{SVG}path[@class='bp-tick']"))) == 2

    def test_flows_that_were_taken_are_told_apart(self):
        root = picture()
        assert group(root, "to_triage")[0].get("class") == "bp-flow is-done"
        assert group(root, "to_route")[0].get("class") == "bp-flow"

    def test_a_step_of_a_called_process_marks_the_call(self):
        marks = Marks(current=frozenset({"collect"}))
        assert "is-now" in classes(picture(marks), "verify_content")

    def test_marks_of_unknown_elements_are_ignored(self):
        assert draw(GOOD, Marks(current=frozenset({"ghost"}), done={"ghost": "1"})) == draw(
            GOOD, Marks()
        )

    def test_a_step_may_be_a_link(self):
        root = picture(Marks(links={"dialogue": "/ho-so/1"}))
        assert group(root, "dialogue").getparent().get("href") == "/ho-so/1"
        assert root.get("role") == "group"


class TestShapes:
    @pytest.mark.parametrize(
        ("element", "expected"),
        [
            ("register", "bp-task"),
            ("verify_content", "bp-task is-call"),
            ("settle", "bp-frame"),
            ("end", "bp-event is-end"),
            ("wait", "bp-event"),
            ("withdrawn", "bp-event"),
            ("accept_soon", "bp-event is-dashed"),
        ],
    )
    def test_each_kind_has_its_class(self, element, expected):
        assert group(picture(Marks()), element)[1].get("class") == expected

    def test_every_node_and_flow_is_drawn(self):
        drawn = {each.get("data-element") for each in picture().iterfind(".//*[@data-element]")}
        named = re.findall(r'bpmnElement="([^"]*)"', GOOD["process.bpmn"].decode())
        assert set(named) - drawn == {
            *("pool", "lane_registrar", "lane_officer", "lane_head", "lane_verifier"),
            *("sample_collaboration", "note_term", "note_term_line"),
        }

    def test_a_called_process_can_be_drawn_too(self):
        root = etree.fromstring(draw(GOOD, Marks(), diagram="verification.bpmn"))
        assert group(root, "collect") is not None

    def test_a_diagram_without_drawing_gives_an_empty_picture(self):
        bare = re.sub(
            rb"<bpmndi:BPMNDiagram.*</bpmndi:BPMNDiagram>",
            b"",
            GOOD["process.bpmn"],
            flags=re.DOTALL,
        )
        root = picture(Marks(), with_file("process.bpmn", bare))
        assert not list(root.iterfind(".//*[@data-element]"))


class TestLayout:
    def test_everything_lies_within_the_view(self):
        root = picture()
        assert all(view_box(root).contains(place) for place in places(root))

    def test_an_arrow_stops_at_the_border_even_when_drawn_to_the_middle(self):
        old = '<di:waypoint x="2002" y="500" />'
        root = picture(Marks(), changed((old, old.replace("2002", "2020"))))
        head = group(root, "to_end")[1].get("d")
        assert head.startswith("M2002 500")

    def test_a_place_chosen_for_a_name_is_kept(self):
        old = 'bpmnElement="end">'
        bounds = '<dc:Bounds x="1980" y="560" width="80" height="14" />'
        label = f"<bpmndi:BPMNLabel>{bounds}</bpmndi:BPMNLabel></bpmndi:BPMNShape>"
        text = GOOD["process.bpmn"].decode()
        shape = re.search(rf"{old}.*?</bpmndi:BPMNShape>", text, re.DOTALL)[0]
        moved = text.replace(shape, shape.replace("</bpmndi:BPMNShape>", label))
        root = picture(Marks(), with_file("process.bpmn", moved))
        (name,) = [each for each in root.iter(f"{SVG}text") if each.text == "Kết thúc"]
        assert (float(name.get("x")), float(name.get("y"))) == (2020, 571)
