"""From a running workflow to tokens and back. The only module that touches library internals.

What is kept is what something live still asks about (see ``_needed``). Everything else is
forgotten, so the state of a case stays small and of one size however long its history is, and a
case can be read against the diagrams of another version. Written against SpiffWorkflow 3.2.0.
"""

# ruff: noqa: SLF001  # the one module allowed to: see above

from uuid import UUID

from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.control import BoundaryEventJoin, BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.bpmn.specs.mixins.unstructured_join import UnstructuredJoin
from SpiffWorkflow.bpmn.util.subworkflow import BpmnBaseWorkflow, BpmnSubWorkflow
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.exceptions import SpiffWorkflowException
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.elements import split_name
from engine.errors import StateError
from engine.levels import level_specs
from engine.parser import Procedure
from engine.script_engine import CallEngine
from engine.tokens import Level, Place, Standing, Token, Tokens

LIVE = TaskState.READY | TaskState.WAITING | TaskState.STARTED
_STANDINGS = {
    TaskState.WAITING: Standing.WAITING,
    TaskState.READY: Standing.READY,
    TaskState.STARTED: Standing.STARTED,
    TaskState.COMPLETED: Standing.COMPLETED,
    TaskState.CANCELLED: Standing.CANCELLED,
}
_STATES = {standing: state for state, standing in _STANDINGS.items()}


def dump(workflow: BpmnWorkflow) -> Tokens:
    """Return the tokens of a settled workflow.

    Raises:
        StateError: An automatic step has yet to run, or a token carries data.
    """
    if workflow.completed:
        root = workflow.task_tree
        only = Token(-1, root.task_spec.name, Standing.COMPLETED)
        return Tokens(completed=True, levels=[Level(None, [only])])
    places: dict[UUID, Place] = {}
    levels: list[Level] = []
    for owner, level in [(None, workflow), *workflow.subprocesses.items()]:
        if owner is None or (owner in places and not level.completed):
            tokens = _dump_level(level, len(levels), places)
            levels.append(Level(places.get(owner), tokens))
    return Tokens(completed=False, levels=levels)


def load(procedure: Procedure, tokens: Tokens, engine: CallEngine) -> list[BpmnBaseWorkflow]:
    """Return a workflow in which the tokens stand where they stood, then its open subprocesses.

    A level must be woken before anything in it runs.

    Raises:
        StateError: The tokens stand on elements the procedure does not have.
    """
    specs = level_specs(procedure, tokens)
    top = BpmnWorkflow(specs[0], procedure.subprocesses, script_engine=engine, deserializing=True)
    levels: list[BpmnBaseWorkflow] = []
    tasks: list[list[Task]] = []
    try:
        for level, spec in zip(tokens.levels, specs, strict=True):
            if level.owner is None:
                workflow = top
            else:
                workflow = _open_subprocess(top, tasks[level.owner[0]][level.owner[1]], spec)
            levels.append(workflow)
            tasks.append(_load_level(top, workflow, level.tokens))
    except (ValueError, SpiffWorkflowException) as error:
        message = f"Trạng thái lưu không khớp với phiên bản quy trình ({error})."
        raise StateError(message) from error
    top.completed = tokens.completed
    return levels


def place(level: BpmnBaseWorkflow, element: str) -> None:
    """Put a token on an element, with its boundary events, as if a flow had led there."""
    specs = level.spec.task_specs
    split = split_name(element)
    spec = specs[split if split in specs else element]
    task = level.task_tree._add_child(spec, TaskState.FUTURE)
    task.triggered = True  # the root's own successor is the start event
    spec._predict(task, mask=TaskState.NOT_FINISHED_MASK)
    spec._update(task)


def wake(level: BpmnBaseWorkflow) -> None:
    """Let the library see ahead in a loaded level; needed before anything in it runs.

    To see ahead costs more than all the rest of loading, and most calls run one level only.
    """
    for task in list(level.tasks.values()):
        if task.has_state(LIVE):
            task.task_spec._predict(task, mask=TaskState.NOT_FINISHED_MASK)


def update_caller(level: BpmnSubWorkflow) -> None:
    """Let the activity that opened a subprocess go on if the subprocess has ended."""
    caller = level.top_workflow.get_task_from_id(level.parent_task_id)
    caller.task_spec._update(caller)


def _needed(level: BpmnBaseWorkflow) -> set[UUID]:
    """Live tasks, and the finished ones they still ask about.

    - A waiting join asks which branches have arrived. It knows a branch by the last element
      before the join, and by the joins it cancelled when a later branch arrived.
    - A split before an activity with boundary events is asked, by the join behind, which of its
      children have come; it stays as long as one of them may yet pass that join.
    """
    tasks = level.tasks.values()
    needed = {level.task_tree.id}
    joins = {
        task.task_spec
        for task in tasks
        if task.has_state(TaskState.WAITING) and isinstance(task.task_spec, UnstructuredJoin)
    }
    joins.discard(level.spec.end)
    for task in tasks:
        spec = task.task_spec
        if task.has_state(LIVE) or (spec in joins and task.has_state(TaskState.CANCELLED)):
            needed.add(task.id)
            if spec in joins:
                needed.add(task.parent.id)
        elif isinstance(spec, BoundaryEventSplit) and _is_open(task):
            needed.add(task.id)
            needed.update(child.id for child in task.children)
    return needed


def _is_open(split: Task) -> bool:
    if not split.has_state(TaskState.COMPLETED):
        return False
    return any(
        child.has_state(LIVE)
        or any(
            isinstance(join.task_spec, BoundaryEventJoin)
            and not join.has_state(TaskState.FINISHED_MASK)
            for join in child.children
        )
        for child in split.children
    )


def _dump_level(level: BpmnBaseWorkflow, number: int, places: dict[UUID, Place]) -> list[Token]:
    needed = _needed(level)
    tokens: list[Token] = []
    stack = [(level.task_tree, -1)]
    while stack:
        task, parent = stack.pop()
        if task.data or level.data:
            message = f"«{task.task_spec.name}» mang dữ liệu; dữ liệu chỉ được nằm ở dữ kiện."
            raise StateError(message)
        if task.id in needed:
            places[task.id] = (number, len(tokens))
            tokens.append(_token(task, parent))
            parent = len(tokens) - 1
        stack += [(child, parent) for child in reversed(task.children)]
    return tokens


def _token(task: Task, parent: int) -> Token:
    is_ready = task.has_state(TaskState.READY)
    is_unsettled = is_ready and not task.task_spec.manual
    if is_unsettled or (task.has_state(LIVE) and any(task.internal_data.values())):
        message = f"«{task.task_spec.name}» chưa chạy xong nên chưa lưu được."
        raise StateError(message)
    task_id = task.id.hex if is_ready else ""
    return Token(parent, task.task_spec.name, _STANDINGS[task.state], task_id)


def _open_subprocess(top: BpmnWorkflow, caller: Task, spec: BpmnProcessSpec) -> BpmnSubWorkflow:
    level = BpmnSubWorkflow(spec, caller.id, top, deserializing=True)
    level.completed_event.connect(caller.task_spec._on_subworkflow_completed, caller)
    top.subprocesses[caller.id] = level
    return level


def _load_level(top: BpmnWorkflow, level: BpmnBaseWorkflow, tokens: list[Token]) -> list[Task]:
    specs = level.spec.task_specs
    tasks: list[Task] = []
    for token in tokens:
        parent = tasks[token.parent] if token.parent >= 0 else None
        task_id = UUID(token.task_id) if token.task_id else None
        state = _STATES[token.standing]
        task = Task(level, specs[token.element], parent, state, task_id)
        tasks.append(task)
        if token.standing is Standing.WAITING and isinstance(task.task_spec, CatchingEvent):
            top.event_manager.add_task(task)
    level.task_tree = tasks[0]
    return tasks
