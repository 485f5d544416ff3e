"""Whether a parallel join can still be reached on all its flows from where the tokens stand.

A version may put a split behind a case that has passed that place: the join of that split would
then wait for ever for a branch nobody is on.
"""

from collections.abc import Iterator

from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.control import BoundaryEventJoin
from SpiffWorkflow.bpmn.specs.defaults import ParallelGateway

from engine.levels import label
from engine.tokens import Token


def starving_joins(spec: BpmnProcessSpec, tokens: list[Token]) -> Iterator[str]:
    """Yield, in Vietnamese, why joins of a level would wait for ever."""
    for join in spec.task_specs.values():
        if not isinstance(join, ParallelGateway):
            continue
        arrived = {
            tokens[token.parent].element
            for token in tokens
            if token.element == join.name and token.parent >= 0
        }
        reached = arrived | _reachable(spec, tokens, join)
        missing = [label(each) for each in join.inputs if each.name not in reached]
        if missing and len(missing) < len(join.inputs):
            yield (
                f"Cổng hợp {label(join)} của phiên bản mới sẽ chờ mãi nhánh từ "
                f"{', '.join(missing)}, vì vụ việc đã qua chỗ rẽ nhánh."
            )


def _reachable(spec: BpmnProcessSpec, tokens: list[Token], join: ParallelGateway) -> set[str]:
    """Return what can still run before the join does, by name."""
    beside = (BoundaryEventJoin, type(spec.end))
    waiting = [
        spec.task_specs[token.element]
        for token in tokens
        if token.standing.is_live and not isinstance(spec.task_specs[token.element], beside)
    ]
    found: set[str] = set()
    while waiting:
        each = waiting.pop()
        if each is not join and each.name not in found:
            found.add(each.name)
            waiting += each.outputs
    return found
