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
    seen: set[str] = set()
    todo = [start]
    while todo:
        here = todo.pop()
        if here == end:
            return True
        if here not in seen:
            seen.add(here)
            todo.extend(scope.successors(here))
    return False
