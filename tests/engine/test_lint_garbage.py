"""Whatever the files hold: checking answers with findings, drawing with a picture or a refusal."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import UnsafeXmlError
from engine.lint import Finding, lint
from engine.picture import Marks, draw
from tests.engine.sample_version import GOOD, KNOWN

FILES = sorted(GOOD)
DIAGRAM = GOOD["process.bpmn"].decode()
ATTRIBUTES = sorted(set(re.findall(r'[\w:]+="[^"]*"', DIAGRAM)))
TAGS = sorted(set(re.findall(r"bpmn:\w+", DIAGRAM)))
ODD_VALUES = st.sampled_from(
    [
        "",
        " ",
        "-1",
        "0",
        "1e400",
        "nan",
        "5e-324",
        "99999999",
        "Start",
        "a.b",
        "<",
        "&amp;",
        "é" * 99,
    ]
) | st.sampled_from([value.partition("=")[2].strip('"') for value in ATTRIBUTES])


@st.composite
def damaged_diagrams(draw_from) -> str:
    """The good diagram with a few attributes, tags or pieces changed."""
    text = DIAGRAM
    for _ in range(draw_from(st.integers(1, 4))):
        kind = draw_from(st.sampled_from(["attribute", "tag", "cut", "double"]))
        if kind == "attribute":
            old = draw_from(st.sampled_from(ATTRIBUTES))
            name = old.partition("=")[0]
            text = text.replace(
                old, f'{name}="{draw_from(ODD_VALUES)}"', draw_from(st.integers(1, 3))
            )
        elif kind == "tag":
            old, new = draw_from(st.sampled_from(TAGS)), draw_from(st.sampled_from(TAGS))
            text = re.sub(rf"{old}\b", new, text)
        else:
            lines = text.splitlines(keepends=True)
            start = draw_from(st.integers(0, max(len(lines) - 1, 0)))
            length = draw_from(st.integers(1, 6))
            piece = lines[start : start + length]
            lines[start : start + length] = [] if kind == "cut" else piece * 2
            text = "".join(lines)
    return text


def check(files: dict[str, bytes]) -> None:
    assert all(isinstance(found, Finding) for found in lint(files, KNOWN))


class TestGarbage:
    @settings(max_examples=30)
    @given(damaged_diagrams())
    def test_a_damaged_diagram_gives_findings(self, text):
        check({**GOOD, "process.bpmn": text.encode()})

    @settings(max_examples=20)
    @given(damaged_diagrams())
    def test_a_damaged_diagram_gives_a_picture_or_a_refusal(self, text):
        try:
            picture = draw({**GOOD, "process.bpmn": text.encode()}, Marks())
        except UnsafeXmlError:
            return
        assert picture.startswith("<svg")

    @settings(max_examples=20)
    @given(st.sampled_from(FILES), st.binary(max_size=60))
    def test_any_bytes_in_the_place_of_a_file_give_findings(self, name, content):
        check({**GOOD, name: content})

    @settings(max_examples=20)
    @given(st.sampled_from(FILES), st.data())
    def test_a_file_cut_off_anywhere_gives_findings(self, name, data):
        end = data.draw(st.integers(0, len(GOOD[name])))
        check({**GOOD, name: GOOD[name][:end]})

    @settings(max_examples=25)
    @given(st.text(alphabet="is_valdh=<>!+-'\"[](),.?0 15andornotif", max_size=40))
    def test_any_text_as_condition_script_and_cell_gives_findings(self, text):
        safe = text.replace("&", "&amp;").replace("<", "&lt;")
        diagram = DIAGRAM.replace('handling == "accept"', safe).replace("is_decided = True", safe)
        table = GOOD["routing.dmn"].decode().replace("<text>True</text>", f"<text>{safe}</text>")
        check({**GOOD, "process.bpmn": diagram.encode(), "routing.dmn": table.encode()})

    def test_no_files_at_all_give_findings(self):
        assert lint({}, KNOWN)
