"""Tasks, events, gateways and frames, with the signs and the marks they bear."""

from collections.abc import Iterable

from lxml import etree

from engine.diagram_interchange import Box, Point
from engine.picture_icons import (
    draw_event_sign,
    draw_gateway_sign,
    draw_more_sign,
    draw_task_sign,
    draw_tick,
)
from engine.picture_lettering import fit
from engine.picture_marks import Marks
from engine.picture_sheet import DrawnNode
from engine.picture_svg import add, add_box, add_circle, add_text, classes
from engine.picture_text import shorten, wrap

KINDS = {
    "startEvent": "bắt đầu",
    "endEvent": "kết thúc",
    "boundaryEvent": "sự kiện",
    "intermediateCatchEvent": "sự kiện chờ",
    "intermediateThrowEvent": "sự kiện phát",
    "exclusiveGateway": "rẽ một nhánh",
    "parallelGateway": "các nhánh song song",
    "eventBasedGateway": "chờ sự kiện đến trước",
    "userTask": "bước của người dùng",
    "serviceTask": "bước tự động",
    "scriptTask": "bước tự động",
    "businessRuleTask": "bảng quyết định",
    "receiveTask": "chờ thông điệp",
    "callActivity": "quy trình được gọi",
    "subProcess": "quy trình con",
}

_RADIUS = 9.0
_FRAME_NAME = 12.5
_SIGN = (21.0, 20.0)
_WITH_MORE = frozenset({"callActivity", "subProcess"})


def draw_node(
    parent: etree._Element, drawn: DrawnNode, marks: Marks, guests: Iterable[Box] = ()
) -> None:
    """Draw one element with its hover text; ``guests`` are the events on its border."""
    node, state = drawn.node, marks.class_of(drawn.node.id)
    group = _group(parent, drawn, marks)
    if drawn.is_event:
        _draw_event(group, drawn, state)
    elif drawn.is_gateway:
        _draw_gateway(group, drawn, state)
    elif drawn.is_frame:
        add_box(group, drawn.box, _RADIUS, class_=classes("bp-frame", state))
        _draw_frame_name(group, drawn, state)
    else:
        is_call = "is-call" if node.tag == "callActivity" else ""
        add_box(group, drawn.box, _RADIUS, class_=classes("bp-task", is_call, state))
        draw_task_sign(group, node.tag, Point(drawn.box.x, drawn.box.y), state)
        if node.tag in _WITH_MORE:
            draw_more_sign(group, drawn.box, state)
        _draw_task_name(group, drawn, state, guests)
    is_done = node.id in marks.done and node.id not in marks.current
    if is_done and not (drawn.is_event or drawn.is_gateway):
        draw_tick(group, Point(drawn.box.right, drawn.box.y))


def describe(drawn: DrawnNode, marks: Marks) -> str:
    """Return what a node is and where it stands, in words."""
    node = drawn.node
    kind = KINDS.get(node.tag, "")
    definition = next(iter(node.definitions), "")
    if node.tag == "boundaryEvent" or node.tag.startswith("intermediate"):
        kind = {"timer": "mốc thời gian", "messa": "thông điệp"}.get(definition[:5], kind)
    words = ", ".join((kind, *marks.words_for(node.id)))
    return f"{node.name}: {words}" if node.name else words


def _group(parent: etree._Element, drawn: DrawnNode, marks: Marks) -> etree._Element:
    href = marks.links.get(drawn.node.id)
    owner = add(parent, "a", class_="bp-link", href=href) if href else parent
    state = marks.class_of(drawn.node.id)
    group = add(owner, "g", class_=classes("bp-node", state), data_element=drawn.node.id)
    add_text(group, "title", describe(drawn, marks))
    return group


def _draw_event(group: etree._Element, drawn: DrawnNode, state: str) -> None:
    node, box = drawn.node, drawn.box
    radius = box.width / 2
    is_end = "is-end" if node.tag == "endEvent" else ""
    dashed = "is-dashed" if node.tag == "boundaryEvent" and not node.interrupts else ""
    add_circle(group, box.center, radius, class_=classes("bp-event", is_end, dashed, state))
    if node.tag not in ("startEvent", "endEvent"):
        add_circle(group, box.center, radius - 3.5, class_=classes("bp-thin", dashed, state))
    throws = "!" if node.tag in ("endEvent", "intermediateThrowEvent") else ""
    for definition in node.definitions:
        draw_event_sign(group, definition + throws, box, state)


def _draw_gateway(group: etree._Element, drawn: DrawnNode, state: str) -> None:
    box, center = drawn.box, drawn.box.center
    corners = (
        Point(center.x, box.y),
        Point(box.right, center.y),
        Point(center.x, box.bottom),
        Point(box.x, center.y),
    )
    path = " ".join(f"{point.x:g},{point.y:g}" for point in corners)
    add(group, "polygon", class_=classes("bp-event", state), points=path)
    draw_gateway_sign(group, drawn.node.tag, box, state)


def _draw_task_name(
    group: etree._Element, drawn: DrawnNode, state: str, guests: Iterable[Box]
) -> None:
    """Write the name clear of the signs inside and of the events on the border."""
    box = drawn.box
    occupied = [*guests, Box(box.x, box.y, *_SIGN)]
    if "is-done" in state:
        occupied.append(Box(box.right - _SIGN[0], box.y, *_SIGN))
    if drawn.node.tag in _WITH_MORE:
        occupied.append(Box(box.center.x - 8, box.bottom - 18, 16, 18))
    lettering = fit(drawn.node.name, box, tuple(occupied), is_bold="is-now" in state)
    if lettering is None:
        return
    for index, line in enumerate(lettering.lines):
        class_ = classes("bp-text", lettering.class_, state)
        y = lettering.y + index * lettering.height
        add_text(group, "text", line, class_=class_, x=lettering.x, y=y)


def _draw_frame_name(group: etree._Element, drawn: DrawnNode, state: str) -> None:
    box = drawn.box
    lines = shorten(wrap(drawn.node.name, box.width - 24, _FRAME_NAME, is_bold=True), 1)
    for line in lines:
        class_ = classes("bp-text", "is-left", state)
        add_text(group, "text", line, class_=class_, x=box.x + 12, y=box.y + 18)
