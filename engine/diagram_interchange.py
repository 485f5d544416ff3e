"""BPMN diagram interchange: where each element is drawn; what cannot be read is not drawn."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite

from lxml import etree

from engine.safe_xml import BPMNDI, DC, DI

# Far beyond any sheet of paper; keeps a mistyped coordinate from making a picture without end.
MAX_COORDINATE = 20_000.0
MIN_SIDE = 1.0


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the canvas; y grows downwards."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the canvas."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of its right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of its lower side."""
        return self.y + self.height

    @property
    def center(self) -> Point:
        """Its middle."""
        return Point(self.x + self.width / 2, self.y + self.height / 2)

    def contains(self, point: Point, slack: float = 0) -> bool:
        """Whether a point lies inside or at most ``slack`` outside."""
        inside_x = self.x - slack <= point.x <= self.right + slack
        return inside_x and self.y - slack <= point.y <= self.bottom + slack

    def grown(self, by: float) -> "Box":
        """Return the box with a margin on every side; negative shrinks it."""
        return Box(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def crossed_by(self, start: Point, end: Point) -> bool:
        """Whether a straight line between two points runs through the inside."""
        enters, leaves = 0.0, 1.0
        for origin, reach, low, high in (
            (start.x, end.x - start.x, self.x, self.right),
            (start.y, end.y - start.y, self.y, self.bottom),
        ):
            if reach == 0:
                if not low < origin < high:
                    return False
                continue
            near, far = sorted(((low - origin) / reach, (high - origin) / reach))
            enters, leaves = max(enters, near), min(leaves, far)
        return enters < leaves

    def overlap(self, other: "Box") -> float:
        """Return the area both share."""
        width = min(self.right, other.right) - max(self.x, other.x)
        height = min(self.bottom, other.bottom) - max(self.y, other.y)
        return width * height if width > 0 and height > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Shape:
    """Where a node, lane, pool or annotation is drawn; ``label`` is the place of its name."""

    element: str
    box: Box
    label: Box | None
    is_expanded: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """The bends of a flow, from its source to its target; at least two points."""

    element: str
    points: tuple[Point, ...]
    label: Box | None


@dataclass(frozen=True, slots=True)
class Plane:
    """One sheet: the drawing of a process, a collaboration or a collapsed subprocess."""

    element: str
    shapes: Mapping[str, Shape]
    edges: Mapping[str, Edge]


def read_planes(root: etree._Element) -> tuple[Plane, ...]:
    """Return the sheets of a file; the first is the one to show."""
    return tuple(_read_plane(plane) for plane in root.iter(f"{{{BPMNDI}}}BPMNPlane"))


def _read_plane(plane: etree._Element) -> Plane:
    return Plane(
        element=plane.get("bpmnElement", ""),
        shapes={shape.element: shape for shape in _shapes(plane)},
        edges={edge.element: edge for edge in _edges(plane)},
    )


def _shapes(plane: etree._Element) -> Iterator[Shape]:
    for xml in plane.iterfind(f"{{{BPMNDI}}}BPMNShape"):
        box = _box(xml)
        if box is not None:
            expanded = xml.get("isExpanded", "false") == "true"
            yield Shape(xml.get("bpmnElement", ""), box, _label(xml), expanded)


def _edges(plane: etree._Element) -> Iterator[Edge]:
    for xml in plane.iterfind(f"{{{BPMNDI}}}BPMNEdge"):
        read = [_point(each) for each in xml.iterfind(f"{{{DI}}}waypoint")]
        points = tuple(point for point in read if point is not None)
        if len(points) == len(read) and len(points) > 1:
            yield Edge(xml.get("bpmnElement", ""), points, _label(xml))


def _label(xml: etree._Element) -> Box | None:
    label = xml.find(f"{{{BPMNDI}}}BPMNLabel")
    return None if label is None else _box(label)


def _box(xml: etree._Element) -> Box | None:
    bounds = xml.find(f"{{{DC}}}Bounds")
    if bounds is None:
        return None
    numbers = [_number(bounds.get(key)) for key in ("x", "y", "width", "height")]
    x, y, width, height = numbers
    if x is None or y is None or not width or not height or min(width, height) < MIN_SIDE:
        return None
    return Box(x, y, width, height)


def _point(xml: etree._Element) -> Point | None:
    x, y = _number(xml.get("x")), _number(xml.get("y"))
    return None if x is None or y is None else Point(x, y)


def _number(text: str | None) -> float | None:
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if isfinite(number) and abs(number) <= MAX_COORDINATE else None
