"""Prepares a case to go on from another step: what stands in the way is taken off the board.

The library's own reset leaves timers of removed elements behind. Here the tokens are removed
before the case is loaded, so there is nothing that could be left.
"""

from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.control import BoundaryEventJoin
from SpiffWorkflow.bpmn.specs.defaults import CallActivity, SubWorkflowTask, UserTask
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent

from engine.errors import CannotJumpError
from engine.levels import label, level_specs
from engine.parser import Procedure
from engine.tokens import Level, Tokens


def clear_for(procedure: Procedure, tokens: Tokens, element: str) -> tuple[Tokens, int]:
    """Return the tokens without those of the level that holds ``element``, and that level.

    What the level has opened (subprocesses, called processes) goes with it.

    Raises:
        CannotJumpError: The element is no step, its level is not open, is open twice, or more
            than one token stands in it: which of them to move is for people to say.
    """
    if tokens.completed:
        raise CannotJumpError(element, "vụ việc đã kết thúc.")
    specs = level_specs(procedure, tokens)
    found = [number for number, spec in enumerate(specs) if element in spec.task_specs]
    if len(found) != 1:
        raise CannotJumpError(element, "bước không thuộc phần quy trình đang mở.")
    number = found[0]
    spec = specs[number]
    if not isinstance(spec.task_specs[element], UserTask | SubWorkflowTask | CallActivity):
        raise CannotJumpError(element, "chỉ chuyển được đến bước có người làm hoặc tiến trình con.")
    standing = _standing(spec, tokens.levels[number])
    if len(standing) > 1:
        raise CannotJumpError(element, f"đang có nhiều nhánh song song: {', '.join(standing)}.")
    return _without(tokens, number), number


def _standing(spec: BpmnProcessSpec, level: Level) -> list[str]:
    """The elements a level stands on, not counting what merely waits beside them."""
    beside = (BoundaryEvent, BoundaryEventJoin, type(spec.end))
    return [
        label(spec.task_specs[token.element])
        for token in level.tokens
        if token.standing.is_live and not isinstance(spec.task_specs[token.element], beside)
    ]


def _without(tokens: Tokens, cleared: int) -> Tokens:
    """Drop all tokens of a level but its root, and the levels opened from it."""
    kept: dict[int, int] = {}
    levels: list[Level] = []
    for number, level in enumerate(tokens.levels):
        owner = level.owner
        if owner is not None and (owner[0] == cleared or owner[0] not in kept):
            continue
        kept[number] = len(levels)
        levels.append(
            Level(
                None if owner is None else (kept[owner[0]], owner[1]),
                level.tokens[:1] if number == cleared else level.tokens,
            )
        )
    return Tokens(completed=False, levels=levels)
