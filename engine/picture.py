"""Draws a diagram as one SVG text: for the page of a case, for the printed office manual."""

from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter

from lxml import etree

from engine.catalog import DIAGRAM_FILE
from engine.diagram_interchange import Box, Point
from engine.picture_flows import draw_association, draw_flow, points_of
from engine.picture_labels import (
    LINE_HEIGHT,
    NOTE_SIZE,
    Choice,
    Placed,
    Surroundings,
    along,
    around,
    blocks_of,
    inside,
)
from engine.picture_marks import Marks, lift
from engine.picture_nodes import draw_node
from engine.picture_sheet import DrawnFlow, DrawnNode, DrawnText, Sheet, read_sheet
from engine.picture_svg import add, add_box, add_text, classes, new_root, number, polyline
from engine.picture_text import shorten, wrap
from engine.safe_xml import read_xml

__all__ = ["Marks", "draw"]

_MARGIN = 12.0
_TITLE_STRIP = 30.0
_SLACK = 4.0
_NAME_WIDTHS = (108.0, 74.0, 50.0)

_Route = tuple[DrawnFlow, tuple[Point, ...]]


def draw(files: Mapping[str, bytes], marks: Marks, *, diagram: str = DIAGRAM_FILE) -> str:
    """Return a diagram of a version as SVG, with class names of the style sheet.

    It holds no id, no style and no script, so that several fit on one page. Elements that are not
    drawn (inside a collapsed subprocess or a called process) mark what stands for them.

    Args:
        files: The files of the version by name, as in ``Bundle.files``.
        marks: Where the case stands; ``Marks()`` for the plain diagram.
        diagram: The file to draw.

    Raises:
        KeyError: There is no such file.
        UnsafeXmlError: A diagram is not XML we are willing to read.
    """
    names = [name for name in files if name.endswith(".bpmn")]
    roots = {name: read_xml(files[name]) for name in names}
    sheet = read_sheet(roots[diagram])
    marks = lift(marks, roots, sheet.drawn())
    routes = [(flow, points_of(flow, sheet)) for flow in sheet.flows]
    labels = list(_labels(sheet, routes, marks))
    picture = new_root()
    _introduce(picture, sheet, marks)
    picture.set("viewBox", _view_box(sheet, routes, [placed.box for placed, _ in labels]))
    _draw_texts(picture, sheet)
    _draw_elements(picture, sheet, routes, marks)
    for placed, state in labels:
        _draw_label(picture, placed, state)
    return etree.tostring(picture, encoding="unicode")


def _introduce(picture: etree._Element, sheet: Sheet, marks: Marks) -> None:
    """Say in words what the picture shows; links inside would be hidden by the role img."""
    current = [each.node.label for each in sheet.nodes.values() if each.node.id in marks.current]
    where = f" Đang ở bước {', '.join(current)}." if current else ""
    title = f"Sơ đồ quy trình {sheet.title}".strip()
    picture.set("class", "bp")
    picture.set("role", "group" if marks.links else "img")
    picture.set("aria-label", f"{title}.{where}")
    add_text(picture, "title", title)
    done = [each.node.label for each in sheet.nodes.values() if each.node.id in marks.done]
    finished = f" Đã xong: {', '.join(done)}." if done else ""
    add_text(picture, "desc", f"{title}.{where}{finished}")


def _draw_elements(
    picture: etree._Element, sheet: Sheet, routes: Iterable[_Route], marks: Marks
) -> None:
    """Frames lie below flows, flows below elements, boundary events on top."""
    frames = [each for each in sheet.nodes.values() if each.is_frame]
    others = [each for each in sheet.nodes.values() if not each.is_frame]
    for drawn in frames:
        draw_node(picture, drawn, marks)
    for edge in sheet.associations:
        draw_association(picture, edge.points)
    for flow, points in sorted(routes, key=lambda each: each[0].flow.id in marks.taken_flows):
        is_taken = flow.flow.id in marks.taken_flows
        draw_flow(picture, flow, points, "is-done" if is_taken else "")
    for drawn in others:
        draw_node(picture, drawn, marks, sheet.guests(drawn.node.id))


def _labels(sheet: Sheet, routes: list[_Route], marks: Marks) -> Iterator[tuple[Placed, str]]:
    """Yield every text outside an element with its place and state, the least movable first."""
    nodes = sheet.nodes.values()
    surroundings = Surroundings(
        solids=[each.box for each in nodes if not each.is_frame],
        lines=[points for _, points in routes],
        borders=[*(each.box for each in nodes if each.is_frame), *_lane_boxes(sheet)],
    )
    texts = sorted(_texts_outside(sheet, routes, marks), key=itemgetter(0))
    for _, choices, state in texts:
        yield surroundings.place(choices), state


def _texts_outside(
    sheet: Sheet, routes: list[_Route], marks: Marks
) -> Iterator[tuple[int, list[Choice], str]]:
    """Yield rank, places and state of every text, the lower rank to be placed earlier."""
    for drawn in sheet.nodes.values():
        choices = list(_choices_for_node(sheet, drawn, marks))
        if choices:
            rank = 0 if len(choices) == 1 else 1 + 2 * drawn.is_gateway
            yield rank, choices, marks.class_of(drawn.node.id)
    for flow, points in routes:
        choices = list(_choices_for_flow(flow, points))
        if choices:
            is_taken = flow.flow.id in marks.taken_flows
            yield 0 if len(choices) == 1 else 2, choices, "is-done" if is_taken else ""


def _choices_for_node(sheet: Sheet, drawn: DrawnNode, marks: Marks) -> Iterator[Choice]:
    """Yield places for what stands outside a node: its name unless inside, date and note."""
    is_named_outside = drawn.is_event or drawn.is_gateway
    name = drawn.node.name if is_named_outside else ""
    lines = () if drawn.is_gateway else marks.lines_under(drawn.node.id)
    chosen = drawn.shape.label if is_named_outside else None
    blocks = blocks_of(name, [chosen.width + _SLACK] if chosen else _NAME_WIDTHS, lines)
    if chosen:
        yield from (inside(chosen, block) for block in blocks)
    else:
        host = sheet.nodes.get(drawn.node.attached_to)
        on_top = host is not None and drawn.box.center.y < host.box.center.y
        yield from around(drawn.box, blocks, is_above_better=drawn.is_gateway or on_top)


def _choices_for_flow(flow: DrawnFlow, points: tuple[Point, ...]) -> Iterator[Choice]:
    chosen = flow.edge.label
    blocks = blocks_of(flow.flow.name, [chosen.width + _SLACK] if chosen else _NAME_WIDTHS)
    if chosen:
        yield from (inside(chosen, block) for block in blocks)
    else:
        yield from along(points, blocks)


def _draw_label(picture: etree._Element, placed: Placed, state: str) -> None:
    box = placed.box
    if placed.needs_background:
        add_box(picture, box, class_="bp-halo")
    for index, line in enumerate(placed.block.lines):
        y = box.y + NOTE_SIZE - 0.5 + index * LINE_HEIGHT
        add_text(picture, "text", line, class_=classes("bp-note", state), x=box.center.x, y=y)


def _draw_texts(picture: etree._Element, sheet: Sheet) -> None:
    """Pools and lanes with rotated titles, annotations with a bracket, groups."""
    for each in sheet.texts:
        if each.tag == "textAnnotation":
            _draw_annotation(picture, each)
        elif each.tag == "group":
            add_box(picture, each.box, 9, class_="bp-dotted")
        else:
            _draw_strip(picture, each)


def _draw_strip(picture: etree._Element, lane: DrawnText) -> None:
    box = lane.box
    group = add(picture, "g", class_="bp-lane" if lane.tag == "lane" else "bp-pool-group")
    add_box(group, box, class_="bp-pool")
    edge = box.x + _TITLE_STRIP
    add(group, "path", class_="bp-pool", d=polyline((Point(edge, box.y), Point(edge, box.bottom))))
    lines = shorten(wrap(lane.text, box.height - 12, NOTE_SIZE), 2)
    first = box.x + _TITLE_STRIP / 2 + 4 - (len(lines) - 1) * 6
    for index, line in enumerate(lines):
        place = f"translate({number(first + index * 12)} {number(box.center.y)}) rotate(-90)"
        class_ = "bp-note" if lane.tag == "lane" else "bp-note is-strong"
        add_text(group, "text", line, class_=class_, transform=place)


def _draw_annotation(picture: etree._Element, note: DrawnText) -> None:
    box = note.box
    bracket = (
        Point(box.x + 10, box.y),
        Point(box.x, box.y),
        Point(box.x, box.bottom),
        Point(box.x + 10, box.bottom),
    )
    add(picture, "path", class_="bp-thin", d=polyline(bracket))
    for index, line in enumerate(wrap(note.text, box.width - 8, NOTE_SIZE)):
        y = box.y + 14 + index * LINE_HEIGHT
        add_text(picture, "text", line, class_="bp-note is-left", x=box.x + 6, y=y)


def _lane_boxes(sheet: Sheet) -> list[Box]:
    return [each.box for each in sheet.texts if each.tag in ("lane", "participant")]


def _view_box(sheet: Sheet, routes: list[_Route], labels: list[Box]) -> str:
    boxes = [each.box for each in sheet.nodes.values()]
    boxes += [each.box for each in sheet.texts]
    boxes += [Box(point.x, point.y, 0, 0) for _, points in routes for point in points]
    boxes += labels or []
    left = min((box.x for box in boxes), default=0) - _MARGIN
    top = min((box.y for box in boxes), default=0) - _MARGIN
    width = max((box.right for box in boxes), default=0) + _MARGIN - left
    height = max((box.bottom for box in boxes), default=0) + _MARGIN - top
    return " ".join(map(number, (left, top, width, height)))
