"""What of BPMN the engine runs. Everything else is refused by name instead of run wrongly."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from engine.diagram_scopes import (
    ACTIVITIES,
    GATEWAYS,
    NODES,
    Flow,
    Node,
    Scope,
    local_name,
    processes,
    scopes_of,
    text_of,
)
from engine.errors import DiagramError, ExpressionError
from engine.expressions import gate, gate_script, gate_timer
from engine.notation import read_attribute
from engine.safe_xml import BPMN

RESERVED_IDS = frozenset({"Start", "End", "Root", "StartEventSplit", "StartEventJoin"})

_WAITS = frozenset({"messageEventDefinition", "timerEventDefinition"})
_DEFINITIONS: Mapping[str, frozenset[str]] = {
    "endEvent": frozenset({"messageEventDefinition", "terminateEventDefinition"}),
    "intermediateCatchEvent": _WAITS,
    "intermediateThrowEvent": frozenset({"messageEventDefinition"}),
    "boundaryEvent": _WAITS,
}
_DESCRIPTIVE = frozenset(
    {"laneSet", "textAnnotation", "association", "group", "documentation", "extensionElements"}
)
_IN_A_NODE = _DESCRIPTIVE | {"incoming", "outgoing", "script"}
_IN_A_SCOPE = NODES | _IN_A_NODE | {"sequenceFlow"}
_AT_THE_ROOT = frozenset(
    {"process", "collaboration", "message", "itemDefinition", "import", "documentation"}
    | {"extensionElements", "category", "signal", "error", "escalation", "resource"}
)
_ANY_BPMN = f"{{{BPMN}}}*"


def find_unsupported(roots: Sequence[etree._Element]) -> Iterator[DiagramError]:
    """Yield everything in the diagrams of one version that the engine does not run."""
    yield from _ids(roots)
    for root in roots:
        if root.tag != f"{{{BPMN}}}definitions":
            yield DiagramError(root.get("id", ""), "tệp không phải sơ đồ BPMN 2.0 (definitions).")
        yield from _strangers(root, _AT_THE_ROOT, "")
    messages = _message_names(roots)
    for process in _processes(roots):
        for scope in scopes_of(process):
            yield from _scope(scope)
            for node in scope.nodes.values():
                yield from _node(scope, node)
                yield from _message(scope, node, messages)
            for flow in scope.flows:
                yield from _flow(scope, flow)
    yield from _calls(roots)


def _ids(roots: Sequence[etree._Element]) -> Iterator[DiagramError]:
    """Ids are the contract between versions: unique in the bundle, none of the library's own."""
    elements = (each for root in roots for each in root.iterdescendants(_ANY_BPMN))
    ids = Counter(element.get("id", "") for element in elements)
    for element, count in ids.items():
        if element and count > 1:
            yield DiagramError(element, "mã phần tử bị trùng trong cùng phiên bản.")
        if element in RESERVED_IDS or "." in element:
            yield DiagramError(element, "mã này dành riêng cho hệ thống; hãy đổi mã khác.")


def _strangers(
    owner: etree._Element, known: frozenset[str], element: str
) -> Iterator[DiagramError]:
    for child in owner.iterchildren(_ANY_BPMN):
        if local_name(child) not in known:
            found = element or child.get("id", "")
            yield DiagramError(found, f"hệ thống không hỗ trợ {local_name(child)}.")


def _scope(scope: Scope) -> Iterator[DiagramError]:
    yield from _strangers(scope.xml, _IN_A_SCOPE, "")
    tags = Counter(node.tag for node in scope.nodes.values())
    if tags["startEvent"] != 1:
        reason = f"cần đúng một sự kiện bắt đầu, hiện có {tags['startEvent']}."
        yield DiagramError(scope.id, reason)
    if not tags["endEvent"]:
        yield DiagramError(scope.id, "thiếu sự kiện kết thúc.")
    if scope.xml.get("triggeredByEvent") == "true":
        yield DiagramError(scope.id, "không hỗ trợ tiến trình con kích hoạt bằng sự kiện.")
    if scope.xml.get("isExecutable") == "false":
        yield DiagramError(scope.id, "quy trình phải có isExecutable=true.")


def _node(scope: Scope, node: Node) -> Iterator[DiagramError]:
    if node.tag != "subProcess":
        allowed = _IN_A_NODE | _DEFINITIONS.get(node.tag, frozenset())
        yield from _strangers(node.xml, allowed, node.id)
    if not node.id:
        yield DiagramError(element="", reason=f"có phần tử {node.tag} không có mã (id).")
    if len(scope.outgoing(node.id)) > 1 and node.tag not in GATEWAYS:
        yield DiagramError(node.id, "chỉ cổng mới được có nhiều luồng ra.")
    yield from _event(scope, node)
    yield from _content(node)
    if node.tag == "exclusiveGateway" and len(scope.outgoing(node.id)) > 1:
        flows = [flow.id for flow in scope.outgoing(node.id)]
        if node.xml.get("default") not in flows:
            yield DiagramError(node.id, "cổng loại trừ phải có luồng mặc định.")
    if node.tag == "eventBasedGateway":
        yield from _event_gateway(scope, node)


def _event(scope: Scope, node: Node) -> Iterator[DiagramError]:
    if len(node.definitions) > 1:
        yield DiagramError(node.id, "một sự kiện chỉ được có một định nghĩa.")
    if node.tag in ("intermediateCatchEvent", "boundaryEvent") and not node.definitions:
        yield DiagramError(node.id, "sự kiện chờ phải có mốc thời gian hoặc thông điệp.")
    if node.tag == "boundaryEvent":
        host = scope.nodes.get(node.attached_to)
        if host is None or host.tag not in ACTIVITIES:
            yield DiagramError(node.id, "sự kiện biên phải gắn vào một bước.")


def _content(node: Node) -> Iterator[DiagramError]:
    try:
        if node.tag == "scriptTask":
            gate_script(text_of(node.xml, "script") or "")
        for timer in node.xml.iterchildren(f"{{{BPMN}}}timerEventDefinition"):
            gate_timer(text_of(timer, "timeDate") or "")
    except ExpressionError as error:
        yield DiagramError(node.id, str(error))
    if node.tag == "serviceTask" and not read_attribute(node.xml, "effect"):
        yield DiagramError(node.id, "bước tự động phải có donthu:effect.")
    if node.tag == "businessRuleTask" and not read_attribute(node.xml, "decision"):
        yield DiagramError(node.id, "bước quyết định phải có donthu:decision.")


def _event_gateway(scope: Scope, node: Node) -> Iterator[DiagramError]:
    if node.xml.get("instantiate") == "true" or node.xml.get("eventGatewayType") == "Parallel":
        yield DiagramError(node.id, "cổng sự kiện chỉ được chờ một trong các sự kiện.")
    for flow in scope.outgoing(node.id):
        target = scope.nodes.get(flow.target)
        if target is None or target.tag != "intermediateCatchEvent":
            yield DiagramError(node.id, "sau cổng sự kiện chỉ được là sự kiện chờ.")
        elif len(scope.incoming(target.id)) > 1:
            yield DiagramError(target.id, "sự kiện sau cổng sự kiện chỉ có một luồng vào.")


def _flow(scope: Scope, flow: Flow) -> Iterator[DiagramError]:
    source, target = scope.nodes.get(flow.source), scope.nodes.get(flow.target)
    if source is None or target is None or not flow.id:
        yield DiagramError(flow.id, "luồng phải có mã và nối hai phần tử cùng cấp.")
        return
    if source.tag == "endEvent" or target.tag in ("startEvent", "boundaryEvent"):
        yield DiagramError(flow.id, "luồng rời sự kiện kết thúc, hoặc vào sự kiện bắt đầu, biên.")
    siblings = scope.outgoing(source.id)
    if sum(each.target == target.id for each in siblings) > 1:
        yield DiagramError(flow.id, "có hai luồng cùng nối hai phần tử này.")
    is_choice = source.tag == "exclusiveGateway" and len(siblings) > 1
    is_default = flow.id == source.xml.get("default")
    yield from _condition(flow, is_needed=is_choice and not is_default)


def _condition(flow: Flow, *, is_needed: bool) -> Iterator[DiagramError]:
    if is_needed:
        try:
            gate(flow.condition or "")
        except ExpressionError as error:
            yield DiagramError(flow.id, f"điều kiện của luồng. {error}")
    elif flow.condition is not None:
        # The library would take such a flow whatever its condition says.
        yield DiagramError(flow.id, "chỉ luồng rẽ nhánh không mặc định mới có điều kiện.")


def _message(scope: Scope, node: Node, names: Mapping[str, str]) -> Iterator[DiagramError]:
    parts = [child for child in node.xml if local_name(child) == "messageEventDefinition"]
    for part in [node.xml] if node.tag == "receiveTask" else parts:
        if not names.get(part.get("messageRef", "")):
            yield DiagramError(node.id, "thông điệp (messageRef) không tồn tại hoặc thiếu tên.")
        same = [each for each in scope.boundaries(node.attached_to) if _refers(each, part)]
        if len(same) > 1:
            # Both would interrupt the step, and the case would go on twice.
            yield DiagramError(node.id, "bước này đã có sự kiện biên chờ cùng thông điệp.")


def _refers(node: Node, part: etree._Element) -> bool:
    refs = {child.get("messageRef") for child in node.xml}
    return part.get("messageRef") in refs


def _message_names(roots: Sequence[etree._Element]) -> dict[str, str]:
    messages = (each for root in roots for each in root.iterchildren(f"{{{BPMN}}}message"))
    return {message.get("id", ""): message.get("name", "") for message in messages}


def _calls(roots: Sequence[etree._Element]) -> Iterator[DiagramError]:
    """Called processes are in the bundle and do not, directly or not, call themselves."""
    calls: dict[str, set[str]] = {each.get("id", ""): set() for each in _processes(roots)}
    for process in _processes(roots):
        for activity in process.iterdescendants(f"{{{BPMN}}}callActivity"):
            called = activity.get("calledElement", "")
            calls[process.get("id", "")].add(called)
            if called not in calls:
                reason = f"quy trình được gọi «{called}» không có trong phiên bản."
                yield DiagramError(activity.get("id", ""), reason)
    for process_id in calls:
        if process_id in _reached(calls, process_id):
            yield DiagramError(process_id, "quy trình tự gọi chính nó, trực tiếp hoặc gián tiếp.")


def _reached(calls: Mapping[str, set[str]], process_id: str) -> set[str]:
    found: set[str] = set()
    waiting = set(calls[process_id])
    while waiting:
        found |= waiting
        waiting = {each for name in waiting for each in calls.get(name, ())} - found
    return found


def _processes(roots: Sequence[etree._Element]) -> list[etree._Element]:
    return [process for root in roots for process in processes(root)]
