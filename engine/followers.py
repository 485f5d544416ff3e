"""Which steps may follow a step: what the page of the step announces."""

from collections import deque
from typing import Any

from engine.parser import Procedure


def followers(procedure: Procedure, element: str) -> tuple[str, ...]:
    """Return the user tasks reachable from ``element`` without passing another user task.

    Conditions are not evaluated: every branch counts. Boundary events do not, because they are
    what may happen instead of the step, not after it.
    """
    return tuple(one for one in _after(procedure, element) if one)


def may_end(procedure: Procedure, element: str) -> bool:
    """Tell whether the procedure can come to an end after ``element`` without another user task."""
    return "" in _after(procedure, element)


def _after(procedure: Procedure, element: str) -> tuple[str, ...]:
    """Return the user tasks that are next, and an empty name where the procedure ends."""
    levels: dict[str | None, Any] = {None: procedure.spec}
    levels.update(procedure.subprocesses)
    home = {
        spec.bpmn_id: name
        for name, level in levels.items()
        for spec in level.task_specs.values()
        if spec.bpmn_id in procedure.steps
    }
    callers = {
        spec.spec: (name, spec)
        for name, level in levels.items()
        for spec in level.task_specs.values()
        if getattr(spec, "spec", None) in procedure.subprocesses
    }
    if element not in home:
        return ()
    level = home[element]
    first = next(spec for spec in levels[level].task_specs.values() if spec.bpmn_id == element)
    found: dict[str, None] = {}
    seen: set[int] = set()
    todo: deque[tuple[Any, Any]] = deque((level, spec) for spec in first.outputs)
    while todo:
        level, spec = todo.popleft()
        if id(spec) in seen:
            continue
        seen.add(id(spec))
        if spec.bpmn_id in procedure.steps:
            found[spec.bpmn_id] = None
        elif getattr(spec, "spec", None) in procedure.subprocesses:
            todo.append((spec.spec, procedure.subprocesses[spec.spec].start))
        elif spec.outputs:
            todo.extend((level, each) for each in _onward(spec))
        elif level in callers:
            outer, caller = callers[level]
            todo.extend((outer, each) for each in caller.outputs)
        else:
            found[""] = None
    return tuple(found)


def _onward(spec: Any) -> list[Any]:  # noqa: ANN401 - the library has no types
    """Leave out boundary events: they hang on the split in front of an activity."""
    if spec.name.endswith(".BoundaryEventSplit"):
        return [each for each in spec.outputs if not hasattr(each, "cancel_activity")]
    return list(spec.outputs)
