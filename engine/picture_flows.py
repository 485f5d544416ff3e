"""Sequence flows: from border to border, rounded at the bends, with an arrow head."""

from math import hypot

from lxml import etree

from engine.diagram_interchange import Point
from engine.picture_sheet import DrawnFlow, DrawnNode, Sheet
from engine.picture_svg import add, classes, number, polyline

_BEND = 6.0
_HEAD = 8.0
_HALF_HEAD = 3.5
_SLASH = 10.0
_STEPS = 24


def points_of(flow: DrawnFlow, sheet: Sheet) -> tuple[Point, ...]:
    """Return the bends of a flow, cut where they would run inside the elements it joins."""
    points = list(flow.edge.points)
    source, target = sheet.nodes.get(flow.flow.source), sheet.nodes.get(flow.flow.target)
    if source:
        points = _cut_start(points, source)
    if target:
        points = _cut_start(points[::-1], target)[::-1]
    return tuple(points)


def draw_flow(
    parent: etree._Element, flow: DrawnFlow, points: tuple[Point, ...], state: str
) -> None:
    """Draw one flow."""
    tip, before = points[-1], points[-2]
    line = (*points[:-1], _towards(tip, before, _HEAD - 1))
    group = add(parent, "g", class_="bp-line", data_element=flow.flow.id)
    add(group, "path", class_=classes("bp-flow", state), d=_rounded(line))
    add(group, "path", class_=classes("bp-arrow", state), d=_head(tip, before))
    if flow.is_default:
        add(group, "path", class_=classes("bp-thin", state), d=_slash(points[0], points[1]))


def draw_association(parent: etree._Element, points: tuple[Point, ...]) -> None:
    """Draw the dotted line to an annotation."""
    add(parent, "path", class_="bp-dotted", d=polyline(points))


def _cut_start(points: list[Point], node: DrawnNode) -> list[Point]:
    """Drop what lies inside the element and begin on its border."""
    kept = list(points)
    while len(kept) > 2 and _is_inside(node, kept[1]):  # noqa: PLR2004  # a line has two ends
        kept.pop(0)
    if not _is_inside(node, kept[0]) or _is_inside(node, kept[1]):
        return kept
    inner, outer = kept[0], kept[1]
    for _ in range(_STEPS):
        middle = Point((inner.x + outer.x) / 2, (inner.y + outer.y) / 2)
        inner, outer = (middle, outer) if _is_inside(node, middle) else (inner, middle)
    return [outer, *kept[1:]]


def _is_inside(node: DrawnNode, point: Point) -> bool:
    """Whether a point lies within the outline, which is a circle, a diamond or a rectangle."""
    box, center = node.box, node.box.center
    across = abs(point.x - center.x) / (box.width / 2)
    down = abs(point.y - center.y) / (box.height / 2)
    if node.is_event:
        return hypot(across, down) < 1
    if node.is_gateway:
        return across + down < 1
    return max(across, down) < 1


def _rounded(points: tuple[Point, ...]) -> str:
    """Return path data that takes every bend in a small curve."""
    first, last = points[0], points[-1]
    path = [f"M{number(first.x)} {number(first.y)}"]
    for before, bend, after in zip(points, points[1:], points[2:], strict=False):
        room = min(_BEND, _distance(before, bend) / 2, _distance(bend, after) / 2)
        enter, leave = _towards(bend, before, room), _towards(bend, after, room)
        path.append(f"L{number(enter.x)} {number(enter.y)}")
        path.append(f"Q{number(bend.x)} {number(bend.y)} {number(leave.x)} {number(leave.y)}")
    path.append(f"L{number(last.x)} {number(last.y)}")
    return "".join(path)


def _head(tip: Point, before: Point) -> str:
    base = _towards(tip, before, _HEAD)
    length = _distance(tip, before) or 1
    aside_x = (tip.y - before.y) / length * _HALF_HEAD
    aside_y = (before.x - tip.x) / length * _HALF_HEAD
    left = Point(base.x + aside_x, base.y + aside_y)
    right = Point(base.x - aside_x, base.y - aside_y)
    return polyline((tip, left, right)) + "Z"


def _slash(start: Point, following: Point) -> str:
    """Return the stroke across a default flow."""
    middle = _towards(start, following, min(_SLASH, _distance(start, following) / 2))
    return polyline((Point(middle.x - 4, middle.y + 5), Point(middle.x + 4, middle.y - 5)))


def _towards(start: Point, end: Point, distance: float) -> Point:
    share = distance / (_distance(start, end) or 1)
    return Point(start.x + (end.x - start.x) * share, start.y + (end.y - start.y) * share)


def _distance(one: Point, other: Point) -> float:
    return hypot(one.x - other.x, one.y - other.y)
