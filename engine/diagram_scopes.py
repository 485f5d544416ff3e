"""A BPMN file as scopes of nodes and flows: what the checks, the token game and the picture read.

Nothing is judged here: a missing attribute becomes empty text, an unknown element keeps its tag.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from engine.safe_xml import BPMN

EVENTS = frozenset(
    {"startEvent", "endEvent", "boundaryEvent", "intermediateCatchEvent", "intermediateThrowEvent"}
)
GATEWAYS = frozenset({"exclusiveGateway", "parallelGateway", "eventBasedGateway"})
AUTOMATIC_TASKS = frozenset({"scriptTask", "serviceTask", "businessRuleTask"})
ACTIVITIES = AUTOMATIC_TASKS | {"userTask", "receiveTask", "callActivity", "subProcess"}
NODES = EVENTS | GATEWAYS | ACTIVITIES

MAX_NODES = 500
"""A diagram with more nodes is neither checked nor drawn in full: nobody could read it."""

_B = f"{{{BPMN}}}"


@dataclass(frozen=True, slots=True)
class Flow:
    """A sequence flow. ``condition`` is None when it has no condition element."""

    id: str
    name: str
    source: str
    target: str
    condition: str | None


@dataclass(frozen=True, slots=True)
class Node:
    """A flow node: event, gateway, task, subprocess or call activity."""

    id: str
    tag: str
    name: str
    xml: etree._Element

    @property
    def label(self) -> str:
        """Its name, or its id where it has none."""
        return self.name or self.id

    @property
    def attached_to(self) -> str:
        """The activity a boundary event sits on; empty for every other node."""
        return self.xml.get("attachedToRef", "") if self.tag == "boundaryEvent" else ""

    @property
    def interrupts(self) -> bool:
        """A boundary event ends its activity."""
        return self.xml.get("cancelActivity", "true") != "false"

    @property
    def definitions(self) -> tuple[str, ...]:
        """Local names of its event definitions: ``timerEventDefinition`` and so on."""
        names = (local_name(child) for child in self.xml)
        return tuple(name for name in names if name.endswith("EventDefinition"))

    def is_timer(self) -> bool:
        """Waits for a deadline."""
        return "timerEventDefinition" in self.definitions


@dataclass(frozen=True, slots=True)
class Scope:
    """A process or an expanded subprocess: the nodes directly inside it and their flows."""

    id: str
    tag: str
    name: str
    nodes: Mapping[str, Node]
    flows: tuple[Flow, ...]
    xml: etree._Element

    def outgoing(self, node: str) -> tuple[Flow, ...]:
        """Return the flows that leave a node."""
        return tuple(flow for flow in self.flows if flow.source == node)

    def incoming(self, node: str) -> tuple[Flow, ...]:
        """Return the flows that lead into a node."""
        return tuple(flow for flow in self.flows if flow.target == node)

    def boundaries(self, node: str) -> tuple[Node, ...]:
        """Return the boundary events that sit on an activity."""
        return tuple(each for each in self.nodes.values() if node and each.attached_to == node)

    def successors(self, node: str) -> tuple[str, ...]:
        """Return what can come next: targets of flows, and the boundary events of the node."""
        targets = [flow.target for flow in self.outgoing(node)]
        return (*targets, *(each.id for each in self.boundaries(node)))


def local_name(element: etree._Element) -> str:
    """Return the BPMN name of an element; empty when it is of another namespace."""
    tag = str(element.tag)  # of a comment it would be a function
    return tag.removeprefix(_B) if tag.startswith(_B) else ""


def text_of(element: etree._Element, path: str) -> str | None:
    """Return the stripped text of a BPMN child, None when there is no such child."""
    child = element.find(_B + path)
    return None if child is None else (child.text or "").strip()


def processes(root: etree._Element) -> tuple[etree._Element, ...]:
    """Return the processes of a file."""
    return tuple(root.findall(f"{_B}process"))


def scopes_of(process: etree._Element) -> Iterator[Scope]:
    """Yield the process itself and every subprocess inside it, outermost first."""
    yield _read_scope(process)
    for inner in process.iter(f"{_B}subProcess"):
        yield _read_scope(inner)


def _read_scope(element: etree._Element) -> Scope:
    children = [(local_name(child), child) for child in element]
    nodes = [_read_node(tag, child) for tag, child in children if tag in NODES]
    flows = tuple(_read_flow(child) for tag, child in children if tag == "sequenceFlow")
    return Scope(
        id=element.get("id", ""),
        tag=local_name(element),
        name=_name(element),
        nodes={node.id: node for node in nodes},
        flows=flows,
        xml=element,
    )


def _read_node(tag: str, element: etree._Element) -> Node:
    return Node(element.get("id", ""), tag, _name(element), element)


def _read_flow(element: etree._Element) -> Flow:
    return Flow(
        id=element.get("id", ""),
        name=_name(element),
        source=element.get("sourceRef", ""),
        target=element.get("targetRef", ""),
        condition=text_of(element, "conditionExpression"),
    )


def _name(element: etree._Element) -> str:
    return " ".join(element.get("name", "").split())
