"""The few SVG elements a picture is made of: class names only, no style, no script, no id."""

from collections.abc import Iterable

from lxml import etree

from engine.diagram_interchange import Box, Point

SVG = "http://www.w3.org/2000/svg"


def new_root() -> etree._Element:
    """Return an empty picture."""
    # Parsed rather than built: only so is the namespace the default one, without a prefix.
    return etree.fromstring(f'<svg xmlns="{SVG}"/>')


def add(parent: etree._Element, tag: str, **attributes: str | float) -> etree._Element:
    """Append an element. Underscores become hyphens; ``class_`` becomes ``class``."""
    names = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
    texts = {key: _text(value) for key, value in names.items()}
    return etree.SubElement(parent, f"{{{SVG}}}{tag}", texts)


def add_text(parent: etree._Element, tag: str, text: str, **attributes: str | float) -> None:
    """Append an element that holds text."""
    add(parent, tag, **attributes).text = text


def add_box(parent: etree._Element, box: Box, radius: float = 0, **attributes: str) -> None:
    """Append a rectangle."""
    rounded: dict[str, str | float] = {"rx": radius} if radius else {}
    sides = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
    add(parent, "rect", **attributes, **sides, **rounded)


def add_circle(parent: etree._Element, center: Point, radius: float, **attributes: str) -> None:
    """Append a circle."""
    add(parent, "circle", **attributes, cx=center.x, cy=center.y, r=radius)


def number(value: float) -> str:
    """Return a coordinate with at most one decimal."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def classes(*names: str) -> str:
    """Join class names, leaving out empty ones."""
    return " ".join(filter(None, names))


def polyline(points: Iterable[Point]) -> str:
    """Return the path data of straight lines through points."""
    return "M" + "L".join(f"{number(point.x)} {number(point.y)}" for point in points)


def _text(value: str | float) -> str:
    return value if isinstance(value, str) else number(value)
