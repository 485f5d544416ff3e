"""Facts that two branches running beside each other touch: the outcome would be chance."""

from collections.abc import Iterator, Mapping
from itertools import permutations

from engine.diagram_scopes import Node, Scope
from engine.lint_draft import Draft
from engine.lint_facts import Use, use_of
from engine.lint_findings import Finding, error_in


def check_concurrent_use(draft: Draft) -> Iterator[Finding]:
    """No branch reads what an automatic element in a branch beside it writes."""
    uses = {
        node.id: (node, use_of(draft, scope, node))
        for _, scope in draft.scopes()
        for node in scope.nodes.values()
    }
    said: set[tuple[str, str]] = set()
    for process, scope in draft.scopes():
        for one, other in _beside_each_other(scope):
            readers = _with_inner(draft, one)
            writers = _with_inner(draft, other)
            for reader, writer, fact in _clashes(uses, readers, writers):
                if (reader, fact) not in said:
                    said.add((reader, fact))
                    advice = "Đọc sau khi các nhánh nhập lại, hoặc tách thành hai dữ kiện."
                    message = f"đọc «{fact}» trong khi «{writer}» ở nhánh song song ghi nó."
                    yield error_in(process.file)(reader, f"{message} {advice}")


def _beside_each_other(scope: Scope) -> Iterator[tuple[set[str], set[str]]]:
    """Yield pairs of node sets that can run at the same time, each pair both ways round."""
    for node in scope.nodes.values():
        if node.tag == "parallelGateway":
            starts = [flow.target for flow in scope.outgoing(node.id)]
            branches = [_reach(scope, [start], node.id) for start in starts]
            for one, other in permutations(branches, 2):
                yield one - other, other - one
        elif node.tag == "boundaryEvent" and not node.interrupts:
            branch = _reach(scope, [flow.target for flow in scope.outgoing(node.id)], node.id)
            main = _reach(scope, [node.attached_to], node.id)
            yield branch - main, main - branch
            yield main - branch, branch - main


def _reach(scope: Scope, first: list[str], barrier: str) -> set[str]:
    """Return what can come after, without passing the place where the branches part again."""
    found: set[str] = set()
    waiting = list(first)
    while waiting:
        element = waiting.pop()
        if element in scope.nodes and element not in found and element != barrier:
            found.add(element)
            waiting += scope.successors(element)
    return found


def _with_inner(draft: Draft, elements: set[str]) -> set[str]:
    """Add everything inside the subprocesses and called processes among the elements."""
    found: set[str] = set()
    waiting = set(elements)
    scopes = {scope.id: scope for _, scope in draft.scopes()}
    nodes = {node.id: node for _, node in draft.nodes()}
    while waiting:
        found |= waiting
        inner = {_inner_scope(nodes[each]) for each in waiting if each in nodes}
        waiting = {each for scope in inner & set(scopes) for each in scopes[scope].nodes} - found
    return found


def _inner_scope(node: Node) -> str:
    if node.tag == "callActivity":
        return node.xml.get("calledElement", "")
    return node.id if node.tag == "subProcess" else ""


def _clashes(
    uses: Mapping[str, tuple[Node, Use]], readers: set[str], writers: set[str]
) -> Iterator[tuple[str, str, str]]:
    """Yield reader, writer's label and fact."""
    for reader in sorted(readers & set(uses)):
        for writer in sorted(writers & set(uses)):
            node, use = uses[writer]
            for fact in sorted(uses[reader][1].reads & use.writes):
                yield reader, node.label, fact
