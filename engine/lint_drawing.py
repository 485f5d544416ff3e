"""Is every element drawn, and drawn where a reader looks for it."""

from collections.abc import Iterator, Mapping
from itertools import combinations, pairwise

from engine.diagram_interchange import MAX_COORDINATE, Box, Edge, Plane, Shape
from engine.diagram_scopes import Flow, Node, Scope
from engine.lint_draft import Diagram, Draft
from engine.lint_findings import Finding, error_in, warning_in

_TOUCH = 6.0
_GRAZE = 3.0
_REDRAW = "Vẽ lại trong trình soạn sơ đồ."


def check_drawing(draft: Draft) -> Iterator[Finding]:
    """Every node and flow has its place on the canvas."""
    for diagram in draft.diagrams:
        shapes = {key: shape for plane in diagram.planes for key, shape in plane.shapes.items()}
        edges = {key: edge for plane in diagram.planes for key, edge in plane.edges.items()}
        for process in diagram.processes:
            for scope in process.scopes:
                yield from _nodes(diagram, scope, shapes)
                yield from _flows(diagram, scope, shapes, edges)
                for plane in diagram.planes:
                    yield from _covered(diagram, scope, plane)


def _nodes(diagram: Diagram, scope: Scope, shapes: Mapping[str, Shape]) -> Iterator[Finding]:
    frame = shapes.get(scope.id)
    for node in scope.nodes.values():
        shape = shapes.get(node.id)
        if shape is None:
            message = f"chưa được vẽ, hoặc tọa độ không đọc được. {_REDRAW}"
            yield error_in(diagram.file)(node.id, message)
        elif shape.box.x < 0 or shape.box.y < 0 or _beyond(shape.box):
            yield error_in(diagram.file)(node.id, f"nằm ngoài khung vẽ. {_REDRAW}")
        elif node.attached_to:
            yield from _on_border(diagram, node, shape, shapes)
        elif frame and frame.is_expanded and not _holds(frame.box, shape.box):
            yield warning_in(diagram.file)(node.id, f"vẽ ngoài khung chứa nó. {_REDRAW}")


def _on_border(
    diagram: Diagram, node: Node, shape: Shape, shapes: Mapping[str, Shape]
) -> Iterator[Finding]:
    """A boundary event is drawn on the border of its activity."""
    host = shapes.get(node.attached_to)
    center = shape.box.center
    on_border = host is not None and host.box.contains(center, _TOUCH)
    on_border = on_border and not (host and host.box.grown(-_TOUCH).contains(center))
    if host and not on_border:
        message = f"sự kiện biên không nằm trên viền của bước nó gắn vào. {_REDRAW}"
        yield warning_in(diagram.file)(node.id, message)


def _flows(
    diagram: Diagram, scope: Scope, shapes: Mapping[str, Shape], edges: Mapping[str, Edge]
) -> Iterator[Finding]:
    for flow in scope.flows:
        edge = edges.get(flow.id)
        if edge is None:
            message = f"luồng chưa được vẽ, hoặc tọa độ không đọc được. {_REDRAW}"
            yield error_in(diagram.file)(flow.id, message)
        elif not _touches(flow, edge, shapes):
            message = f"luồng vẽ không chạm vào hai phần tử nó nối. {_REDRAW}"
            yield warning_in(diagram.file)(flow.id, message)


def _touches(flow: Flow, edge: Edge, shapes: Mapping[str, Shape]) -> bool:
    ends = ((flow.source, edge.points[0]), (flow.target, edge.points[-1]))
    return all(
        shapes[element].box.contains(point, _TOUCH) for element, point in ends if element in shapes
    )


def _covered(diagram: Diagram, scope: Scope, plane: Plane) -> Iterator[Finding]:
    """Two nodes of one scope cover each other, or a flow runs through a node it does not join."""
    warning = warning_in(diagram.file)
    boxes = {
        node.id: plane.shapes[node.id].box
        for node in scope.nodes.values()
        if node.id in plane.shapes and node.tag != "boundaryEvent"
    }
    for (_, box), (node, other) in combinations(boxes.items(), 2):
        if box.overlap(other):
            yield warning(node, f"vẽ chồng lên phần tử khác. {_REDRAW}")
    for flow in scope.flows:
        for node in _crossed(flow, plane, boxes):
            label = scope.nodes[node].label
            yield warning(flow.id, f"luồng vẽ xuyên qua «{label}». {_REDRAW}")


def _crossed(flow: Flow, plane: Plane, boxes: Mapping[str, Box]) -> Iterator[str]:
    points = plane.edges[flow.id].points if flow.id in plane.edges else ()
    for node, box in boxes.items():
        inside = box.grown(-_GRAZE)
        if node not in (flow.source, flow.target) and any(
            inside.crossed_by(*segment) for segment in pairwise(points)
        ):
            yield node


def _beyond(box: Box) -> bool:
    return box.right > MAX_COORDINATE or box.bottom > MAX_COORDINATE


def _holds(frame: Box, box: Box) -> bool:
    return frame.contains(box.center) and frame.grown(1).overlap(box) >= box.width * box.height - 1
