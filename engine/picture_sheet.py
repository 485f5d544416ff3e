"""One diagram ready to be drawn: every element with its kind, its name and its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice

from lxml import etree

from engine.diagram_interchange import Box, Edge, Plane, Shape, read_planes
from engine.diagram_scopes import MAX_NODES, Flow, Node, processes, scopes_of, text_of
from engine.safe_xml import BPMN


@dataclass(frozen=True, slots=True)
class DrawnNode:
    """A node with its place."""

    node: Node
    shape: Shape

    @property
    def box(self) -> Box:
        """Where it is drawn."""
        return self.shape.box

    @property
    def is_event(self) -> bool:
        """Drawn as a circle."""
        return self.node.tag.endswith("Event")

    @property
    def is_gateway(self) -> bool:
        """Drawn as a diamond."""
        return self.node.tag.endswith("Gateway")

    @property
    def is_frame(self) -> bool:
        """An expanded subprocess: drawn around its content."""
        return self.node.tag == "subProcess" and self.shape.is_expanded


@dataclass(frozen=True, slots=True)
class DrawnFlow:
    """A sequence flow with its bends."""

    flow: Flow
    edge: Edge
    is_default: bool


@dataclass(frozen=True, slots=True)
class DrawnText:
    """A pool, lane, annotation or group with its words."""

    tag: str
    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything on one sheet. Frames come outermost first, boundary events after their hosts."""

    title: str
    nodes: Mapping[str, DrawnNode]
    flows: tuple[DrawnFlow, ...]
    texts: tuple[DrawnText, ...]
    associations: tuple[Edge, ...]

    def drawn(self) -> frozenset[str]:
        """Return the ids of the nodes on the sheet."""
        return frozenset(self.nodes)

    def guests(self, host: str) -> list[Box]:
        """Return the boundary events on an activity."""
        return [each.box for each in self.nodes.values() if each.node.attached_to == host]


def read_sheet(root: etree._Element) -> Sheet:
    """Return the first sheet of a diagram; empty when nothing is drawn."""
    plane = next(iter(read_planes(root)), Plane("", {}, {}))
    scopes = [scope for process in processes(root) for scope in scopes_of(process)]
    nodes = chain.from_iterable(scope.nodes.values() for scope in scopes)
    found = (DrawnNode(node, plane.shapes[node.id]) for node in nodes if node.id in plane.shapes)
    drawn = list(islice(found, MAX_NODES))
    drawn.sort(key=lambda each: each.node.tag == "boundaryEvent")
    defaults = {each.node.xml.get("default") for each in drawn if each.is_gateway}
    return Sheet(
        title=next((scope.name for scope in scopes if scope.name), ""),
        nodes={each.node.id: each for each in drawn},
        flows=tuple(
            DrawnFlow(flow, plane.edges[flow.id], flow.id in defaults)
            for scope in scopes
            for flow in scope.flows[:MAX_NODES]
            if flow.id in plane.edges
        ),
        texts=tuple(_texts(root, plane)),
        associations=tuple(_associations(root, plane)),
    )


def _texts(root: etree._Element, plane: Plane) -> Iterator[DrawnText]:
    for tag in ("participant", "lane", "group", "textAnnotation"):
        for element in root.iter(f"{{{BPMN}}}{tag}"):
            shape = plane.shapes.get(element.get("id", ""))
            if shape:
                words = (text_of(element, "text") or element.get("name") or "").split()
                yield DrawnText(tag, " ".join(words), shape.box)


def _associations(root: etree._Element, plane: Plane) -> Iterator[Edge]:
    for element in root.iter(f"{{{BPMN}}}association"):
        edge = plane.edges.get(element.get("id", ""))
        if edge:
            yield edge
