"""Steps to which a step may be sent back: they exist, stand before it, and can be reached."""

from collections.abc import Iterator

from engine.diagram_scopes import Scope
from engine.lint_draft import Draft, Process
from engine.lint_findings import Finding, error_in
from engine.notation import read_notation

_ADVICE = "Ghi mã của bước đứng trước trong cùng quy trình, ngoài mọi nhánh song song."


def check_send_back(draft: Draft) -> Iterator[Finding]:
    """What ``sendBackTo`` names is a step from which the case comes to this one."""
    for process in draft.processes():
        for scope in process.scopes:
            for node in scope.nodes.values():
                wanted = read_notation(node.xml).send_back_to if node.tag == "userTask" else ()
                for target in wanted:
                    if not _comes_before(process, scope, node.id, target):
                        message = f"sendBackTo nêu «{target}», không phải bước đứng trước bước này."
                        yield error_in(process.file)(node.id, f"{message} {_ADVICE}")


def _comes_before(process: Process, scope: Scope, step: str, target: str) -> bool:
    """Look in the scope of the step, then in those around it."""
    found = scope.nodes.get(target)
    if found is not None:
        return found.tag == "userTask" and target != step and _leads_to(scope, target, step)
    outer = next((one for one in process.scopes if scope.id in one.nodes), None)
    return outer is not None and _comes_before(process, outer, scope.id, target)


def _leads_to(scope: Scope, start: str, end: str) -> bool:
    """Tell whether a single token on ``start`` gets to ``end``: not into a join from one side."""
    seen: set[tuple[str, bool]] = set()
    todo = [(start, False)]
    is_reached = False
    while todo:
        here, is_split = todo.pop()
        if (here, is_split) in seen or here not in scope.nodes:
            continue  # a flow into nothing is refused elsewhere
        seen.add((here, is_split))
        is_reached = is_reached or here == end
        if scope.nodes[here].tag == "parallelGateway":
            if len(scope.incoming(here)) > 1 and not is_split:
                return False
            is_split = len(scope.outgoing(here)) > 1
        if here != end:
            todo.extend((each, is_split) for each in scope.successors(here))
    return is_reached
