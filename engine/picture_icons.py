"""The small signs inside tasks, events and gateways that say what kind they are."""

from math import cos, radians, sin

from lxml import etree

from engine.diagram_interchange import Box, Point
from engine.picture_svg import add, add_box, add_circle, classes, number, polyline

_TEETH = 8


def draw_task_sign(parent: etree._Element, tag: str, corner: Point, state: str) -> None:
    """Draw who does a task, in its upper left corner: a person, a machine, a script, a table."""
    draw = _TASK_SIGNS.get(tag)
    if draw:
        draw(parent, Point(corner.x + 13, corner.y + 13), classes("bp-thin", state))


def draw_event_sign(parent: etree._Element, definition: str, box: Box, state: str) -> None:
    """Draw what an event waits for. ``definition`` is a BPMN name, with ``!`` when it throws."""
    center, radius = box.center, box.width / 2
    if definition.startswith("timer"):
        _clock(parent, center, radius * 0.56, classes("bp-thin", state))
    elif definition.startswith("message"):
        throws = definition.endswith("!")
        _envelope(parent, center, radius * 0.5, classes("bp-solid" if throws else "bp-thin", state))
    elif definition.startswith("terminate"):
        add_circle(parent, center, radius * 0.55, class_=classes("bp-solid", state))


def draw_gateway_sign(parent: etree._Element, tag: str, box: Box, state: str) -> None:
    """Draw how a gateway chooses: one (X), all (+), the first event (pentagon)."""
    x, y, reach = box.center.x, box.center.y, box.width * 0.17
    bold = classes("bp-bold", state)
    if tag == "exclusiveGateway":
        _stroke(parent, bold, Point(x - reach, y - reach), Point(x + reach, y + reach))
        _stroke(parent, bold, Point(x + reach, y - reach), Point(x - reach, y + reach))
    elif tag == "parallelGateway":
        reach *= 1.25
        _stroke(parent, bold, Point(x - reach, y), Point(x + reach, y))
        _stroke(parent, bold, Point(x, y - reach), Point(x, y + reach))
    else:
        thin = classes("bp-thin", state)
        add_circle(parent, box.center, box.width * 0.27, class_=thin)
        add_circle(parent, box.center, box.width * 0.22, class_=thin)
        add(parent, "path", class_=thin, d=_pentagon(box.center, box.width * 0.13))


def draw_more_sign(parent: etree._Element, box: Box, state: str) -> None:
    """Draw the boxed plus of an activity whose content is drawn elsewhere."""
    x, y = box.center.x, box.bottom - 9
    thin = classes("bp-thin", state)
    add_box(parent, Box(x - 6, y - 6, 12, 12), class_=thin)
    _stroke(parent, thin, Point(x - 4, y), Point(x + 4, y))
    _stroke(parent, thin, Point(x, y - 4), Point(x, y + 4))


def draw_tick(parent: etree._Element, corner: Point) -> None:
    """Draw the tick of a finished step, left of and below the given corner."""
    path = f"M{number(corner.x - 18)} {number(corner.y + 12)}l4 4 7-8"
    add(parent, "path", class_="bp-tick", d=path)


def _person(parent: etree._Element, center: Point, class_: str) -> None:
    x, y = number(center.x), number(center.y + 6)
    add_circle(parent, Point(center.x, center.y - 3), 3.2, class_=class_)
    add(parent, "path", class_=class_, d=f"M{x} {y}m-6 0c0-4 2.5-6 6-6s6 2 6 6z")


def _gear(parent: etree._Element, center: Point, class_: str) -> None:
    add_circle(parent, center, 4.2, class_=class_)
    add_circle(parent, center, 1.6, class_=class_)
    for tooth in range(_TEETH):
        angle = radians(360 / _TEETH * tooth)
        inner = Point(center.x + 4.2 * cos(angle), center.y + 4.2 * sin(angle))
        outer = Point(center.x + 6.4 * cos(angle), center.y + 6.4 * sin(angle))
        add(parent, "path", class_=f"{class_} is-tooth", d=polyline((inner, outer)))


def _script(parent: etree._Element, center: Point, class_: str) -> None:
    x, y = number(center.x - 3), number(center.y - 6)
    outline = f"M{x} {y}h8c-4 4-4 6-1 9 1 1 1 2-1 3h-8c2-1 2-2 1-3-3-3-3-5 1-9z"
    add(parent, "path", class_=class_, d=outline)
    lines = f"M{x} {y}m-.5 3.5h4.5m-4.5 2.5h5m-3.5 2.5h4.5"
    add(parent, "path", class_=class_, d=lines)


def _table(parent: etree._Element, center: Point, class_: str) -> None:
    x, y = number(center.x - 7), number(center.y - 5)
    add_box(parent, Box(center.x - 7, center.y - 5, 14, 11), class_=class_)
    add(parent, "path", class_=class_, d=f"M{x} {y}m0 3.5h14m-14 3.7h14m-9.5-3.7v7.5")


def _envelope_sign(parent: etree._Element, center: Point, class_: str) -> None:
    _envelope(parent, center, 7, class_)


_TASK_SIGNS = {
    "userTask": _person,
    "serviceTask": _gear,
    "scriptTask": _script,
    "businessRuleTask": _table,
    "receiveTask": _envelope_sign,
}


def _envelope(parent: etree._Element, center: Point, half: float, class_: str) -> None:
    low = half * 0.68
    box = Box(center.x - half, center.y - low, half * 2, low * 2)
    add_box(parent, box, class_=class_)
    corners = (Point(box.x, box.y), Point(center.x, center.y + low * 0.2), Point(box.right, box.y))
    flap = class_.replace("bp-solid", "bp-cut")
    add(parent, "path", class_=flap, d=polyline(corners))


def _clock(parent: etree._Element, center: Point, radius: float, class_: str) -> None:
    add_circle(parent, center, radius, class_=class_)
    x, y = number(center.x), number(center.y)
    up, right = number(radius * 0.7), number(radius * 0.45)
    hands = f"M{x} {y}m0-{up}v{up}l{right} {number(radius * 0.3)}"
    add(parent, "path", class_=class_, d=hands)


def _pentagon(center: Point, radius: float) -> str:
    turns = [radians(72 * corner - 90) for corner in range(5)]
    corners = [Point(center.x + radius * cos(t), center.y + radius * sin(t)) for t in turns]
    return polyline(corners) + "Z"


def _stroke(parent: etree._Element, class_: str, start: Point, end: Point) -> None:
    add(parent, "path", class_=class_, d=polyline((start, end)))
