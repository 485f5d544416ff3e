"""Can the engine run the diagrams at all, and does every element lie on a way from start to end."""

import re
from collections.abc import Callable, Iterator
from itertools import chain

from engine.catalog import DIAGRAM_FILE, PROCEDURE_FILE
from engine.diagram_scopes import AUTOMATIC_TASKS, Node, Scope
from engine.lint_draft import Draft
from engine.lint_findings import Finding, error_in, tip_in, warning_in
from engine.supported import find_unsupported

MAX_NAME = 60

_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_AT_ONCE = AUTOMATIC_TASKS | {"exclusiveGateway", "parallelGateway", "intermediateThrowEvent"}


def check_support(draft: Draft) -> Iterator[Finding]:
    """What the engine refuses to run, and ids that could not stand as names."""
    files = _files_by_element(draft)
    advice = dict(_advice(draft))
    refused: set[str] = set()
    for problem in find_unsupported([diagram.root for diagram in draft.diagrams]):
        element = problem.element
        refused.add(element)
        reason = f"{problem.reason} {advice.get(element, '')}".strip()
        yield error_in(files.get(element, DIAGRAM_FILE))(element, reason)
    ids = ((process.file, node.id) for process, node in draft.nodes())
    flows = ((process.file, flow.id) for process, scope in draft.scopes() for flow in scope.flows)
    for file, element in chain(ids, flows):
        if element and element not in refused and not _ID.fullmatch(element):
            rule = "chỉ dùng chữ không dấu, số và dấu gạch dưới, không bắt đầu bằng số. Đổi mã."
            yield error_in(file)(element, f"mã «{element}» không hợp lệ: {rule}")


def check_process_ids(draft: Draft) -> Iterator[Finding]:
    """The main process bears the code of the procedure; every other one is called."""
    if draft.info is None:
        return
    main = [each for each in draft.processes() if each.file == DIAGRAM_FILE]
    if draft.diagrams and draft.info.code not in [process.id for process in main]:
        found = main[0].id if main else ""
        reason = f"quy trình chính phải mang mã «{draft.info.code}» như trong {PROCEDURE_FILE}."
        yield error_in(DIAGRAM_FILE)(found, f"{reason} Đổi mã của quy trình.")
        return
    called = {node.xml.get("calledElement") for _, node in draft.nodes()}
    for process in draft.processes():
        if process.id not in called and process.id != draft.info.code:
            message = "không bước nào gọi quy trình này. Bỏ nó, hoặc thêm bước gọi."
            yield warning_in(process.file)(process.id, message)


def check_ways(draft: Draft) -> Iterator[Finding]:
    """Every node can be reached from the start and can reach the end."""
    for process, scope in draft.scopes():
        error = error_in(process.file)
        tags = [node.tag for node in scope.nodes.values()]
        if tags.count("startEvent") != 1 or "endEvent" not in tags:
            continue  # already refused: every node would be reported
        reached = _walk(scope.successors, _of_tag(scope, "startEvent"))
        ending = _walk(_predecessors(scope), _of_tag(scope, "endEvent"))
        for node in scope.nodes.values():
            if node.id not in reached:
                advice = "Nối luồng vào, hoặc bỏ phần tử này."
                yield error(node.id, f"không luồng nào dẫn từ điểm bắt đầu tới đây. {advice}")
            elif node.id not in ending or _is_left_hanging(scope, node):
                advice = "Nối tiếp tới một sự kiện kết thúc."
                yield error(node.id, f"ngõ cụt: từ đây không tới được điểm kết thúc. {advice}")


def check_automatic_circles(draft: Draft) -> Iterator[Finding]:
    """No circle of automatic elements only: it would never stop."""
    for process, scope in draft.scopes():
        said: set[str] = set()
        for node in scope.nodes.values():
            circle = _circle_through(scope, node) if node.id not in said else set()
            if circle:
                said |= circle
                names = ", ".join(sorted(scope.nodes[each].label for each in circle))
                advice = "Đưa một bước của người dùng, mốc thời gian hoặc thông điệp vào vòng."
                message = f"vòng lặp không có bước chờ ({names}). {advice}"
                yield error_in(process.file)(min(circle), message)


def check_names(draft: Draft) -> Iterator[Finding]:
    """What people read in lists and on the picture has a name, and one that fits."""
    for process, scope in draft.scopes():
        for node in scope.nodes.values():
            if node.tag == "userTask" and not node.name:
                message = "bước không có tên. Đặt tên như sẽ hiện trong danh sách việc."
                yield error_in(process.file)(node.id, message)
            if len(node.name) > MAX_NAME:
                message = f"tên dài hơn {MAX_NAME} ký tự. Rút gọn để đọc được trên sơ đồ."
                yield tip_in(process.file)(node.id, message)
            branches = scope.outgoing(node.id)
            is_choice = node.tag == "exclusiveGateway" and len(branches) > 1
            if is_choice and not all(flow.name for flow in branches):
                message = "đặt tên cho từng nhánh để người dùng đọc được sơ đồ."
                yield tip_in(process.file)(node.id, message)


def _advice(draft: Draft) -> Iterator[tuple[str, str]]:
    """Yield how to write what the engine evaluates, for the elements that hold some of it."""
    for _, scope in draft.scopes():
        for flow in scope.flows:
            if flow.condition is not None:
                yield flow.id, 'Viết điều kiện ở luồng rẽ nhánh, dạng: dữ kiện == "mã".'
        for node in scope.nodes.values():
            if node.is_timer():
                yield node.id, 'Viết mốc thời gian dạng: deadline("mã thời hạn", before=3).'
            if node.tag == "scriptTask":
                yield node.id, "Viết kịch bản, mỗi dòng dạng: dữ kiện = giá trị."


def _files_by_element(draft: Draft) -> dict[str, str]:
    """Element id to file; of two with the same id, the file that sorts last: the newcomer."""
    return {
        element: diagram.file
        for diagram in draft.diagrams
        for element in (each.get("id") for each in diagram.root.iter())
        if element
    }


def _is_left_hanging(scope: Scope, node: Node) -> bool:
    return node.tag != "endEvent" and not scope.outgoing(node.id)


def _of_tag(scope: Scope, tag: str) -> list[str]:
    return [node.id for node in scope.nodes.values() if node.tag == tag]


def _predecessors(scope: Scope) -> Callable[[str], tuple[str, ...]]:
    """An activity is left by its flow or by its boundary events: both lead on from it."""

    def before(element: str) -> tuple[str, ...]:
        node = scope.nodes.get(element)
        hosts = (node.attached_to,) if node and node.attached_to else ()
        return (*(flow.source for flow in scope.incoming(element)), *hosts)

    return before


def _walk(following: Callable[[str], tuple[str, ...]], first: list[str]) -> set[str]:
    found: set[str] = set()
    waiting = list(first)
    while waiting:
        element = waiting.pop()
        if element not in found:
            found.add(element)
            waiting += following(element)
    return found


def _circle_through(scope: Scope, node: Node) -> set[str]:
    """Return the automatic elements on a circle with this one; empty when there is none."""

    def is_at_once(element: str) -> bool:
        return element in scope.nodes and scope.nodes[element].tag in _AT_ONCE

    def after(element: str) -> tuple[str, ...]:
        return tuple(flow.target for flow in scope.outgoing(element) if is_at_once(flow.target))

    def before(element: str) -> tuple[str, ...]:
        return tuple(flow.source for flow in scope.incoming(element) if is_at_once(flow.source))

    if not is_at_once(node.id):
        return set()
    return _walk(after, list(after(node.id))) & _walk(before, list(before(node.id)))
